"""Drawing the cases of a round: at random, the same for the same seed, and spread over strata.

The cases are laid in a row by stratum, within each in an order that the seed and the child give
(SHA-256), and every so many-th is taken from a start that the seed gives (a systematic sample). So
every case is as likely to be drawn as any other, however small its stratum; each stratum has its
share, to within one case; the draw does not depend on the order of the rows; and whoever has the
seed and the day's data can draw it again.

    stratum        cases  of 10 drawn
    T1, in care       60  5
    T1, in need       48  4
    T2, in care       12  1
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class FramedCase:
    """A case that may be drawn: the child, the team that leads it, what it is drawn among."""

    child: str
    team: str
    stratum: str


@dataclass(frozen=True)
class Stratum:
    """How many cases a stratum had, and how many of them were drawn."""

    name: str
    cases: int
    drawn: int


@dataclass(frozen=True)
class DrawnRound:
    """A draw: the cases, by stratum, and the strata by name, those with nobody drawn too."""

    seed: str
    cases: tuple[FramedCase, ...]
    strata: tuple[Stratum, ...]


def draw_cases(frame: Iterable[FramedCase], size: int, seed: str) -> DrawnRound:
    """Draw ``size`` cases of a frame, or all where it has fewer.

    Raises ValueError for a size below 1.
    """
    if size < 1:
        raise ValueError("a round has at least one case")
    row = sorted(frame, key=lambda case: (case.stratum, place_in_draw(case.child, seed)))
    size = min(size, len(row))
    # In whole numbers: start lies in the first of `size` steps, each of len(row) / size cases.
    start = int(sha256(seed.encode()).hexdigest(), 16) % len(row) if row else 0
    drawn = [row[(start + step * len(row)) // size] for step in range(size)]
    in_frame, in_draw = (Counter(case.stratum for case in cases) for cases in (row, drawn))
    strata = tuple(Stratum(name, in_frame[name], in_draw[name]) for name in in_frame)
    return DrawnRound(seed, tuple(drawn), strata)


def place_in_draw(child: str, seed: str) -> str:
    """Where a child stands in the draws of a seed: 64 hexadecimal digits, the lowest first."""
    return sha256(f"{seed}/{child}".encode()).hexdigest()


@dataclass(frozen=True)
class Auditor:
    """Someone who audits: the name of the account, and the teams that are their own."""

    name: str
    teams: frozenset[str]


def share_out(
    cases: Sequence[FramedCase],
    auditors: Iterable[Auditor],
    others: Mapping[str, str | None] | None = None,
) -> dict[str, str | None]:
    """Who audits each child: nobody a case of a team of theirs, and all about as many.

    ``others`` names, by child, who has the case already: a second person is somebody else. The
    auditor with fewest so far takes the next case; of two alike the first by name. None where
    nobody may have it: it then waits for someone else. Cases with the fewest who may take them
    come first, so that they are not left over.
    """
    by_name = sorted(auditors, key=lambda auditor: auditor.name)
    taken = dict.fromkeys((auditor.name for auditor in by_name), 0)
    able = {
        case.child: [
            auditor.name
            for auditor in by_name
            if case.team not in auditor.teams and auditor.name != (others or {}).get(case.child)
        ]
        for case in cases
    }
    found: dict[str, str | None] = {}
    for case in sorted(cases, key=lambda case: len(able[case.child])):
        name = min(able[case.child], key=taken.__getitem__, default=None)
        found[case.child] = name
        if name is not None:
            taken[name] += 1
    return found


def graded_twice(cases: Sequence[FramedCase], share: float, seed: str) -> frozenset[str]:
    """The children whose cases a second person grades too: at least that share, by the draw."""
    number = -int(-share * len(cases) // 1)
    in_order = sorted(cases, key=lambda case: place_in_draw(case.child, f"{seed}/second"))
    return frozenset(case.child for case in in_order[:number])

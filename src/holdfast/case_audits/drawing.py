"""Drawing the cases of a round: at random, the same for the same seed, and spread over strata.

Each case stands on a number made of the seed and the child (SHA-256), and the lowest numbers of a
stratum are drawn. So the draw does not depend on the order of the rows, anyone who has the seed
and the day's data can draw it again, and nobody can draw until a case that is liked comes up
without another seed standing in the log.

    stratum        cases  of 10 drawn, in proportion (largest remainders)
    T1, in care       60  5
    T1, in need       48  4
    T2, in care       12  1
"""

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
class Drawn:
    """A draw: the cases, in the order in which they were drawn, and the strata, by name.

    ``in_proportion``: each stratum was drawn by its share of all, as near as whole cases allow,
    so that a share of the sample speaks for the whole without weights.
    """

    seed: str
    cases: tuple[FramedCase, ...]
    strata: tuple[Stratum, ...]
    in_proportion: bool = True


def draw_cases(frame: Iterable[FramedCase], size: int, seed: str) -> Drawn:
    """Draw ``size`` cases of a frame, or all where it has fewer.

    Raises ValueError for a size below 1.
    """
    if size < 1:
        raise ValueError("a round has at least one case")
    strata: dict[str, list[FramedCase]] = {}
    for case in frame:
        strata.setdefault(case.stratum, []).append(case)
    counts = {name: len(strata[name]) for name in sorted(strata)}
    shares = proportional(counts, size)
    drawn = [
        case
        for name in counts
        for case in sorted(strata[name], key=lambda case: place_in_draw(case.child, seed))[
            : shares[name]
        ]
    ]
    return Drawn(
        seed,
        tuple(sorted(drawn, key=lambda case: place_in_draw(case.child, seed))),
        tuple(Stratum(name, counts[name], shares[name]) for name in counts),
    )


def place_in_draw(child: str, seed: str) -> str:
    """Where a child stands in the draws of a seed: 64 hexadecimal digits, the lowest first."""
    return sha256(f"{seed}/{child}".encode()).hexdigest()


def proportional(counts: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of ``size`` fall to each stratum: by its share, then by largest remainders.

    No stratum is given more than it has. Two remainders alike go to the stratum first by name.
    """
    whole = sum(counts.values())
    if not whole:
        return dict.fromkeys(counts, 0)
    size = min(size, whole)
    shares = {name: size * count // whole for name, count in counts.items()}
    left = size - sum(shares.values())
    by_remainder = sorted(counts, key=lambda name: (-(size * counts[name] % whole), name))
    return shares | {name: shares[name] + 1 for name in by_remainder[:left]}


@dataclass(frozen=True)
class Auditor:
    """Someone who audits: the name of the account, and the teams that are their own."""

    name: str
    teams: frozenset[str]


def share_out(cases: Sequence[FramedCase], auditors: Iterable[Auditor]) -> dict[str, str | None]:
    """Who audits each child: nobody a case of a team of theirs, and all about as many.

    The auditor with fewest so far takes the next case; of two alike the first by name. None where
    every auditor is of the case's own team: it then waits for someone else. Cases with the fewest
    who may take them come first, so that they are not left over.
    """
    by_name = sorted(auditors, key=lambda auditor: auditor.name)
    taken = dict.fromkeys((auditor.name for auditor in by_name), 0)
    able = {
        case.child: [auditor for auditor in by_name if case.team not in auditor.teams]
        for case in cases
    }
    found: dict[str, str | None] = {}
    for case in sorted(cases, key=lambda case: len(able[case.child])):
        name = min((one.name for one in able[case.child]), key=taken.__getitem__, default=None)
        found[case.child] = name
        if name is not None:
            taken[name] += 1
    return found


def graded_twice(cases: Sequence[FramedCase], share: float, seed: str) -> frozenset[str]:
    """The children whose cases a second person grades too: at least that share, by the draw."""
    number = -int(-share * len(cases) // 1)
    in_order = sorted(cases, key=lambda case: place_in_draw(case.child, f"{seed}/second"))
    return frozenset(case.child for case in in_order[:number])

"""How managers of different practice follow up what Holdfast shows them, once a county was lived.

Some challenge, direct, and have somebody else look; most hardly say anything; some close on paper:
they mark as put right what no event shows done, or what they asked for themselves. None of it is a
row of the record and none of it changes one: the luck here is a stream of its own, and the shares
are not among the parameters of a council, by which its record is known.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from holdfast.simulation.chance import Chance
from holdfast.simulation.written.follow_up import FollowedUp

_OTHER = "a reviewing officer"


class Practice(StrEnum):
    """How a team's manager follows up what is undone."""

    CHALLENGES = "challenges"
    HARDLY = "hardly challenges"
    ON_PAPER = "closes on paper"


@dataclass(frozen=True)
class _Ways:
    """Shares of deficits of which something is said; the days are after the detection.

    ``marks`` are said to be put right within ``days`` whatever the record shows, by somebody else,
    ``marks_own`` by whoever directed it; ``checks`` are looked at by somebody else after the event.
    """

    challenges: float
    directs: float
    checks: float
    marks: float
    marks_own: float
    days: tuple[int, int]


# Made up, as the managers are: no source says how often each of these happens.
_WAYS: Mapping[Practice, _Ways] = {
    Practice.CHALLENGES: _Ways(0.4, 0.5, 0.6, 0.0, 0.1, (2, 25)),
    Practice.HARDLY: _Ways(0.02, 0.05, 0.1, 0.02, 0.02, (5, 60)),
    Practice.ON_PAPER: _Ways(0.05, 0.4, 0.05, 0.4, 0.7, (1, 15)),
}
# Of managers who do not challenge in supervision.
_ON_PAPER = 0.3
_ALLOWED = (7, 28)


class Deficient(Protocol):
    """A deficit as the truth tells it; days are whole numbers."""

    @property
    def rule(self) -> str:
        """What it was found by."""

    @property
    def child(self) -> str:
        """Whose."""

    @property
    def started(self) -> int:
        """When that began."""

    @property
    def detected(self) -> int:
        """When it was found."""

    @property
    def evidenced(self) -> int | None:
        """When the record showed it done."""

    @property
    def worker(self) -> str:
        """Who was named as holding the child when it was found; empty where nobody was."""


def practice_of(seed: int, team: str, challenges: bool) -> Practice:
    """How the manager of a team follows up, who challenges in supervision or does not."""
    if challenges:
        return Practice.CHALLENGES
    on_paper = Chance(seed, f"follow-up/{team}").yes(_ON_PAPER)
    return Practice.ON_PAPER if on_paper else Practice.HARDLY


def follow_up(
    deficits: Iterable[Deficient],
    practices: Mapping[str, Practice],
    team_of: Mapping[str, str],
    seed: int,
    last: int,
) -> Iterator[FollowedUp]:
    """What was said of deficits up to a last day, by the practice of the team's manager.

    ``team_of`` gives a worker's team. Of two deficits that only their order tells apart nothing is
    said. What is said of one depends on no other.
    """
    every = list(deficits)
    alike = Counter((one.rule, one.child, one.started) for one in every)
    for one in every:
        team = team_of.get(one.worker, "")
        if team in practices and alike[one.rule, one.child, one.started] == 1:
            chance = Chance(seed, f"follow-up/{one.rule}/{one.child}/{one.started}")
            said = _said(one, practices[team], f"the manager of {team}", chance)
            yield from (each for each in said if each.on <= last)


def _said(one: Deficient, practice: Practice, manager: str, chance: Chance) -> Iterator[FollowedUp]:
    ways = _WAYS[practice]

    def said(kind: str, on: int, by: str, owner: str = "", due: int | None = None) -> FollowedUp:
        return FollowedUp(one.rule, one.child, one.started, kind, on, by, owner, due, practice)

    day = one.detected + chance.between(*ways.days)
    if chance.yes(ways.challenges):
        yield said("challenged", day, manager)
    directs = chance.yes(ways.directs)
    if directs:
        yield said("directed", day, manager, one.worker, day + chance.between(*_ALLOWED))
    if chance.yes(ways.marks):
        yield said("verified", day + chance.between(0, 5), _OTHER)
    if directs and chance.yes(ways.marks_own):
        yield said("verified", day + chance.between(1, 30), manager)
    if one.evidenced is not None and chance.yes(ways.checks):
        # One time in five it is the worker who says so, whose own it is.
        by = one.worker if chance.yes(0.2) else _OTHER
        yield said("verified", one.evidenced + chance.between(0, 40), by)

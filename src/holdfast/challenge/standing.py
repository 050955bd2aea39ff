"""The loop as it stands for those who look at it: figures and lists, kept as people act.

What the record shows is tallied once for whoever may know of certain children; what somebody says
then changes the deficits of one child, and these are taken out and put in again. Laid out anew it
would be the same: ``tests/property/test_standing_loop.py`` holds the two to one answer.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.challenge.choices import LoopChoices
from holdfast.challenge.deficit import DEFICIT_RULES, DeficitKey, DeficitSource
from holdfast.challenge.escalation import EscalatedDeficit, escalation_of, escalation_order
from holdfast.challenge.figures import LoopFigures
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.tally import LoopTally
from holdfast.law import Tier
from holdfast.query.today.asks import ASKS, Ask

_TIERS = (Tier.STATUTE, Tier.GUIDANCE, Tier.LOCAL, Tier.STATISTICAL)


def front_order(path: DeficitPath) -> tuple[int, int, object, DeficitKey]:
    """The order of every list: the kind of fact, who set the day, the days, the number."""
    rule = DEFICIT_RULES.get(path.key.rule)
    kind = 1
    if path.source is DeficitSource.CONCERN or ASKS.get(path.key.rule) is Ask.SEE:
        kind = 0
    return kind, _TIERS.index(rule.tier) if rule else 0, path.due or path.detected, path.key


@dataclass(frozen=True)
class DeficitList:
    """A list of deficits: which are on it, and in what order (its last part is the key)."""

    test: Callable[[DeficitPath], bool]
    order: Callable[[DeficitPath], tuple[Any, ...]]


def _latest(day: date | None) -> int:
    return -(day or date.min).toordinal()


LISTS: Mapping[str, DeficitList] = {
    "silent": DeficitList(
        lambda path: path.is_open and path.is_silent is True,
        lambda path: (-path.supervised, *front_order(path)),
    ),
    "paper": DeficitList(lambda path: path.on_paper, lambda path: (_latest(path.lapsed), path.key)),
    "recurred": DeficitList(
        lambda path: path.recurred is not None, lambda path: (_latest(path.recurred), path.key)
    ),
    # Where a direction was given in Holdfast, or somebody raised it: of others no record says
    # whether anybody looked.
    "unverified": DeficitList(
        lambda path: path.evidenced is not None and path.verified is None and bool(path.evidence),
        lambda path: (path.evidenced or date.max, path.key),
    ),
    "open": DeficitList(lambda path: path.is_open, front_order),
    "settled": DeficitList(
        lambda path: path.settled is not None, lambda path: (_latest(path.settled), path.key)
    ),
}


class StandingLoop:
    """The figures, the figures of each team and the lists of some deficits, as at a day.

    It is never changed once it was given to somebody: ``changed`` gives another.
    """

    def __init__(self, paths: Iterable[DeficitPath], day: date, choices: LoopChoices) -> None:
        self.day, self.choices = day, choices
        self._teams: dict[str | None, LoopTally] = {}
        self._whole: LoopTally | None = None
        self._lists: dict[str, list[tuple[Any, DeficitPath]]] = {name: [] for name in LISTS}
        self._over: list[tuple[Any, EscalatedDeficit]] = []
        for path in paths:
            self._tally(path).add(path)
            for name, one in LISTS.items():
                if one.test(path):
                    self._lists[name].append((one.order(path), path))
            if over := escalation_of(path, day, choices):
                self._over.append((escalation_order(over), over))
        for listed in self._lists.values():
            listed.sort(key=_first)
        self._over.sort(key=_first)

    def changed(
        self, before: Iterable[DeficitPath], after: Iterable[DeficitPath] = ()
    ) -> "StandingLoop":
        """The same with some deficits taken out, and others put in."""
        other = copy(self)
        # To copy the sums of all costs less than to add those of every team again.
        other._whole = self._copied(self._whole) if self._whole else None
        other._teams = dict(self._teams)
        other._lists = {name: list(listed) for name, listed in self._lists.items()}
        other._over = list(self._over)
        own: set[str | None] = set()
        for path, times in (*((one, -1) for one in before), *((one, 1) for one in after)):
            if path.team not in own:
                own.add(path.team)
                other._teams[path.team] = self._copied(self._teams.get(path.team))
            other._teams[path.team].add(path, times)
            if other._whole is not None:
                other._whole.add(path, times)
            other._put(path, times)
        return other

    def _put(self, path: DeficitPath, times: int) -> None:
        """Put a deficit into the lists that it is on, or take it out."""
        for name, one in LISTS.items():
            if one.test(path):
                _put(self._lists[name], one.order(path), path, times)
        if over := escalation_of(path, self.day, self.choices):
            _put(self._over, escalation_order(over), over, times)

    def figures(self) -> LoopFigures:
        """The figures of all."""
        if self._whole is None:
            self._whole = LoopTally(self.day, self.choices.held_days)
            self._whole.include(self._teams.values())
        return self._whole.figures()

    def _copied(self, tally: LoopTally | None) -> LoopTally:
        return LoopTally(self.day, self.choices.held_days).include([tally] if tally else ())

    def by_team(self) -> dict[str | None, LoopFigures]:
        """The figures by the team that led on the day of detection, of those that have any."""
        found = {team: own.figures() for team, own in self._teams.items()}
        return {team: own for team, own in found.items() if own.deficits}

    def listed(self, name: str, start: int = 0, most: int | None = None) -> list[DeficitPath]:
        """Some of a list of ``LISTS``, from a place on."""
        end = None if most is None else start + most
        return [path for _, path in self._lists[name][start:end]]

    def count(self, name: str) -> int:
        """How many deficits are on a list."""
        return len(self._lists[name])

    def escalated(self) -> list[EscalatedDeficit]:
        """Those past their limit, the highest level first, then the most days."""
        return [over for _, over in self._over]

    def _tally(self, path: DeficitPath) -> LoopTally:
        found = self._teams.get(path.team)
        if found is None:
            found = self._teams[path.team] = LoopTally(self.day, self.choices.held_days)
        return found


def _first(one: Sequence[Any]) -> Any:
    return one[0]


def _put(listed: list[tuple[Any, Any]], order: Any, what: Any, times: int) -> None:
    if times > 0:
        insort(listed, (order, what), key=_first)
        return
    place = bisect_left(listed, order, key=_first)
    assert listed[place][0] == order, "what is taken out was put in as it is"
    del listed[place]

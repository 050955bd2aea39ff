"""What a team is asked for on a day: who can act for nobody, who is unseen, what step has passed.

What is left out is counted with the reason for which it is: a page that is silent about it would
be read as if there were nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from holdfast.clocks.duty import Status
from holdfast.concerns.workforce import LEAVER
from holdfast.query.concerns import ConcernTrueOf, concern_order
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.query.today.asks import Ask
from holdfast.query.today.choices import Choices
from holdfast.query.today.day_facts import DayFacts, OpenDuty, day_facts
from holdfast.query.today.family_rows import (
    NameThatStands,
    OverdueFamily,
    family_rows,
    names_that_stand,
)

Fact = TypeVar("Fact")

# What a manager has set aside for a time: child, clock or strand, and the day on which it began.
SetAside = Collection[tuple[str, str, date]]

# What a manager does about a case in one sitting, not child by child.
YOURS = (Ask.SUPERVISE, Ask.DECIDE, Ask.CHECK)


class NotListed(StrEnum):
    """Why an overdue duty is not asked for today by name."""

    OVERTAKEN = "overtaken by a later one of the same kind"
    OLDER = "overdue for longer than this page asks for"
    RECORD = "to be written up"
    UNHELD = "of children for whom nobody can act"
    STATISTICS = "counted for statistics only, or withdrawn"
    SET_ASIDE = "set aside for a time"


@dataclass(frozen=True)
class WorkerLine:
    """What is open in one worker's name: overdue, falling due by day, and what a manager owes.

    ``worker`` is None for children whom nobody holds. ``due`` is by the days of the week ahead.
    """

    worker: str | None
    overdue: int
    due: tuple[int, ...]
    supervise: int
    decide: int
    check: int


@dataclass(frozen=True)
class TeamDay:
    """A team's day. Rows are whole; a page shows the first of each part, and says how many more.

    ``on_paper`` are children in the name of somebody who left long since, of whom nothing
    purposeful is recorded for as long. ``unassessed`` is the concern of that name, whoever holds
    the child. ``left`` are the overdue duties that stand in none of the parts, by why they do not.
    ``allocations`` are children held without the support that is asked for, or by a worker who
    holds more than the council's most. ``unclear`` is how many duties cannot be determined.
    """

    day: date
    week: tuple[date, ...]
    nobody: tuple[NameThatStands, ...]
    not_seen: tuple[OverdueFamily, ...]
    steps: tuple[OverdueFamily, ...]
    workers: tuple[WorkerLine, ...]
    week_duties: tuple[OpenDuty, ...]
    on_paper: tuple[ConcernTrueOf, ...]
    unassessed: tuple[ConcernTrueOf, ...]
    unassessed_new: int
    allocations: tuple[ConcernTrueOf, ...]
    overdue: int
    left: Mapping[NotListed, Sequence[OpenDuty]]
    unclear: int

    @property
    def unheld(self) -> int:
        """How many families have nobody who can act, those open on paper apart."""
        return len({child.family for name in self.nobody for child in name.children})

    @property
    def not_asked(self) -> int:
        """How many overdue duties stand in none of the parts."""
        return sum(len(duties) for duties in self.left.values())

    @property
    def steps_apart(self) -> tuple[OverdueFamily, ...]:
        """The steps of families that do not stand among those not seen."""
        unseen = {row.family for row in self.not_seen}
        return tuple(row for row in self.steps if row.family not in unseen)

    @property
    def new_families(self) -> int:
        """How many families stand on the page that did not on the last working day."""
        rows = [row.family for row in (*self.not_seen, *self.steps) if row.is_new]
        unheld = [one.family for name in self.nobody for one in name.children if one.is_new]
        return len({*rows, *unheld})


def team_day(outlook: Outlook, scope: Scope, choices: Choices, set_aside: SetAside = ()) -> TeamDay:
    """The day of a scope's team and those below it, of its worker, or of everybody.

    A child whom nobody holds is on the page of the team that last held the child, or to which the
    child was last referred. Raises NotFound for a scope that the record does not know.
    """
    scope.children(outlook)  # refuses what the record does not know
    teams = frozenset(scope.teams(outlook)) if scope.team else None
    return day_of(day_facts(outlook), teams, choices, frozenset(set_aside), scope.worker)


def every_team_day(
    outlook: Outlook, choices: Choices, set_aside: SetAside = ()
) -> dict[str | None, TeamDay]:
    """The day of every team that has children, each without those below it; None: of no team."""
    facts, aside = day_facts(outlook), frozenset(set_aside)
    teams = {*facts.duties, *facts.nobody, *facts.unassessed}
    ordered = sorted(teams, key=lambda team: (team is None, team or ""))
    return {team: day_of(facts, frozenset([team]), choices, aside) for team in ordered}


def day_of(
    facts: DayFacts,
    teams: frozenset[str | None] | None,
    choices: Choices,
    aside: SetAside,
    worker: str = "",
) -> TeamDay:
    """The day of some teams (None: of all), or of a worker in them, from what is open."""
    duties = [one for one in _of(facts.duties, teams) if worker in ("", one.worker)]
    unheld = [one for one in _listed(facts.nobody, teams) if worker in ("", one.worker)]
    unassessed = [one for one in _listed(facts.unassessed, teams) if worker in ("", one.worker)]
    on_paper = [one for one in unheld if _is_on_paper(facts, one, choices)]
    cannot_act = {one.child for one in unheld}
    paper = {one.child for one in on_paper}
    asked = [
        one
        for one in unheld
        if one.child not in paper and (one.child, one.strand, one.since) not in aside
    ]
    parts = _Parts.of(duties, cannot_act, choices, aside)
    return TeamDay(
        day=facts.day,
        week=facts.week,
        nobody=names_that_stand(facts, asked, _next_due(facts, duties)),
        not_seen=family_rows(facts, parts.asked[Ask.SEE]),
        steps=family_rows(facts, parts.asked[Ask.STEP]),
        workers=_workers(facts, duties, parts),
        week_duties=tuple(_in_the_week(facts, duties)),
        on_paper=tuple(on_paper),
        unassessed=tuple(unassessed),
        unassessed_new=sum(facts.is_new(one.true_from) for one in unassessed),
        allocations=tuple(
            one for one in _of(facts.allocations, teams) if worker in ("", one.worker)
        ),
        overdue=parts.overdue,
        left=parts.left,
        unclear=sum(
            one.status is Status.CANNOT_TELL and one.ask is not Ask.NOTHING for one in duties
        ),
    )


@dataclass
class _Parts:
    """Overdue duties, each in the part that asks for it or under the reason for which none does."""

    asked: dict[Ask, list[OpenDuty]] = field(default_factory=lambda: {ask: [] for ask in Ask})
    left: dict[NotListed, list[OpenDuty]] = field(
        default_factory=lambda: {why: [] for why in NotListed}
    )

    @property
    def overdue(self) -> int:
        """How many there are in all."""
        return sum(len(duties) for part in (self.asked, self.left) for duties in part.values())

    @classmethod
    def of(
        cls, duties: Iterable[OpenDuty], cannot_act: set[str], choices: Choices, aside: SetAside
    ) -> "_Parts":
        parts = cls()
        for duty in duties:
            if duty.status is Status.OVERDUE:
                why = _why_not_listed(duty, cannot_act, choices, aside)
                (parts.left[why] if why else parts.asked[duty.ask]).append(duty)
        return parts


def _why_not_listed(
    duty: OpenDuty, cannot_act: set[str], choices: Choices, aside: SetAside
) -> NotListed | None:
    """Why an overdue duty is not asked for by name; None: it is."""
    if duty.child in cannot_act:
        return NotListed.UNHELD
    if duty.ask is Ask.NOTHING:
        return NotListed.STATISTICS
    if duty.started and (duty.child, duty.clock, duty.started) in aside:
        return NotListed.SET_ASIDE
    if duty.ask is Ask.RECORD:
        return NotListed.RECORD
    # Each action is one of its own; of all else a later run of the clock asks for the same again.
    if duty.overtaken and duty.ask is not Ask.CHECK:
        return NotListed.OVERTAKEN
    longest = {
        Ask.STEP: choices.left_undone,
        Ask.DECIDE: choices.decisions,
        Ask.CHECK: choices.decisions,
    }.get(duty.ask)
    return NotListed.OLDER if longest is not None and duty.days_over > longest else None


def _is_unclear(duty: OpenDuty) -> bool:
    return duty.status is Status.CANNOT_TELL and duty.ask is not Ask.NOTHING


def _is_on_paper(facts: DayFacts, one: ConcernTrueOf, choices: Choices) -> bool:
    """In the name of somebody who left long since, and nothing purposeful recorded for as long."""
    quiet = facts.quiet.get(one.child)
    return (
        one.strand == LEAVER.key
        and one.days > choices.silence
        and quiet is not None
        and (facts.day - quiet).days > choices.silence
    )


def _next_due(facts: DayFacts, duties: Iterable[OpenDuty]) -> dict[str, OpenDuty]:
    """What falls due next for each child, or was due last where nothing is to come."""
    found: dict[str, OpenDuty] = {}
    for duty in duties:
        if duty.ask not in (Ask.SEE, Ask.STEP) or duty.due is None or duty.overtaken:
            continue
        if duty.status is Status.CANNOT_TELL:
            continue
        known = found.get(duty.child)
        if known is None or known.due is None or _nearer(facts, duty.due, known.due):
            found[duty.child] = duty
    return found


def _nearer(facts: DayFacts, due: date, known: date) -> bool:
    """Whether a day stands before another: the first to come, before the last that has passed."""
    if (due >= facts.day) != (known >= facts.day):
        return due >= facts.day
    return due < known if due >= facts.day else due > known


def _in_the_week(facts: DayFacts, duties: Iterable[OpenDuty]) -> Iterable[OpenDuty]:
    last = facts.week[-1] if facts.week else facts.day
    return (
        duty
        for duty in duties
        if duty.status in (Status.DUE_SOON, Status.RUNNING)
        and duty.due is not None
        and facts.day <= duty.due <= last
        and duty.ask is not Ask.NOTHING
    )


def _workers(facts: DayFacts, duties: Sequence[OpenDuty], parts: _Parts) -> tuple[WorkerLine, ...]:
    """Every worker who has something open, by identifier: it is no order of people."""
    overdue = Counter(one.worker for ask in (Ask.SEE, Ask.STEP) for one in parts.asked[ask])
    owed = {ask: Counter(one.worker for one in parts.asked[ask]) for ask in YOURS}
    places = {day: place for place, day in enumerate(facts.week)}
    due: dict[str | None, list[int]] = {}
    for duty in _in_the_week(facts, duties):
        assert duty.due is not None, "only what has a day falls due"
        if duty.ask in (Ask.SEE, Ask.STEP):
            line = due.setdefault(duty.worker, [0] * len(facts.week))
            # What falls due on a weekend is to be done by the working day before it.
            place = max((n for day, n in places.items() if day <= duty.due), default=0)
            line[place] += 1
    names = {*overdue, *due, *(worker for one in owed.values() for worker in one)}
    return tuple(
        WorkerLine(
            worker,
            overdue[worker],
            tuple(due.get(worker, [0] * len(facts.week))),
            owed[Ask.SUPERVISE][worker],
            owed[Ask.DECIDE][worker],
            owed[Ask.CHECK][worker],
        )
        for worker in sorted(names, key=lambda one: (one is None, one or ""))
    )


def _of(
    by_team: Mapping[str | None, Sequence[Fact]], teams: frozenset[str | None] | None
) -> list[Fact]:
    if teams is None:
        return [one for found in by_team.values() for one in found]
    # Teams are a set, which has another order each time that a program is begun.
    ordered = sorted(teams, key=lambda team: (team is None, team or ""))
    return [one for team in ordered for one in by_team.get(team, ())]


def _listed(
    by_team: Mapping[str | None, Sequence[ConcernTrueOf]], teams: frozenset[str | None] | None
) -> list[ConcernTrueOf]:
    """The same of a concern, in the order of every list and not team after team."""
    return sorted(_of(by_team, teams), key=concern_order)

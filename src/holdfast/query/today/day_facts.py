"""What is open on a day, for the whole council, as the pages of the day are chosen from it.

Read once for an outlook and kept with it: each team's page then takes a few hundred rows of it.

A later run of the same clock for the same child *overtakes* an earlier one: a visit that was due in
2015 and never recorded asks for nothing once the visits of 2018 have their own duty.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

import numpy as np

from holdfast.clocks.duty import UNDATED, Status
from holdfast.concerns.register import find_concern
from holdfast.concerns.workforce_allocation import TOO_MANY, UNSUPPORTED_ALLOCATION
from holdfast.days import add_working_days, is_working_day
from holdfast.errors import BeyondCalendar
from holdfast.law import Tier
from holdfast.query.concerns import ChildIsOn, ConcernTrueOf, concerns_true, see_concerns
from holdfast.query.duty_index import StandingDuty, index_duties
from holdfast.query.need_to_know import NeedToKnow
from holdfast.query.outlook import Outlook
from holdfast.query.today.asks import ASKS, Ask

WORKING_DAYS = 5
_KEPT = "facts of the day"


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """A duty that is overdue, or not due yet, or of which it cannot be determined.

    ``started`` is None where its day could not be read. ``overtaken``: a later run of the same
    clock has begun for the child. ``due`` is None where no number of days is set.
    """

    child: str
    clock: str
    started: date | None
    due: date | None
    days_over: int
    status: Status
    team: str | None
    worker: str | None
    ask: Ask
    tier: Tier
    overtaken: bool


@dataclass(frozen=True, slots=True)
class Discussed:
    """The last time that a child's case was discussed in supervision, and what is recorded of it.

    ``challenge`` and ``actions_set`` are None where the source does not say.
    """

    held: date
    challenge: bool | None
    actions_set: bool | None


OfChild = TypeVar("OfChild", OpenDuty, ConcernTrueOf)


@dataclass(frozen=True)
class DayFacts:
    """Everything that is open on a day, by the team that leads the case.

    ``week`` are the five working days from the day on, ``before`` the last working day before it:
    what became true since then is new. ``standing``, ``family`` and ``last_seen`` are by child; a
    child without brothers or sisters on record is a family alone. ``last_team`` is where a child
    whom nobody holds was last held or referred to. ``discussed`` is None where the source does not
    tell of supervision. ``quiet`` is since when nothing purposeful is recorded of a child.
    ``nobody`` leaves out children whose worker holds too many: they have somebody who can act, and
    stand with the other allocations to look at, in ``allocations``.
    """

    day: date
    week: tuple[date, ...]
    before: date
    duties: Mapping[str | None, Sequence[OpenDuty]]
    nobody: Mapping[str | None, Sequence[ConcernTrueOf]]
    unassessed: Mapping[str | None, Sequence[ConcernTrueOf]]
    allocations: Mapping[str | None, Sequence[ConcernTrueOf]]
    standing: Mapping[str, ChildIsOn]
    family: Mapping[str, str]
    last_seen: Mapping[str, date]
    discussed: Mapping[str, Discussed] | None
    quiet: Mapping[str, date]
    last_team: Mapping[str, str]

    def is_new(self, true_from: date) -> bool:
        """Whether something that is true from a day on was not yet so on the last working day."""
        return true_from > self.before


def day_facts(outlook: Outlook) -> DayFacts:
    """What a page of the day takes those in its scope from; everybody's is kept with the outlook.

    Where whoever asks may know of some children alone, there are no others in it.
    """
    found = outlook.kept.get(_KEPT)
    if not isinstance(found, DayFacts):
        found = outlook.kept[_KEPT] = _read(outlook.everybody)
    known = outlook.may_know
    if known is None:
        return found
    return replace(
        found,
        duties=_known_in(found.duties, known),
        nobody=_known_in(found.nobody, known),
        unassessed=_known_in(found.unassessed, known),
        allocations=_known_in(found.allocations, known),
    )


def _known_in(
    by_team: Mapping[str | None, Sequence[OfChild]], known: NeedToKnow
) -> Mapping[str | None, Sequence[OfChild]]:
    found = {team: [one for one in rows if one.child in known] for team, rows in by_team.items()}
    return {team: rows for team, rows in found.items() if rows}


def _read(outlook: Outlook) -> DayFacts:
    see_concerns(outlook)
    last_team = _last_teams(outlook)
    standing = outlook.rows("select child, standing from child_standing")
    families = outlook.rows("select child, family from families where family is not null")
    last_seen = outlook.rows("select child, day from last_seen")
    nobody = concerns_true(outlook, find_concern("nobody_can_act"))
    too_many = [one for one in nobody if one.strand == TOO_MANY.key]
    unsupported = concerns_true(outlook, UNSUPPORTED_ALLOCATION)
    return DayFacts(
        outlook.day,
        working_week(outlook.day),
        working_day_before(outlook.day),
        _by_team(_open_duties(outlook), last_team),
        _with_last_team([one for one in nobody if one.strand != TOO_MANY.key], last_team),
        _with_last_team(concerns_true(outlook, find_concern("unassessed_risk")), last_team),
        _with_last_team([*unsupported, *too_many], last_team),
        {row["child"]: ChildIsOn(row["standing"]) for row in standing},
        {row["child"]: row["family"] for row in families},
        {row["child"]: row["day"] for row in last_seen},
        _discussed(outlook),
        _quiet(outlook),
        last_team,
    )


def working_week(day: date) -> tuple[date, ...]:
    """The first five working days from a day on, the day itself where it is one."""
    found: list[date] = [day] if is_working_day(day) else []
    try:
        while len(found) < WORKING_DAYS:
            found.append(add_working_days(found[-1] if found else day, 1))
    except BeyondCalendar:
        pass  # the known years end within the week
    return tuple(found)


def working_day_before(day: date) -> date:
    """The last working day before a day."""
    before = day - timedelta(days=1)
    try:
        while not is_working_day(before):
            before -= timedelta(days=1)
    except BeyondCalendar:
        pass
    return before


def _open_duties(outlook: Outlook) -> list[OpenDuty]:
    index = index_duties(outlook, "waiting")
    columns = index.columns
    asked = {key for key, ask in ASKS.items() if not outlook.clock(key).for_workers}
    wanted = columns["clock"].among(asked) & ~columns["undone"].among({True})
    places = np.flatnonzero(wanted)
    overtaken = _overtaken(outlook)
    tiers = {clock.key: clock.tier for clock in outlook.book.clocks}
    return [
        _open_duty(duty, tiers[duty.clock], (duty.subject, duty.clock, duty.started) in overtaken)
        for duty in index.take(places)
    ]


def _open_duty(duty: StandingDuty, tier: Tier, overtaken: bool) -> OpenDuty:
    unclear = duty.status == Status.CANNOT_TELL
    return OpenDuty(
        child=duty.subject,
        clock=duty.clock,
        started=None if duty.started == UNDATED else duty.started,
        due=duty.due,
        days_over=0 if unclear else duty.days_over,
        status=Status(duty.status),
        team=duty.team,
        worker=duty.worker,
        ask=ASKS[duty.clock],
        tier=tier,
        overtaken=overtaken,
    )


def _overtaken(outlook: Outlook) -> set[tuple[str, str, date]]:
    """The runs of a clock that a later run for the same child has overtaken by the day."""
    rows = outlook.rows(
        "select w.subject, w.clock, w.started from (select distinct subject, clock, started "
        "from waiting where not list_contains($for_workers, clock)) as w "
        "join (select subject, clock, max(started) as latest from standing "
        "group by subject, clock) as l on l.subject = w.subject and l.clock = w.clock "
        "where l.latest > w.started",
        for_workers=outlook.for_workers,
    )
    return {(row["subject"], row["clock"], row["started"]) for row in rows}


def _by_team(
    duties: Sequence[OpenDuty], last_team: Mapping[str, str]
) -> Mapping[str | None, Sequence[OpenDuty]]:
    """By the team that leads; of a child whom nobody leads, by the one that last did."""
    found: dict[str | None, list[OpenDuty]] = defaultdict(list)
    for duty in duties:
        found[duty.team or last_team.get(duty.child)].append(duty)
    return found


def _with_last_team(
    found: Sequence[ConcernTrueOf], last_team: Mapping[str, str]
) -> Mapping[str | None, Sequence[ConcernTrueOf]]:
    """By the team that leads; of a child whom nobody leads, by the one that last did."""
    teams: dict[str | None, list[ConcernTrueOf]] = defaultdict(list)
    for one in found:
        teams[one.team or last_team.get(one.child)].append(one)
    return teams


def _last_teams(outlook: Outlook) -> dict[str, str]:
    """Where children whom nobody holds were last held; else where they were last referred."""
    rows = outlook.rows(
        "select child, team from (select b.child, b.team, row_number() over (partition by b.child "
        "order by b.place, b.day desc, b.team) as nth from ("
        "select child, team, 0 as place, coalesce(ended, started) as day from involvements "
        "where team is not null and (started is null or started <= $day) "
        "union all select child, team, 1 as place, received as day from referrals "
        "where team is not null and received <= $day) as b "
        "left join holders as h on h.child = b.child where h.child is null) as ranked "
        "where nth = 1",
        day=outlook.day,
    )
    return {row["child"]: row["team"] for row in rows}


def _discussed(outlook: Outlook) -> dict[str, Discussed] | None:
    if "supervisions" not in outlook.overlay.feeds:
        return None
    rows = outlook.rows(
        "select child, held, challenge, actions_set from (select child, held, challenge, "
        "actions_set, row_number() over (partition by child order by held desc, supervision) "
        "as nth from supervisions where held <= $day) as ranked where nth = 1",
        day=outlook.day,
    )
    return {row.pop("child"): Discussed(**row) for row in rows}


def _quiet(outlook: Outlook) -> dict[str, date]:
    found = concerns_true(outlook, find_concern("not_moving"))
    return {one.child: one.since for one in found}

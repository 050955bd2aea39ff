"""The children who are held on a day: by whom, since when, and what each counts for.

Only a named worker holds: a child in a team inbox is held by nobody (``unallocated.py``). What a
worker holds is asked of all of it, in whichever team, since that is the work there is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.days import add_months
from holdfast.engine.quoting import closed, day_sql
from holdfast.journeys.assessment import ASSESSMENT_UNDER_WAY
from holdfast.journeys.care import IN_CARE
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.laid import relation_of
from holdfast.journeys.leaving_care import LEAVING_CARE
from holdfast.journeys.missing import EXPLOITATION_CONCERN
from holdfast.journeys.need import ON_NEED_PLAN
from holdfast.journeys.protection import ON_PLAN, UNDER_ENQUIRY
from holdfast.journeys.spell import Spell
from holdfast.query.caseload.points import AlsoSo, HeldStatus
from holdfast.query.outlook import Outlook, Row
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.record.permanence import PreProceedings, Proceedings
from holdfast.record.schema.table import Column

NEW_DAYS = 28
NEW_WORKER_DAYS = 90
MANY_WORKERS, MONTHS_OF_WORKERS = 3, 12

STATUS_SPELLS: Mapping[HeldStatus, Spell] = {
    HeldStatus.PLAN: ON_PLAN,
    HeldStatus.CARE: IN_CARE,
    HeldStatus.ENQUIRY: UNDER_ENQUIRY,
    HeldStatus.NEED: ON_NEED_PLAN,
    HeldStatus.LEAVING_CARE: LEAVING_CARE,
    HeldStatus.CASE: OPEN_CASE,
}


@dataclass(frozen=True)
class HeldTime:
    """One time that a named worker held a child; ``started`` None: not recorded since when."""

    worker: str
    team: str | None
    started: date | None
    ended: date | None


@dataclass(frozen=True)
class HeldChild:
    """A child whom a named worker holds on the day.

    ``since`` is the day from which the same worker has held without a break, None where it is not
    recorded. ``family`` is the number shared with brothers and sisters, else the child's own.
    ``workers`` is how many named workers held the child in the twelve months to the day.
    """

    child: str
    family: str
    worker: str
    team: str | None
    since: date | None
    status: HeldStatus
    also: frozenset[AlsoSo]
    workers: int

    def new_within(self, day: date, days: int = NEW_WORKER_DAYS) -> bool:
        """Whether the worker took the child on in the last so many days."""
        return self.since is not None and self.since > day - timedelta(days=days)


@dataclass(frozen=True)
class ChildStatus:
    """What a child is on, on the day, and what else is so."""

    status: HeldStatus
    also: frozenset[AlsoSo]


def held_children(outlook: Outlook, scope: Scope = EVERYBODY) -> tuple[HeldChild, ...]:
    """The children whom a named worker holds on the day, in order of worker and child.

    Everybody's are asked for once for an outlook. Raises NotFound for a scope that the record
    does not know.
    """
    if scope.narrows(outlook):
        return _held_children(outlook, scope)
    kept = outlook.kept.get(_KEPT)
    if not isinstance(kept, tuple):
        kept = outlook.kept[_KEPT] = _held_children(outlook, scope)
    return kept


# How the outlook keeps everybody's between two questions.
_KEPT = "held children"


def _held_children(outlook: Outlook, scope: Scope) -> tuple[HeldChild, ...]:
    day, statuses = outlook.day, child_statuses(outlook, scope)
    families, times = family_of(outlook, scope), holdings(outlook, scope)
    holders = scope.of(outlook, "holders")
    rows = outlook.rows(
        f"select child, worker, team from {holders} as h "
        "where worker is not null and coalesce(named, true)",
        **holders.values,
    )
    found = [_held(row, day, statuses, families, times.get(row["child"], ())) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.worker, one.child)))


def _held(
    row: Row,
    day: date,
    statuses: Mapping[str, ChildStatus],
    families: Mapping[str, str],
    times: Iterable[HeldTime],
) -> HeldChild:
    child, worker, times = row["child"], row["worker"], tuple(times)
    since = _since(worker, day, times)
    known = statuses.get(child, ChildStatus(HeldStatus.NOTHING, frozenset()))
    also = known.also
    if since is not None and since > day - timedelta(days=NEW_DAYS):
        also |= {AlsoSo.NEW}
    first = add_months(day, -MONTHS_OF_WORKERS)
    recent = {one.worker for one in times if one.ended is None or one.ended > first}
    return HeldChild(
        child,
        families.get(child, child),
        worker,
        row["team"],
        since,
        known.status,
        also,
        len(recent | {worker}),
    )


def _since(worker: str, day: date, times: Iterable[HeldTime]) -> date | None:
    """The first day of the unbroken time in which a worker has held a child up to the day."""
    own = [one for one in times if one.worker == worker]
    if any(one.started is None and (one.ended is None or one.ended >= day) for one in own):
        return None
    dated = sorted(
        ((one.started, one.ended or day) for one in own if one.started is not None),
        key=lambda one: (one[1], one[0]),
        reverse=True,
    )
    since: date | None = None
    for started, ended in dated:
        if since is None or ended >= since - timedelta(days=1):
            since = started if since is None else min(since, started)
    return since


def holdings(outlook: Outlook, scope: Scope = EVERYBODY) -> dict[str, tuple[HeldTime, ...]]:
    """Every time up to the day that a named worker held each child, by child, in order of days.

    Everybody's are asked for once for an outlook. Raises NotFound for a scope that the record
    does not know.
    """
    if scope.narrows(outlook):
        return _holdings(outlook, scope)
    kept = outlook.kept.get(_KEPT_TIMES)
    if not isinstance(kept, dict):
        kept = outlook.kept[_KEPT_TIMES] = _holdings(outlook, scope)
    return kept


_KEPT_TIMES = "times of holding"


def _holdings(outlook: Outlook, scope: Scope) -> dict[str, tuple[HeldTime, ...]]:
    holding = scope.of(outlook, "holding")
    rows = outlook.rows(
        "select child, worker, team, case when started is null then null "
        "else greatest(started, since) end as started, ended "
        f"from {holding} as h where worker is not null and coalesce(named, true) "
        "and (started is null or started <= $day) and since <= $day "
        "order by child, started nulls first, ended, worker, team",
        **holding.values,
        day=outlook.day,
    )
    found: dict[str, list[HeldTime]] = {}
    for row in rows:
        ended = row["ended"] if row["ended"] and row["ended"] < outlook.day else None
        found.setdefault(row["child"], []).append(
            HeldTime(row["worker"], row["team"], row["started"], ended)
        )
    return {child: tuple(times) for child, times in found.items()}


def family_of(outlook: Outlook, scope: Scope = EVERYBODY) -> dict[str, str]:
    """The number that a child shares with brothers and sisters, by child, where one is recorded.

    Raises NotFound for a scope that the record does not know.
    """
    links = scope.of(outlook, "family_links")
    rows = outlook.rows(
        f"select child, min(family) as family from {links} as f where family is not null "
        "group by child",
        **links.values,
    )
    return {row["child"]: row["family"] for row in rows}


def child_statuses(outlook: Outlook, scope: Scope = EVERYBODY) -> dict[str, ChildStatus]:
    """What each child is on, on the day, for those who are on anything.

    Raises NotFound for a scope that the record does not know.
    """
    on = day_sql(outlook.day)
    parts = [
        _lasting(closed(name), relation_of(spell), "subject", "started", "ended", on)
        for name, spell in STATUS_SPELLS.items()
    ]
    under_way = ASSESSMENT_UNDER_WAY
    parts += [
        _while(closed(HeldStatus.ASSESSMENT), under_way.begins, under_way.ends, on),
        _while(closed(AlsoSo.COURT), Proceedings.issued, Proceedings.concluded, on),
        _while(
            closed(AlsoSo.PRE_PROCEEDINGS),
            PreProceedings.decided,
            PreProceedings.outcome_agreed,
            on,
        ),
        _lasting(
            closed(AlsoSo.EXPLOITATION),
            relation_of(EXPLOITATION_CONCERN),
            "subject",
            "started",
            "ended",
            on,
        ),
    ]
    told = scope.of(outlook, f"({' union all '.join(parts)})")
    rows = outlook.rows(f"select distinct child, what from {told} as t", **told.values)
    by_child: dict[str, set[str]] = {}
    for row in rows:
        by_child.setdefault(row["child"], set()).add(row["what"])
    return {child: _status(what) for child, what in by_child.items()}


def _status(what: set[str]) -> ChildStatus:
    status = next((one for one in HeldStatus if one.value in what), HeldStatus.NOTHING)
    also = {one for one in AlsoSo if one.value in what}
    if AlsoSo.COURT in also:
        also.discard(AlsoSo.PRE_PROCEEDINGS)
    if {HeldStatus.PLAN.value, HeldStatus.CARE.value} <= what:
        also.add(AlsoSo.PLAN_AND_CARE)
    return ChildStatus(status, frozenset(also))


def _while(what: str, first: Column, last: Column, on: str) -> str:
    return _lasting(what, first.table.name, "child", first.name, last.name, on)


def _lasting(what: str, relation: str, child: str, first: str, last: str, on: str) -> str:
    return (
        f"select {child} as child, {what} as what from {relation} "
        f"where {first} <= {on} and ({last} is null or {last} > {on})"
    )

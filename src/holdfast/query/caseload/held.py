"""The children who are held on a day: by whom, since when, and what each counts for.

Only a named worker holds: a child in a team inbox is held by nobody (``unallocated.py``). What a
worker holds is asked of all of it, in whichever team, since that is the work there is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

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

Known = TypeVar("Known")

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
    kept = outlook.kept.get(_KEPT)
    if not isinstance(kept, tuple):
        whole = outlook.everybody
        day, statuses = whole.day, child_statuses(whole)
        families, times = family_of(whole), holdings(whole)
        rows = whole.rows(
            "select child, worker, team from holders "
            "where worker is not null and coalesce(named, true)"
        )
        found = [_held(row, day, statuses, families, times.get(row["child"], ())) for row in rows]
        kept = outlook.kept[_KEPT] = tuple(sorted(found, key=lambda one: (one.worker, one.child)))
    own = scope.children(outlook)
    return kept if own is None else tuple(one for one in kept if one.child in own)


# How the outlook keeps everybody's between two questions.
_KEPT = "held children"


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
    return _cut(_kept(outlook, "times of holding", _holdings), outlook, scope)


def held_by_worker(outlook: Outlook) -> dict[str, list[tuple[str, HeldTime]]]:
    """Every time up to the day that each named worker held a child, by worker, for everybody."""
    found: dict[str, list[tuple[str, HeldTime]]] = _kept(outlook, "held by worker", _by_worker)
    return found


def _by_worker(outlook: Outlook) -> dict[str, list[tuple[str, HeldTime]]]:
    found: dict[str, list[tuple[str, HeldTime]]] = {}
    for child, times in holdings(outlook).items():
        for time in times:
            found.setdefault(time.worker, []).append((child, time))
    return found


def _kept(outlook: Outlook, name: str, read: Callable[[Outlook], Any]) -> Any:
    """What is known of everybody, by child, kept with the outlook under a name."""
    found = outlook.kept.get(name)
    if found is None:
        found = outlook.kept[name] = read(outlook.everybody)
    return found


def _cut(known: dict[str, Known], outlook: Outlook, scope: Scope) -> dict[str, Known]:
    """What is known by child, of those in scope. Raises NotFound for an unknown scope."""
    own = scope.children(outlook)
    return known if own is None else {child: each for child, each in known.items() if child in own}


def _holdings(outlook: Outlook) -> dict[str, tuple[HeldTime, ...]]:
    rows = outlook.rows(
        "select child, worker, team, case when started is null then null "
        "else greatest(started, since) end as started, ended "
        "from holding as h where worker is not null and coalesce(named, true) "
        "and (started is null or started <= $day) and since <= $day "
        "order by child, started nulls first, ended, worker, team",
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
    return _cut(_kept(outlook, "family of each child", _family_of), outlook, scope)


def _family_of(outlook: Outlook) -> dict[str, str]:
    rows = outlook.rows(
        "select child, min(family) as family from family_links where family is not null "
        "group by child"
    )
    return {row["child"]: row["family"] for row in rows}


def child_statuses(outlook: Outlook, scope: Scope = EVERYBODY) -> dict[str, ChildStatus]:
    """What each child is on, on the day, for those who are on anything.

    Raises NotFound for a scope that the record does not know.
    """
    return _cut(_kept(outlook, "status of each child", _child_statuses), outlook, scope)


def _child_statuses(outlook: Outlook) -> dict[str, ChildStatus]:
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
    rows = outlook.rows(f"select distinct child, what from ({' union all '.join(parts)}) as t")
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

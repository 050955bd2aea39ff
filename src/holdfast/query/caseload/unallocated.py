"""The children with an open case whom nobody in post holds: since when, and what is due.

A child is *ready to allocate* once the referral has been decided, so that a manager can name a
worker; before that the decision is what the child waits for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from holdfast.areas import Area
from holdfast.clocks.contact import ALLOCATION, ALLOCATION_SOCIAL_WORKER
from holdfast.clocks.sql.standing import OPEN
from holdfast.engine.quoting import closed, day_sql
from holdfast.journeys.laid import relation_of
from holdfast.journeys.spell import Spell
from holdfast.journeys.workforce import HELD_BY_A_LEAVER, IN_AN_INBOX, UNHELD
from holdfast.law import Tier
from holdfast.query.caseload.held import HeldTime, child_statuses, family_of, holdings
from holdfast.query.caseload.points import AlsoSo, HeldStatus
from holdfast.query.outlook import Outlook, Row
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.record.workforce import Involvements


class WhyUnallocated(StrEnum):
    """Why nobody holds a child, in the order of the list."""

    NOBODY = "nobody is recorded"
    LEFT = "the worker who is named has left"
    INBOX = "in a team inbox"


class AllocationState(StrEnum):
    """Whose move it is."""

    READY = "ready to allocate"
    UNDECIDED = "waiting for the decision on the referral"
    UNKNOWN = "not recorded whether the referral was decided"


@dataclass(frozen=True)
class FirstDue:
    """The duty of a child that falls due first: the clock, its title, the day, and days over.

    ``days_over`` is 0 for a day that has not passed.
    """

    clock: str
    title: str
    due: date
    days_over: int


@dataclass(frozen=True)
class UnallocatedChild:
    """A child with an open case whom nobody who is in post holds.

    ``since`` is the day from which that is so and ``days`` count from it. ``team`` holds the inbox
    or the name of the worker who left, None where nobody is recorded; ``last_team`` and
    ``last_worker`` are those who held the child last. ``first_due`` is None where nothing is due;
    ``overdue`` counts the clocks of the child that are overdue. Oversight and the statistics are
    left out of both, and so is the allocation itself.
    """

    child: str
    family: str
    why: WhyUnallocated
    state: AllocationState
    since: date
    days: int
    status: HeldStatus
    also: frozenset[AlsoSo]
    team: str | None
    last_team: str | None
    last_worker: str | None
    first_due: FirstDue | None
    overdue: int


WHY_SPELLS: Mapping[WhyUnallocated, Spell] = {
    WhyUnallocated.NOBODY: UNHELD,
    WhyUnallocated.LEFT: HELD_BY_A_LEAVER,
    WhyUnallocated.INBOX: IN_AN_INBOX,
}


def unallocated(outlook: Outlook, scope: Scope = EVERYBODY) -> tuple[UnallocatedChild, ...]:
    """The children in scope whom nobody holds: why, then days, the most first, then number.

    A child whom no team holds is in everybody's scope alone: see ``last_team``. Raises NotFound
    for a scope that the record does not know. Everybody's are asked for once for an outlook.
    There are none where the source does not say who holds whom: see ``holders_lacking``.
    """
    kept = outlook.kept.get(_KEPT)
    if not isinstance(kept, tuple):
        kept = outlook.kept[_KEPT] = _unallocated(outlook.everybody)
    own = scope.children(outlook)
    return kept if own is None else tuple(one for one in kept if one.child in own)


_KEPT = "children whom nobody holds"


def holders_lacking(outlook: Outlook) -> str:
    """Why it cannot be determined who holds which child; empty where it can."""
    feed = outlook.overlay.feeds.get(Involvements.name)
    if feed is not None and Involvements.worker.name in feed.columns:
        return ""
    return f"the source does not carry {Involvements.name}: {Involvements.worker.name}"


def _unallocated(outlook: Outlook) -> tuple[UnallocatedChild, ...]:
    if holders_lacking(outlook):
        return ()
    rows = _found(outlook)
    statuses, families = child_statuses(outlook), family_of(outlook)
    times, undecided = holdings(outlook), _undecided(outlook)
    due = _due(outlook)
    found = []
    for row in rows:
        child: str = row["child"]
        known = statuses.get(child)
        last = _last(times.get(child, ()))
        first, overdue = due.get(child, (None, 0))
        found.append(
            UnallocatedChild(
                child=child,
                family=families.get(child, child),
                why=WhyUnallocated(row["why"]),
                state=_state(outlook, child, last, undecided),
                since=row["since"],
                days=(outlook.day - row["since"]).days,
                status=known.status if known else HeldStatus.NOTHING,
                also=known.also if known else frozenset(),
                team=row["team"],
                last_team=last.team if last else None,
                last_worker=last.worker if last else None,
                first_due=first,
                overdue=overdue,
            )
        )
    order = list(WhyUnallocated)
    return tuple(sorted(found, key=lambda one: (order.index(one.why), -one.days, one.child)))


def _whom(outlook: Outlook) -> str:
    """The query of the children and every reason that fits: child, place, why, since."""
    on = day_sql(outlook.day)
    return " union all ".join(
        f"select subject as child, {place} as place, {closed(why)} as why, started as since "
        f"from {relation_of(spell)} "
        f"where started <= {on} and (ended is null or ended > {on})"
        for place, (why, spell) in enumerate(WHY_SPELLS.items())
    )


def _found(outlook: Outlook) -> list[Row]:
    """The children and the first reason that fits each: child, why, since, team."""
    rows = outlook.rows(
        "select t.child, t.place, t.why, t.since, h.team "
        f"from ({_whom(outlook)}) as t left join holders as h on h.child = t.child "
        "order by t.child, t.place desc, t.since desc"
    )
    return list({row["child"]: row for row in rows}.values())


def _last(times: tuple[HeldTime, ...]) -> HeldTime | None:
    """The last time that a named worker held a child; of one still running the one begun last."""
    return max(
        times,
        key=lambda one: (one.ended or date.max, one.started or date.min, one.worker),
        default=None,
    )


def _undecided(outlook: Outlook) -> frozenset[str]:
    """The children whose open referral has no decision by the day."""
    rows = outlook.rows(
        "select distinct child from referrals where received <= $day "
        "and (closed is null or closed > $day) and coalesce(no_further_action, false) = false "
        "and (decided is null or decided > $day)",
        day=outlook.day,
    )
    return frozenset(row["child"] for row in rows)


def _state(
    outlook: Outlook, child: str, last: HeldTime | None, undecided: frozenset[str]
) -> AllocationState:
    # Somebody has held the case before: that it was taken on shows that it was decided.
    if last is not None or child not in undecided:
        return AllocationState.READY
    feed = outlook.overlay.feeds.get("referrals")
    carried = feed is not None and "decided" in feed.columns
    return AllocationState.UNDECIDED if carried else AllocationState.UNKNOWN


def _due(outlook: Outlook) -> dict[str, tuple[FirstDue | None, int]]:
    """By child what is due first of the latest run of each clock, and how many are overdue."""
    apart = [
        one.key
        for one in outlook.book.clocks
        if one.for_workers
        or one.tier is Tier.STATISTICAL
        or one.area in (Area.OVERSIGHT, Area.WORKFORCE)
        or one.key in ALLOCATING
    ]
    rows = outlook.rows(
        "select subject, clock, due, status, days_over from ("
        "select s.subject, s.clock, s.due, s.status, s.days_over, row_number() over "
        "(partition by s.subject, s.clock order by s.started desc, s.due desc) as place "
        "from standing as s "
        f"join (select distinct child from ({_whom(outlook)}) as t) as w on w.child = s.subject "
        "where not list_contains($apart, s.clock)) as d "
        "where place = 1 and due is not null and list_contains($open, status) "
        "order by subject, due, clock",
        apart=apart,
        open=[one.value for one in OPEN],
    )
    titles = {one.key: one.title for one in outlook.book.clocks}
    found: dict[str, tuple[FirstDue | None, int]] = {}
    for row in rows:
        first, overdue = found.get(row["subject"], (None, 0))
        clock, due = row["clock"], row["due"]
        first = first or FirstDue(clock, titles[clock], due, row["days_over"])
        found[row["subject"]] = first, overdue + (row["days_over"] > 0)
    return found


# That nobody holds the child is what the list says already.
ALLOCATING = (ALLOCATION.key, ALLOCATION_SOCIAL_WORKER.key)

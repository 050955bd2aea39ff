"""Who is due and who is overdue: the duties of a day, filtered, sorted and paged."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np

from holdfast.areas import Area
from holdfast.clocks.duty import Status, Why
from holdfast.query.duty_index import DutyIndex, Flags, Numbers, StandingDuty, index_duties
from holdfast.query.listed_duty import ListedDuty, listed
from holdfast.query.outlook import WAITING, Outlook
from holdfast.query.scope import EVERYBODY, Scope

# What a person may ask for: words on the command line and in addresses, and what they mean.
CANNOT_TELL = "cannot-tell"
STATUSES: dict[str, tuple[Status, ...]] = {
    "overdue": (Status.OVERDUE,),
    "due-soon": (Status.DUE_SOON,),
    "running": (Status.RUNNING,),
    "open": (Status.OVERDUE, Status.DUE_SOON, Status.RUNNING),
    "met": (Status.MET,),
    "late": (Status.LATE,),
    "lapsed": (Status.LAPSED, Status.LAPSED_OVERDUE),
    CANNOT_TELL: (Status.CANNOT_TELL,),
    "watching": (Status.WATCHING, Status.RETURNED, Status.PASSED),
    "all": tuple(Status),
}

# The columns of each order, "-" before one that starts at its most. Ties stand in order of
# subject, clock and start.
SORTS = {
    "days-over": ("-days_over", "due"),
    "due": ("due",),
    "started": ("started",),
    "child": ("subject",),
    "clock": ("clock", "-days_over", "due"),
    "worker": ("worker", "-days_over", "due"),
    "team": ("team", "-days_over", "due"),
}


@dataclass(frozen=True)
class Wanted:
    """Which duties are asked for, of those in a scope. Empty means any.

    ``clocks`` are those of which a duty must be one, ``clock`` the one that it must be.
    ``closed_too`` takes in what cases that have closed since left undone. ``early`` is whether it
    began before recording was good enough to be judged; None: either way.
    """

    statuses: tuple[Status, ...] = STATUSES["overdue"]
    area: Area | None = None
    clock: str = ""
    child: str = ""
    clocks: tuple[str, ...] = ()
    closed_too: bool = True
    early: bool | None = None


@dataclass(frozen=True)
class Counted:
    """How many duties are asked for, of how many children, and of how many workers."""

    duties: int
    children: int
    workers: int


def due(
    outlook: Outlook,
    wanted: Wanted,
    sort: str = "days-over",
    limit: int = 0,
    offset: int = 0,
    turned: bool = False,
    scope: Scope = EVERYBODY,
) -> list[ListedDuty]:
    """The duties asked for, of those in scope. ``limit`` 0 gives all of them.

    ``turned`` gives the order of ``SORTS`` the other way round. Raises NotFound for a scope that
    the record does not know, BadRules for exclusions that cannot be read.
    """
    index = _index(outlook, wanted)
    order = index.order(_keys(sort, turned))
    found = np.flatnonzero(_wanted(outlook, wanted, index, scope).take(order))
    shown = found[offset : offset + limit] if limit else found
    return listed(outlook, index.take(order[shown]))


def due_for(outlook: Outlook, child: str, scope: Scope = EVERYBODY) -> list[ListedDuty]:
    """All duties owed to one child as ``due`` gives them, the oldest first; none out of scope.

    Raises what ``due`` does.
    """
    if not scope.holds(outlook, child):
        return []
    # Of one child only, each side, before they are joined: else everyone's are.
    rows = outlook.rows(
        "select s.subject, s.clock, s.started, s.due, s.stopped, s.lapsed, s.status, "
        "s.days_over, s.why, s.cause, s.ruling, s.reason, h.team, h.worker "
        "from (select * from standing where subject = $child "
        "and not list_contains($for_workers, clock)) as s "
        "left join (select * from holders where child = $child) as h on h.child = s.subject "
        "order by s.started, s.clock, s.due, s.stopped, s.lapsed, s.status",
        child=child,
        for_workers=outlook.for_workers,
    )
    return listed(outlook, [StandingDuty(**row) for row in rows])


def count(outlook: Outlook, wanted: Wanted, scope: Scope = EVERYBODY) -> tuple[int, int]:
    """How many duties are asked for, and of how many children. Raises what ``counted`` does."""
    found = counted(outlook, wanted, scope)
    return found.duties, found.children


def counted(outlook: Outlook, wanted: Wanted, scope: Scope = EVERYBODY) -> Counted:
    """How many duties are asked for, and whose: a few clocks run for a worker, not a child.

    Raises NotFound for a scope that the record does not know.
    """
    index = _index(outlook, wanted)
    asked_for = _wanted(outlook, wanted, index, scope)
    by_worker = index.columns["clock"].among(outlook.for_workers)
    subject = index.columns["subject"].numbers
    return Counted(
        int(np.count_nonzero(asked_for)),
        _distinct(subject[asked_for & ~by_worker]),
        _distinct(subject[asked_for & by_worker]),
    )


def unclear_beside(wanted: Wanted) -> Wanted | None:
    """What a list of open duties leaves out since it cannot be determined; None: nothing.

    The record is silent there or contradicts itself, and a child seen by nobody may be among
    them: who is shown the list must be told of these. What began before recording was good enough
    to be judged is left to ``early_beside``: it may be the whole of the past, and bury the rest.
    """
    listed = set(wanted.statuses)
    if Status.CANNOT_TELL in listed or not listed & set(STATUSES["open"]):
        return None
    return replace(wanted, statuses=STATUSES[CANNOT_TELL], early=False)


def early_beside(wanted: Wanted) -> Wanted | None:
    """What a list of open duties leaves out since it began before recording could be judged."""
    beside = unclear_beside(wanted)
    return replace(beside, early=True) if beside else None


def _keys(sort: str, turned: bool) -> tuple[str, ...]:
    """The order by its first column, turned round if asked; ties stay as they are."""
    first, *ties = SORTS[sort]
    if turned:
        first = first.removeprefix("-") if first.startswith("-") else f"-{first}"
    return (first, *ties)


def _index(outlook: Outlook, wanted: Wanted) -> DutyIndex:
    """The duties among which to look: those still waiting, a twentieth of all, if they will do."""
    waiting = set(wanted.statuses) <= set(WAITING)
    return index_duties(outlook, "waiting" if waiting else "standing")


def _wanted(outlook: Outlook, wanted: Wanted, index: DutyIndex, scope: Scope) -> Flags:
    """Which of the duties are asked for."""
    columns = index.columns
    found = columns["status"].among(wanted.statuses)
    for column, words in _named(outlook, wanted):
        found &= columns[column].among(words)
    children, without = scope.children(outlook), scope.without(outlook)
    # A child and a worker may have one number.
    of_workers = columns["clock"].among(outlook.for_workers)
    if without:
        found &= ~columns["subject"].among(without) | of_workers
    elif children is not None:
        found &= columns["subject"].among(children) & ~of_workers
    if not wanted.closed_too:
        found &= ~columns["undone"].among({True})
    if wanted.early is not None:
        early = columns["why"].among({Why.RECORDING.name})
        found &= early if wanted.early else ~early
    return found


def _named(outlook: Outlook, wanted: Wanted) -> Iterator[tuple[str, Collection[str]]]:
    """The words that each column must be among."""
    if wanted.area:
        yield "clock", {clock.key for clock in outlook.book.clocks if clock.area is wanted.area}
    if wanted.clocks:
        yield "clock", wanted.clocks
    if wanted.clock:
        yield "clock", {wanted.clock}
    if wanted.child:
        yield "subject", {wanted.child}


def _distinct(ordered: Numbers) -> int:
    """How many different numbers there are: in order, each begins where one differs."""
    return int(np.count_nonzero(np.diff(ordered))) + 1 if len(ordered) else 0

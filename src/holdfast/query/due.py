"""Who is due and who is overdue: the duties of a day, filtered, sorted and paged."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from holdfast.areas import Area
from holdfast.clocks.duty import UNDATED, Status, Why
from holdfast.periods import rounding_matters
from holdfast.query.beside import beside
from holdfast.query.doubted import reason, told_doubts
from holdfast.query.duty_index import Flags, Held, Numbers, hold
from holdfast.query.exclusions import Exclusions, exclusions_of
from holdfast.query.outlook import WAITING, Outlook, Row
from holdfast.query.people import below
from holdfast.record.holding import part_in_words

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
    """What is asked for. Empty means any; ``team`` includes the teams below it.

    ``team`` and ``worker`` are those of whoever leads the child's case, or has a part beside.

    ``clocks`` are those of which a duty must be one, ``clock`` the one that it must be.
    ``closed_too`` takes in what cases that have closed since left undone. ``early`` is whether it
    began before recording was good enough to be judged; None: either way.
    """

    statuses: tuple[Status, ...] = STATUSES["overdue"]
    area: Area | None = None
    clock: str = ""
    team: str = ""
    worker: str = ""
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
) -> list[Row]:
    """The duties asked for, as rows: see ``COLUMNS``. ``limit`` 0 gives all of them.

    ``turned`` gives the order of ``SORTS`` the other way round.
    """
    held = _held(outlook, wanted)
    order = held.order(_keys(sort, turned))
    found = np.flatnonzero(_wanted(outlook, wanted, held).take(order))
    shown = found[offset : offset + limit] if limit else found
    return _told(outlook, held.take(order[shown]))


def due_for(outlook: Outlook, child: str) -> list[Row]:
    """All duties of one child as ``due`` gives them, the oldest first."""
    # Of one child only, each side, before they are joined: else everyone's are.
    rows = outlook.rows(
        "select s.subject, s.clock, s.started, s.due, s.stopped, s.lapsed, s.status, "
        "s.days_over, s.why, s.cause, s.ruling, s.reason, h.team, h.worker "
        "from (select * from standing where subject = $child) as s "
        "left join (select * from holders where child = $child) as h on h.child = s.subject "
        "order by s.started, s.clock, s.due, s.stopped, s.lapsed, s.status",
        child=child,
    )
    return _told(outlook, rows)


def count(outlook: Outlook, wanted: Wanted) -> tuple[int, int]:
    """How many duties are asked for, and of how many children."""
    found = counted(outlook, wanted)
    return found.duties, found.children


def counted(outlook: Outlook, wanted: Wanted) -> Counted:
    """How many duties are asked for, and whose: a few clocks run for a worker, not a child."""
    held = _held(outlook, wanted)
    asked_for = _wanted(outlook, wanted, held)
    for_worker = {clock.key for clock in outlook.book.clocks if clock.for_workers}
    by_worker = held.columns["clock"].among(for_worker)
    subject = held.columns["subject"].numbers
    return Counted(
        int(np.count_nonzero(asked_for)),
        _distinct(subject[asked_for & ~by_worker]),
        _distinct(subject[asked_for & by_worker]),
    )


def unclear_beside(wanted: Wanted) -> Wanted | None:
    """What a list of open duties leaves out since nobody can tell how it stands; None: nothing.

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


_PAST_DUE = (Status.OVERDUE, Status.LATE, Status.LAPSED_OVERDUE)

# The stable names of a duty for machines; ``worker`` and ``team`` are the lead's. What is owed to a
# worker has no ``child``, and ``worker`` is whose it is.
COLUMNS = (
    "child", "clock", "area", "started", "due", "stopped", "status", "days_over", "team",
    "worker", "rule", "cites", "excluded",
)  # fmt: skip
# ``why`` is empty where nothing stands in the way. Where a list may stand, as in JSON, ``beside``
# follows: who else has a part, each a worker and the part in words.
TOLD = (*COLUMNS, "why")
TOLD_AS_JSON = (*TOLD, "beside")


def _told(outlook: Outlook, rows: list[Row]) -> list[Row]:
    """Duties in the words that people and machines are given."""
    # A rule is put into words once, however many of the duties were set by it.
    ruled = {(row["clock"], row["ruling"]): row for row in rows}
    rules = {key: _rule(outlook, row) for key, row in ruled.items()}
    kept = exclusions_of(outlook)
    doubts = told_doubts(outlook, (row["cause"] for row in rows if row["cause"] is not None))
    others = beside(outlook)
    for_worker = {one.key for one in outlook.book.clocks if one.for_workers}
    return [
        _duty(row, row["clock"] in for_worker, kept, doubts)
        | rules[row["clock"], row["ruling"]]
        | {"beside": [_part(one) for one in others.get(row["subject"], ())]}
        | {"note": _note(outlook, row)}
        for row in rows
    ]


def _note(outlook: Outlook, row: Row) -> str:
    """That a verdict depends on how a month is rounded, where it does; else nothing."""
    # Rounding moves a day by three at most.
    if not 0 < row["days_over"] <= 3 or row["status"] not in _PAST_DUE:
        return ""
    ruling = outlook.book.named(row["ruling"])
    if ruling is None or ruling.rule.limit is None:
        return ""
    rule, limit = ruling.rule, ruling.rule.limit
    other = rounding_matters(row["started"], limit, rule.counts_start_day)
    if other is None or row["due"] != limit.due(row["started"], rule.counts_start_day):
        return ""
    if row["due"] + timedelta(days=row["days_over"]) > other:
        return ""
    return (
        "it depends on how months are rounded: the last one has no such day, and the due day is its"
        " last; run on into the next month, it would be in time"
    )


def _part(row: Row) -> Row:
    return {"worker": row["worker"], "part": part_in_words(row["role"])}


def _duty(row: Row, for_worker: bool, kept: Exclusions, doubts: dict[int, str]) -> Row:
    excluded = kept.find(row["subject"], row["clock"], row["started"])
    return {
        "excluded": excluded.reason if excluded else None,
        "child": None if for_worker else row["subject"],
        "clock": row["clock"],
        "started": None if row["started"] == UNDATED else row["started"],
        "due": row["due"],
        "stopped": row["stopped"],
        "lapsed": row["lapsed"],
        "status": row["status"],
        # Of what cannot be determined nobody may say that it is late.
        "days_over": 0 if row["status"] == Status.CANNOT_TELL else row["days_over"],
        "team": row["team"],
        "worker": row["subject"] if for_worker else row["worker"],
        "why": reason(row, doubts),
        "reason": row["reason"],
    }


def _rule(outlook: Outlook, row: Row) -> Row:
    """What a duty says that every duty under the same rule does."""
    clock = outlook.clock(row["clock"])
    ruling = outlook.book.named(row["ruling"])
    cites = ruling.rule.cites if ruling else None
    limit = ruling.rule.limit if ruling else None
    return {
        "area": clock.area.value,
        "title": clock.title,
        "rule": str(limit) if limit else "no number of days is set",
        "cites": str(cites) if cites else "",
    }


def _held(outlook: Outlook, wanted: Wanted) -> Held:
    """The duties among which to look: those still waiting, a twentieth of all, if they will do."""
    return hold(outlook, "waiting" if set(wanted.statuses) <= set(WAITING) else "standing")


def _wanted(outlook: Outlook, wanted: Wanted, held: Held) -> Flags:
    """Which of the duties are asked for."""
    columns = held.columns
    found = columns["status"].among(wanted.statuses)
    for column, words in _named(outlook, wanted):
        found &= columns[column].among(words)
    for column, words in _held_by(outlook, wanted):
        others = {
            child
            for child, rows in beside(outlook).items()
            if any(row[column] in words for row in rows)
        }
        found &= columns[column].among(words) | columns["subject"].among(others)
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


def _held_by(outlook: Outlook, wanted: Wanted) -> Iterator[tuple[str, Collection[str]]]:
    """The worker or teams asked for: of whoever leads the case, or has a part beside."""
    if wanted.worker:
        yield "worker", {wanted.worker}
    if wanted.team:
        yield "team", set(below(outlook, wanted.team))


def _distinct(ordered: Numbers) -> int:
    """How many different numbers there are: in order, each begins where one differs."""
    return int(np.count_nonzero(np.diff(ordered))) + 1 if len(ordered) else 0

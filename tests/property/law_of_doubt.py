"""The law of doubt: what may become of duties when something of the record is spoilt.

Every duty keeps its answer or becomes *cannot be determined*. None is newly overdue, met, late
or lapsed, or due on another day. None is newly gone, except where a duty of the same child and
clock that began before it cannot be determined, or still gives the same answer as the one gone
(of two visits met one after another the first is lost: one duty is met by the second), or where
all of the clock is in doubt and the page says so: the source lets it say nothing, or a row that
it reads names nobody.

Stated here alone. Held against it are histories spoilt at random (``test_law_of_doubt``), files of
the dataset and of the census (``test_law_of_files``), Annex A (``test_annex_a_law``) and whole
counties (``spoilt_county``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from holdfast.clocks.clock import Clock
from holdfast.clocks.computing import compute_duties
from holdfast.clocks.duty import Duty, Status, status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer
from holdfast.clocks.rules.book import Book
from holdfast.clocks.rules.uses import uses
from holdfast.clocks.sql.standing import soon, standing_sql
from holdfast.engine import open_engine
from holdfast.record.store.snapshot import Snapshot

CANNOT_TELL = Status.CANNOT_TELL.value
FLAGS = frozenset(one.key for one in CLOCKS if one.flag)


class Stood(NamedTuple):
    """How a duty stood on a day."""

    clock: str
    subject: str
    started: date
    due: date | None
    stopped: date | None
    status: str


class Told(NamedTuple):
    """How every duty stood on a day, and the clocks that the source lets say nothing."""

    duties: Sequence[Stood]
    silent: frozenset[str]


class BreachKind(StrEnum):
    """In what the law is broken."""

    CHANGED = "stands otherwise"
    DUE = "due on another day"
    GONE = "gone"
    NEW = "newly there"
    NEW_RUNNING = "newly there, and running"


class Breach(NamedTuple):
    """One breach: the duty before (None: there was none) and after."""

    kind: BreachKind
    before: Stood | None
    after: Stood | None


def told(snapshot: Snapshot, day: date, clocks: Sequence[Clock] = CLOCKS) -> Told:
    """How the duties of a snapshot stood on a day, by the compiler."""
    engine = open_engine("duckdb")
    try:
        answered = compute_duties(engine, snapshot, Book(tuple(clocks)))
        rows = engine.fetch(
            "select clock, subject, started, due, stopped, status"
            f" from ({standing_sql(clocks, day, soon(day))}) as stood"
        ).to_pylist()
    finally:
        engine.close()
    silent = frozenset(one.clock.key for one in answered if one.answer is Answer.CANNOT_TELL)
    return Told([Stood(**row) for row in rows], silent)


def stood(duties: Iterable[Duty], day: date) -> list[Stood]:
    """How duties that the oracle gave stood on a day."""
    found = []
    last = soon(day)
    for one in duties:
        how = status(one, day, last, one.clock in FLAGS)
        if how is not None:
            days = one.started, one.due, one.stopped
            found.append(Stood(one.clock, one.subject, *days, how.value))
    return found


def breaches(
    before: Told, after: Told, anybody: Collection[str] = (), *, merging: bool = True
) -> list[Breach]:
    """Where the law is broken, in the order of clocks and children.

    ``anybody`` are the clocks that a row bears on which names nobody: what it took away is told
    of its table, not of each child. Without ``merging`` no duty may be met by what met another.
    """
    found: list[Breach] = []
    ones, others = _by_person(before.duties), _by_person(after.duties)
    for key in sorted(ones.keys() | others.keys()):
        broken = _breaches(ones.get(key, []), others.get(key, []), merging)
        told_of_all = key[0] in after.silent or key[0] in anybody
        found += (one for one in broken if not (told_of_all and one.kind is BreachKind.GONE))
    return found


def clocks_that_read(tables: Collection[str]) -> frozenset[str]:
    """The clocks on which a row of one of these tables of the record may bear."""
    return frozenset(
        one.key for one in CLOCKS if any(use.table.name in tables for use in uses(one))
    )


_Key = tuple[str, str]


def _by_person(duties: Iterable[Stood]) -> Mapping[_Key, list[Stood]]:
    found: dict[_Key, list[Stood]] = defaultdict(list)
    for one in duties:
        found[one.clock, one.subject].append(one)
    for alike in found.values():
        alike.sort(key=lambda one: (one.started, one.due or date.max, one.stopped or date.max))
    return found


def _breaches(before: list[Stood], after: list[Stood], merging: bool) -> Iterator[Breach]:
    changed, left = list(before), list(after)
    # First what keeps its answer: of several begun on one day, none is taken for another.
    for one in before:
        kept = next((other for other in left if _keeps(one, other)), None)
        if kept is not None:
            changed.remove(one)
            left.remove(kept)
    for one in changed:
        same = next((other for other in left if _is_it(one, other)), None)
        if same is None:
            if not _may_be_gone(one, after, merging):
                yield Breach(BreachKind.GONE, one, None)
            continue
        left.remove(same)
        kind = _broken(one, same)
        if kind:
            yield Breach(kind, one, same)
    for other in left:
        if other.status != CANNOT_TELL:
            running = other.status in (Status.RUNNING, Status.DUE_SOON, Status.WATCHING)
            yield Breach(BreachKind.NEW_RUNNING if running else BreachKind.NEW, None, other)


def _is_it(one: Stood, other: Stood) -> bool:
    return one.started == other.started


def _keeps(one: Stood, other: Stood) -> bool:
    return (one.started, one.status, one.due) == (other.started, other.status, other.due)


def _broken(one: Stood, other: Stood) -> BreachKind | None:
    if other.status == CANNOT_TELL:
        return None
    if one.status != other.status:
        return BreachKind.CHANGED
    return BreachKind.DUE if one.due != other.due else None


def _may_be_gone(one: Stood, after: Iterable[Stood], merging: bool) -> bool:
    earlier = [other for other in after if other.started <= one.started]
    if one.status == CANNOT_TELL or any(other.status == CANNOT_TELL for other in earlier):
        return True
    return merging and any(
        other.status == one.status
        and (other.stopped == one.stopped if one.stopped else other.due == one.due)
        for other in earlier
    )


def lost(before: Told, after: Told) -> list[Stood]:
    """The duties of which something was said before, and nothing can be said after."""
    still = _by_person(one for one in after.duties if one.status != CANNOT_TELL)
    found = []
    for one in before.duties:
        if one.status == CANNOT_TELL:
            continue
        others = still.get((one.clock, one.subject), [])
        if one.clock in after.silent or not any(_is_it(one, other) for other in others):
            found.append(one)
    return found


def lost_beyond(before: Told, after: Told, children: Collection[str | None]) -> list[Stood]:
    """Of the answers lost, those of children in whose rows nothing was spoilt.

    Doubt must not be bought by silence. Where a spoilt row names no child (None), or a whole
    column was spoilt, anybody may be meant, and nothing is beyond.
    """
    if None in children:
        return []
    return [one for one in lost(before, after) if one.subject not in children]

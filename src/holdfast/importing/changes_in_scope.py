"""The changes of the children in a scope: a team's, or a worker's, on either of the two days.

A list of a team changes, too, when a child comes to it or goes to another: so a change is in scope
where the child was on the day of the earlier snapshot, or is on the day of the later.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from holdfast.clocks.rules.book import Book
from holdfast.engine import open_engine
from holdfast.errors import NotFound
from holdfast.importing.changes import Changes
from holdfast.importing.changes_kept import who_is_who
from holdfast.journeys.laid import open_record
from holdfast.query.outlook import Outlook, see_who_holds
from holdfast.query.scope import Scope
from holdfast.record.store.snapshot import Snapshot


def changes_in(
    changes: Changes, scope: Scope, earlier: Snapshot, later: Snapshot, book: Book
) -> Changes:
    """The changes between two snapshots of the children in scope on the day of either.

    Raises NotFound for a scope that neither knows, and what opening a snapshot does.
    """
    if not scope:
        return changes
    then, now = (_children(scope, snapshot, book) for snapshot in (earlier, later))
    if isinstance(then, NotFound) and isinstance(now, NotFound):
        raise now
    held_then = frozenset() if isinstance(then, NotFound) else then
    held_now = frozenset() if isinstance(now, NotFound) else now
    same = who_is_who(earlier, later)
    followed = (same.now(child) for child in held_then)
    return changes.of(held_now.union(child for child in followed if child), held_then)


def _children(scope: Scope, snapshot: Snapshot, book: Book) -> frozenset[str] | NotFound:
    """The children in scope on a snapshot's own day; the error where it does not know the scope."""
    with _who_holds(snapshot, book) as outlook:
        try:
            return scope.own(outlook)
        except NotFound as unknown:
            return unknown


@contextmanager
def _who_holds(snapshot: Snapshot, book: Book) -> Iterator[Outlook]:
    """A snapshot on its own day that can be asked who holds whom, and of no duty."""
    engine, day = open_engine(), snapshot.manifest.as_at
    try:
        open_record(engine, snapshot)
        see_who_holds(engine, day)
        yield Outlook(snapshot, book, day, engine, ())
    finally:
        engine.close()

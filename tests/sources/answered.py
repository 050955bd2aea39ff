"""How the duties of an import stand, by child and clock."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS, clock
from holdfast.clocks.rules.book import Book, read_book
from holdfast.query.outlook import open_outlook
from holdfast.record.store.snapshot import Snapshot

Answers = Mapping[tuple[str, str], list[Status]]


def answers(snapshot: Snapshot, clocks: Iterable[str] = ()) -> Answers:
    """The answers by child and clock, in the order in which the duties started.

    Of the clocks of these keys; of all where none is named, which takes four times as long.
    """
    book = Book(tuple(map(clock, clocks))) if clocks else read_book(CLOCKS, None)
    outlook = open_outlook(snapshot, book)
    try:
        standing = outlook.rows("select subject, clock, status from standing order by started")
    finally:
        outlook.close()
    found: dict[tuple[str, str], list[Status]] = defaultdict(list)
    for row in standing:
        found[row["subject"], row["clock"]].append(Status(row["status"]))
    return found

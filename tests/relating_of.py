"""Two small records related to one another as two imports are, without files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from holdfast.clocks.register import clock
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.compiler import DUTIES
from holdfast.importing.changes import Change, Changes
from holdfast.importing.relating import Earlier, relate
from holdfast.query.outlook import Outlook
from holdfast.record.identity.relating import NOBODY, SameChildren
from holdfast.record.store.manifest import Feed
from tests.records import EVERYTHING, Rows, day, outlook_of

# All of them would take a second for each record.
BOOK = Book((clock("cp_visit"), clock("contact_decision"), clock("supervision_person")))


@dataclass(frozen=True)
class Seen:
    """A record on a day, as the source that gave it lets it be seen."""

    rows: Rows
    on: str
    feeds: Mapping[str, Feed] | None = None

    def outlook(self) -> Outlook:
        return outlook_of(self.rows, self.on, BOOK, self.feeds or EVERYTHING)


def related(then: Seen, now: Seen, same: SameChildren = NOBODY) -> Changes:
    """What became of every duty that was open in the one or is in the other."""
    before, after = then.outlook(), now.outlook()
    try:
        return related_outlooks(before, after, same)
    finally:
        before.close()
        after.close()


def related_outlooks(before: Outlook, after: Outlook, same: SameChildren = NOBODY) -> Changes:
    """The same of two outlooks that are open."""
    after.engine.rows("duties_then", before.engine.fetch(f"select {DUTIES} from duties"))
    holders = before.engine.fetch("select child, team from holders where team is not null")
    feeds = before.snapshot.manifest.feeds
    earlier = Earlier(before.day, feeds, "duties_then", holders)
    table: pa.Table = after.engine.fetch(relate(after, earlier, same))
    return Changes("then", before.day, "now", after.day, table)


def told(changes: Changes, key: str) -> list[Change]:
    """The changes of one clock."""
    return [row for row in changes.rows() if row.clock == key]


def words(changes: Changes, key: str) -> list[tuple[str | None, date | None, str]]:
    """Child, first day and word of each change of one clock, in order."""
    found = ((r.child, r.started, r.what) for r in told(changes, key))
    return sorted(found, key=str)


__all__ = ["SameChildren", "Seen", "day", "related", "related_outlooks", "told", "words"]

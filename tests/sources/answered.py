"""How the duties of an import stand, by child and clock."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from holdfast.clocks.duty import Status
from holdfast.record.store.snapshot import Snapshot
from tests.records import outlook_on

Answers = Mapping[tuple[str, str], list[Status]]


def answers(snapshot: Snapshot, clocks: Iterable[str] = ()) -> Answers:
    """The answers by child and clock, in the order in which the duties started.

    Of the clocks of these keys; of all where none is named, which takes four times as long.
    """
    outlook = outlook_on(snapshot, *clocks)
    try:
        standing = outlook.rows("select subject, clock, status from standing order by started")
    finally:
        outlook.close()
    found: dict[tuple[str, str], list[Status]] = defaultdict(list)
    for row in standing:
        found[row["subject"], row["clock"]].append(Status(row["status"]))
    return found

"""How a dated thing of a record is told: in a line of its own, or folded into its month.

Told are what began, ended or changed, every contact, every visit at which the child was not seen,
every missing episode and every challenge. Folded is what happens as a matter of course: visits at
which the child was seen, meetings, supervision without challenge, and what only keeps the record.
Whatever is not declared here is told in the words of its table and column: nothing is left out.
"""

from dataclasses import dataclass
from typing import Any

from holdfast.record.schema.condition import Condition
from holdfast.record.schema.table import Column

SEEN_FOLD = "visit, child seen;visits, child seen"
# What only keeps the record is folded, however late it was.
KEEPING = "entry that keeps the record;entries that keep the record"


@dataclass(frozen=True)
class EventTelling:
    """How the rows with a day in ``at`` for which ``where`` holds are told.

    ``says`` are columns that are said after the title, and ``until`` a day up to which nights are
    counted. ``listing`` is a column of another table, said of every row there with the same ``by``.
    ``fold`` is what it is called, one and several with a semicolon between, when it is folded into
    its month; empty for what is told. Of the tellings of a column the first that fits is the one.
    """

    at: Column
    title: str
    says: tuple[Column, ...] = ()
    where: Condition | None = None
    fold: str = ""
    until: Column | None = None
    listing: Column | None = None
    by: Column | None = None


def visit_tellings(table: Any, whose: str) -> tuple[EventTelling, ...]:
    """How the visits of a table with ``visited`` and ``seen`` are told."""
    seen, visited = table.seen, table.visited
    return (
        EventTelling(visited, f"Visit{whose}: child seen", where=seen.yes, fold=SEEN_FOLD),
        EventTelling(visited, f"Visit{whose}: child not seen", where=seen.no),
        EventTelling(visited, f"Visit{whose}: not recorded whether the child was seen"),
    )

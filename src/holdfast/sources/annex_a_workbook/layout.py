"""What a list of Annex A is: whom it has a row for, and how each of its columns is worked out.

A list is a declaration: its columns stand in Ofsted's order, each with its heading in the
two layouts and the way to its cell. What differs between the layouts is said at the column.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.record.schema.condition import Condition
from holdfast.record.schema.table import Column, Table
from holdfast.sources.annex_a_workbook.records import NO_ROW, Records, Row

Cell = str | int | date | None

EARLIER, LATER = "2019", "2024"
LAYOUTS = (EARLIER, LATER)


@dataclass(frozen=True)
class ListRow:
    """A row of a list to be: the child, and the rows of the record it is about, one a table.

    Latest dates are taken from the stretch of days from ``since`` to ``until``, both in it.
    ``over`` says that what the row is about has ended.
    """

    records: Records
    child: str
    rows: Mapping[type[Table], Row]
    since: date
    until: date
    over: bool = False

    def value(self, column: Column) -> Any:
        """What a column holds in the row that this is about."""
        return self.rows.get(column.table, NO_ROW).get(column.name)

    def of(self, table: type[Table]) -> Sequence[Row]:
        """Every row of the child in a table."""
        subject = table.subject()
        return self.records.where(subject, self.child) if subject else ()

    def within(self, day: Column, where: Condition | None = None) -> list[Row]:
        """The child's rows whose day lies in the stretch, the earliest first."""
        found = [
            row
            for row in self.of(day.table)
            if row[day.name]
            and self.since <= row[day.name] <= self.until
            and (where is None or where.holds(row))
        ]
        return sorted(found, key=lambda row: row[day.name])


How = Callable[[ListRow], Cell]


@dataclass(frozen=True)
class ListColumn:
    """A column of a list: its heading, and how its cell is worked out.

    ``in_2019`` is its heading in the layout of August 2019 where that differs; ``later``
    columns are not in that layout at all.
    """

    heading: str
    how: How
    in_2019: str = ""
    later: bool = False

    def named(self, layout: str) -> str:
        """The heading in a layout."""
        return (layout == EARLIER and self.in_2019) or self.heading


@dataclass(frozen=True)
class WorkbookList:
    """A list: its number, its title, whom it has rows for, and its columns in order.

    ``entries`` is given the records and the layout, since the layouts differ in whom they ask
    for.
    """

    number: int
    title: str
    entries: Callable[[Records, str], Iterator[ListRow]]
    columns: tuple[ListColumn, ...]

    def within(self, layout: str) -> list[ListColumn]:
        """The columns that a layout has."""
        return [one for one in self.columns if layout == LATER or not one.later]


def about(
    records: Records,
    row: Row,
    table: type[Table],
    since: date,
    ended: date | None = None,
    others: Mapping[Any, Row] | None = None,
) -> ListRow:
    """The entry about one row of a table, whose stretch runs from ``since`` until it ended."""
    rows = {table: row, **(others or {})}
    until = ended or records.as_at
    return ListRow(records, row["child"], rows, since, until, ended is not None)

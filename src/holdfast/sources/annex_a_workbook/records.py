"""The record's tables as rows, found by a child or by any other column.

A list of Annex A asks of one child what lies in many tables. Each table is turned into rows
once, when it is first asked for, and each way of finding them is kept.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from holdfast.days import add_months
from holdfast.record.contact import Referrals
from holdfast.record.schema.table import Column, Table

Row = Mapping[str, Any]

NO_ROW: Row = {}


class Records:
    """The rows of a council on the day ``as_at``, and the days from which lists look back."""

    def __init__(self, tables: Mapping[str, pa.Table], as_at: date) -> None:
        self.as_at = as_at
        self.half_year_ago = add_months(as_at, -6)
        self.year_ago = add_months(as_at, -12)
        self._tables = tables
        self._rows: dict[str, list[Row]] = {}
        self._found: dict[Column, dict[str, list[Row]]] = {}

    def is_recent(self, day: date) -> bool:
        """Whether a day lies in the last six months, over which most lists look back."""
        return day >= self.half_year_ago

    def is_open_case(self, referral: str | None) -> bool:
        """Whether the case that a referral opened is open; so it is where none is named."""
        return self.one(Referrals.referral, referral).get("closed") is None

    def every(self, table: type[Table]) -> Sequence[Row]:
        """All rows of a table, in the order they came."""
        if table.name not in self._rows:
            self._rows[table.name] = self._tables[table.name].to_pylist()
        return self._rows[table.name]

    def where(self, column: Column, value: str | None) -> Sequence[Row]:
        """The rows in which a column holds a value; none where the value is None."""
        return self._by(column).get(value, ()) if value is not None else ()

    def one(self, column: Column, value: str | None) -> Row:
        """The row in which a column holds a value; an empty one where there is none."""
        return next(iter(self.where(column, value)), NO_ROW)

    def by(self, column: Column) -> Iterator[tuple[str, Sequence[Row]]]:
        """Each value of a column with its rows, in the order they came."""
        yield from self._by(column).items()

    def _by(self, column: Column) -> dict[str, list[Row]]:
        if column not in self._found:
            found: dict[str, list[Row]] = defaultdict(list)
            for row in self.every(column.table):
                if row[column.name] is not None:
                    found[row[column.name]].append(row)
            self._found[column] = dict(found)
        return self._found[column]

"""The rows that a simulated council writes, and what of them it knows on the last day.

Stages tell a child's story as if to its end. The ledger keeps what has happened by the last
day: a row that begins later is dropped, a day that lies ahead is emptied, and so is whatever
could be known only from that day on (``HINDSIGHT``). Days that are planned, not past, stay.
"""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.register import TABLES
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.schema.table import PROVENANCE, ColumnKind, Table
from holdfast.simulation.written.known_from import HINDSIGHT, PLANNED

_BATCH = 50_000
# Beside the columns of a row: the day on which it came to be known.
_SINCE = "since"


class Ledger:
    """Rows by table. ``last`` is the last day (a whole number) of which anything is known."""

    def __init__(self, last: int) -> None:
        self.last = last
        self._sheets = {table: _Sheet(table, last) for table in TABLES}

    def number(self, table: type[Table]) -> str:
        """A new identifier for a row that will be written later, so that others may name it."""
        return self._sheets[table].number()

    def add(self, table: type[Table], since: int | None = None, /, **values: Any) -> str:
        """Write a row; the answer is its identifier. Days are whole numbers.

        ``since`` is the day on which the row came to be known, where that is not its first
        day: the day a visit was written up, the day a review was booked.
        """
        return self._sheets[table].add(since, values)

    def write(self, table: type[Table], since: int | None, values: dict[str, Any]) -> str:
        """The same, of values that the ledger may keep."""
        return self._sheets[table].add(since, values)

    def begin(self, table: type[Table], **values: Any) -> dict[str, Any]:
        """Write a row that is not complete: whoever began it fills in the rest as it happens."""
        return self._sheets[table].begin(values)

    def forget(self, table: type[Table], row: dict[str, Any]) -> None:
        """Strike out a row that was begun, and that nobody would have written."""
        self._sheets[table].forget(row)

    def tables(self) -> Mapping[str, pa.Table]:
        """Every table of the record by name, without provenance; some may be empty."""
        return {table.name: sheet.table() for table, sheet in self._sheets.items()}


class _Sheet:
    """The rows of one table, turned into Arrow a batch at a time."""

    def __init__(self, table: type[Table], last: int) -> None:
        self._last = pa.scalar(last, pa.int32()).cast(pa.date32())
        fields = arrow_schema(table)
        self._schema = pa.schema([each for each in fields if each.name not in PROVENANCE])
        self._days = {each.name for each in table.columns if each.kind is ColumnKind.DAY}
        self._hindsight = HINDSIGHT.get(table, {})
        self._planned = PLANNED.get(table, frozenset())
        self._key = key.name if (key := table.key()) else ""
        # The first required day: without another word, a row is known from then.
        required = (column.name for column in table.columns if column.required)
        self._since = next((name for name in required if name in self._days), "")
        self._name, self._prefix, self._numbered = table.name, f"{table.name}-", 0
        self._rows: list[dict[str, Any]] = []
        self._begun: dict[str, dict[str, Any]] = {}
        self._batches: list[pa.Table] = []

    def number(self) -> str:
        self._numbered += 1
        return f"{self._prefix}{self._numbered:07d}"

    def add(self, since: int | None, values: dict[str, Any]) -> str:
        if self._key not in values:
            values[self._key] = self.number()
        values[_SINCE] = since if since is not None else values.get(self._since)
        self._rows.append(values)
        if len(self._rows) >= _BATCH:
            self._close_batch()
        key: str = values[self._key]
        return key

    def begin(self, values: dict[str, Any]) -> dict[str, Any]:
        if self._key not in values:
            values[self._key] = self.number()
        values[_SINCE] = values.get(self._since)
        self._begun[values[self._key]] = values
        return values

    def forget(self, row: dict[str, Any]) -> None:
        del self._begun[row[self._key]]

    def table(self) -> pa.Table:
        self._rows += self._begun.values()
        self._begun = {}
        self._close_batch()
        return pa.concat_tables(self._batches) if self._batches else self._schema.empty_table()

    def _close_batch(self) -> None:
        if not self._rows:
            return
        if unknown := set().union(*self._rows).difference(self._schema.names, (_SINCE,)):
            raise KeyError(f"{self._name} has no column {sorted(unknown)}")
        # A row as one value of many fields: many times faster than a list for each column.
        fields = [*self._schema, pa.field(_SINCE, pa.date32())]
        told = pa.array(self._rows, pa.struct(fields)).flatten()
        self._rows, known = [], self._known(told.pop())
        names = self._schema.names
        columns = {name: each.filter(known) for name, each in zip(names, told, strict=True)}
        past = {name: self._known(columns[name]) for name in self._days - self._planned}
        kept = {name: _where(day, columns[name]) for name, day in past.items()}
        for name, day in self._hindsight.items():
            kept[name] = _where(past[day], kept.get(name, columns[name]))
        self._batches.append(pa.table(columns | kept, schema=self._schema))

    def _known(self, day: pa.Array) -> pa.Array:
        """Which days are past, or not given."""
        return pc.fill_null(pc.less_equal(day, self._last), True)


def _where(known: pa.Array, values: pa.Array) -> pa.Array:
    return pc.if_else(known, values, pa.scalar(None, values.type))

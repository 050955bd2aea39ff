"""The tables of a made-up county, open for change: rows changed, struck out and added."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.register import TABLES
from holdfast.record.schema.table import Table

Values = dict[str, Any]


class Pages:
    """Tables by name. Days are whole numbers; a row is known by its place in the table given."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self._tables = dict(tables)
        self._changed: dict[str, dict[int, Values]] = defaultdict(dict)
        self._struck: dict[str, set[int]] = defaultdict(set)
        self._added: dict[str, list[Values]] = defaultdict(list)
        self._read: dict[tuple[str, str], list[Any]] = {}
        self._known: dict[tuple[str, int], Values] = {}

    def read(self, table: type[Table], *columns: str) -> list[list[Any]]:
        """Whole columns as they were given, before any change."""
        return [self._column(table.name, column) for column in columns]

    def rows(self, table: type[Table]) -> int:
        """How many rows were given."""
        return int(self._tables[table.name].num_rows)

    def row(self, table: type[Table], place: int) -> Values:
        """One row as it was given."""
        if (table.name, place) in self._known:
            return self._known[table.name, place]
        return _rows(self._tables[table.name].slice(place, 1))[0]

    def change(self, table: type[Table], place: int, **values: Any) -> None:
        """Let a row hold something else."""
        self._changed[table.name].setdefault(place, {}).update(values)

    def strike(self, table: type[Table], place: int) -> None:
        """Let a row not be there."""
        self._struck[table.name].add(place)

    def add(self, table: type[Table], values: Values) -> None:
        """Write another row."""
        self._added[table.name].append(values)

    def untouched(self, table: type[Table], place: int) -> bool:
        """Whether a row stands as it was given."""
        name = table.name
        return place not in self._changed[name] and place not in self._struck[name]

    def about(
        self, children: Collection[str], *tables: type[Table]
    ) -> Mapping[str, list[tuple[type[Table], int]]]:
        """Where the rows about some children are: in these tables, or in all."""
        found: dict[str, list[tuple[type[Table], int]]] = {child: [] for child in children}
        wanted = pa.array(sorted(children), pa.string())
        for table in tables or TABLES:
            rows = self._tables[table.name]
            if "child" in rows.column_names and rows.num_rows:
                theirs = pc.indices_nonzero(pc.is_in(rows["child"], wanted).combine_chunks())
                for place, row in zip(theirs.to_pylist(), _rows(rows.take(theirs)), strict=True):
                    self._known[table.name, place] = row
                    found[row["child"]].append((table, place))
        return found

    def tables(self) -> dict[str, pa.Table]:
        """Every table with all that was done to it."""
        return {name: self._table(name) for name in self._tables}

    def _column(self, name: str, column: str) -> list[Any]:
        key = name, column
        if key not in self._read:
            self._read[key] = _plain(self._tables[name].column(column))
        return self._read[key]

    def _table(self, name: str) -> pa.Table:
        rows = self._tables[name]
        if changed := self._changed.get(name):
            for column in sorted({one for values in changed.values() for one in values}):
                place = rows.column_names.index(column)
                new = _scattered(rows.column(column), changed, column)
                rows = rows.set_column(place, rows.schema.field(column), new)
        if struck := self._struck.get(name):
            kept = pa.array([place not in struck for place in range(rows.num_rows)])
            rows = rows.filter(kept)
        if added := self._added.get(name):
            rows = pa.concat_tables([rows, _written(added, rows.schema)])
        return rows


def _scattered(column: pa.ChunkedArray, changed: Mapping[int, Values], name: str) -> pa.Array:
    values = {place: row[name] for place, row in changed.items() if name in row}
    places = sorted(values)
    new = _typed([values[place] for place in places], column.type)
    pieces, start = list[pa.Array](), 0
    whole = column.combine_chunks()
    for which, place in enumerate(places):
        pieces += [whole.slice(start, place - start), new.slice(which, 1)]
        start = place + 1
    return pa.chunked_array([*pieces, whole.slice(start)], column.type).combine_chunks()


def _written(added: list[Values], schema: pa.Schema) -> pa.Table:
    columns = [_typed([row.get(one.name) for row in added], one.type) for one in schema]
    return pa.table(columns, schema=schema)


def _typed(values: list[Any], kind: pa.DataType) -> pa.Array:
    if kind == pa.date32():
        return pa.array(values, pa.int32()).cast(kind)
    return pa.array(values, kind)


def _rows(rows: pa.Table) -> list[Values]:
    columns = [_plain(rows.column(name)) for name in rows.column_names]
    return [dict(zip(rows.column_names, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(column: pa.ChunkedArray) -> list[Any]:
    plain: list[Any] = (
        column.cast(pa.int32()) if column.type == pa.date32() else column
    ).to_pylist()
    return plain

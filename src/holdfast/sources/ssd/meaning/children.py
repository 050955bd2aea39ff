"""Children found through another row, where a row does not name its own so that it can be read."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.schema.table import Column
from holdfast.record.store.manifest import Note
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import Cell, RawTable
from holdfast.sources.ssd.declared import FOUND, PROJECTIONS, ChildLookup
from holdfast.sources.ssd.files.part import SourcePart, with_column
from holdfast.sources.ssd.files.reading_parts import read_columns
from holdfast.sources.ssd.meaning.child_numbers import ChildNumbers

_NOT_GIVEN = "rows without their child, who was found through this column"

# Keys and, in the same order, the one child that each names.
_Named = tuple[pa.Array, pa.Array]


class Children:
    """Finds children through the rows that name them; another table is read once, if at all."""

    def __init__(self, parts: Mapping[str, SourcePart], numbers: ChildNumbers, as_at: date) -> None:
        self._parts = parts
        self._numbers = numbers
        self._as_at = as_at
        self._named: dict[Column, _Named] = {}
        self._found: Counter[str] = Counter()

    def notes(self) -> list[Note]:
        """How many children were found, by the column through which they were."""
        return [Note(where, _NOT_GIVEN, count) for where, count in self._found.items() if count]

    def add(self, raw: RawTable) -> RawTable:
        """The table with the children it leaves out beside its own columns."""
        for found in FOUND.get(raw.name, ()):
            raw = self._add(raw, found)
        return raw

    def _add(self, raw: RawTable, found: ChildLookup) -> RawTable:
        columns = Columns(raw, self._as_at)
        child = child_of(columns, raw.name)
        if columns.heading(found.by) is None or child.null_count == 0:
            return raw
        children = self.by_key(found, columns)
        gained = pc.and_(pc.is_null(child), pc.is_valid(children))
        self._found[f"{raw.name}: {found.by}"] += pc.sum(gained).as_py() or 0
        return with_column(raw, found.heading, children)

    def by_key(self, found: ChildLookup, columns: Columns) -> pa.Array:
        """The one child whom the key of each row names; null where it names none, or several."""
        if columns.heading(found.by) is None:
            return pa.nulls(len(columns.raw), pa.string())
        if found.key not in self._named:
            rows = read_columns(self._parts, (found.key, found.child), self._as_at)
            self._named[found.key] = self._one_child_each(found, rows)
        keys, named = self._named[found.key]
        return named.take(pc.index_in(columns.values(Cell(found.by), found.key), keys))

    def _one_child_each(self, found: ChildLookup, rows: pa.Table | None) -> _Named:
        """The keys of which every row is about one and the same child, and that child.

        A row whose child cannot be read may be about another, so its key names nobody.
        """
        if rows is None:
            return pa.array([], pa.string()), pa.array([], pa.string())
        key, child = found.key.name, found.child.name
        children = self._numbers.as_written(_whole(rows[child]))
        rows = pa.table({key: rows[key], child: children}).filter(pc.field(key).is_valid())
        every = pc.CountOptions(mode="all")
        named = rows.group_by(key).aggregate([(child, "count_distinct", every), (child, "min")])
        one = (pc.field(f"{child}_count_distinct") == 1) & pc.field(f"{child}_min").is_valid()
        named = named.filter(one).combine_chunks()
        return _whole(named[key]), _whole(named[f"{child}_min"])


def child_of(columns: Columns, table: str) -> pa.Array:
    """The child as the table names it so far; null where it does not."""
    projection = PROJECTIONS[table]
    subject = projection.table.subject()
    if subject is None:
        raise TypeError(f"{table} is about no one")
    return columns.values(projection.cells[subject], subject)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks else pa.array([], column.type)

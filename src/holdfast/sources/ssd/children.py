"""Children found through another row, for builds that leave the person out of a table."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.errors import CannotRead
from holdfast.record.manifest import Note
from holdfast.sources.columns import Columns
from holdfast.sources.mapping import Cell, RawTable
from holdfast.sources.ssd.declared import FOUND, PROJECTIONS, Found
from holdfast.sources.ssd.part import Part

_NOT_GIVEN = "a row without its child, who was found through this column"


class Children:
    """Finds children through the rows that name them; each other table is read once, if at all."""

    def __init__(self, parts: Mapping[str, Part], as_at: date) -> None:
        self._parts = parts
        self._as_at = as_at
        self._known: dict[tuple[str, str], tuple[pa.Array, pa.Array]] = {}
        self._found: Counter[str] = Counter()

    def notes(self) -> list[Note]:
        """How many children were found, by the column through which they were."""
        return [Note(where, _NOT_GIVEN, count) for where, count in self._found.items()]

    def add(self, raw: RawTable) -> RawTable:
        """The table with the children it leaves out beside its own columns."""
        for found in FOUND.get(raw.name, ()):
            columns = Columns(raw, self._as_at)
            child = _own_child(columns, raw.name)
            if not columns.heading(found.by) or child.null_count == 0:
                continue
            named = columns.values(Cell(found.by), found.key)
            children = self._through(found, named)
            gained = pc.and_(pc.is_null(child), pc.is_valid(children))
            self._found[f"{raw.name}: {found.by}"] += pc.sum(gained).as_py() or 0
            raw = with_column(raw, found.heading, children)
        return raw

    def _through(self, found: Found, named: pa.Array) -> pa.Array:
        place = (found.key.table.ssd, found.key.name)
        if place not in self._known:
            self._known[place] = self._read(found)
        keys, children = self._known[place]
        return children.take(pc.index_in(named, value_set=keys))

    def _read(self, found: Found) -> tuple[pa.Array, pa.Array]:
        """The keys of the other table that name one child only, and those children."""
        name = found.key.table.ssd
        part, cells = self._parts.get(name), PROJECTIONS[name].cells
        wanted = _headings(part, cells[found.key], cells[found.child]) if part else []
        rows = [
            pa.table({"key": columns.values(cells[found.key], found.key), "child": child})
            for columns, child in self._columns(part, wanted, cells[found.child], found)
        ]
        if not rows:
            return pa.array([], pa.string()), pa.array([], pa.string())
        known = pa.concat_tables(rows).filter(pc.field("key").is_valid())
        known = known.group_by("key").aggregate([("child", "count_distinct"), ("child", "first")])
        known = known.filter(pc.field("child_count_distinct") == 1).combine_chunks()
        return tuple(known.column(one).combine_chunks() for one in ("key", "child_first"))  # type: ignore[return-value]

"""Rows of the census as rows of text, each with what names the rows around it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.sources.cin_census.census import (
    AROUND,
    ASSESSMENTS,
    EPISODES,
    PROTECTION_PLANS,
)
from holdfast.sources.cin_census.declared import ASSESSED, CHILD, PROTECTED, REFERRED, number
from holdfast.sources.cin_census.module import Module
from holdfast.sources.cin_census.parsing.numbering import ChildBatch

# What names a row to those inside it.
_INHERITED = {
    *(CHILD, REFERRED, ASSESSED, PROTECTED),
    *(number(one) for one in (EPISODES, ASSESSMENTS, PROTECTION_PLANS)),
}


@dataclass(frozen=True)
class TextRows:
    """Rows of a module: their cells as text, null where empty, and their lines in the file.

    What could not be read is empty too: ``lost`` holds it, by the row and the column. ``inside``
    is the place of the row around each, in its own table.
    """

    cells: pa.Table
    lines: pa.Array
    lost: Mapping[tuple[int, str], str]
    inside: pa.Array

    def __len__(self) -> int:
        return int(self.cells.num_rows)

    def text(self, name: str) -> pa.Array:
        """A column of the cells, all null where there is none of that name."""
        if name not in self.cells.column_names:
            return pa.nulls(len(self), pa.string())
        return self.cells.column(name).combine_chunks()

    def beside(self, name: str, texts: pa.Array) -> "TextRows":
        """The same rows with one more column."""
        return replace(self, cells=self.cells.append_column(name, texts))


def lay(batch: ChildBatch, module: Module, year: int, around: Mapping[str, TextRows]) -> TextRows:
    """The rows of a module in the census of a year; ``around`` holds those they lie in."""
    rows = batch.tables[module.name]
    columns = {
        one.name: rows[one.name].cast(pa.string())
        for one in module.fields()
        if one.since <= year <= one.until
    }
    outer = AROUND.get(module.name)
    places = _places(rows["inside"], batch.tables[outer]) if outer else pa.nulls(len(rows))
    if outer:
        held = around[outer]
        names = (name for name in held.cells.column_names if name in _INHERITED)
        columns |= {name: held.text(name).take(places) for name in names}
    first = rows["row"][0].as_py() if rows.num_rows else 0
    mine = (one for one in batch.unreadable if one.module == module.name)
    lost = {(one.row - first, one.field): one.text for one in mine}
    return TextRows(pa.table(columns), rows["line"].combine_chunks(), lost, places)


def _places(inside: pa.ChunkedArray, outer: pa.Table) -> pa.Array:
    """Where the rows that these lie in stand in their own table."""
    first = outer["row"][0].as_py() if outer.num_rows else 0
    return pc.subtract(inside, first).combine_chunks()

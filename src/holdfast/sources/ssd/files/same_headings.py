"""Two columns under one heading: where they differ, neither can be believed.

A query that joins two tables often gives a column twice, one of them empty. The first was read,
and where that is the empty one, all that the other says would pass for not done.
"""

import re

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.schema.table import ColumnKind
from holdfast.sources.intake.mapping import Cell
from holdfast.sources.ssd.declared import PROJECTIONS
from holdfast.sources.text import clean

# What cannot be read, whatever kind of column it stands in.
NEITHER = "#VALUE!"

_AGAIN = re.compile(r"(.+) \(column \d+\)")


def without_disagreement(cells: pa.Table, table: str) -> pa.Table:
    """The cells; where a later column of the same heading says something else, unreadable.

    One that is empty throughout is passed over. Columns of free words keep the first.
    """
    for later in cells.column_names:
        found = _AGAIN.fullmatch(later)
        first = found.group(1) if found else ""
        if not first or first not in cells.column_names:
            continue
        of_words = (
            cell
            for column, cell in PROJECTIONS[table].cells.items()
            if column.kind is ColumnKind.TEXT and isinstance(cell, Cell)
        )
        if clean(first) in {clean(name) for cell in of_words for name in cell.names}:
            continue
        one, other = cells.column(first), cells.column(later)
        if other.null_count == len(other):
            continue
        if one.null_count == len(one):
            merged = other
        else:
            differ = pc.not_equal(pc.fill_null(one, ""), pc.fill_null(other, ""))
            merged = pc.if_else(differ, NEITHER, one)
        cells = cells.set_column(cells.column_names.index(first), first, merged)
    return cells

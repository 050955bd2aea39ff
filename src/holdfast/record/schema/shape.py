"""How a table of the record lies in Parquet: its columns, their Arrow types, their order."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.schema.table import PROVENANCE, ColumnKind, Table

ARROW: dict[ColumnKind, pa.DataType] = {
    ColumnKind.ID: pa.string(),
    ColumnKind.TEXT: pa.string(),
    ColumnKind.CODE: pa.string(),
    ColumnKind.DAY: pa.date32(),
    # No time zone: the record holds what the clock on the wall in London said.
    ColumnKind.MOMENT: pa.timestamp("us"),
    ColumnKind.FLAG: pa.bool_(),
    ColumnKind.WHOLE: pa.int64(),
    ColumnKind.NUMBER: pa.float64(),
}

Ranks = npt.NDArray[np.integer[Any]]

_PROVENANCE_FIELDS = (
    pa.field("source_file", pa.string()),
    pa.field("source_part", pa.string()),
    pa.field("source_row", pa.int64()),
)


def arrow_schema(table: type[Table]) -> pa.Schema:
    """The columns of ``table`` in the order declared, then where each row came from."""
    own = [pa.field(column.name, ARROW[column.kind]) for column in table.columns]
    return pa.schema([*own, *_PROVENANCE_FIELDS])


def empty(table: type[Table]) -> pa.Table:
    """``table`` with its right columns and no rows."""
    return arrow_schema(table).empty_table()


def row_order(names: Sequence[str]) -> list[str]:
    """The columns by which the rows of a file are sorted: child first, then provenance.

    A table that is about no child is sorted by its first column, which is its key.
    """
    lead = "child" if "child" in names else names[0]
    return [lead, *(name for name in PROVENANCE if name in names)]


def in_order(rows: pa.Table) -> pa.Table:
    """``rows`` sorted as their file lies; see ``row_order``. What is not recorded comes last."""
    order = _order(rows)
    return rows if order is None else rows.take(order)


def _order(rows: pa.Table) -> Ranks | None:
    """The places of rows in order; None where every column is in order as they lie.

    Sorted by one column after another, the last first, as numbers: most rows come in the order
    of their source, and to compare all columns of every pair would cost three times as much.
    """
    order: Ranks | None = None
    for name in reversed(row_order(rows.column_names)):
        ranks = _ranks(rows.column(name))
        ranks = ranks if order is None else ranks[order]
        if not np.all(ranks[:-1] <= ranks[1:]):
            places = np.argsort(ranks, kind="stable")
            order = places if order is None else order[places]
    return order


def _ranks(values: pa.ChunkedArray) -> Ranks:
    """For each value a number; the numbers are in the order of the values, nothing the last."""
    if pa.types.is_integer(values.type):
        numbers: Ranks = values.fill_null(np.iinfo(np.int64).max).to_numpy()
        return numbers
    encoded = values.combine_chunks().dictionary_encode()
    order = pc.sort_indices(encoded.dictionary).to_numpy()
    ranks = np.empty(len(order) + 1, np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    ranks[len(order)] = len(order)
    found: Ranks = ranks[np.asarray(encoded.indices.fill_null(len(order)))]
    return found

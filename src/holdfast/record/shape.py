"""How a table of the record lies in Parquet: its columns, their Arrow types, their order."""

from collections.abc import Sequence

import pyarrow as pa

from holdfast.record.table import PROVENANCE, Kind, Table

ARROW: dict[Kind, pa.DataType] = {
    Kind.ID: pa.string(),
    Kind.TEXT: pa.string(),
    Kind.CODE: pa.string(),
    Kind.DAY: pa.date32(),
    # No time zone: the record holds what the clock on the wall in London said.
    Kind.MOMENT: pa.timestamp("us"),
    Kind.FLAG: pa.bool_(),
    Kind.WHOLE: pa.int64(),
    Kind.NUMBER: pa.float64(),
}

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
    """``rows`` sorted as their file lies; see ``row_order``."""
    return rows.sort_by([(name, "ascending") for name in row_order(rows.column_names)])

"""What could not be read: whole rows refused, and single cells emptied.

Both lie beside the tables of a snapshot, because a person who mends the source needs the
row as it was given. ``kept`` therefore holds a child's data. It is never printed, logged or
put into an address; ``what`` and ``next_step`` never quote it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import pyarrow as pa

REFUSALS_FILE = "refusals.parquet"
UNREADABLE_FILE = "unreadable.parquet"

_PLACE = (
    pa.field("source_file", pa.string()),
    pa.field("source_part", pa.string()),
    pa.field("source_row", pa.int64()),
)
_REASON = (
    pa.field("what", pa.string()),
    pa.field("next_step", pa.string()),
    pa.field("kept", pa.string()),
)

REFUSALS = pa.schema([*_PLACE, *_REASON])
UNREADABLE = pa.schema([*_PLACE, pa.field("column", pa.string()), *_REASON])


@dataclass(frozen=True)
class Refusal:
    """A source row that says nothing the record can hold.

    ``source_row`` counts as the source's own tool counts it; ``kept`` is the raw row as a
    JSON object of column name to text.
    """

    source_file: str
    source_part: str
    source_row: int
    what: str
    next_step: str
    kept: str


@dataclass(frozen=True)
class Unreadable:
    """A cell that was emptied while the rest of its row was read; ``kept`` is its raw text."""

    source_file: str
    source_part: str
    source_row: int
    column: str
    what: str
    next_step: str
    kept: str


def refusals_table(refusals: Iterable[Refusal]) -> pa.Table:
    """The refusals as rows of ``refusals.parquet``."""
    return pa.Table.from_pylist([asdict(row) for row in refusals], schema=REFUSALS)


def unreadable_table(cells: Iterable[Unreadable]) -> pa.Table:
    """The emptied cells as rows of ``unreadable.parquet``."""
    return pa.Table.from_pylist([asdict(row) for row in cells], schema=UNREADABLE)

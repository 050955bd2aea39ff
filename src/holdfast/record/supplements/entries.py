"""The entries of a supplement: the day on which each line was entered, and whether it stands.

What was entered is never edited. An entry is corrected by a newer one of the same row: both are
kept, and the newest stands. One that withdraws its row leaves nothing standing.

    line  row  entered     withdraws     stands
    2     7    2018-01-10                no: line 5 is newer
    5     7    2018-01-12                yes
    6     8    2018-01-12                no: line 9 withdraws row 8
    9     8    2018-01-15  yes           no: it says that there is no such row
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

ENTRIES_FILE = "entries.parquet"

ENTRIES = pa.schema([("source_row", pa.int64()), ("entered", pa.date32()), ("stands", pa.bool_())])


@dataclass(frozen=True)
class SupplementEntry:
    """One line: which row it tells of (empty: none but its own), entered when, withdrawn or not."""

    line: int
    row: str
    entered: date
    withdraws: bool = False


def standing(entries: Iterable[SupplementEntry]) -> dict[int, bool]:
    """Of each line, whether it stands: of one row the newest does, unless it withdraws the row.

    Of two that were entered on one day the later in the file is the newer.
    """
    given = tuple(entries)
    newest: dict[str, SupplementEntry] = {}
    for one in sorted(given, key=lambda entry: (entry.entered, entry.line)):
        newest[one.row or f"line {one.line}"] = one
    stand = {one.line for one in newest.values() if not one.withdraws}
    return {one.line: one.line in stand for one in given}


def entries_table(entries: Iterable[SupplementEntry]) -> pa.Table:
    """The entries as rows of ``entries.parquet``."""
    given = tuple(entries)
    stands = standing(given)
    rows = [
        {"source_row": one.line, "entered": one.entered, "stands": stands[one.line]}
        for one in given
    ]
    return pa.Table.from_pylist(rows, schema=ENTRIES)

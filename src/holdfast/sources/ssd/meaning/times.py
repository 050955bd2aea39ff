"""Times of day that stand beside days: the dataset holds datetimes, the record holds days."""

from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.schema.table import ColumnKind
from holdfast.record.store.manifest import Note
from holdfast.sources.intake.mapping import Cell, RawTable
from holdfast.sources.ssd.declared import PROJECTIONS

_DROPPED = "a time of day beside the day, left out: duties are counted in days"

# A clock time other than midnight. For Arrow (RE2).
_TIME = r"[T ](?:0?[1-9]|1\d|2[0-3]):\d\d|[T ]00?:(?:0[1-9]|[1-5]\d)"
_LONGEST_DAY_ALONE = 11


class Times:
    """Counts the cells whose time of day is left out."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def notes(self) -> list[Note]:
        """How many, by table and column."""
        return [Note(where, _DROPPED, count) for where, count in self._counts.items()]

    def look(self, raw: RawTable) -> None:
        """Count those of one table."""
        for column, cell in PROJECTIONS[raw.name].cells.items():
            if column.kind is not ColumnKind.DAY or not isinstance(cell, Cell):
                continue
            for heading in filter(None, map(raw.find, cell.names)):
                if count := _times(raw.cells.column(heading)):
                    self._counts[f"{raw.name}: {heading}"] += count


def _times(texts: pa.ChunkedArray) -> int:
    distinct = pc.value_counts(texts)
    values, counts = distinct.field("values"), distinct.field("counts")
    long = pc.fill_null(pc.greater(pc.utf8_length(values), _LONGEST_DAY_ALONE), False)
    values, counts = values.filter(long), counts.filter(long)
    return pc.sum(counts.filter(pc.match_substring_regex(values, _TIME))).as_py() or 0

"""Days that a spreadsheet has left as counts, in files that do not say from which day.

Excel counts days from 1900, or in workbooks made on older Macintosh computers from 1904: the same
count is then a day four years later. A workbook says which; text saved from it does not. Where
some count of a table would lie after the extract's own day if it were from 1904, all are from
1900. Where none would, it cannot be determined.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.schema.table import Column, ColumnKind
from holdfast.sources.days.reading_days import serial_day
from holdfast.sources.intake.mapping import Cell, Projection, RawTable

_BETWEEN = timedelta(days=1462)
# "45376" and "45376.0"; most columns hold nothing of that length.
_LENGTHS = pa.array([5, 7], pa.int32())


def settled_counts(raws: Sequence[RawTable], projection: Projection, as_at: date) -> list[RawTable]:
    """The batches of one table, told which columns hold counts that may be from either day."""
    columns = [
        (heading, column.ahead, raw.cells.column(heading))
        for raw in raws
        for name, column in day_columns([projection])
        if (heading := raw.find(name))
    ]
    either = either_epoch(columns, as_at)
    return [replace(raw, either_epoch=either) for raw in raws] if either else list(raws)


def day_columns(projections: Iterable[Projection]) -> Iterator[tuple[str, Column]]:
    """The headings that columns of days are read from, each with its column."""
    for projection in projections:
        for column, origin in projection.cells.items():
            if column.kind in (ColumnKind.DAY, ColumnKind.MOMENT) and isinstance(origin, Cell):
                yield from ((name, column) for name in origin.names)


def either_epoch(
    columns: Iterable[tuple[str, bool, pa.ChunkedArray]], as_at: date
) -> frozenset[str]:
    """The headings of the columns whose counts may be from either day.

    Of each column its heading, whether its days may lie ahead, and its cells as text.
    """
    held, certain = set[str](), False
    for heading, ahead, texts in columns:
        days = _counted(texts)
        held |= {heading} if days else set()
        certain |= not ahead and any(day + _BETWEEN > as_at for day in days)
    return frozenset() if certain else frozenset(held)


def _counted(texts: pa.ChunkedArray) -> list[date]:
    """The differing days that are given as counts."""
    lengths = pc.binary_length(texts)
    some = texts.filter(pc.is_in(lengths, value_set=_LENGTHS)).unique().to_pylist()
    return [day for text in some if text and (day := serial_day(text))]

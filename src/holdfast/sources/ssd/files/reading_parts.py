"""Some columns of a whole part, read as the record reads them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pyarrow as pa

from holdfast.errors import CannotRead
from holdfast.record.schema.shape import ARROW
from holdfast.record.schema.table import Column
from holdfast.sources.days.day_columns import DayColumns
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import Cell
from holdfast.sources.ssd.declared import PROJECTIONS
from holdfast.sources.ssd.files.part import SourcePart
from holdfast.sources.text import clean
from holdfast.sources.vocabulary import PRESETS_ALONE, Vocabulary


def read_columns(
    parts: Mapping[str, SourcePart],
    columns: Sequence[Column],
    as_at: date,
    days: DayColumns | None = None,
    vocabulary: Vocabulary = PRESETS_ALONE,
) -> pa.Table | None:
    """These columns of one record table, all of its rows; None where the source has no such.

    A column that the source lacks is empty. So is a part that breaks off half-way: it is told
    where it is taken, and is worth nothing as an answer here.
    """
    name = columns[0].table.ssd
    part = parts.get(name)
    wanted = _headings(part, columns) if part else []
    if part is None or not wanted:
        return None
    try:
        pieces = list(_pieces(part, wanted, columns, as_at, days or DayColumns(), vocabulary))
    except CannotRead:
        return None
    schema = pa.schema([pa.field(one.name, ARROW[one.kind]) for one in columns])
    return pa.concat_tables([schema.empty_table(), *pieces]).combine_chunks()


def _pieces(
    part: SourcePart,
    wanted: list[str],
    columns: Sequence[Column],
    as_at: date,
    days: DayColumns,
    vocabulary: Vocabulary,
) -> Iterator[pa.Table]:
    projection = PROJECTIONS[part.table]
    cells = projection.cells
    for raw in days.judged([batch.raw for batch in part.batches(wanted)], projection):
        read = Columns(raw, as_at, vocabulary)
        yield pa.table({one.name: read.values(cells[one], one) for one in columns})


def _headings(part: SourcePart, columns: Sequence[Column]) -> list[str]:
    cells = (PROJECTIONS[part.table].cells[one] for one in columns)
    asked = {clean(name) for cell in cells if isinstance(cell, Cell) for name in cell.names}
    return [heading for heading in part.headings if clean(heading) in asked]

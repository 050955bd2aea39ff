"""Which source rows are refused, and why, in words that never quote a cell."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.table import Column
from holdfast.sources.columns import Columns
from holdfast.sources.mapping import Projection
from holdfast.sources.reading import OTHER_NEXT_STEP

NO_COLUMN_STEP = "Add the column to the source, or mend its heading, and import again."

Reasons = tuple[pa.Array, dict[str, str]]


def reasons(columns: Columns, main: Projection) -> Reasons:
    """For each row why it is refused (null where it is good), and what to do for each reason.

    A row is refused for the first required column of its main record table that it lacks.
    """
    steps: dict[str, str] = {}
    found = [pa.nulls(len(columns.raw), pa.string())]
    for column in main.table.required():
        for words, step in _lacks(columns, main, column):
            found.append(words)
            steps.update({word: step for word in words.unique().to_pylist() if word})
    return pc.coalesce(*found), steps


def _lacks(columns: Columns, main: Projection, column: Column) -> Iterator[tuple[pa.Array, str]]:
    origin = main.cells.get(column)
    if not columns.carries(origin):
        words = f"The table has no column for {column!r}: {column.meaning}"
        yield pa.repeat(pa.scalar(words), len(columns.raw)), NO_COLUMN_STEP
        return
    absent = pc.is_null(columns.values(origin, column))
    sources = columns.sources(origin, column)
    for typed in sources:
        yield _where(absent, typed.heading, typed.troubles), typed.next_step
    for typed in sources:
        yield _where(absent, f"{typed.heading}: only", typed.notes), OTHER_NEXT_STEP
    headings = " and ".join(typed.heading for typed in sources) or column.name
    empty = pa.repeat(pa.scalar(f"{headings}: empty."), len(columns.raw))
    yield pc.if_else(absent, empty, None), OTHER_NEXT_STEP


def _where(absent: pa.Array, lead: str, words: pa.Array | None) -> pa.Array:
    if words is None:
        return pa.nulls(len(absent), pa.string())
    return pc.if_else(absent, pc.binary_join_element_wise(f"{lead}", words, ": "), None)

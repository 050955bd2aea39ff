"""Which source rows are refused, and why, in words that never quote a cell."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.schema.table import Column
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import Projection
from holdfast.sources.intake.reading import OTHER_NEXT_STEP, step_for

NO_COLUMN_STEP = "Add the column to the source, or correct its heading, and import again."

Reasons = tuple[pa.Array, dict[str, str]]


def reasons(columns: Columns, main: Projection) -> Reasons:
    """For each row why it is refused (null where it is good), and what to do for each reason.

    A row is refused for the first required column of its main record table that it lacks.
    """
    steps: dict[str, str] = {}
    found = [pa.nulls(len(columns.raw), pa.string())]
    for column in main.table.required():
        for words, its_steps in _lacks(columns, main, column):
            found.append(words)
            steps |= its_steps
    return pc.coalesce(*found), steps


def _lacks(columns: Columns, main: Projection, column: Column) -> Iterator[Reasons]:
    origin = main.cells.get(column)
    if not columns.carries(origin):
        words = f"The table has no column for {column!r}: {column.meaning}"
        yield pa.repeat(pa.scalar(words), len(columns.raw)), {words: NO_COLUMN_STEP}
        return
    absent = pc.is_null(columns.values(origin, column))
    sources = columns.sources(origin, column)
    for typed in sources:
        yield _met(absent, typed.heading, typed.troubles, typed.next_step)
    for typed in sources:
        yield _met(absent, f"{typed.heading}: only", typed.notes, OTHER_NEXT_STEP)
    headings = " and ".join(typed.heading for typed in sources) or column.name
    empty = f"{headings}: empty."
    words = pa.repeat(pa.scalar(empty), len(columns.raw))
    yield pc.if_else(absent, words, None), {empty: OTHER_NEXT_STEP}


def _met(absent: pa.Array, lead: str, words: pa.Array | None, usual_step: str) -> Reasons:
    """What was met in the cells that are absent, and what to do about each such thing."""
    if words is None:
        return pa.nulls(len(absent), pa.string()), {}
    told = pc.if_else(absent, words, None)
    steps = {
        f"{lead}: {word}": step_for(word, usual_step) for word in told.unique().to_pylist() if word
    }
    return pc.binary_join_element_wise(lead, told, ": "), steps

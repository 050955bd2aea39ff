"""The doubts that rows of a source raise, found column by column for a whole table at once.

A source decides nothing about clocks: it says what it could not take as it stood, in the words
of the record. Most tables raise none, and cost no more than a look at what was met.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.schema.table import Column
from holdfast.record.store.doubts import DOUBTS, DoubtKind
from holdfast.sources.days.reading_days import says_not_applicable
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import Cell, Projection
from holdfast.sources.intake.reading import (
    AFTER_EXTRACT,
    NOT_KNOWN,
    SHORTENED,
    UNKNOWN_WORD,
    step_for,
)
from holdfast.sources.text import clean

_REFUSED_STEP = "Correct the row in the source and import again."
ASKED = "It is left blank, and the source asks it of every row."
HAPPENED = "It is left blank, and the row says otherwise that it happened."
_LACKING = "The row it stands in is refused."
_ASKED_STEP = "Record the answer in the source and import again."
_NO_SIGN = {"", "-", "-1", "none", "null", "(null)", "not recorded"}
# The kind of a doubt by a part of the words in which it is told; the first that fits.
_KINDS = (
    (UNKNOWN_WORD, DoubtKind.UNKNOWN_WORD.value),
    (ASKED, DoubtKind.UNANSWERED.value),
    (HAPPENED, DoubtKind.UNANSWERED.value),
    (NOT_KNOWN, DoubtKind.UNANSWERED.value),
    (AFTER_EXTRACT, DoubtKind.AFTER_EXTRACT.value),
    (SHORTENED, DoubtKind.SHORTENED.value),
    (": empty.", DoubtKind.REFUSED.value),
    (_LACKING, DoubtKind.REFUSED.value),
)
_OTHERWISE = DoubtKind.UNREADABLE.value
_UNKNOWN_STEP = "Say in the vocabulary what it means, or correct it in the source; import again."


@dataclass(frozen=True)
class KeptRows:
    """Which rows of a source table a projection keeps, and which it had to set aside.

    A row is set aside that would have been kept had a required cell been readable, or that is
    refused altogether. Arrays of true and false, one for each row.
    """

    kept: pa.Array
    set_aside: pa.Array


def doubts_of(projection: Projection, columns: Columns, rows: KeptRows, why: pa.Array) -> pa.Table:
    """The doubts of one projection of a source table, as rows of ``doubts.parquet``.

    ``why`` says of each row why it is refused, null where it is not.
    """
    pieces = [
        piece
        for column, origin in projection.cells.items()
        if isinstance(origin, Cell)
        for piece in _of_column(projection, columns, column, origin, rows, why)
    ]
    found = pa.concat_tables(pieces) if pieces else DOUBTS.empty_table()
    return pa.concat_tables([found, *_refused(projection, columns, rows, why, found)])


def _refused(
    projection: Projection, columns: Columns, rows: KeptRows, why: pa.Array, found: pa.Table
) -> Iterator[pa.Table]:
    """The whole rows refused for what another record table needs: this one had all it must."""
    if projection.table.subject() is None or not pc.any(rows.set_aside).as_py():
        return
    told = found["source_row"].combine_chunks()
    named = pc.is_in(columns.raw.row_numbers, value_set=told)
    at = pc.and_not(pc.and_(rows.set_aside, pc.is_valid(why)), named)
    yield from _told(projection, columns, _Met(at, "", "", _REFUSED_STEP), why)


def _of_column(
    projection: Projection,
    columns: Columns,
    column: Column,
    cell: Cell,
    rows: KeptRows,
    why: pa.Array,
) -> Iterator[pa.Table]:
    """What was met in a column; then the cells that are empty and may not be."""
    read = columns.sources(cell, column)
    asked = column.required or cell.asked or cell.asked_if
    if not asked and all(reading.taken_whole for reading in read):
        return
    told = pc.or_(rows.kept, rows.set_aside)
    empty = pc.is_null(columns.values(cell, column))
    blank = empty
    for reading in read:
        if reading.troubles is not None:
            troubled = pc.and_(empty, pc.is_valid(reading.troubles))
            blank = pc.and_not(blank, troubled)
            met = _Met(pc.and_(told, troubled), column.name, reading.heading, reading.next_step)
            yield from _told(projection, columns, met, reading.troubles)
        if reading.unknown is not None:
            at = pc.and_(told, pc.is_valid(reading.unknown))
            met = _Met(at, column.name, reading.heading, _UNKNOWN_STEP)
            yield from _told(projection, columns, met, reading.unknown)
    heading = read[0].heading if read else ""
    if cell.asked_if and read:
        happened = pc.and_(blank, said_otherwise(projection, columns, cell))
        blank = pc.and_not(blank, happened)
        words = pa.repeat(pa.scalar(HAPPENED), len(columns.raw))
        met = _Met(pc.and_(told, happened), column.name, heading, _ASKED_STEP)
        yield from _told(projection, columns, met, words)
    if column.required:
        met = _Met(pc.and_(rows.set_aside, blank), column.name, heading, _REFUSED_STEP)
        yield from _told(projection, columns, met, pc.fill_null(why, _LACKING))
    elif cell.asked and read:
        words = pa.repeat(pa.scalar(ASKED), len(columns.raw))
        met = _Met(pc.and_(rows.kept, blank), column.name, heading, _ASKED_STEP)
        yield from _told(projection, columns, met, words)


def said_otherwise(projection: Projection, columns: Columns, cell: Cell) -> pa.Array:
    """Of each row, whether it says by ``asked_if`` that what is asked of the cell happened."""
    said = pa.repeat(pa.scalar(False), len(columns.raw))
    for sign in cell.asked_if:
        if isinstance(sign, str):
            coded = columns.text(sign).dictionary_encode()
            shown = [not _is_nothing(text) for text in coded.dictionary.to_pylist()]
        else:
            (column,) = sign.columns()
            coded = columns.values(projection.cells.get(column), column).dictionary_encode()
            shown = [
                sign.holds({column.name: value}) and not _is_nothing(value)
                for value in coded.dictionary.to_pylist()
            ]
        told = pc.fill_null(pa.array(shown, pa.bool_()).take(coded.indices), False)
        said = pc.or_(said, told)
    return said


def _is_nothing(value: object) -> bool:
    """Whether words stand for a blank: a reason that does not apply says nothing of an end."""
    return isinstance(value, str) and (clean(value) in _NO_SIGN or says_not_applicable(value))


@dataclass(frozen=True)
class _Met:
    """Where something was met: true for each such row, in which column, and what to do."""

    at: pa.Array
    column: str
    heading: str
    next_step: str


def _told(
    projection: Projection, columns: Columns, met: _Met, words: pa.Array
) -> Iterator[pa.Table]:
    count = pc.sum(met.at).as_py() or 0
    if not count:
        return
    raw, what = columns.raw, words.filter(met.at)
    children = children_of(projection, columns)

    def same(text: str) -> pa.Array:
        return pa.repeat(pa.scalar(text, pa.string()), count)

    yield pa.table(
        [
            same(projection.table.name),
            same(met.column),
            children.filter(met.at),
            _of_each(
                what, lambda words: next((k for part, k in _KINDS if part in words), _OTHERWISE)
            ),
            what,
            _of_each(what, lambda words: step_for(words, met.next_step)),
            same(raw.source_file),
            same(raw.source_part),
            raw.row_numbers.filter(met.at),
            same(met.heading),
        ],
        schema=DOUBTS,
    )


def children_of(projection: Projection, columns: Columns) -> pa.Array:
    """Whom each row is about; null where that cannot be read, or the table is about nobody."""
    subject = projection.table.subject()
    if subject is None:
        return pa.nulls(len(columns.raw), pa.string())
    return columns.values(projection.cells.get(subject), subject)


def _of_each(words: pa.Array, found: Callable[[str], str]) -> pa.Array:
    """What is found for each of these words, asked once for all that are alike."""
    coded = words.dictionary_encode()
    answers = [found(word) for word in coded.dictionary.to_pylist()]
    return pa.array(answers, pa.string()).take(coded.indices)

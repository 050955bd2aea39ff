"""Rows whose days contradict one another: an end before its beginning, a death before birth.

Which of the two days is wrong cannot be determined, so that both are in doubt. The end is emptied
and kept aside: taken as it stands it would end a duty, or hide one, by what cannot have been. What
the two ends of a row are is declared with the record (``record/stretches``), so that every source
is asked alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.family import Persons
from holdfast.record.schema.stretches import PASSING, STRETCHES, Ends, ends_of
from holdfast.record.schema.table import PROVENANCE, Column, Table
from holdfast.record.store.doubts import Doubt, DoubtKind
from holdfast.record.store.refusals import Unreadable
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.doubting import children_of
from holdfast.sources.intake.mapping import Projection

BEFORE = "The recorded dates contradict: the end lies before the beginning."
OPEN_AND_ENDED = "The recorded dates contradict: one row says that it ended, another does not."
UNBORN = "The recorded dates contradict: the death lies before the birth."
LIVED_ON = "The recorded dates contradict: the death lies before something that began after it."
TOO_LONG = "It says that this is for a while only, and it has lasted longer than that can be."
PASSING_STEP = "Correct what it is, or when it ended, in the source and import again."
NEXT_STEP = "Correct the dates in the source and import again."


@dataclass(frozen=True)
class Contradicted:
    """What contradicts itself: the doubts, and the cells that were emptied for it."""

    doubts: Sequence[Doubt] = ()
    emptied: Sequence[Unreadable] = ()


def contradictions(
    projection: Projection, columns: Columns, values: dict[Column, pa.Array], kept: pa.Array
) -> Contradicted:
    """Empty in ``values`` what contradicts itself within a row, of the rows that are kept.

    That is each end that lies before its beginning; and each code of something that passes, where
    it has lasted too long.
    """
    doubts: list[Doubt] = []
    emptied: list[Unreadable] = []
    for ends in ends_of(projection.table):
        wrong = pc.and_kleene(kept, pc.less(values[ends.ends], values[ends.begins]))
        if not pc.any(wrong).as_py():
            continue
        wrong = pc.fill_null(wrong, False)
        values[ends.ends] = pc.if_else(wrong, None, values[ends.ends])
        both = [(one, _heading(projection, columns, one)) for one in (ends.begins, ends.ends)]
        last = both[-1][1]
        for child, place, text in _rows(projection, columns, wrong, last):
            doubts += [_doubt(column, child, BEFORE, place, heading) for column, heading in both]
            emptied.append(Unreadable(*place, last, BEFORE, NEXT_STEP, text))
    too_long = _too_long(projection, columns, values, kept)
    return Contradicted([*doubts, *too_long.doubts], [*emptied, *too_long.emptied])


def _too_long(
    projection: Projection, columns: Columns, values: dict[Column, pa.Array], kept: pa.Array
) -> Contradicted:
    """Empty each code of something that passes, where that has lasted too long."""
    passing = next((passing for passing in PASSING if passing.code.table is projection.table), None)
    if passing is None:
        return Contradicted()
    ends = ends_of(projection.table)[0]
    codes = values[passing.code]
    # The days that each code may last; null where it may last for ever.
    at = pc.index_in(codes, value_set=pa.array(passing.most, pa.string()))
    most = pa.array(passing.most.values(), pa.int64()).take(at)
    last = pc.coalesce(values[ends.ends], pa.scalar(columns.as_at, pa.date32()))
    lasted = pc.days_between(values[ends.begins], last)
    wrong = pc.fill_null(pc.and_(kept, pc.greater(lasted, most)), False)
    if not pc.any(wrong).as_py():
        return Contradicted()
    values[passing.code] = pc.if_else(wrong, None, codes)
    heading = _heading(projection, columns, passing.code)
    doubts, emptied = [], []
    for child, place, text in _rows(projection, columns, wrong, heading):
        doubts.append(_doubt(passing.doubts, child, TOO_LONG, place, heading))
        emptied.append(Unreadable(*place, heading, TOO_LONG, PASSING_STEP, text))
    return Contradicted(doubts, emptied)


def _rows(
    projection: Projection, columns: Columns, wrong: pa.Array, heading: str
) -> Iterator[tuple[str | None, tuple[str, str, int], str]]:
    """Whom each of these rows is about, where it lies, and what it says under a heading."""
    children = children_of(projection, columns).filter(wrong).to_pylist()
    raw = columns.raw
    numbers = raw.row_numbers.filter(wrong).to_pylist()
    texts = columns.text(heading).filter(wrong).to_pylist()
    for child, number, text in zip(children, numbers, texts, strict=True):
        yield child, (raw.source_file, raw.source_part, number), text or ""


def open_and_ended(ends: Ends, rows: pa.Table) -> pa.Table:
    """The rows of one thing, begun on one day, whose ends differ in one part of the source.

    Of rows that are to be merged: a blank end beside another there is an answer left out, within
    one part it is a row that says that it goes on.
    """
    key = ends.table.key()
    if key is None:
        return rows.slice(0, 0)
    keys = rows[key.name].drop_null()
    if len(pc.unique(keys)) == len(keys):
        return rows.slice(0, 0)
    by = [key.name, ends.begins.name, "source_file", "source_part"]
    every = pc.CountOptions(mode="all")
    rows = rows.filter(pc.is_valid(rows[key.name]))
    found = rows.group_by(by, use_threads=False).aggregate(
        [(ends.ends.name, "count_distinct", every)]
    )
    several = found.filter(pc.greater(found[f"{ends.ends.name}_count_distinct"], 1))
    return rows.join(several.select(by), by, join_type="left semi")


def unended(ends: Ends, rows: pa.Table, contradicting: pa.Table) -> tuple[pa.Table, Contradicted]:
    """Merged rows without the ends that others of the same thing contradict: either is a guess."""
    key = ends.table.key()
    subject = ends.table.subject()
    if not len(contradicting) or key is None or subject is None:
        return rows, Contradicted()
    wrong = pc.is_in(rows[key.name], value_set=contradicting[key.name].combine_chunks())
    found = rows.filter(wrong).select([subject.name, ends.ends.name, *PROVENANCE]).to_pylist()
    doubts = [_of_row(ends.ends, row[subject.name], OPEN_AND_ENDED, row) for row in found]
    emptied = [_emptied(ends.ends, OPEN_AND_ENDED, row) for row in found if row[ends.ends.name]]
    return _without(rows, ends.ends, wrong), Contradicted(doubts, emptied)


def lived_on(pieces: Mapping[type[Table], Sequence[pa.Table]]) -> frozenset[str]:
    """The children for whom a referral, a plan or time in care begins after the recorded death."""
    persons = pieces.get(Persons, ())
    dead = [rows.filter(pc.is_valid(rows["died"])).select(["child", "died"]) for rows in persons]
    died = {row["child"]: row["died"] for rows in dead for row in rows.to_pylist()}
    if not died:
        return frozenset()
    names = pa.array(died, pa.string())
    begun = (
        piece.filter(pc.is_in(piece["child"], value_set=names)).select(["child", ends.begins.name])
        for ends in STRETCHES
        if ends.of_the_living
        for piece in pieces.get(ends.table, ())
    )
    rows = (tuple(row.values()) for rows in begun for row in rows.to_pylist())
    return frozenset(child for child, day in rows if day is not None and day > died[child])


def impossible_deaths(persons: pa.Table, alive: frozenset[str]) -> tuple[pa.Table, Contradicted]:
    """The persons without impossible deaths: before birth, or of those seen ``alive`` later."""
    unborn = pc.fill_null(pc.less(persons["died"], persons["born"]), False)
    later = pc.is_in(persons["child"], value_set=pa.array(sorted(alive), pa.string()))
    wrong = pc.or_(unborn, pc.and_(later, pc.is_valid(persons["died"])))
    if not pc.any(wrong).as_py():
        return persons, Contradicted()
    doubts: list[Doubt] = []
    emptied: list[Unreadable] = []
    for row in persons.filter(wrong).to_pylist():
        before_birth = row["born"] is not None and row["died"] < row["born"]
        what = UNBORN if before_birth else LIVED_ON
        columns = (Persons.born, Persons.died) if before_birth else (Persons.died,)
        doubts += [_of_row(column, row["child"], what, row) for column in columns]
        emptied.append(_emptied(Persons.died, what, row))
    return _without(persons, Persons.died, wrong), Contradicted(doubts, emptied)


def _heading(projection: Projection, columns: Columns, column: Column) -> str:
    read = columns.sources(projection.cells.get(column), column)
    return read[0].heading if read else column.name


def _doubt(
    column: Column, child: str | None, what: str, place: tuple[str, str, int], heading: str
) -> Doubt:
    kind = DoubtKind.CONTRADICTS
    return Doubt(column.table.name, column.name, child, kind, what, NEXT_STEP, *place, heading)


def _of_row(column: Column, child: str, what: str, row: Mapping[str, object]) -> Doubt:
    file, part, number = (row[name] for name in PROVENANCE)
    assert isinstance(number, int)
    return _doubt(column, child, what, (str(file), str(part), number), column.ssd)


def _emptied(column: Column, what: str, row: Mapping[str, object]) -> Unreadable:
    file, part, number = (row[name] for name in PROVENANCE)
    day = row[column.name]
    assert isinstance(number, int)
    assert isinstance(day, date)
    name = column.ssd or column.name
    return Unreadable(str(file), str(part), number, name, what, NEXT_STEP, day.isoformat())


def _without(rows: pa.Table, column: Column, wrong: pa.ChunkedArray) -> pa.Table:
    place = rows.column_names.index(column.name)
    return rows.set_column(place, rows.field(place), pc.if_else(wrong, None, rows[column.name]))

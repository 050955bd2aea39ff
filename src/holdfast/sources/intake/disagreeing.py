"""The doubts that rows of one number raise which say different things.

Which of them is right cannot be determined, whatever the order in which they were read. Words are
left aside: nothing is found by them. So are numbers by which other services know somebody.
"""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.family import Persons
from holdfast.record.schema.table import PROVENANCE, Column, ColumnKind, Table
from holdfast.record.store.doubts import DOUBTS, DoubtKind

_SAID = frozenset({ColumnKind.DAY, ColumnKind.MOMENT, ColumnKind.CODE, ColumnKind.FLAG})
_DIFFER = "Rows of one number say different things here."
_TWO_PEOPLE = "Rows of one number are of two people: birth, and sex or first name, differ."
_STEP = "Correct the source, so that the number has one row or its rows agree; import again."
_BETWEEN = "\x1f"


def compared(table: type[Table]) -> list[Column]:
    """The columns in which rows of one number should agree."""
    return [
        column
        for column in table.columns
        if not (column.key or column.subject)
        and (column.kind in _SAID or (column.kind is ColumnKind.ID and column.of))
    ]


def differing_merged(table: type[Table], merged: pa.Table, found: pa.Table) -> Iterable[pa.Table]:
    """The doubts of rows joined into one.

    ``merged`` is one row a key; ``found`` holds, in the same order, how many values each column
    had in ``<column>_count_distinct``.
    """
    if table.subject() is None:
        return
    for column in compared(table):
        at = pc.greater(found[f"{column.name}_count_distinct"], 1)
        yield from _told(table, merged, at, column.name, _DIFFER)
    if table is Persons:
        born, sex, forename = (
            pc.greater(found[f"{column.name}_count_distinct"], 1)
            for column in (Persons.born, Persons.sex, Persons.forename)
        )
        # A birth may be a slip, and a name or a sex may change; both together are of somebody else.
        two_people = pc.and_(born, pc.or_(sex, forename))
        yield from _told(table, merged, two_people, "", _TWO_PEOPLE)


def differing_rows(table: type[Table], rows: pa.Table) -> Iterable[pa.Table]:
    """The doubts of rows that stand beside each other under one number and one child.

    Siblings may share a number, of a referral for example: their rows are no repetition.
    """
    key, subject = table.key(), table.subject()
    if key is None or subject is None or key is subject:
        return
    keys = rows[key.name]
    if pc.count_distinct(keys).as_py() == len(keys) - keys.null_count:
        return
    named = pc.binary_join_element_wise(rows[subject.name], rows[key.name], _BETWEEN)
    counts = named.value_counts()
    often = counts.field("values").filter(pc.greater(counts.field("counts"), 1)).drop_null()
    again = pc.is_in(named, value_set=often)
    rows, named = rows.filter(again), named.filter(again)
    names = [column.name for column in compared(table)]
    if not rows.num_rows or not names:
        return
    every = pc.CountOptions(mode="all")
    grouped = rows.append_column(_BETWEEN, named).group_by(_BETWEEN)
    found = grouped.aggregate([(name, "count_distinct", every) for name in names])
    for name in names:
        differ = found[_BETWEEN].filter(pc.greater(found[f"{name}_count_distinct"], 1))
        at = pc.is_in(named, value_set=differ.combine_chunks())
        yield from _told(table, rows, at, name, _DIFFER)


def _told(
    table: type[Table], rows: pa.Table, at: pa.ChunkedArray, column: str, what: str
) -> Iterable[pa.Table]:
    count = pc.sum(at).as_py() or 0
    subject = table.subject()
    if not count or subject is None:
        return

    def same(text: str) -> pa.Array:
        return pa.repeat(pa.scalar(text, pa.string()), count)

    there = rows.filter(at)
    kind = DoubtKind.DISAGREES.value
    said = [same(table.name), same(column), there[subject.name], same(kind), same(what)]
    place = [there[name] for name in PROVENANCE]
    yield pa.table([*said, same(_STEP), *place, same("")], schema=DOUBTS)

"""What a snapshot says of its children that may tell who each is.

It is read from the snapshots when two of them are compared, and not kept in the register: numbers
of the health service and of schools go when their snapshot goes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from holdfast.record.register import TABLES
from holdfast.record.store.snapshot import Snapshot

# The day on which each of these began rarely changes in a record, and moves with the child.
_DAYS = {
    "referrals": "received",
    "need_plans": "started",
    "protection_plans": "started",
    "care_episodes": "started",
}
_SEX_UNKNOWN = "U"
# Two or three records of one child, made in error, share a number.
MOST_WITH_ONE_NUMBER = 3
# The tables that are looked at to tell who a child is.
LOOKED_AT = ("persons", *_DAYS, "linked_identifiers")
_NUMBERS = ("health_number", "upn", "system_number")
_SCHEMA = pa.schema(
    [
        pa.field("child", pa.string()),
        pa.field("born", pa.date32()),
        pa.field("expected", pa.date32()),
        pa.field("sex", pa.string()),
        *(pa.field(name, pa.string()) for name in _NUMBERS),
    ]
)
_SEX_UNKNOWN = "U"
# Two or three records of one child, made in error, share a number.
MOST_WITH_ONE_NUMBER = 3


@dataclass(frozen=True, slots=True)
class ChildEvidence:
    """A child as one import shows them; what is empty was not recorded.

    ``days`` are the beginnings of referrals, plans and care, each with its kind; ``linked`` are
    numbers by which the record says that others know, or knew, the child.
    """

    number: str
    born: date | None = None
    expected: date | None = None
    sex: str = ""
    health_number: str = ""
    upn: str = ""
    system_number: str = ""
    days: frozenset[tuple[str, date]] = frozenset()
    linked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Import:
    """An import's children by number, and those of the import before that they are held against.

    ``before`` may be empty: then only numbers and birth dates are evidence. ``source`` is the
    kind of source; ``before_source`` that of the import before. ``quiet`` counts further children
    whose number and birth date are simply those of before: see ``unchanged``.
    """

    snapshot: str
    source: str
    children: Mapping[str, ChildEvidence]
    before: Mapping[str, ChildEvidence] = field(default_factory=dict)
    before_source: str = ""
    quiet: int = 0


def persons(snapshot: Snapshot) -> pa.Table:
    """The persons of a snapshot, with what may tell who each is.

    A number that many have fills a field that may not be empty, and is left out.
    """
    if not _is_held(snapshot, "persons"):
        return _SCHEMA.empty_table()
    file = pq.ParquetFile(snapshot.path("persons"))
    held = [name for name in _SCHEMA.names if name in file.schema_arrow.names]
    found = file.read(columns=held)
    columns = [
        found[one.name].cast(one.type) if one.name in held else pa.nulls(len(found), one.type)
        for one in _SCHEMA
    ]
    told = [_telling(one.name, column) for one, column in zip(_SCHEMA, columns, strict=True)]
    return pa.table(told, schema=_SCHEMA)


def _telling(name: str, cells: pa.ChunkedArray) -> pa.ChunkedArray:
    if name not in _NUMBERS:
        return cells
    counted = pc.value_counts(cells)
    many = counted.filter(pc.greater(counted.field("counts"), MOST_WITH_ONE_NUMBER))
    shared = pc.is_in(cells, value_set=many.field("values"))
    return pc.if_else(shared, pa.scalar(None, pa.string()), cells)


def children_in(rows: pa.Table) -> dict[str, ChildEvidence]:
    """The children in rows of ``persons``, by number."""
    number, born, expected, sex, *numbers = (one.to_pylist() for one in rows.columns)
    sexes = ["" if one in (None, _SEX_UNKNOWN) else one for one in sex]
    texts = [["" if one is None else one for one in cells] for cells in numbers]
    columns = zip(number, born, expected, sexes, *texts, strict=True)
    return {row[0]: ChildEvidence(*row) for row in columns}


def named_besides(snapshot: Snapshot, known: pa.Array) -> set[str]:
    """Whom a row of any table is about who is not among the numbers that are known."""
    found: set[str] = set()
    for table in TABLES:
        told = any(column.name == "child" for column in table.columns)
        if told and _is_held(snapshot, table.name) and table.name != "persons":
            file = pq.ParquetFile(snapshot.path(table.name), read_dictionary=["child"])
            # Each chunk's dictionary holds its numbers once: rows need not be looked at.
            for numbers in file.read(columns=["child"])["child"].chunks:
                besides = pc.invert(pc.is_in(numbers.dictionary, value_set=known))
                found.update(numbers.dictionary.filter(besides).to_pylist())
    return found - {None, ""}


def numbers_in(snapshot: Snapshot) -> list[str]:
    """The numbers of all children of a snapshot: who has a row as a person, and who has not."""
    known = persons(snapshot)["child"].combine_chunks()
    return [*known.to_pylist(), *sorted(named_besides(snapshot, known))]


def with_histories(
    snapshot: Snapshot, children: Mapping[str, ChildEvidence], of: Collection[str]
) -> dict[str, ChildEvidence]:
    """The same children, those named in ``of`` with their days and linked numbers."""
    days: dict[str, set[tuple[str, date]]] = {}
    for table, column in _DAYS.items():
        for number, day in _pairs(snapshot, table, column, of):
            days.setdefault(number, set()).add((table, day))
    linked: dict[str, set[str]] = {}
    for number, value in _pairs(snapshot, "linked_identifiers", "value", of):
        linked.setdefault(number, set()).add(value)
    changed = {
        one: replace(
            children[one],
            days=frozenset(days.get(one, ())),
            linked=frozenset(linked.get(one, ())),
        )
        for one in (days.keys() | linked.keys()) & children.keys()
    }
    return {**children, **changed}


def _pairs(
    snapshot: Snapshot, table: str, column: str, of: Collection[str]
) -> Iterable[tuple[str, Any]]:
    if not of or not _is_held(snapshot, table):
        return ()
    path = snapshot.path(table)
    if column not in pq.read_schema(path).names:
        return ()
    rows = pq.read_table(path, columns=["child", column])
    wanted = pc.is_in(rows["child"], value_set=pa.array(sorted(of), pa.string()))
    rows = rows.filter(pc.and_(wanted, pc.is_valid(rows[column])))
    return zip(rows["child"].to_pylist(), rows[column].to_pylist(), strict=True)


def _is_held(snapshot: Snapshot, table: str) -> bool:
    return table in snapshot.manifest.rows

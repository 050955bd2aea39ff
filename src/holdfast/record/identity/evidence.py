"""What a snapshot says of its children that may tell who each is.

It is read from the snapshots when two of them are compared, and not kept in the register: numbers
of the health service and of schools go when their snapshot goes.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from holdfast.record.register import TABLES
from holdfast.record.snapshot import Snapshot

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
_PERSON = ("child", "born", "expected", "sex", "health_number", "upn", "system_number")


@dataclass(frozen=True, slots=True)
class Child:
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
    kind of source; ``before_source`` that of the import before.
    """

    snapshot: str
    source: str
    children: Mapping[str, Child]
    before: Mapping[str, Child] = field(default_factory=dict)
    before_source: str = ""


def persons_of(snapshot: Snapshot) -> dict[str, Child]:
    """The children who have a row as a person, by number."""
    if not _is_held(snapshot, "persons"):
        return {}
    number, born, expected, *texts = _columns(snapshot.path("persons"), _PERSON)
    rows = zip(number, born, expected, *map(_telling, _PERSON[3:], texts), strict=True)
    return {row[0]: Child(*row) for row in rows}


def _telling(column: str, cells: list[Any]) -> list[str]:
    """The cells of a column, those empty that tell nothing of one child.

    A number that many have fills a field that may not be empty.
    """
    if column == "sex":
        return ["" if one in (None, _SEX_UNKNOWN) else one for one in cells]
    many = {one for one, count in Counter(cells).items() if count > MOST_WITH_ONE_NUMBER}
    return ["" if one is None or one in many else one for one in cells]


def children_of(snapshot: Snapshot) -> dict[str, Child]:
    """The same, and those of whom other tables alone tell."""
    persons = persons_of(snapshot)
    named = _named_besides(snapshot, pa.array(persons, pa.string()))
    return persons | {one: Child(one) for one in sorted(named)}


def with_histories(
    snapshot: Snapshot, children: Mapping[str, Child], of: Collection[str]
) -> dict[str, Child]:
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


def _named_besides(snapshot: Snapshot, persons: pa.Array) -> set[str]:
    """Whom a row of any table is about who has none as a person."""
    found: set[str] = set()
    for table in TABLES:
        file = pq.ParquetFile(snapshot.path(table.name)) if _is_held(snapshot, table.name) else None
        if file and "child" in file.schema_arrow.names:
            numbers = pc.unique(file.read(columns=["child"])["child"])
            besides = numbers.filter(pc.invert(pc.is_in(numbers, value_set=persons)))
            found.update(one for one in besides.to_pylist() if one)
    return found


def _is_held(snapshot: Snapshot, table: str) -> bool:
    return table in snapshot.manifest.rows


def _columns(path: Path, names: tuple[str, ...]) -> list[list[Any]]:
    """Columns of a file as lists, one that it lacks as nothing but empty cells."""
    held = set(pq.read_schema(path).names)
    rows = pq.read_table(path, columns=[name for name in names if name in held])
    empty: list[Any] = [None] * rows.num_rows
    return [rows[name].to_pylist() if name in held else empty for name in names]

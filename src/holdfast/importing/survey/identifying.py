"""Identifiers that are shortened, padded with noughts or placeholders, and children left out."""

from collections import defaultdict
from collections.abc import Iterator

import pyarrow.parquet as pq

from holdfast.importing.survey.doubted import doubts_of_kind
from holdfast.importing.survey.told import Row
from holdfast.record.register import TABLES
from holdfast.record.store.doubts import DoubtKind
from holdfast.record.store.snapshot import Snapshot

LEFT_OUT = "children who are not among the persons: nothing says when they were born"
PADDED = "children whose number differs from another's by noughts in front alone"
# Words of notes that are about identifiers.
_TELLING = ("no identifier", "no number", "leading zeros", "ssd_person")

PERSONS = "persons"


def identifiers_told(snapshot: Snapshot) -> list[Row]:
    """What is wrong with identifiers, by where, with counts; none of them is quoted."""
    shortened = doubts_of_kind(snapshot, DoubtKind.SHORTENED, "has shortened")
    return [*_noted(snapshot), *shortened, *_children(snapshot)]


def _noted(snapshot: Snapshot) -> Iterator[Row]:
    for note in snapshot.manifest.notes:
        if any(words in note.what for words in _TELLING):
            yield {"where": note.where, "what": note.what, "count": note.count}


def _children(snapshot: Snapshot) -> Iterator[Row]:
    """Children by table who are not among the persons, and those told apart by noughts alone."""
    by_table: dict[str, set[str]] = {}
    for each in TABLES:
        subject = each.subject()
        given = each.name in snapshot.manifest.rows
        if given and subject is not None and subject.of == PERSONS:
            column = pq.read_table(snapshot.path(each.name), columns=[subject.name])[subject.name]
            by_table[each.name] = set(column.drop_null().unique().to_pylist())
    persons = by_table.pop(PERSONS, set())
    for table, children in by_table.items():
        if left := len(children - persons):
            yield {"where": table, "what": LEFT_OUT, "count": left}
    alike: dict[str, set[str]] = defaultdict(set)
    for child in persons.union(*by_table.values()):
        alike[child.lstrip("0")].add(child)
    if padded := sum(len(one) for one in alike.values() if len(one) > 1):
        yield {"where": "all tables", "what": PADDED, "count": padded}

"""Lays the rows of supplements out as tables of the record, for one snapshot.

Only entries that stand are laid, each under the number by which the snapshot knows its child; what
is about a child whom the snapshot does not hold stays with the supplement, and is laid once one
does. So are the doubts: a row that could not be read leaves its child's duties as much in doubt as
one of an import does. What is laid lies under ``derived/`` with all that is worked out from the
snapshot, sealed, under a key of the supplements and of the register of children.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from holdfast.record.identity.keeping import register_at
from holdfast.record.identity.written import damaged, from_bytes
from holdfast.record.register import TABLES, table
from holdfast.record.schema.shape import arrow_schema, empty, in_order
from holdfast.record.schema.table import Table
from holdfast.record.store.atomic_files import disk_errors_in_words, force, make_folder
from holdfast.record.store.derived import derived_key, find_derived
from holdfast.record.store.doubts import DOUBTS, DOUBTS_FILE, set_aside_path
from holdfast.record.store.draft import rows_of, write_rows
from holdfast.record.store.sealed import seal
from holdfast.record.store.snapshot import Snapshot, derived_folder
from holdfast.record.supplements.children import CHILDREN_FILE, numbers_by_child
from holdfast.record.supplements.entries import ENTRIES_FILE
from holdfast.record.supplements.supplement import Supplement

MADE_BY = ("holdfast.record",)
_NAME = "laid_over_{}"
_DOUBTS = "doubts"
_ASIDE = "set_aside_{}"


@dataclass(frozen=True)
class LaidFiles:
    """The files that were laid out: rows by record table, rows set aside by table, the doubts."""

    tables: Mapping[str, Path]
    aside: Mapping[str, Path]
    doubts: Path

    @property
    def files(self) -> tuple[str, ...]:
        """Their names, which carry the checksum of what they hold."""
        places = (*self.tables.values(), *self.aside.values(), self.doubts)
        return tuple(sorted(one.name for one in places))


def laid_for(snapshot: Snapshot, supplements: Sequence[Supplement]) -> LaidFiles:
    """The rows of these supplements as this snapshot knows their children, laid out if need be.

    Raises Damaged where a supplement or the register of children is not as it was written,
    CannotWrite where the disk refuses.
    """
    for one in supplements:
        one.check()
    register = register_at(snapshot.home, snapshot.id)
    if register is None:
        raise damaged("is gone")
    sums = [f"{one.id} {sorted(one.manifest.checksums.items())}" for one in supplements]
    key = derived_key(MADE_BY, *sums, sha256(register).hexdigest())
    aside_names = [_ASIDE.format(one) for one in _set_aside(supplements)]
    names = [*_tables(supplements), *aside_names, _DOUBTS]
    found = {name: find_derived(snapshot, _NAME.format(name), key) for name in names}
    if not all(found.values()):
        numbers = numbers_by_child(from_bytes(register).whole(), snapshot)
        laid = _laid_out(snapshot, supplements, numbers)
        found = {name: _keep(snapshot, name, key, laid[name]) for name in names}
    whole = {name: place for name, place in found.items() if place is not None}
    tables = {name: whole[name] for name in _tables(supplements)}
    aside = {one: whole[name] for one in tables if (name := _ASIDE.format(one)) in whole}
    aside |= {one: whole[_ASIDE.format(one)] for one in _set_aside(supplements)}
    return LaidFiles(tables, aside, whole[_DOUBTS])


def _tables(supplements: Iterable[Supplement]) -> list[str]:
    """The record tables that any of them carries, in the order of the record."""
    carried = {name for one in supplements for name in one.manifest.rows}
    return [each.name for each in TABLES if each.name in carried]


def _set_aside(supplements: Iterable[Supplement]) -> list[str]:
    """The record tables of which any of them has rows set aside."""
    folders = [one.folder for one in supplements]
    return [
        each.name
        for each in TABLES
        if any(set_aside_path(folder, each.name).exists() for folder in folders)
    ]


def _laid_out(
    snapshot: Snapshot, supplements: Sequence[Supplement], numbers: Mapping[str, str]
) -> dict[str, pa.Table]:
    """Every relation that is laid, by its name; ``numbers`` are the snapshot's by child's id."""
    given = [(one, _SupplementRows.of(one, numbers)) for one in supplements]
    found = {}
    for name in _tables(supplements):
        each = table(name)
        carrying = [(one, whose) for one, whose in given if name in one.manifest.rows]
        rows = [whose.rows(each, one.path(name)) for one, whose in carrying]
        laid = pa.concat_tables([empty(each), *rows])
        found[name] = in_order(laid if each.subject() else _new_names(each, laid, snapshot))
    for name in _set_aside(supplements):
        each = table(name)
        places = [(set_aside_path(one.folder, name), whose) for one, whose in given]
        rows = [whose.aside(each, place) for place, whose in places if place.exists()]
        found[_ASIDE.format(name)] = in_order(pa.concat_tables(rows))
    rows = [whose.doubts(one.folder / DOUBTS_FILE) for one, whose in given]
    doubts, place = pa.concat_tables(rows), snapshot.folder / DOUBTS_FILE
    # Numbered on from those of the snapshot.
    last = rows_of(place) if place.exists() else 0
    numbered = pa.array(range(last + 1, last + 1 + len(doubts)), pa.int64())
    found[_DOUBTS] = doubts.append_column(pa.field("number", pa.int64()), numbered)
    return found


@dataclass(frozen=True)
class _SupplementRows:
    """Which lines of a supplement stand, and the snapshot's number of each number in it."""

    standing: pa.Array
    given: pa.Array
    here: pa.Array

    @classmethod
    def of(cls, supplement: Supplement, numbers: Mapping[str, str]) -> "_SupplementRows":
        entries = pq.read_table(supplement.folder / ENTRIES_FILE)
        standing = entries.filter(entries["stands"])["source_row"].combine_chunks()
        children = pq.read_table(supplement.folder / CHILDREN_FILE)
        here = pa.array([numbers.get(uid) for uid in children["uid"].to_pylist()], pa.string())
        return cls(standing, children["number"].combine_chunks(), here)

    def rows(self, each: type[Table], place: Path) -> pa.Table:
        """The rows of a table that stand and are about somebody whom the snapshot holds."""
        rows = self._standing(pq.read_table(place).select(arrow_schema(each).names))
        if not _is_about_children(each):
            return rows
        rows = _with_child(rows, self._numbers(rows["child"]))
        return rows.filter(pc.is_valid(rows["child"]))

    def aside(self, each: type[Table], place: Path) -> pa.Table:
        """The rows set aside that stand; whose they are may be what could not be read."""
        rows = self._standing(pq.read_table(place).select(arrow_schema(each).names))
        if not _is_about_children(each):
            return rows
        found = self._numbers(rows["child"])
        kept = pc.or_(pc.is_null(rows["child"]), pc.is_valid(found))
        return _with_child(rows, found).filter(kept)

    def doubts(self, place: Path) -> pa.Table:
        """The doubts about what stands, without those about whom the snapshot does not hold."""
        rows = pq.read_table(place).select(DOUBTS.names)
        stands = pc.is_in(rows["source_row"], value_set=self.standing)
        rows = rows.filter(pc.or_(pc.is_null(rows["source_row"]), stands))
        about = [each.name for each in TABLES if _is_about_children(each)]
        of_child = pc.is_in(rows["record_table"], value_set=pa.array(about, pa.string()))
        found = pc.if_else(of_child, self._numbers(rows["child"]), rows["child"])
        kept = pc.or_(pc.is_null(rows["child"]), pc.is_valid(found))
        return _with_child(rows, found).filter(kept)

    def _standing(self, rows: pa.Table) -> pa.Table:
        return rows.filter(pc.is_in(rows["source_row"], value_set=self.standing))

    def _numbers(self, given: pa.ChunkedArray) -> pa.Array:
        return self.here.take(pc.index_in(given.combine_chunks(), value_set=self.given))


def _is_about_children(each: type[Table]) -> bool:
    subject = each.subject()
    return subject is not None and subject.of == "persons"


def _with_child(rows: pa.Table, children: pa.Array) -> pa.Table:
    return rows.set_column(rows.column_names.index("child"), "child", children)


def _new_names(each: type[Table], rows: pa.Table, snapshot: Snapshot) -> pa.Table:
    """The rows of a list of names without those that the source has, and each name once.

    Of a worker or a team the case system's own row stands.
    """
    key = each.key()
    assert key is not None, f"{each.name} is about nobody and has no key"
    known = set()
    if each.name in snapshot.manifest.rows:
        column = pq.read_table(snapshot.path(each.name), columns=[key.name])[key.name]
        known = set(column.to_pylist())
    kept = []
    for name in rows[key.name].to_pylist():
        kept.append(name not in known)
        known.add(name)
    return rows.filter(pa.array(kept, pa.bool_()))


def _keep(snapshot: Snapshot, name: str, key: str, rows: pa.Table) -> Path:
    stem = f"{_NAME.format(name)}-{key}.parquet"
    folder = derived_folder(snapshot.home, snapshot.id)
    with disk_errors_in_words(snapshot.home, "What is laid over a snapshot"):
        part = make_folder(folder) / f"{stem}.{os.getpid()}.part"
        try:
            write_rows(rows, part)
            force(part)
            return seal(part, stem)
        finally:
            part.unlink(missing_ok=True)

"""Takes a snapshot's children into the register: reads what is needed, and no more.

Who simply stayed goes on as a row of a table. The rest is matched, each with all that the snapshot
and the one before say of it.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.errors import CannotRead, Damaged
from holdfast.record.identity.entries import (
    BESIDES,
    OF_CHILDREN,
    Imported,
    Register,
    new_uids,
    turn,
)
from holdfast.record.identity.evidence import (
    LOOKED_AT,
    ChildEvidence,
    Import,
    children_in,
    named_besides,
    persons,
    with_histories,
)
from holdfast.record.identity.matching import match, stand_for_others, to_look_at
from holdfast.record.identity.unchanged import unchanged
from holdfast.record.identity.written import RegisterFile, entries_in, table_of, table_with
from holdfast.record.store.atomic_files import checksum_as_it_stands
from holdfast.record.store.snapshot import Snapshot, read_snapshot


def taken_in(held: RegisterFile, snapshot: Snapshot) -> tuple[RegisterFile, Register]:
    """The register with a snapshot in it; and that without the entries of who simply stayed.

    As it is, and whole, where it holds the snapshot already.
    """
    if snapshot.id in held.rest.imports:
        return held, held.whole()
    if not held.entries.num_rows:
        return _begun(held.rest, snapshot)
    compared = _Compared.of(held, snapshot)
    quiet = compared.quiet(held)
    asked, given = compared.loud(held, quiet)
    if given.quiet and stand_for_others(asked, given):
        quiet = pa.array([False] * held.entries.num_rows, pa.bool_())
        asked, given = compared.loud(held, quiet)
    then, now = to_look_at(asked, given)
    given = replace(given, children=with_histories(snapshot, given.children, now))
    if compared.earlier:
        given = replace(given, before=with_histories(compared.earlier, given.before, then))
    found = match(asked, given, new_uids())
    stay = held.entries.filter(quiet)
    place = stay.schema.get_field_index("last_seen")
    seen = pa.array([snapshot.id] * stay.num_rows, pa.string())
    stay = stay.set_column(place, stay.schema.field(place), seen)
    entries = pa.concat_tables([stay, table_of(found.entries)])
    return RegisterFile(entries, replace(found, entries=())), found


def _begun(rest: Register, snapshot: Snapshot) -> tuple[RegisterFile, Register]:
    """The register in which every child of a snapshot is new."""
    rows, uids = persons(snapshot), new_uids()
    known = rows["child"].combine_chunks()
    named = pa.table({"child": pa.array(sorted(named_besides(snapshot, known)), pa.string())})
    rows = pa.concat_tables([rows, named], promote_options="default")
    source = snapshot.manifest.source
    entries = table_with(
        uid=[next(uids) for _ in range(len(rows))],
        source=[source] * len(rows),
        number=rows["child"],
        born=rows["born"],
        expected=rows["expected"],
        first_seen=[snapshot.id] * len(rows),
        last_seen=[snapshot.id] * len(rows),
        superseded_by=[""] * len(rows),
    )
    counts: dict[str, int] = dict.fromkeys((*OF_CHILDREN, *BESIDES), 0)
    counts["new"] = len(rows)
    begun = replace(rest, imports={**rest.imports, snapshot.id: Imported(source, counts)})
    return RegisterFile(entries, begun), begun


@dataclass(frozen=True)
class _Compared:
    """A snapshot's persons, and those of the last import that they are held against."""

    snapshot: Snapshot
    named: frozenset[str]
    now: pa.Table
    earlier: Snapshot | None
    before: pa.Table

    @classmethod
    def of(cls, held: RegisterFile, snapshot: Snapshot) -> "_Compared":
        # The last import of the same kind of source, or else of any, where it is held and whole.
        of_its_kind = held.rest.latest_import(snapshot.manifest.source)
        last = of_its_kind or held.rest.latest_import()
        earlier = whole_snapshot(snapshot.folder.parent / last) if last else None
        now = persons(snapshot)
        named = frozenset(named_besides(snapshot, now["child"].combine_chunks()))
        before = persons(earlier) if earlier else now.slice(0, 0)
        return cls(snapshot, named, now, earlier, before)

    @property
    def source(self) -> str:
        return self.snapshot.manifest.source

    @property
    def before_source(self) -> str:
        return self.earlier.manifest.source if self.earlier else ""

    def quiet(self, held: RegisterFile) -> pa.Array:
        """Which entries simply go on: see ``unchanged``."""
        latest = held.rest.latest_import(self.source)
        follows = latest and turn(self.snapshot.id) > turn(latest)
        before = self.before if follows else self.before.slice(0, 0)
        return unchanged(held.entries, self.source, latest, held.rest.declared, self.now, before)

    def loud(self, held: RegisterFile, quiet: pa.Array) -> tuple[Register, Import]:
        """The register and the import without those who are quiet."""
        numbers = held.entries["number"].filter(quiet).combine_chunks()
        children = children_in(_without(self.now, numbers))
        given = Import(
            self.snapshot.id,
            self.source,
            children | {one: ChildEvidence(one) for one in sorted(self.named)},
            children_in(_without(self.before, numbers)),
            self.before_source,
            len(numbers),
        )
        entries = entries_in(held.entries.filter(pc.invert(quiet)))
        return replace(held.rest, entries=entries), given


def whole_snapshot(folder: Path) -> Snapshot | None:
    """A snapshot whose files that are looked at here are as they were written; else None."""
    try:
        found = read_snapshot(folder)
        places = [found.path(name) for name in LOOKED_AT if name in found.manifest.rows]
        sums = found.manifest.checksums
        whole = all(checksum_as_it_stands(place) == sums.get(place.name) for place in places)
    except (Damaged, CannotRead, OSError):
        return None
    return found if whole else None


def _without(rows: pa.Table, numbers: pa.Array) -> pa.Table:
    return rows.filter(pc.invert(pc.is_in(rows["child"], value_set=numbers)))

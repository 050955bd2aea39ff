"""One snapshot: an immutable cut of the record, and what it says about itself."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from holdfast.engine import Engine
from holdfast.errors import CannotRead, Damaged, NotFound
from holdfast.limits import KEPT_FILE
from holdfast.ordinary_file import refuse_odd_file
from holdfast.record.register import TABLES
from holdfast.record.schema.shape import arrow_schema, empty
from holdfast.record.schema.table import Table
from holdfast.record.store.atomic_files import checksum, checksum_as_it_stands
from holdfast.record.store.checked import MANIFEST_FILE, files_not_as_written
from holdfast.record.store.doubts import DOUBTS_FILE, numbered, set_aside_path
from holdfast.record.store.manifest import Manifest
from holdfast.record.store.refusals import REFUSALS_FILE, UNREADABLE_FILE
from holdfast.record.store.sealed import not_as_sealed

# The name under which a relation goes on an engine, by its own.
Called = Callable[[str], str]

SNAPSHOT_ID = re.compile(r"\d{4}-\d{2}-\d{2}-\d{4,}")


@dataclass(frozen=True)
class Snapshot:
    """One immutable cut of the record. ``id`` is also the name of its folder."""

    folder: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """The as-at day and the import's number."""
        return self.manifest.id

    @property
    def home(self) -> Path:
        """The data folder that it lies in."""
        return self.folder.parent.parent

    @property
    def refusals(self) -> Path:
        """The file of refused rows. It holds rows as they were given: never print it."""
        return self.folder / REFUSALS_FILE

    @property
    def unreadable(self) -> Path:
        """The file of emptied cells. It holds cells as they were given: never print it."""
        return self.folder / UNREADABLE_FILE

    def tables(self) -> tuple[str, ...]:
        """The record tables that the source gave, by name."""
        return tuple(sorted(self.manifest.rows))

    def path(self, table: str) -> Path:
        """The Parquet file of a record table. Raises NotFound when the source gave none."""
        if table not in self.manifest.rows:
            raise NotFound(
                f"Snapshot {self.id} has no table {table}.",
                "Its source does not carry that table; see the snapshot's feeds.",
            )
        return self.folder / f"{table}.parquet"

    def open(self, engine: Engine, called: Called = str) -> None:
        """Name every table of the record in ``engine``; those that were not given are empty.

        ``doubts`` too, and ``set_aside_<table>`` for each table about which there are any.

        ``called`` gives the name under which each relation goes, its own unless it says otherwise.
        Raises Damaged where a file is not as it was written: nothing of it is shown.
        """
        self.check()
        for table in TABLES:
            name = called(table.name)
            if table.name in self.manifest.rows:
                _name(engine, table, self.path(table.name), name)
            else:
                engine.rows(name, empty(table))
        doubts = self.folder / DOUBTS_FILE
        if not doubts.exists():
            engine.rows(called("doubts"), numbered(()))
            return
        engine.parquet(called("doubts"), doubts)
        # Of each table about which there are any, the rows set aside.
        names = pq.read_table(doubts, columns=["record_table"])["record_table"]
        doubted = set(names.unique().to_pylist())
        for table in (one for one in TABLES if one.name in doubted):
            path, name = set_aside_path(self.folder, table.name), called(f"set_aside_{table.name}")
            if path.exists():
                engine.parquet(name, path)
            else:
                engine.rows(name, empty(table))

    def check(self) -> None:
        """Raise Damaged where a file is not as it was written, naming it.

        Costs the reading of the files, once in a process while they stand as they are.
        """
        self._hold(self._wrong_files(checksum_as_it_stands))

    def verify(self) -> None:
        """The same of every file as the disk gives it now, and of what was worked out from it."""
        self._hold(self._wrong_files(checksum))
        if spoilt := not_as_sealed(derived_folder(self.home, self.id)):
            raise Damaged(
                f"What was worked out from snapshot {self.id} is not as it was written: "
                f"{', '.join(spoilt)}.",
                "It is not shown: the next page or command that needs it makes it anew.",
            )

    def _hold(self, wrong: Sequence[str]) -> None:
        if wrong:
            raise Damaged(
                f"Snapshot {self.id} does not match its checksums: {', '.join(wrong)}.",
                "Restore its folder from a backup, or import the source again.",
            )

    def _wrong_files(self, sum_of: Callable[[Path], str]) -> list[str]:
        return files_not_as_written(self.folder, self.manifest.checksums, sum_of)


def derived_folder(home: Path, snapshot_id: str) -> Path:
    """Where what is computed from a snapshot lies: it is children's data like the snapshot."""
    return home / "derived" / snapshot_id


def changes_name(earlier_id: str) -> str:
    """The name of what became of duties since an earlier snapshot, beside the later one's."""
    return f"changes-{earlier_id}"


def computed_with(home: Path, snapshot_id: str) -> list[Path]:
    """What was computed from other snapshots and this one: it goes when this one does."""
    return sorted((home / "derived").glob(f"*/{changes_name(snapshot_id)}-*"))


def read_snapshot(folder: Path) -> Snapshot:
    """The snapshot in ``folder``. Raises Damaged without a manifest as it was written."""
    try:
        refuse_odd_file(folder / MANIFEST_FILE, KEPT_FILE)
        text = (folder / MANIFEST_FILE).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError, CannotRead) as error:
        raise Damaged(
            f"Snapshot {folder.name} has no manifest that can be read.",
            "Restore its folder from a backup, or import the source again.",
        ) from error
    return Snapshot(folder, Manifest.from_json(text))


def _name(engine: Engine, table: type[Table], path: Path, name: str) -> None:
    """Name a table's file, filling in columns that were declared after it was written."""
    held = set(pq.read_schema(path).names)
    absent = [one for one in arrow_schema(table) if one.name not in held]
    if not absent:
        engine.parquet(name, path)
        return
    engine.parquet(f"{table.name}_as_written", path)
    engine.rows(f"{table.name}_as_declared", empty(table))
    gained = ", ".join(f"declared.{one.name}" for one in absent)
    engine.define(
        name,
        f"select written.*, {gained} from {table.name}_as_written as written "
        f"left join {table.name}_as_declared as declared on false",
    )

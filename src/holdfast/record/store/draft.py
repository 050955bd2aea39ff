"""A snapshot in the making: written in any order, then laid down whole or not at all."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from shutil import rmtree
from time import sleep
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from holdfast.days import answerable
from holdfast.errors import Busy
from holdfast.record.identity.keeping import becoming_current, last_import_number
from holdfast.record.schema.shape import in_order, row_order
from holdfast.record.store.atomic_files import (
    checksum,
    disk_errors_in_words,
    force,
    make_folder,
    move_folder,
    move_pointer,
    read_pointer,
    write_text,
)
from holdfast.record.store.came_after import note_came_after
from holdfast.record.store.checked import MANIFEST_FILE
from holdfast.record.store.doubts import is_beside
from holdfast.record.store.manifest import Manifest
from holdfast.record.store.parallel_map import at_once
from holdfast.record.store.refusals import REFUSALS, REFUSALS_FILE, UNREADABLE, UNREADABLE_FILE
from holdfast.record.store.snapshot import Snapshot, derived_folder
from holdfast.record.store.words import WORDS, WORDS_FILE

# Small enough that reading one child's rows skips nearly all of a large table.
ROW_GROUP = 65_536

# Asked once a snapshot lies in place and before anyone reads it: whether it is to be current.
Ready = Callable[[Snapshot], bool]


class Drafting(Protocol):
    """A folder in which what a source gives is written, before it is laid down."""

    @property
    def folder(self) -> Path:
        """Where the files are written."""

    @property
    def home(self) -> Path:
        """The data folder, where the council's own files lie."""

    def table_path(self, table_name: str) -> Path:
        """Where to write the Parquet file of a record table, its rows in any order."""


_SIDE_FILES = {REFUSALS_FILE: REFUSALS, UNREADABLE_FILE: UNREADABLE, WORDS_FILE: WORDS}


@dataclass(frozen=True)
class Draft:
    """The folder of an import that has not finished. ``ready`` is as ``finish`` says."""

    folder: Path
    snapshots: Path
    pointer: Path
    ready: Ready | None = None

    @property
    def home(self) -> Path:
        """The data folder, where the council's own files lie."""
        return self.pointer.parent

    def table_path(self, table_name: str) -> Path:
        """Where to write the Parquet file of a record table, its rows in any order."""
        return self.folder / f"{table_name}.parquet"

    def finish(self, manifest: Manifest, ready: Ready | None = None) -> Snapshot:
        """Lay the snapshot down and make it current.

        Fills in the manifest's id, rows and checksums. ``ready`` (by default the store's) is
        called once the snapshot lies in place and before anyone reads it: what pages need of it
        is worked out there; where it says no, the snapshot is kept and another stays current. The
        register of children takes in the children of one that becomes current.
        Raises what ``ready`` raises, BeyondCalendar for a day that none can answer, and
        CannotWrite when the disk refuses; the last good snapshot is then still current and
        nothing of the new one is left.
        """
        answerable(manifest.as_at)
        ready = ready or self.ready
        with self.disk_errors_in_words():
            laid = self._lay_down(manifest)
            try:
                if ready is None or ready(laid):
                    note_came_after(self.home, laid.id, read_pointer(self.pointer))
                    with becoming_current(self.home, laid):
                        move_pointer(self.pointer, laid.id)
            except BaseException:
                # Put back among what is thrown away. What the disk refuses now leaves a whole
                # snapshot that is not current, for `prune`.
                with suppress(OSError):
                    if read_pointer(self.pointer) != laid.id:
                        rmtree(derived_folder(self.home, laid.id), ignore_errors=True)
                        laid.folder.rename(self.folder)
                raise
        return laid

    def disk_errors_in_words(self) -> AbstractContextManager[None]:
        """Raise CannotWrite where the disk refuses, with what is shown after all."""

        def after() -> str:
            shown = read_pointer(self.pointer)
            return f"Pages and commands answer from snapshot {shown}." if shown else ""

        return disk_errors_in_words(self.home, "The new snapshot", after)

    def _next_id(self, manifest: Manifest) -> str:
        """An id that was never used: what is left of another's must not pass for this one's."""
        places = [self.snapshots, derived_folder(self.home, "")]
        names = [one.name for place in places if place.is_dir() for one in place.iterdir()]
        taken = [int(name[11:]) for name in names if name[11:].isdigit()]
        taken.append(last_import_number(self.home))  # pruned since, but not forgotten there
        return f"{manifest.as_at.isoformat()}-{max(taken) + 1:04d}"

    def _lay_down(self, manifest: Manifest) -> Snapshot:
        checksums = settle_files(self.folder)
        tables = [name for name in checksums if name not in _SIDE_FILES and not is_beside(name)]
        described = replace(
            manifest,
            id=self._next_id(manifest),
            rows={Path(name).stem: rows_of(self.folder / name) for name in tables},
            checksums=checksums,
        )
        write_text(self.folder / MANIFEST_FILE, described.to_json())
        move_folder(self.folder, self.snapshots / described.id)
        return Snapshot(self.snapshots / described.id, described)


# What stands in the lock while it is held for some seconds alone, beside the pages.
_SHORTLY = b"shortly"
_LONGEST_SHORTLY, _BETWEEN_LOOKS = 120.0, 0.1


@contextmanager
def locked(path: Path, shortly: bool = False) -> Iterator[None]:
    """Hold the store's lock. Raises Busy. The lock dies with its process, however it dies.

    ``shortly``: it is held for some seconds, and whoever wants it meanwhile waits instead of being
    refused: nobody started what holds it, and nobody could wait for it to end.
    """
    with disk_errors_in_words(path.parent, "The lock"):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(handle)
        with disk_errors_in_words(path.parent, "The lock"):
            os.ftruncate(handle, 0)
            os.pwrite(handle, _SHORTLY if shortly else b"", 0)
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    waited = 0.0
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if os.pread(handle, len(_SHORTLY), 0) != _SHORTLY or waited > _LONGEST_SHORTLY:
                raise Busy(
                    "Another import or prune is running in this data folder.",
                    "Wait for it to end, or use another folder by setting HOLDFAST_HOME.",
                ) from error
            sleep(_BETWEEN_LOOKS)
            waited += _BETWEEN_LOOKS
        else:
            return


def write_rows(rows: pa.Table, path: Path) -> None:
    """Write rows to the Parquet file of a table, as every file of a snapshot is packed."""
    # Of days and numbers a list of those that differ saves nothing; of words it does.
    texts = [one.name for one in rows.schema if one.type == pa.string()]
    pq.write_table(
        rows, path, compression="zstd", row_group_size=ROW_GROUP, use_dictionary=texts or False
    )


def new_folder(parent: Path) -> Path:
    """A new folder with a random name."""
    return make_folder(parent / token_hex(8))


def clear_leftovers(incoming: Path) -> None:
    """Delete what dead imports left. Call it only while holding the lock."""
    for place in incoming.iterdir():
        rmtree(place, ignore_errors=True)


def settle_files(folder: Path) -> dict[str, str]:
    """Sort the files of a draft and force them to the disk; give the checksum of each by name.

    Those that lie beside the tables are written, empty, where they were not.
    """
    for name, schema in _SIDE_FILES.items():
        if not (folder / name).exists():
            write_rows(schema.empty_table(), folder / name)
    files = sorted(folder.glob("*.parquet"))
    checksums = at_once(_settle, files)
    return {path.name: one for path, one in zip(files, checksums, strict=True)}


def _settle(path: Path) -> str:
    """Sort a file and force it to the disk; give its checksum."""
    lead = row_order(pq.read_schema(path).names)[0]
    values = pq.ParquetFile(path).read(columns=[lead]).column(lead)
    pairs = pc.less_equal(values[:-1], values[1:])
    if len(values) > 1 and not pc.all(pairs, skip_nulls=False).as_py():
        write_rows(in_order(pq.ParquetFile(path).read()), path)
    force(path)
    return checksum(path)


def rows_of(path: Path) -> int:
    """How many rows a Parquet file has."""
    return int(pq.read_metadata(path).num_rows)

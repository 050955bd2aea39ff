"""Makes one archive of a data folder, while imports, prunes and pages go on.

No lock is needed: a snapshot never changes once it lies in place, files of the council's own are
replaced whole, and SQLite copies a database that is written to. All files of a snapshot are
opened before the first is read, so that a prune takes none of them away half-way; the current one
is opened first.

A tar, packed by gzip, for its owner only. It is written beside its place and moved there whole.
"""

import gzip
import hashlib
import os
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from holdfast.errors import BadSetting, CannotRead, CannotWrite, Damaged, NoSnapshot
from holdfast.record.backup.manifest import (
    LEFT_OUT,
    MANIFEST,
    PEOPLE,
    POINTER,
    SECRET_KEY,
    SNAPSHOTS,
    BackupManifest,
    Kept,
)
from holdfast.record.store.atomic_files import force, marked, read_pointer
from holdfast.record.store.snapshot import derived_folder, read_snapshot
from holdfast.record.store.snapshots import Store
from holdfast.record.store.waiting import WAITING_FILE

# The record's own files are packed already: pressing harder costs time and saves nothing.
_PRESSURE = 1
_TRIES = 20
_SESSIONS = "select 1 from sqlite_master where name = 'django_session'"
_OWN_PLACE = {SNAPSHOTS, PEOPLE, POINTER, SECRET_KEY}


def refuse_place(home: Path, file: Path) -> None:
    """Raise NoSnapshot where there is nothing to back up, BadSetting where it may not go there."""
    if not any(place.name not in LEFT_OUT for place in _entries(home)):
        raise NoSnapshot(
            f"There is nothing to back up in the folder {home}.",
            "Set HOLDFAST_HOME to the folder that holds the data.",
        )
    if file.resolve().is_relative_to(home.resolve()):
        raise BadSetting(
            "A backup cannot lie in the data folder that it is to outlive.",
            "Write it to another disk.",
        )
    if file.exists() or file.is_symlink():
        raise BadSetting(
            f"There is something at {file} already; nothing was changed.", "Give another name."
        )


def back_up(home: Path, file: Path, made_at: str, secrets: bool = True) -> BackupManifest:
    """Write everything of ``home`` that cannot be made anew to ``file``, and say what it holds.

    ``made_at`` is the moment, as ISO text. Without ``secrets`` the key that signs sessions is left
    out. Raises what ``refuse_place`` raises, CannotRead, CannotWrite, and Damaged where the
    snapshot that is to be shown is not there; then nothing is left at ``file``.
    """
    refuse_place(home, file)
    with _beside(file) as draft, _Archive.begun(draft) as archive:
        with _reading_in_words(home):
            current, damaged = _add_snapshots(archive, home)
            # The council's own files, and whatever else lies there that is not made anew.
            for top in _entries(home):
                for place in _files(top) if top.name not in LEFT_OUT | _OWN_PLACE else ():
                    with suppress(FileNotFoundError):  # gone, or replaced, since it was listed
                        archive.add(place.relative_to(home).as_posix(), place)
            _add_people(archive, home)
            if secrets and (home / SECRET_KEY).is_file():
                archive.add(SECRET_KEY, home / SECRET_KEY)
            if current:
                archive.add_text(POINTER, marked(current))
        manifest = BackupManifest(
            made_at, version("holdfast"), current, secrets, tuple(damaged), archive.files
        )
        archive.add_text(MANIFEST, manifest.to_json())
    return manifest


@dataclass
class _Archive:
    """An archive that is being written, and the checksum of each file that it holds."""

    tar: tarfile.TarFile
    files: dict[str, Kept] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def begun(cls, draft: IO[bytes]) -> Iterator["_Archive"]:
        with (
            gzip.GzipFile("", "wb", _PRESSURE, draft, mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
        ):
            yield cls(tar)

    def add(self, name: str, path: Path) -> None:
        """Add a file as it is at this moment."""
        with path.open("rb") as file:
            self.add_open(name, file)

    def add_open(self, name: str, file: IO[bytes]) -> None:
        """Add a file that is open, from its beginning."""
        self._add(name, os.fstat(file.fileno()).st_size, file)

    def add_text(self, name: str, text: str) -> None:
        """Add a file that does not lie in the folder."""
        content = text.encode()
        self._add(name, len(content), BytesIO(content))

    def _add(self, name: str, size: int, file: IO[bytes]) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        read = _Summed(file)
        self.tar.addfile(info, read)
        self.files[name] = Kept(size, read.sum.hexdigest())


class _Summed(BytesIO):
    """A file that reckons the checksum of what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file
        self.sum = hashlib.sha256()

    def read(self, size: int | None = -1, /) -> bytes:
        content = self._file.read(-1 if size is None else size)
        self.sum.update(content)
        return content


def _add_snapshots(archive: _Archive, home: Path) -> tuple[str, list[str]]:
    """Add every snapshot; give the one that is shown, and those that are damaged."""
    with ExitStack() as opened:
        for _ in range(_TRIES):
            # Another may take its place at any moment.
            current = read_pointer(home / POINTER)
            with suppress(FileNotFoundError):
                files = _open_snapshot(home, current, opened) if current else {}
                break
        else:
            raise Damaged(
                "The snapshot that is to be shown is not in the data folder; nothing was backed "
                "up.",
                "Show another with `holdfast snapshot use ID` (see `holdfast snapshot list`), then "
                "try again.",
            )
        damaged = [] if not current or _add_snapshot(archive, home, current, files) else [current]
    store = Store(home)
    for one in sorted({each.id for each in store.all()} | set(store.unreadable())):
        with ExitStack() as opened, suppress(FileNotFoundError):  # pruned meanwhile
            if one != current:
                files = _open_snapshot(home, one, opened)
                if not _add_snapshot(archive, home, one, files):
                    damaged.append(one)
    return current, damaged


def _open_snapshot(home: Path, snapshot: str, opened: ExitStack) -> dict[str, IO[bytes]]:
    folder = home / SNAPSHOTS / snapshot
    return {
        place.name: opened.enter_context(place.open("rb"))
        for place in sorted(folder.iterdir())
        if place.is_file()  # a pipe would be waited for; that it is missing is told
    }


def _add_snapshot(
    archive: _Archive, home: Path, snapshot: str, files: dict[str, IO[bytes]]
) -> bool:
    """Add a snapshot and why it waits, if it does; say whether it matches its own checksums."""
    waiting = derived_folder(home, snapshot) / WAITING_FILE
    if waiting.is_file():
        with suppress(FileNotFoundError):  # shown meanwhile
            archive.add(f"derived/{snapshot}/{WAITING_FILE}", waiting)
    place = f"{SNAPSHOTS}/{snapshot}"
    for name, file in files.items():
        archive.add_open(f"{place}/{name}", file)
    try:
        sums = read_snapshot(home / place).manifest.checksums
    except (Damaged, CannotRead):
        return False
    return all(
        f"{place}/{name}" in archive.files and archive.files[f"{place}/{name}"].sha256 == one
        for name, one in sums.items()
    )


def _files(top: Path) -> Iterator[Path]:
    """The files below a place. Raises CannotRead for what is neither a file nor a folder."""
    if top.is_dir() and not top.is_symlink():
        for place in sorted(top.iterdir()):
            yield from _files(place)
    elif top.is_file():
        yield top
    elif top.exists():
        raise CannotRead(
            f"{top} is neither a file nor a folder, and no backup was made.",
            "Move it out of the data folder; put a folder in the place of a link to one.",
        )


def _entries(home: Path) -> list[Path]:
    return sorted(home.iterdir()) if home.is_dir() else []


def _add_people(archive: _Archive, home: Path) -> None:
    """Add accounts and the audit log as they are at one moment. Nobody stays signed in."""
    if not (home / PEOPLE).is_file():
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder, PEOPLE)
        source = f"{(home / PEOPLE).absolute().as_uri()}?mode=ro"
        try:
            with (
                closing(sqlite3.connect(source, uri=True)) as found,
                closing(sqlite3.connect(copy)) as made,
            ):
                found.backup(made)
                made.execute("pragma journal_mode = delete")  # one file, nothing beside it
                if made.execute(_SESSIONS).fetchone():
                    # A session that has been ended since would open again with a restored copy.
                    made.execute("delete from django_session")
                    made.commit()
                    made.execute("vacuum")
        except sqlite3.Error as error:
            raise CannotRead(
                f"The accounts and the audit log, {PEOPLE}, cannot be copied; no backup was made.",
                "Restore that file from an earlier backup, or have its disk looked at.",
            ) from error
        archive.add(PEOPLE, copy)


@contextmanager
def _beside(file: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes its place only once it is whole and lies on the disk."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as written:
            yield written
        force(draft)
        os.link(draft, file)  # unlike a rename, it puts itself in nothing's place
        force(file.parent)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else type(error).__name__
        raise CannotWrite(
            f"The backup could not be written to {file}: {why}.",
            "Make room there or give another place; nothing was left behind.",
        ) from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _reading_in_words(home: Path) -> Iterator[None]:
    """Raise CannotRead where it is the data folder that cannot be read."""
    try:
        yield
    except OSError as error:
        named = isinstance(error.filename, str | os.PathLike)
        if not named or not Path(error.filename).absolute().is_relative_to(home.absolute()):
            raise
        why = os.strerror(error.errno) if error.errno else type(error).__name__
        raise CannotRead(
            f"{error.filename} cannot be read, and no backup was made: {why}.",
            "Run the backup as the account that runs Holdfast, and see that the disk is sound.",
        ) from error

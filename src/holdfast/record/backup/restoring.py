"""Puts a backup into an empty data folder: all of it, or nothing.

Everything is unpacked below ``incoming`` first and held against the checksums that the backup
carries; only then is it moved into place, by renames, the pointer to the current snapshot last.
``restoring`` names what is moved, from before the first move until after the last: a restore that
was killed meanwhile is undone by the next.

An archive may come from anywhere. Only plain files whose names lie below the folder are taken out
of it, never a link, and each is written to a new file for its owner only.
"""

import gzip
import hashlib
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from shutil import rmtree
from typing import IO

from holdfast.errors import BadSetting, CannotRead, Damaged
from holdfast.limits import BACKUP_MANIFEST, BACKUP_NAME, BACKUP_RATIO, RATIO_FROM
from holdfast.ordinary_file import refuse_odd_file
from holdfast.record.backup.manifest import (
    DEMONSTRATIONS,
    INCOMING,
    LOCK,
    MANIFEST,
    POINTER,
    RESTORING,
    BackupManifest,
    Kept,
    is_held,
)
from holdfast.record.store.atomic_files import disk_errors_in_words, force, make_folder, write_text
from holdfast.record.store.draft import clear_leftovers, locked

# What may lie in a folder that holds nothing yet: it is ours, and no part of what is restored.
_NOTHING = DEMONSTRATIONS | {LOCK, INCOMING, "temporary", "static", "surveys.lock",
                             "uploads.lock", "people.lock"}  # fmt: skip
_PIECE = 1 << 20
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE)


class _Bounded(gzip.GzipFile):
    """An archive that unpacks to no more than is plausible of its size."""

    def __init__(self, archive: IO[bytes]) -> None:
        super().__init__(fileobj=archive)
        self._archive = archive

    def read(self, size: int | None = -1) -> bytes:
        """Raises Damaged beyond the limit."""
        found = super().read(size)
        if self.tell() > max(RATIO_FROM, BACKUP_RATIO.most * self._archive.tell()):
            raise _damaged(f"It unpacks to more than {BACKUP_RATIO} its size.")
        return found


class _Member(tarfile.TarInfo):
    """A member of the archive; what says something of another is read whole, so it must be short.

    ``_proc_member`` is where the library lets a subclass in.
    """

    def _proc_member(self, tar: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type not in _FILES and self.size > BACKUP_NAME.most:
            raise _damaged("It holds something that no backup of Holdfast holds.")
        found: tarfile.TarInfo = super()._proc_member(tar)  # type: ignore[misc]  # not in the stubs
        return found


def restore(file: Path, into: Path) -> BackupManifest:
    """Put the backup ``file`` into the folder ``into``, and say what it held.

    Raises BadSetting where the folder holds something, CannotRead where the file cannot be read,
    Damaged where it is cut, changed or no backup, CannotWrite where the disk refuses, Busy where
    another import or restore runs there. The folder is then as it was.
    """
    was_there = into.is_dir()
    with disk_errors_in_words(into, "The backup"), _opened(file) as archive:
        make_folder(into)
        try:
            with locked(into / LOCK):
                _undo_unfinished(into)
                if any(place.name not in _NOTHING for place in into.iterdir()):
                    raise BadSetting(
                        f"The folder {into} is not empty; nothing was changed there.",
                        "Restore into another with --into FOLDER, then set HOLDFAST_HOME to that.",
                    )
                clear_leftovers(make_folder(into / INCOMING))
                staging = make_folder(into / INCOMING / token_hex(8))
                try:
                    manifest = _unpack(archive, staging)
                    _move_into_place(staging, into)
                except BaseException:
                    _undo_unfinished(into)
                    rmtree(staging, ignore_errors=True)
                    raise
                return manifest
        finally:
            if not was_there:
                # Where the restore came to nothing, the folder that was made for it goes again.
                left = {place.name for place in into.iterdir()} if into.is_dir() else set()
                if left <= {LOCK, INCOMING}:
                    rmtree(into, ignore_errors=True)


def _unpack(archive: IO[bytes], staging: Path) -> BackupManifest:
    """Write every file of the archive below ``staging``. Raises Damaged unless all are right."""
    found: dict[str, Kept] = {}
    manifest = None
    with _damage_in_words(), _Bounded(archive) as packed:
        with tarfile.open(fileobj=packed, mode="r|", tarinfo=_Member) as tar:
            for member in tar:
                tar.members = []  # type: ignore[attr-defined]  # it keeps every one of millions
                content = _content(tar, member)
                if manifest or member.name in found:
                    raise _damaged("It holds a file twice, or one after its end.")
                if member.name == MANIFEST:
                    manifest = _manifest(content)
                else:
                    found[member.name] = _write(content, staging, member.name)
        while packed.read(_PIECE):
            pass  # to its end, where gzip's own checksum is
    if manifest is None:
        raise _damaged("Its end is missing.")
    if found != manifest.files:
        wrong = {one for one, kept in manifest.files.items() if found.get(one) != kept}
        wrong |= found.keys() - manifest.files.keys()
        raise _damaged(f"{len(wrong)} of its files are not as they were when it was made.")
    return manifest


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(member) if member.isreg() else None
    if content is None or not is_held(member.name):
        raise _damaged("It holds something that no backup of Holdfast holds.")
    return content


def _manifest(content: IO[bytes]) -> BackupManifest:
    text = content.read(BACKUP_MANIFEST.most + 1)
    if len(text) > BACKUP_MANIFEST.most:
        raise _damaged(f"What it says of itself is larger than {BACKUP_MANIFEST}.")
    return BackupManifest.from_json(text.decode())


def _write(content: IO[bytes], staging: Path, name: str) -> Kept:
    """Write one file anew, forced to the disk; give what was written."""
    place = staging / name
    size, reckoned = 0, hashlib.sha256()
    try:
        for parent in reversed(Path(name).parents):
            make_folder(staging / parent)  # each for its owner only
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise _damaged("It holds a file and a folder of one name.") from error
    with os.fdopen(handle, "wb") as file:
        while piece := content.read(_PIECE):
            file.write(piece)
            reckoned.update(piece)
            size += len(piece)
    force(place)
    return Kept(size, reckoned.hexdigest())


def _move_into_place(staging: Path, into: Path) -> None:
    # The pointer last: until it is there, no command answers from what is being moved.
    names = sorted((one.name for one in staging.iterdir()), key=lambda name: name == POINTER)
    for folder in (staging, *(one for one in staging.rglob("*") if one.is_dir())):
        force(folder)
    write_text(into / RESTORING, json.dumps({"from": staging.name, "names": names}))
    force(into)
    for name in names:
        (staging / name).rename(into / name)
    force(into)
    (into / RESTORING).unlink()
    staging.rmdir()
    force(into)


def _undo_unfinished(into: Path) -> None:
    """Take away what a restore that did not end has moved. Call it only while holding the lock."""
    try:
        noted = json.loads((into / RESTORING).read_text(encoding="utf-8"))
        staging, names = into / INCOMING / Path(noted["from"]).name, noted["names"]
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError, RecursionError):
        (into / RESTORING).unlink()  # killed before it was written, so before anything was moved
        return
    if staging.is_dir() and any(staging.iterdir()):
        for name in names:
            _delete(into / Path(name).name)
        rmtree(staging, ignore_errors=True)
    (into / RESTORING).unlink()  # else all was moved, and only this was left to do


def _delete(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        rmtree(place)
    else:
        place.unlink(missing_ok=True)


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    try:
        refuse_odd_file(file)
        opened = file.open("rb")
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else type(error).__name__
        raise CannotRead(
            f"The backup {file} cannot be read: {why}.", "Give the place of one that is there."
        ) from error
    with opened:
        yield opened


@contextmanager
def _damage_in_words() -> Iterator[None]:
    """Raise Damaged for what the libraries say of an archive that is cut or changed."""
    try:
        yield
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, RecursionError) as error:
        raise _damaged("It is cut short, changed or no backup.") from error
    except (ValueError, OverflowError) as error:
        raise _damaged("It is changed or no backup.") from error


def _damaged(what: str) -> Damaged:
    return Damaged(
        f"The backup is damaged; nothing was restored. {what}",
        "Copy it again from where it is kept, or use another.",
    )

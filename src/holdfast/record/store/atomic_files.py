"""Files that survive a crash: written whole, forced to the disk, moved in one step.

A rename is atomic but not durable until its folder has been forced to the disk too; every
function here does both, so that callers read as the order of events.
"""

import errno
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from holdfast.errors import Busy, CannotWrite

OWNER_ONLY = 0o700

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_RIGHT = (errno.EACCES, errno.EPERM)


def make_folder(folder: Path) -> Path:
    """Make ``folder`` where it is absent, for its owner only: it will hold children's data."""
    folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    return folder


def force(place: Path) -> None:
    """Force a file or a folder to the disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_text(path: Path, text: str) -> None:
    """Write a new file and force it to the disk."""
    path.write_text(text, encoding="utf-8")
    force(path)


def replace_text(path: Path, text: str) -> None:
    """Put ``text`` in the place of a file: a reader sees the old text or the new one."""
    beside = path.with_name(f"{path.name}.new")
    write_text(beside, text)
    os.replace(beside, path)
    force(path.parent)


def move_pointer(pointer: Path, text: str) -> None:
    """Put ``text`` in a pointer's place; where that fails, what it said before stands again."""
    before = read_pointer(pointer)
    try:
        replace_text(pointer, marked(text))
    except OSError:
        # The move may have been made and only its forcing to the disk refused.
        if before and read_pointer(pointer) != before:
            with suppress(OSError):
                replace_text(pointer, marked(before))
        raise


def read_pointer(pointer: Path) -> str:
    """What a pointer says; empty where there is none.

    Where that is not as it was written, all that stands there, which names nothing.
    """
    if not pointer.is_file():
        return ""
    written = pointer.read_text(encoding="utf-8", errors="replace")
    text = written.partition(" ")[0]
    return text if written in (text, marked(text)) else written


def marked(text: str) -> str:
    """A pointer's words with a mark of them, so that one spoilt letter does not name another."""
    return f"{text} {hashlib.sha256(text.encode()).hexdigest()[:12]}"


def move_folder(folder: Path, place: Path) -> None:
    """Move a finished folder to a place that is free, and make the move last."""
    force(folder)
    folder.rename(place)
    force(place.parent)
    force(folder.parent)


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksum_as_it_stands(path: Path) -> str:
    """The same, read anew only where the disk says that the file is another or was written to.

    What a disk spoils without saying so is seen by the next process. Raises OSError.
    """
    held = path.stat()
    marks = (held.st_ino, held.st_size, held.st_mtime_ns, held.st_ctime_ns)
    return _checksum_once(path, marks)


@lru_cache(maxsize=4096)
def _checksum_once(path: Path, _marks: tuple[int, ...]) -> str:
    return checksum(path)


@contextmanager
def hold_alone(folder: Path, busy: Busy) -> Iterator[None]:
    """Hold a folder for this process alone, making it if need be.

    Raises ``busy`` where another process holds it, and CannotWrite where the disk refuses.
    """
    with disk_errors_in_words(folder.parent, "The lock"):
        handle = os.open(make_folder(folder) / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise busy from None
        yield
    finally:
        os.close(handle)


@contextmanager
def disk_errors_in_words(home: Path, what: str, after: Callable[[], str] = str) -> Iterator[None]:
    """Raise CannotWrite where the disk of the data folder ``home`` refuses to be written.

    ``what`` could not be written. ``after`` gives a sentence on how things stand then. An error
    of another place, such as a source that cannot be read, passes as it is.
    """
    try:
        yield
    except OSError as error:
        if isinstance(error.filename, str | bytes | os.PathLike):
            place = Path(os.fsdecode(error.filename)).absolute()
            refused_here = place.is_relative_to(home.absolute())
        else:
            # A library names the place in its words, or says of none that it cannot be written.
            refused_here = error.errno in (*_FULL, errno.EROFS) or str(home) in str(error)
        if not refused_here:
            raise
        why = os.strerror(error.errno) if error.errno else type(error).__name__
        raise CannotWrite(
            f"{what} could not be written in the data folder {home}: {why}.",
            f"{_next_step(error.errno)} {after()}".strip(),
        ) from error


def _next_step(number: int | None) -> str:
    if number in _FULL:
        return (
            "Make room on its disk (`holdfast snapshot prune` deletes old snapshots), then do it "
            "again."
        )
    if number == errno.EROFS:
        return "Have its disk mounted for writing, or set HOLDFAST_HOME to another folder."
    if number in _NO_RIGHT:
        return "Give its owner the right to write there, or set HOLDFAST_HOME to another folder."
    return "Have its disk looked at, or set HOLDFAST_HOME to another folder."

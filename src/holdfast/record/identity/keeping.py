"""Where the register lies, and how it comes to agree with the pointer to the current snapshot.

Under the data folder::

    identity/register               the register
    identity/coming-<snapshot id>   what it will be once that snapshot is current
    identity/begun                  says that there was a register

An import writes what is coming before it moves the pointer, and puts it in the register's place
after. Whoever reads takes what is coming for the snapshot that the pointer names, if that is
there: so an import that is killed at any moment leaves a register that agrees with the pointer.
All that write hold the lock of imports.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from holdfast.record.identity.entries import Register
from holdfast.record.identity.taking_in import taken_in, whole_snapshot
from holdfast.record.identity.written import (
    RegisterFile,
    check,
    damaged,
    from_bytes,
    held,
    last_number,
    to_bytes,
)
from holdfast.record.store.atomic_files import force, make_folder, read_pointer
from holdfast.record.store.snapshot import SNAPSHOT_ID, Snapshot

FOLDER, _REGISTER, _BEGUN, _COMING = "identity", "register", "begun", "coming-"
_POINTER, _SNAPSHOTS = "current", "snapshots"
_FIRST_LINE = 200


def read_register(home: Path) -> Register | None:
    """The register of a data folder; None where there was never one.

    Raises Damaged where it is not as it was written or is gone, CannotRead for one that a later
    version wrote.
    """
    content = _content(home)
    return None if content is None else from_bytes(content).whole()


def register_at(home: Path, snapshot_id: str) -> bytes | None:
    """The register as its file holds it once a snapshot is current; None where there was never one.

    While that snapshot is being made ready, that is what is coming for it. Raises Damaged where it
    is gone.
    """
    with suppress(FileNotFoundError):
        return (home / FOLDER / f"{_COMING}{snapshot_id}").read_bytes()
    return _content(home)


def check_register(home: Path) -> None:
    """Raise Damaged where the register is not as it was written, or is gone."""
    content = _content(home)
    if content is not None:
        check(content)


def _content(home: Path) -> bytes | None:
    for place in _places(home):
        with suppress(FileNotFoundError):
            return place.read_bytes()
    if (home / FOLDER / _BEGUN).exists():
        raise damaged("is gone")
    return None


def stamp(home: Path) -> tuple[tuple[int, int] | None, ...]:
    """A mark that changes when the register does."""
    return tuple(_stamp(place) for place in _places(home))


def last_import_number(home: Path) -> int:
    """The number of the last import that the register has taken in; 0 for none."""
    numbers = [0]
    for place in _places(home):
        with suppress(OSError), place.open("rb") as file:
            numbers.append(last_number(file.readline(_FIRST_LINE)))
    return max(numbers)


def write_register(home: Path, register: Register) -> None:
    """Put a register in its place. Call it only while holding the lock. Raises OSError."""
    _replace(home / FOLDER / _REGISTER, to_bytes(held(register)))
    _begin_mark(home)
    _let_go_of_coming(home)


def begun_register(home: Path) -> RegisterFile:
    """The register, begun from the current snapshot where there was none; it is not written.

    Raises what ``read_register`` raises.
    """
    content = _content(home)
    if content is not None:
        return from_bytes(content)
    pointed = _pointed(home)
    current = whole_snapshot(home / _SNAPSHOTS / pointed) if pointed else None
    nobody = held(Register())
    return taken_in(nobody, current)[0] if current else nobody


def coming(home: Path, snapshot: Snapshot) -> Register:
    """What the register will be once a snapshot is current, kept beside it until then.

    Gives it without the entries of the children who simply stayed. Call it only while holding the
    lock. Raises Damaged, CannotRead, OSError.
    """
    found, asked_about = taken_in(begun_register(home), snapshot)
    _replace(home / FOLDER / f"{_COMING}{snapshot.id}", to_bytes(found))
    return asked_about


@contextmanager
def becoming_current(home: Path, snapshot: Snapshot) -> Iterator[None]:
    """Move the pointer to a snapshot inside this, and the register moves with it."""
    if not (home / FOLDER / f"{_COMING}{snapshot.id}").exists():
        coming(home, snapshot)
    try:
        yield
    finally:
        settle(home)


def settle(home: Path) -> None:
    """Put what was coming for the current snapshot in the register's place, and let go of the rest.

    Call it only while holding the lock. What the disk refuses is left for the next: what is
    coming for the current snapshot is read as it lies.
    """
    pointed = _pointed(home)
    with suppress(OSError):
        if pointed and (place := home / FOLDER / f"{_COMING}{pointed}").is_file():
            os.replace(place, home / FOLDER / _REGISTER)
            _begin_mark(home)
            force(home / FOLDER)
    _let_go_of_coming(home)


def _places(home: Path) -> tuple[Path, Path]:
    """Where the register may lie, the first that is there being it."""
    folder = home / FOLDER
    return folder / f"{_COMING}{_pointed(home) or 'none'}", folder / _REGISTER


def _pointed(home: Path) -> str:
    """The id of the current snapshot; empty for none, and where the pointer names none."""
    pointed = read_pointer(home / _POINTER)
    return pointed if SNAPSHOT_ID.fullmatch(pointed) else ""


def _begin_mark(home: Path) -> None:
    if not (begun := home / FOLDER / _BEGUN).exists():
        _replace(begun, b"This folder holds the register of children: keep it, and back it up.\n")


def _let_go_of_coming(home: Path) -> None:
    for place in (home / FOLDER).glob(f"{_COMING}*"):
        with suppress(OSError):
            place.unlink()


def _replace(place: Path, content: bytes) -> None:
    """Write a file for its owner only, forced to the disk, in one step."""
    make_folder(place.parent)
    beside = place.with_name(f"{place.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    force(beside)
    os.replace(beside, place)
    force(place.parent)


def _stamp(place: Path) -> tuple[int, int] | None:
    try:
        found = place.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns

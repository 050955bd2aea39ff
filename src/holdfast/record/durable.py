"""Files that survive a crash: written whole, forced to the disk, moved in one step.

A rename is atomic but not durable until its folder has been forced to the disk too; every
function here does both, so that callers read as the order of events.
"""

import hashlib
import os
from pathlib import Path

OWNER_ONLY = 0o700


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

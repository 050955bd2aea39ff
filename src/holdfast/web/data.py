"""The snapshot that pages answer from.

Every page asks here, by ``data.current()``, so that one request sees one consistent cut and a
test can put another in its place.
"""

from functools import lru_cache
from pathlib import Path

from holdfast.record.snapshots import Snapshot, Store
from holdfast.settings import HOME

POINTER = "current"


def current() -> Snapshot:
    """The current snapshot. Raises NoSnapshot when nothing has been imported yet.

    Its manifest is read again only when an import has moved the pointer.
    """
    home = HOME.path()
    return _snapshot(home, _stamp(home / POINTER))


@lru_cache(maxsize=1)
def _snapshot(home: Path, stamp: tuple[int, int] | None) -> Snapshot:
    return Store(home).current()


def _stamp(pointer: Path) -> tuple[int, int] | None:
    """Which file the pointer is: an import puts a new file in place, it never edits one."""
    try:
        found = pointer.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns

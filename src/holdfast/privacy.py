"""What a process of ours writes is for its owner only, and its temporary files lie with the data.

A library that spills to the machine's temporary folder would leave children's data there when the
process is killed. So each process has a folder of its own below the data folder:

    temporary/lock                held for a moment, while a folder is made or swept
    temporary/<random>/           what one process writes for a while
    temporary/<random>.lock       held by that process, and let go by the machine when it dies

A folder whose lock nobody holds was left by a process that was killed, and is deleted by the next
command that begins. Nothing is ever written outside the data folder instead: where it cannot be
written to, whoever needs a temporary file is refused one.
"""

import atexit
import fcntl
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from secrets import token_hex
from shutil import rmtree

from holdfast.settings import HOME

FOLDER = "temporary"
OWNER_ONLY, FILE_OWNER_ONLY = 0o700, 0o600
# What lies at the top of the data folder. Whatever else lies there is not ours to change.
OURS = (
    "snapshots", "derived", "identity", "incoming", "returns", "uploads", "surveys", "static",
    "packs", "told",
    FOLDER, "current", "lock", "surveys.lock", "uploads.lock", "people.lock",
    "exclusions.csv", "vocabulary.toml", "local_rules.toml", "recording.toml",
    "people.sqlite3", "people.sqlite3-wal", "people.sqlite3-shm",
    "dfe_api.sqlite3", "dfe_api_dry_run.json",
)  # fmt: skip


def keep_private() -> None:
    """Call once, before a process writes anything; later calls change nothing.

    Every file and folder that is made from now on is for its owner only, whatever the umask was;
    what lies in the data folder from before is made so; and temporary files, those of libraries
    and of other processes that this one starts too, lie below the data folder.
    """
    os.umask(0o077)
    home = HOME.path()
    place = home / FOLDER / "none"
    try:
        _close_to_others(home)
        place = temporary_folder(home)
    except OSError:
        pass  # nothing can be written here: whoever needs a temporary file will be told so
    tempfile.tempdir = os.environ["TMPDIR"] = str(place)


def temporary_folder(home: Path) -> Path:
    """This process's own temporary folder below a data folder. Raises OSError.

    Making it sweeps away what processes that were killed have left.
    """
    return _own_folder(home, os.getpid())


@cache
def _own_folder(home: Path, process: int) -> Path:
    """For each process: one that was split off from another has a folder of its own."""
    place = home / FOLDER
    place.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    with _alone(place / "lock"):
        # Nobody else begins meanwhile: what no living process holds is deleted.
        for lock in place.glob("*.lock"):
            handle = os.open(lock, os.O_RDWR)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                rmtree(lock.with_suffix(""), ignore_errors=True)
                lock.unlink()
            except BlockingIOError:
                pass  # its process lives
            finally:
                os.close(handle)
        folder = place / token_hex(8)
        _hold(folder.with_suffix(".lock"))
        folder.mkdir(mode=OWNER_ONLY)
    atexit.register(_let_go, folder, process)
    return folder


def _let_go(folder: Path, process: int) -> None:
    """At the end of a process that is not killed; not of one that was split off from it."""
    if os.getpid() == process:
        rmtree(folder, ignore_errors=True)


def _hold(lock: Path) -> None:
    """Hold a lock until this process ends, however it ends: the file is never closed."""
    fcntl.flock(os.open(lock, os.O_RDWR | os.O_CREAT, FILE_OWNER_ONLY), fcntl.LOCK_EX)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, FILE_OWNER_ONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _close_to_others(home: Path) -> None:
    """Take the rights of others away from what an earlier version, or a copy, has left.

    It is looked through only where the folder itself is open to others: it is closed last.
    """
    if not home.is_dir() or not _is_open(home):
        return
    for name in OURS:
        for place in (home / name, *(home / name).rglob("*")):
            if not place.is_symlink() and place.exists() and _is_open(place):
                place.chmod(OWNER_ONLY if place.is_dir() else FILE_OWNER_ONLY)
    # A folder that everyone may write to, such as the machine's own temporary one, stays so.
    if not home.stat().st_mode & stat.S_ISVTX:
        home.chmod(OWNER_ONLY)


def _is_open(place: Path) -> bool:
    return bool(place.stat().st_mode & 0o077)

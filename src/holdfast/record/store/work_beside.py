"""How far long work is that a process of its own does, kept in a folder for pages to show.

    progress.json   what is being done, and how much of how much
    refused.json    why it was not done, where it was not
    alive           a lock that whoever does the work holds, and the system lets go of with it

So a process that was killed is known to be gone, whatever it had told of itself last.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from holdfast.errors import Busy, HoldfastError
from holdfast.progress import Step
from holdfast.record.store.atomic_files import disk_errors_in_words, make_folder, replace_text

PROGRESS, REFUSED, _ALIVE = "progress.json", "refused.json", "alive"
# Until a process that was asked for has begun, nobody holds the lock: as long as that may take.
STARTS_WITHIN = 60
# Whoever looks holds the lock for an instant: so long is it asked for again.
_LOOKS = 1.0


@dataclass(frozen=True)
class WorkBeside:
    """How far the work of a folder is: it goes on, was refused or was stopped.

    ``words`` say what is being done, or was last, or why it was refused, with ``next_step``; ``at``
    is when, in seconds.
    """

    words: str
    done: int = 0
    of: int = 0
    at: float = 0.0
    running: bool = False
    refused: bool = False
    next_step: str = ""


def begin_work(folder: Path) -> None:
    """Say that work is about to begin; what was told of earlier work goes.

    Raises CannotWrite where the disk refuses.
    """
    with disk_errors_in_words(folder.parent.parent, "How far the work is"):
        make_folder(folder)
        (folder / REFUSED).unlink(missing_ok=True)
        _tell(folder, "Starting", 0, 0)


@contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """Be known to be at work in a folder, until the work or the process ends.

    Raises Busy where another process is, and CannotWrite where the disk refuses.
    """
    with disk_errors_in_words(folder.parent.parent, "The lock"):
        handle = os.open(make_folder(folder) / _ALIVE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = time.monotonic() + _LOOKS
        while not _locked(handle, fcntl.LOCK_EX):
            if time.monotonic() > until:
                raise Busy("Another process does this work already.", "Wait until it is done.")
            time.sleep(_LOOKS / 50)
        yield
    finally:
        os.close(handle)


def telling(folder: Path, step: Step) -> Step:
    """A step that is told to the one given and kept in the folder too."""

    def both(words: str, done: int, of: int) -> None:
        step(words, done, of)
        _tell(folder, words, done, of)

    return both


def end_work(folder: Path) -> None:
    """Say no more of how far it is: it is done."""
    (folder / PROGRESS).unlink(missing_ok=True)


def refuse_work(folder: Path, why: HoldfastError) -> None:
    """Keep why it was not done. Raises CannotWrite where the disk refuses."""
    held = json.dumps({"what": why.what, "next_step": why.next_step}, ensure_ascii=False)
    with disk_errors_in_words(folder.parent.parent, "Why the work was refused"):
        replace_text(make_folder(folder) / REFUSED, held)
        end_work(folder)


def work_of(folder: Path) -> WorkBeside | None:
    """How far the work of a folder is; None where nothing is told of any.

    Raises OSError, ValueError, KeyError, TypeError for what is not as it was written.
    """
    if (folder / REFUSED).exists():
        told = json.loads((folder / REFUSED).read_text(encoding="utf-8"))
        at = (folder / REFUSED).stat().st_mtime
        return WorkBeside(told["what"], at=at, refused=True, next_step=told["next_step"])
    try:
        told = json.loads((folder / PROGRESS).read_text(encoding="utf-8"))
        at = (folder / PROGRESS).stat().st_mtime
    except FileNotFoundError:
        return None
    running = _is_held(folder) or at > _now(folder) - STARTS_WITHIN
    return WorkBeside(told["words"], told["done"], told["of"], at, running)


def _tell(folder: Path, words: str, done: int, of: int) -> None:
    held = json.dumps({"words": words, "done": done, "of": of})
    beside = folder / f"{PROGRESS}.{os.getpid()}"
    beside.write_text(held, encoding="utf-8")
    os.replace(beside, folder / PROGRESS)


def _is_held(folder: Path) -> bool:
    try:
        handle = os.open(folder / _ALIVE, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not _locked(handle, fcntl.LOCK_SH)
    finally:
        os.close(handle)


def _locked(handle: int, how: int) -> bool:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _now(folder: Path) -> float:
    """This moment by the clock of the disk that the folder lies on."""
    mark = folder.parent / ".clock"
    mark.touch()
    return mark.stat().st_mtime

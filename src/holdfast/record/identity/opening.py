"""The register as it is asked for and as it is changed, outside an import."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from holdfast.errors import Busy
from holdfast.record.identity.entries import Register
from holdfast.record.identity.keeping import (
    begun_register,
    read_register,
    settle,
    write_register,
)
from holdfast.record.identity.taking_in import taken_in
from holdfast.record.identity.written import held
from holdfast.record.store.atomic_files import disk_errors_in_words, make_folder
from holdfast.record.store.draft import locked
from holdfast.record.store.snapshot import Snapshot

# An import holds the lock for minutes, the taking in of a snapshot for a second.
_TRIES, _PAUSE = 20, 0.25


def register_with(snapshot: Snapshot) -> Register:
    """The register with a snapshot of its data folder in it.

    A folder of before there were registers has its register begun here, from the current
    snapshot. Raises Damaged, CannotRead, and CannotWrite or Busy where it has to be written and
    cannot.
    """
    home = snapshot.home
    register = read_register(home)
    if register is not None and snapshot.id in register.imports:
        return register
    with changing(home) as change:
        found, _ = taken_in(held(change.register), snapshot)
        change.write(found.whole())
    return change.register


class RegisterChange:
    """The register while it is changed: as it is, and how it is written."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.register = begun_register(home).whole()

    def write(self, register: Register) -> None:
        """Put another in its place. Raises CannotWrite."""
        with disk_errors_in_words(self._home, "The register of children"):
            write_register(self._home, register)
        self.register = register


@contextmanager
def changing(home: Path) -> Iterator[RegisterChange]:
    """Hold the lock of imports while the register is changed.

    Raises Busy where an import runs and does not end soon, Damaged, CannotRead, CannotWrite.
    """
    with disk_errors_in_words(home, "The register of children"):
        make_folder(home)
    with _soon(home):
        settle(home)
        yield RegisterChange(home)


@contextmanager
def _soon(home: Path) -> Iterator[None]:
    """Hold the lock, having waited a while for it."""
    with ExitStack() as held:
        for left in reversed(range(_TRIES)):
            try:
                held.enter_context(locked(home / "lock"))
                break
            except Busy:
                if not left:
                    raise
                time.sleep(_PAUSE)
        yield

"""Which snapshot the pages answer from: the current one, once they have made ready for it.

Until then they go on with the last one, so that no request waits while the next is prepared. Where
the next cannot be made ready they stay with the last, say so on every page, and try again from time
to time.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

from holdfast.errors import HoldfastError
from holdfast.faults import note
from holdfast.record.store.snapshots import Snapshot, Store

# The data folder, and a mark of its pointer that changes when an import moves it.
Pointed = tuple[Path, tuple[int, int] | None]


# Seconds after which one that could not be made ready is tried again: room may have been made.
AGAIN_AFTER = 60.0


@dataclass(frozen=True)
class NotShown:
    """That the pages stay with the last snapshot, since the current one cannot be made ready.

    ``snapshot`` is the id of the current one; empty where not even that can be read.
    ``reference`` leads to the line in the log.
    """

    snapshot: str
    what: str
    next_step: str
    reference: str


@dataclass
class ShownSnapshot:
    """The snapshot shown. Safe for threads.

    ``make_ready`` is called with the next before it is shown, in a thread of its own, once
    ``patient`` is set, as it is where pages are served. Without it the next is shown at once.
    """

    make_ready: Callable[[Snapshot], None]
    patient: bool = False
    again_after: float = AGAIN_AFTER
    _lock: Lock = field(default_factory=Lock)
    _shown: tuple[Pointed, Snapshot] | None = None
    _coming: Pointed | None = None
    _failed: tuple[Pointed, NotShown, float] | None = None

    def snapshot(self, pointed: Pointed) -> Snapshot:
        """The snapshot to answer from. Raises NoSnapshot, and Damaged where none is whole."""
        with self._lock:
            shown = self._shown
            if shown and shown[0] == pointed and not (self._failed and self.patient):
                return shown[1]
            if shown and self.patient and shown[0][0] == pointed[0]:
                self._begin(pointed)
                return shown[1]
            return self._show_whole(pointed)

    def set_aside(self, spoilt: Snapshot) -> None:
        """Show another in place of one that was found not to be as it was written.

        Raises what is wrong where no other is whole.
        """
        with self._lock:
            if self._shown and self._shown[1] == spoilt:
                self._show_whole(self._shown[0])

    def _show_whole(self, pointed: Pointed) -> Snapshot:
        """Show the current snapshot, or else the last that is as it was written."""
        self._shown = self._failed = None
        store = Store(pointed[0])
        snapshot, fault = store.last_whole()
        if fault:
            again = time.monotonic() + self.again_after
            self._failed = (pointed, _told(store.pointed(), fault), again)
        self._shown = (pointed, snapshot)
        return snapshot

    def not_shown(self) -> NotShown | None:
        """Why the current snapshot is not the one shown; None where it is, or soon will be."""
        with self._lock:
            return self._failed[1] if self._failed else None

    def _begin(self, pointed: Pointed) -> None:
        failed = self._failed
        has_just_failed = failed and failed[0] == pointed and time.monotonic() < failed[2]
        if self._coming == pointed or has_just_failed:
            return
        self._coming = pointed
        Thread(target=self._turn, args=(pointed,), daemon=True).start()

    def _turn(self, pointed: Pointed) -> None:
        """Make ready for what is pointed to and show it; where that fails, stay with the last."""
        name, done, failed = "", None, None
        try:
            snapshot = Store(pointed[0]).current()
            name = snapshot.id
            self.make_ready(snapshot)
            done = (pointed, snapshot)
        except Exception as error:  # noqa: BLE001 - whatever it is, the last stays shown
            failed = (pointed, _told(name, error), time.monotonic() + self.again_after)
        with self._lock:
            # Another may have been pointed to meanwhile, which then comes next.
            self._shown = done or self._shown
            self._failed = failed
            self._coming = None


def _told(snapshot: str, error: Exception) -> NotShown:
    """An error in its own words where they are for people; any other by its reference alone."""
    reference = note(error)
    if isinstance(error, HoldfastError):
        return NotShown(snapshot, error.what, error.next_step, reference)
    return NotShown(
        snapshot,
        "A fault of Holdfast has been noted.",
        "Give your support team the reference.",
        reference,
    )

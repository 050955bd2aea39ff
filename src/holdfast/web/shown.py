"""Which snapshot the pages answer from: the current one, once they have made ready for it.

Until then they go on with the last, which is whole and was true a moment ago: nobody who asks
for a page waits for what everyone will ask for.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

from holdfast.errors import HoldfastError
from holdfast.record.snapshots import Snapshot, Store

# The data folder, and a mark of its pointer that changes when an import moves it.
Pointed = tuple[Path, tuple[int, int] | None]


@dataclass
class Shown:
    """The snapshot shown. Safe for threads.

    ``make_ready`` is called with the next before it is shown, in a thread of its own, once
    ``patient`` is set, as it is where pages are served. Without it the next is shown at once.
    """

    make_ready: Callable[[Snapshot], None]
    patient: bool = False
    _lock: Lock = field(default_factory=Lock)
    _shown: tuple[Pointed, Snapshot] | None = None
    _coming: Pointed | None = None

    def snapshot(self, pointed: Pointed) -> Snapshot:
        """The snapshot to answer from. Raises NoSnapshot, and Damaged without a manifest."""
        with self._lock:
            if self._shown and self._shown[0] == pointed:
                return self._shown[1]
            if self._shown and self.patient and self._shown[0][0] == pointed[0]:
                self._begin(pointed)
                return self._shown[1]
            self._shown = None
            self._shown = (pointed, Store(pointed[0]).current())
            return self._shown[1]

    def _begin(self, pointed: Pointed) -> None:
        if self._coming != pointed:
            self._coming = pointed
            Thread(target=self._turn, args=(pointed,), daemon=True).start()

    def _turn(self, pointed: Pointed) -> None:
        """Make ready for what is pointed to, and show it."""
        found: tuple[Pointed, Snapshot] | None = None
        try:
            snapshot = Store(pointed[0]).current()
            found = (pointed, snapshot)
            self.make_ready(snapshot)
        except HoldfastError:
            pass  # shown all the same: the first page that is asked for will say what is wrong
        finally:
            with self._lock:
                # Another may have been pointed to meanwhile, which then comes next.
                self._shown = found
                self._coming = None

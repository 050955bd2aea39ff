"""A pack made beside the pages, in a thread of its own, with how far it is for a page to show.

One at a time: the data folder is locked meanwhile, and a second would take the memory of the first.
What is shown here lives as long as the server; what is made is kept in the data folder, and what a
server that was killed has left there is deleted when the next one starts.
"""

from dataclasses import dataclass
from datetime import date
from threading import Lock, Thread

from django.db import connection
from django.utils import timezone

from holdfast.errors import Busy, HoldfastError
from holdfast.evidence.keeping import keep_pack
from holdfast.evidence.kinds import PackKind, PackWanted
from holdfast.evidence.making import MadePack
from holdfast.faults import in_words, note
from holdfast.query.need_to_know import NeedToKnow
from holdfast.query.outlook import open_outlook
from holdfast.record.store.snapshot import Snapshot
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.actions.packs import record_pack
from holdfast.web.packs.source import pack_source


@dataclass(frozen=True)
class PackOrder:
    """A pack that somebody asked for: of which snapshot and day, and of whom they may know."""

    wanted: PackWanted
    snapshot: Snapshot
    day: date | None
    bound: NeedToKnow | None
    by: str


@dataclass(frozen=True)
class PackProgress:
    """How far the pack is that is being made, or was made last.

    ``identifier`` is the kept pack once it is done; ``problem`` says why there is none.
    """

    kind: PackKind
    by: str
    words: str = "Beginning"
    done: int = 0
    of: int = 0
    identifier: str = ""
    problem: HoldfastError | None = None

    @property
    def running(self) -> bool:
        """Whether it is still being made."""
        return not self.identifier and self.problem is None


class PackMaking:
    """The one pack that is made at a time. Safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._now: PackProgress | None = None

    @property
    def now(self) -> PackProgress | None:
        """How far it is; None where none was made since the server began."""
        return self._now

    def begin(self, order: PackOrder) -> Thread:
        """Begin to make a pack. Raises Busy while another is being made."""
        with self._lock:
            if self._now is not None and self._now.running:
                raise Busy("Another pack is being made.", "Wait until it is done, and ask again.")
            self._now = PackProgress(order.wanted.kind, order.by)
        thread = Thread(target=self._beside, args=(order,), daemon=True)
        thread.start()
        return thread

    def forget(self) -> None:
        """Let go of a pack that is done, or could not be made."""
        with self._lock:
            if self._now is not None and not self._now.running:
                self._now = None

    def _beside(self, order: PackOrder) -> None:
        try:
            self.make(order)
        finally:
            connection.close()

    def make(self, order: PackOrder) -> None:
        """Make a pack in this thread, telling how far it is; whatever breaks is told there too."""
        kind, by = order.wanted.kind, order.by

        def step(words: str, done: int, of: int) -> None:
            self._now = PackProgress(kind, by, words, done, of)

        def allow(made: MadePack) -> None:
            record_pack(by=by, made=made)

        try:
            step("Opening the snapshot", 0, 0)
            # An engine of its own: what takes it whole seconds holds up no page.
            outlook = open_outlook(order.snapshot, data.book(), order.day)
            try:
                source = pack_source(outlook.bounded(order.bound))
                at = timezone.localtime().replace(tzinfo=None).isoformat(timespec="seconds")
                kept = keep_pack(HOME.path(), order.wanted, source, by, at, step, allow)
            finally:
                outlook.close()
            self._now = PackProgress(kind, by, identifier=kept.identifier)
        except HoldfastError as error:
            self._now = PackProgress(kind, by, problem=error)
        except Exception as error:  # noqa: BLE001  # told on the page; the last resort: faults.py
            note(error)
            self._now = PackProgress(kind, by, problem=in_words(error))


MAKING = PackMaking()

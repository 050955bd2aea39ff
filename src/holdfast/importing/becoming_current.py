"""What stands between a snapshot that lies whole and the pointer that makes it current.

The clocks are run over it, so that no page waits for them and none fails for want of room; and it
is laid beside the last of the same kind of source, so that half an export does not pass for less
having been done. Where much would be lost it waits until somebody says that it is right.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from traceback import extract_tb

from holdfast.clocks.computing import compute_duties
from holdfast.clocks.rules.book import Book
from holdfast.engine import QueryFailed, open_engine
from holdfast.errors import CannotWrite, HoldfastError, NoSnapshot, WouldLose
from holdfast.importing.changes import Changes
from holdfast.importing.changes_kept import changes_for_account
from holdfast.importing.losses import lay_beside, much_lost
from holdfast.progress import Step
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.record.identity.entries import Register
from holdfast.record.identity.keeping import coming
from holdfast.record.identity.relating import same_children
from holdfast.record.store.atomic_files import disk_errors_in_words
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.record.store.waiting import Loss, Waiting, let_wait
from holdfast.record.supplements.overlay import Overlay
from holdfast.record.supplements.versions import Supplements

# How many losses an error tells: the account of the import holds all.
MOST = 3

FIRST = "There is no other import to compare it with."
OTHER_KIND = "It was not compared with the last import, which came of another kind of source."
SPOILT = (
    "It was not compared with the last import, which may be damaged: `holdfast snapshot verify ID` "
    "tells."
)


@dataclass
class Gate:
    """Asked once whether a new snapshot is to be current; then says what was found.

    ``anyway`` lets it be so whatever is lost; ``accepted`` is then called first, if much is.
    ``changes`` is what became of every open duty since the snapshot before, where both can be
    compared. ``against`` is the id of the snapshot that it was compared with, or empty, and then
    ``not_compared`` says why not. ``outlook`` is the new one, open; close it when done.
    ``register`` is what the register of children is, or would be, once it is current: without the
    entries of the children who simply stayed.
    """

    home: Path
    book: Book
    progress: Step
    anyway: bool = False
    accepted: Callable[[Snapshot], None] = field(default=lambda _: None, repr=False)
    against: str = ""
    not_compared: str = ""
    losses: tuple[Loss, ...] = ()
    outlook: Outlook | None = field(default=None, repr=False)
    register: Register = field(default=Register(), repr=False)
    changes: Changes | None = field(default=None, repr=False)

    @property
    def waits(self) -> bool:
        """Whether the snapshot is held and not current."""
        return bool(self.losses) and not self.anyway

    @property
    def waiting(self) -> Waiting:
        """Why it waits, if it does."""
        return Waiting(self.against, self.losses)

    @property
    def seen(self) -> Outlook:
        """The new snapshot's outlook, once it was asked about."""
        assert self.outlook is not None, "no snapshot was made"
        return self.outlook

    def __call__(self, snapshot: Snapshot) -> bool:
        """Whether the snapshot is to be current. Raises HoldfastError where a step fails."""
        try:
            self.progress("Running the clocks", 0, 0)
            # What the import is worth is seen without what is laid over it.
            self.outlook = open_outlook(snapshot, self.book, alone=True)
            self.progress("Finding the children of before", 0, 0)
            with disk_errors_in_words(self.home, "The register of children"):
                self.register = coming(self.home, snapshot)
            self.losses = self._losses(self.outlook)
            if self.waits:
                with disk_errors_in_words(self.home, "What would be lost"):
                    let_wait(self.home, snapshot.id, self.waiting)
                return False
            if self.losses:
                self.accepted(snapshot)
            self.progress("Relating what was open to what is open now", 0, 0)
            if Supplements(self.home).pointed():
                # The same snapshot as pages show it: with what is laid over it.
                self.outlook.close()
                self.outlook = open_outlook(snapshot, self.book)
            self.changes = changes_for_account(self.outlook, self.register)
        except BaseException as error:
            self.close()
            if isinstance(error, HoldfastError) or not isinstance(error, Exception):
                raise
            raise failed_step(error) from error
        return True

    def close(self) -> None:
        """Let go of the new snapshot's outlook."""
        if self.outlook:
            self.outlook.close()

    def _losses(self, new: Outlook) -> tuple[Loss, ...]:
        last = self._last(new.snapshot)
        if last is None:
            return ()
        self.progress("Comparing with the last import", 0, 0)
        try:
            # Run the clocks of the same rules over the last, if that has not been done.
            with closing(open_engine()) as engine:
                compute_duties(engine, last, self.book, Overlay(last))
            beside = lay_beside(new, last, same_children(self.register, last, new.snapshot))
        except CannotWrite:
            raise
        except (HoldfastError, QueryFailed):
            self.not_compared = SPOILT
            return ()
        self.against = last.id
        return much_lost(beside)

    def _last(self, new: Snapshot) -> Snapshot | None:
        """The current snapshot, where it is whole and comes of the same kind of source."""
        try:
            last = Store(self.home).current()
            last.verify()
        except NoSnapshot:
            self.not_compared = FIRST
            return None
        except HoldfastError:
            self.not_compared = SPOILT
            return None
        if _kind(last) != _kind(new):
            self.not_compared = OTHER_KIND
            return None
        return last


def make_ready(snapshot: Snapshot, book: Book) -> None:
    """Run the clocks over a snapshot and say why its lists changed, where that has not been done.

    Raises HoldfastError.
    """
    try:
        outlook = open_outlook(snapshot, book)
        try:
            changes_for_account(outlook)
        finally:
            outlook.close()
    except HoldfastError:
        raise
    except Exception as error:
        raise failed_step(error) from error


def would_lose(snapshot_id: str, waiting: Waiting) -> WouldLose:
    """That a snapshot waits, why, and what to do."""
    against = f" against {waiting.against}" if waiting.against else ""
    words = " ".join(one.what for one in waiting.losses[:MOST])
    if len(waiting.losses) > MOST:
        words += (
            f" And {len(waiting.losses) - MOST} more: see `holdfast snapshot show {snapshot_id}`."
        )
    return WouldLose(
        f"Snapshot {snapshot_id} is kept and is not shown, because much would be lost{against}: "
        f"{words}",
        "Look whether the export is whole, and import it again. If what it says is right, run "
        f"`holdfast snapshot use {snapshot_id} --anyway`.",
    )


def failed_step(error: Exception) -> HoldfastError:
    """A fault of ours while a snapshot was made ready, told by its kind and place alone."""
    # The error's own words may quote a child's row.
    step = extract_tb(error.__traceback__)[-1]
    return HoldfastError(
        f"The snapshot could not be made ready: {type(error).__name__} at "
        f"{Path(step.filename).name}:{step.lineno}.",
        "The last good snapshot is shown as before. Please report this with these words.",
    )


def _kind(snapshot: Snapshot) -> tuple[str, bool]:
    return snapshot.manifest.source, snapshot.manifest.made_up

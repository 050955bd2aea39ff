"""Immutable snapshots of the record, and the one pointer that says which is current.

Under the data folder::

    current                      the id of the current snapshot
    lock                         held while an import or a prune runs
    incoming/<random>/           an import that has not finished
    snapshots/<id>/              <table>.parquet, refusals.parquet, unreadable.parquet,
                                 words.parquet, manifest.json
    derived/<id>/                what was computed from a snapshot; it goes when that goes
    identity/                    the register of children, which outlasts snapshots

An import writes a whole new folder, forces it to the disk, moves it into place, works out what
pages need of it and only then moves the pointer. A reader therefore sees one consistent cut; a
crash, a full disk or a step that fails leaves the last good one, and what the dead import left in
``incoming`` is cleared by the next. One that was whole when its import died is kept, not current.

An id is the as-at day and a number that counts the imports of this folder, such as
``2018-01-31-0001``. It sorts by day and tells nothing of any child.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from shutil import rmtree

from holdfast.errors import CannotRead, Damaged, HoldfastError, NoSnapshot, NotFound
from holdfast.record.identity.keeping import becoming_current, check_register, settle
from holdfast.record.store.atomic_files import (
    disk_errors_in_words,
    force,
    make_folder,
    move_pointer,
    read_pointer,
)
from holdfast.record.store.came_after import came_after, note_came_after
from holdfast.record.store.draft import Draft, Ready, clear_leftovers, locked, new_folder
from holdfast.record.store.manifest import Feed, Manifest, Note, TableCount
from holdfast.record.store.snapshot import (
    SNAPSHOT_ID,
    Snapshot,
    computed_with,
    derived_folder,
    read_snapshot,
)
from holdfast.record.store.waiting import waiting_of

__all__ = [
    "Draft",
    "Feed",
    "Manifest",
    "Note",
    "Ready",
    "Snapshot",
    "Store",
    "TableCount",
    "derived_folder",
]

_MANY = 2**31


class Store:
    """The snapshots under one data folder.

    ``ready`` is asked of each new one before it becomes current, as ``Draft.finish`` says.
    """

    def __init__(self, home: Path, ready: Ready | None = None) -> None:
        self.home = home
        self._ready = ready
        self._snapshots = home / "snapshots"
        self._incoming = home / "incoming"
        self._pointer = home / "current"

    @contextmanager
    def begin(self) -> Iterator[Draft]:
        """Start an import: ``with store.begin() as draft``. Raises Busy when one is running.

        What was drafted is thrown away unless ``draft.finish`` was reached. Raises CannotWrite
        where the disk refuses what is written meanwhile, Damaged where the register of children is
        not as it was written.
        """
        with self._locked():
            check_register(self.home)  # what is damaged is told before anything is read
            with disk_errors_in_words(self.home, "The new snapshot"):
                folder = new_folder(self._incoming)
            draft = Draft(folder, self._snapshots, self._pointer, self._ready)
            try:
                with draft.disk_errors_in_words():
                    yield draft
            finally:
                rmtree(draft.folder, ignore_errors=True)
                settle(self.home)

    def current(self) -> Snapshot:
        """The snapshot that every figure is answered from. Raises NoSnapshot."""
        pointed = self.pointed()
        if not pointed:
            raise NoSnapshot(
                "Nothing has been imported yet.",
                "Run `holdfast import`, or `holdfast demo` for made-up children.",
            )
        if not SNAPSHOT_ID.fullmatch(pointed):
            raise Damaged(
                "The file that says which snapshot is current is not as it was written.",
                "Choose one of `holdfast snapshot list` with `holdfast snapshot use ID`.",
            )
        return read_snapshot(self._snapshots / pointed)

    def last_whole(self) -> tuple[Snapshot, HoldfastError | None]:
        """The current snapshot where it is as it was written, else the last before it that is.

        Then also why it is not the current one. One that waits is never taken. Raises NoSnapshot,
        and what is wrong with the current one where none before it is whole.
        """
        pointed = self.pointed()
        try:
            return _checked(self.current()), None
        except (Damaged, CannotRead) as fault:
            for earlier in self.before(pointed):
                with suppress(Damaged):
                    return _checked(earlier), fault
            raise

    def came_before(self, snapshot_id: str) -> list[Snapshot]:
        """What a snapshot's lists may be compared with, the likeliest first.

        That is the one that was current before it, or is while it is not; then those imported
        before it, the latest first.
        """
        likeliest = came_after(self.home, snapshot_id) or self.pointed()
        earlier = self.before(snapshot_id)
        return sorted(earlier, key=lambda one: one.id != likeliest)

    def before(self, snapshot_id: str) -> list[Snapshot]:
        """Those imported before one that could be current instead, the latest import first."""
        number = _number(snapshot_id) if SNAPSHOT_ID.fullmatch(snapshot_id) else _MANY
        held = sorted(self.all(), key=lambda one: _number(one.id), reverse=True)
        others = [one for one in held if one.id != snapshot_id and _number(one.id) < number]
        return [one for one in others if waiting_of(self.home, one.id) is None]

    def pointed(self) -> str:
        """The id of the current snapshot, whether it can be read or not; empty for none."""
        return read_pointer(self._pointer)

    def get(self, snapshot_id: str) -> Snapshot:
        """The snapshot with this id. Raises NotFound, or Damaged without a manifest."""
        # The pattern also keeps an id out of an address from climbing out of the folder.
        folder = self._snapshots / snapshot_id
        if not SNAPSHOT_ID.fullmatch(snapshot_id) or not folder.is_dir():
            raise NotFound(
                "There is no snapshot with that id.",
                "Run `holdfast snapshot list` to see those that are held.",
            )
        return read_snapshot(folder)

    def make_current(self, snapshot_id: str, ready: Ready | None = None) -> Snapshot:
        """Answer every figure from a snapshot that is held already, if ``ready`` agrees.

        Raises what ``ready`` raises, NotFound, Busy, and CannotWrite when the disk refuses; the
        one that was current then stays current.
        """
        snapshot = self.get(snapshot_id)
        if self.pointed() == snapshot_id:
            return snapshot
        with self._locked():
            snapshot = self.get(snapshot_id)  # it may have been pruned meanwhile
            if ready is None or ready(snapshot):
                with (
                    disk_errors_in_words(self.home, "The pointer to the current snapshot"),
                    becoming_current(self.home, snapshot),
                ):
                    note_came_after(self.home, snapshot_id, self.pointed())
                    move_pointer(self._pointer, snapshot_id)
        return snapshot

    def all(self) -> list[Snapshot]:
        """Every snapshot that can be read, the latest as-at day first; see ``unreadable``."""
        return [one for one in map(self._readable, self._in_order()) if one is not None]

    def unreadable(self) -> list[str]:
        """The ids of those that cannot be read, for want of their manifest or its sense."""
        return [one for one in self._in_order() if self._readable(one) is None]

    def prune(self, today: date, keep_days: int) -> list[str]:
        """Delete snapshots made more than ``keep_days`` days ago; give their ids.

        Age counts from the day of the import, not the as-at day: retention limits how long a
        copy of children's data is held, also of one that was made current again. The current
        snapshot is never deleted, nor is one that cannot be read: nothing says how old it is.
        Raises Busy while an import runs, CannotWrite when the disk refuses.
        """
        with self._locked(), disk_errors_in_words(self.home, "That old snapshots are gone"):
            oldest = today - timedelta(days=keep_days)
            spare = self.pointed()
            old = [one for one in self.all() if one.id != spare and one.manifest.made_on < oldest]
            for snapshot in old:
                self._delete(snapshot.folder)
            return [snapshot.id for snapshot in old]

    def verify(self, snapshot_id: str) -> None:
        """Check every file against its checksum. Raises Damaged naming the files."""
        self.get(snapshot_id).verify()

    def _in_order(self) -> list[str]:
        return sorted(self._ids(), key=lambda name: (name[:10], _number(name)), reverse=True)

    def _readable(self, snapshot_id: str) -> Snapshot | None:
        try:
            return read_snapshot(self._snapshots / snapshot_id)
        except (Damaged, CannotRead):
            return None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with disk_errors_in_words(self.home, "What an import or a prune needs"):
            make_folder(self._snapshots)
            make_folder(self._incoming)
            force(self.home)
        with locked(self.home / "lock"):
            clear_leftovers(self._incoming)
            settle(self.home)
            yield

    def _delete(self, folder: Path) -> None:
        rmtree(derived_folder(self.home, folder.name), ignore_errors=True)
        for place in computed_with(self.home, folder.name):
            place.unlink(missing_ok=True)
        # Moved out first: a crash half-way through a deletion must not leave half a snapshot.
        dying = folder.rename(new_folder(self._incoming) / folder.name)
        force(self._snapshots)
        rmtree(dying.parent, ignore_errors=True)

    def _ids(self) -> list[str]:
        if not self._snapshots.is_dir():
            return []
        return [
            place.name for place in self._snapshots.iterdir() if SNAPSHOT_ID.fullmatch(place.name)
        ]


def _checked(snapshot: Snapshot) -> Snapshot:
    snapshot.check()
    return snapshot


def _number(snapshot_id: str) -> int:
    return int(snapshot_id[11:])

"""The supplements of a data folder: kept by version, and one pointer that says which are laid over.

Under the data folder::

    supplements/laid_over          the ids of those laid over, one of each origin
    supplements/versions/<id>/     see ``supplement.py``; an id is its origin and a number

They lie outside the snapshots, which never change, and over each of them. A new one of an origin
takes the place of the one before whole; that is kept as an earlier version until retention takes
it. As with snapshots, a new one is written aside and forced to the disk before the pointer moves,
so that a reader sees the old one or the new one, and a crash leaves the old.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from shutil import rmtree

from holdfast.errors import CannotRead, Damaged, NotFound
from holdfast.record.register import TABLES
from holdfast.record.store.atomic_files import (
    disk_errors_in_words,
    force,
    make_folder,
    move_folder,
    move_pointer,
    read_pointer,
    write_text,
)
from holdfast.record.store.checked import MANIFEST_FILE
from holdfast.record.store.draft import (
    clear_leftovers,
    locked,
    new_folder,
    rows_of,
    settle_files,
)
from holdfast.record.supplements.supplement import (
    SUPPLEMENT_ID,
    Supplement,
    SupplementManifest,
    read_supplement,
)

# Asked once a new one lies in place and before it is laid over: what is to be laid over then.
Ready = Callable[[tuple[Supplement, ...]], object]

FOLDER, POINTER, _VERSIONS = "supplements", "laid_over", "versions"
_WHAT = "The supplement"


@dataclass(frozen=True)
class SupplementDraft:
    """The folder of a supplement that is being written: see ``Drafting``."""

    folder: Path
    home: Path

    def table_path(self, table_name: str) -> Path:
        """Where to write the Parquet file of a record table, its rows in any order."""
        return self.folder / f"{table_name}.parquet"


class Supplements:
    """The supplements under one data folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._versions = home / FOLDER / _VERSIONS
        self._pointer = pointer(home)

    def laid_over(self) -> tuple[Supplement, ...]:
        """Those laid over, in order of origin. Raises Damaged, CannotRead."""
        return tuple(read_supplement(self._versions / one) for one in self.pointed())

    def laid_over_by(self, moment: str) -> tuple[Supplement, ...]:
        """Those that were laid over by a moment as ISO text, of the origins laid over now.

        Of an origin that was laid anew since, the version before. Raises Damaged, CannotRead, and
        NotFound where that version is kept no longer.
        """
        found = []
        for one in self.laid_over():
            if one.manifest.made_at <= moment:
                found.append(one)
                continue
            kept = [other for other in self.all() if other.origin == one.origin]
            before = next((other for other in kept if other.manifest.made_at <= moment), None)
            if before is not None:
                found.append(before)
            elif not any(other.id == f"{one.origin}-0001" for other in kept):
                raise NotFound(
                    f"What was laid over of {one.origin} at that moment is kept no longer.",
                    "Make the pack of what is entered now.",
                )
        return tuple(found)

    def pointed(self) -> tuple[str, ...]:
        """The ids of those laid over. Raises Damaged where the pointer is not as it was written."""
        told = read_pointer(self._pointer)
        ids = tuple(told.split(",")) if told else ()
        if not all(SUPPLEMENT_ID.fullmatch(one) for one in ids):
            raise Damaged(
                "The file that says which supplements are laid over is not as it was written.",
                f"Restore {FOLDER}/{POINTER} from a backup; or delete it, and add the files again.",
            )
        return ids

    def all(self) -> list[Supplement]:
        """Every version that can be read, by origin, the latest first."""
        found = []
        for name in sorted(self._ids(), key=_origin_and_number):
            try:
                found.append(read_supplement(self._versions / name))
            except (Damaged, CannotRead):
                continue
        return found

    @contextmanager
    def begin(self, shortly: bool = False) -> Iterator[SupplementDraft]:
        """Start a supplement; what was drafted is thrown away unless ``finish`` was reached.

        ``shortly`` as ``locked`` has it. Raises Busy while an import runs, CannotWrite where the
        disk refuses.
        """
        with self._locked(shortly):
            draft = SupplementDraft(new_folder(self.home / "incoming"), self.home)
            try:
                yield draft
            finally:
                rmtree(draft.folder, ignore_errors=True)

    def finish(
        self, draft: SupplementDraft, manifest: SupplementManifest, ready: Ready | None = None
    ) -> Supplement:
        """Lay a draft down and over the snapshots, in the place of the one of its origin.

        Fills in the manifest's id, rows and checksums. ``ready`` is called once it lies in place
        and before anyone reads it: what pages need is worked out there. Call it inside ``begin``.
        Raises what ``ready`` raises; nothing of it is left then.
        """
        checksums = settle_files(draft.folder)
        named = {table.name for table in TABLES}
        tables = [Path(name).stem for name in checksums if Path(name).stem in named]
        whole = replace(
            manifest,
            id=self._next_id(manifest.origin),
            rows={name: rows_of(draft.table_path(name)) for name in tables},
            checksums=checksums,
        )
        write_text(draft.folder / MANIFEST_FILE, whole.to_json())
        move_folder(draft.folder, self._versions / whole.id)
        laid = Supplement(self._versions / whole.id, whole)
        try:
            if ready is not None:
                before = [one for one in self.laid_over() if one.origin != whole.origin]
                ready(tuple(sorted((*before, laid), key=lambda one: one.id)))
            self._point([*self._others(whole.origin), whole.id])
        except BaseException:
            with suppress(OSError):  # what the disk refuses now is a version that is not laid over
                laid.folder.rename(draft.folder)
            raise
        return laid

    def remove(self, origin: str) -> str:
        """Lay the supplement of an origin over no longer; give its id. It is kept as a version.

        Raises NotFound where none of it is laid over, Busy, CannotWrite, Damaged.
        """
        with self._locked():
            gone = [one for one in self.pointed() if _origin_and_number(one)[0] == origin]
            if not gone:
                raise NotFound(
                    f"No supplement called {origin} is laid over.",
                    "See `holdfast supplement list`.",
                )
            self._point(self._others(origin))
            return gone[0]

    def prune(self, today: date, keep_days: int) -> list[str]:
        """Delete versions made more than ``keep_days`` days ago; give their ids.

        Never one that is laid over, nor one that cannot be read. Raises Busy, CannotWrite, Damaged.
        """
        if not self._ids():
            return []
        with self._locked():
            oldest, spared = today - timedelta(days=keep_days), self.pointed()
            old = [
                one for one in self.all() if one.id not in spared and one.manifest.made_on < oldest
            ]
            for one in old:
                # Moved out first: a crash half-way must not leave half a version.
                dying = one.folder.rename(new_folder(self.home / "incoming") / one.id)
                force(self._versions)
                rmtree(dying.parent, ignore_errors=True)
            return [one.id for one in old]

    def _point(self, ids: list[str]) -> None:
        move_pointer(self._pointer, ",".join(sorted(ids)))

    def _others(self, origin: str) -> list[str]:
        return [one for one in self.pointed() if _origin_and_number(one)[0] != origin]

    def _next_id(self, origin: str) -> str:
        named = map(_origin_and_number, (*self._ids(), *self.pointed()))
        last = max((-number for name, number in named if name == origin), default=0)
        return f"{origin}-{last + 1:04d}"

    def _ids(self) -> list[str]:
        if not self._versions.is_dir():
            return []
        return [one.name for one in self._versions.iterdir() if SUPPLEMENT_ID.fullmatch(one.name)]

    @contextmanager
    def _locked(self, shortly: bool = False) -> Iterator[None]:
        with disk_errors_in_words(self.home, _WHAT):
            make_folder(self._versions)
            make_folder(self.home / "incoming")
            with locked(self.home / "lock", shortly):
                clear_leftovers(self.home / "incoming")
                yield


def pointer(home: Path) -> Path:
    """The file that says which supplements of a data folder are laid over."""
    return home / FOLDER / POINTER


def _origin_and_number(name: str) -> tuple[str, int]:
    """In this order versions stand by origin, the latest first."""
    origin, number = name.rsplit("-", 1)
    return origin, -int(number)

"""Packs that were made, kept in the data folder: with who made each, when, and by which checksum.

    packs/<kind>-<day>-<part of the checksum>/    its files
                                      pack.json   what it was made of, its files, its checksum
                                      made.json   who made it, and when
                                  children.json   of which children it tells

A folder is filled beside its place and moved there whole, so that a pack is kept or it is not. A
pack that is made again and says the same takes the place of the former: a contingency pack may have
another passphrase, another may be printed now. What a making that was killed has left is deleted,
and counted, when the next begins.
"""

import json
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp

from holdfast.errors import BadSetting, Busy, CannotWrite, Damaged, NotFound
from holdfast.evidence.content.asked_of import PackSource
from holdfast.evidence.kinds import PackKind, PackWanted
from holdfast.evidence.making import (
    NAMELESS,
    MadePack,
    PackFile,
    make_pack,
)
from holdfast.progress import Step
from holdfast.record.store.atomic_files import (
    disk_errors_in_words,
    force,
    hold_alone,
    write_text,
)

FOLDER = "packs"
_ABOUT, _MADE, _CHILDREN = "pack.json", "made.json", "children.json"
_UNFINISHED, _REMOVED = ".making-", ".removing-"
_PART = 16


@dataclass(frozen=True)
class KeptPack:
    """A pack in the data folder; ``by`` and ``at`` are who made it and when, as ISO text.

    ``entered_until`` is the moment until which entries of people were taken; empty where that was
    not kept.
    """

    identifier: str
    kind: PackKind
    day: date
    snapshot: str
    options: dict[str, str | int]
    files: tuple[PackFile, ...]
    checksum: str
    notes: tuple[str, ...]
    by: str
    at: str
    folder: Path
    entered_until: str = ""

    @property
    def children(self) -> frozenset[str]:
        """The children whom its files name, by their numbers in the record. Raises Damaged."""
        try:
            return frozenset(json.loads((self.folder / _CHILDREN).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise Damaged(
                f"Nobody can say any more of which children the pack {self.identifier} tells.",
                "Do not hand it out: make the pack again from its snapshot and day.",
            ) from error

    def read(self, name: str) -> bytes:
        """One of its files, as it was made. Raises NotFound, Damaged."""
        found = next((one for one in self.files if one.name == name), None)
        if found is None:
            raise NotFound("The pack has no such file.", "See the list of its files.")
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            content = b""
        if sha256(content).hexdigest() != found.sha256:
            raise Damaged(
                f"The file {name} of a kept pack is not as it was made.",
                "Do not hand it out: make the pack again from its snapshot and day.",
            )
        return content

    def children_in(self, name: str) -> frozenset[str]:
        """The children whom one of its files names."""
        return frozenset() if Path(name).stem == NAMELESS else self.children

    def copy_to(self, out: Path) -> list[Path]:
        """Copy its files into a new or empty folder, all of them or none.

        Raises what ``refuse_out`` and ``read`` do, and CannotWrite.
        """
        refuse_out(out)
        for one in self.files:
            self.read(one.name)
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            draft = Path(mkdtemp(prefix=f".{out.name}-", dir=out.parent))
            try:
                for one in self.files:
                    copyfile(self.folder / one.name, draft / one.name)
                    force(draft / one.name)
                draft.replace(out)
            finally:
                rmtree(draft, ignore_errors=True)
        except OSError as error:
            why = os.strerror(error.errno) if error.errno else type(error).__name__
            raise CannotWrite(
                f"The pack is kept, but could not be written to {out}: {why}.",
                "Give --out a place of your own with room for it, and make the pack again.",
            ) from error
        return [out / one.name for one in self.files]


def refuse_out(out: Path) -> None:
    """Raise BadSetting where something lies already in the place of the folder of a pack."""
    if out.is_symlink() or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise BadSetting(
            f"There is something at {out} already; nothing was changed.",
            "Give --out a new folder, or an empty one.",
        )


def keep_pack(
    home: Path,
    wanted: PackWanted,
    source: PackSource,
    by: str,
    at: str,
    step: Step,
    allow: Callable[[MadePack], None],
) -> KeptPack:
    """Make a pack and keep it. ``allow`` is told what was made before anybody can have it.

    Whatever ``allow`` raises, nothing is kept: it writes the row in the log. ``at`` is the moment
    as ISO text. Raises what ``make_pack`` raises, Busy where another pack is being made, and
    CannotWrite where the disk refuses.
    """
    place = home / FOLDER
    with disk_errors_in_words(home, "The pack", lambda: "Nothing of it was kept."), _alone(home):
        if left := _sweep(place):
            step(f"Deleted what {left} unfinished packs had left", 0, 0)
        draft = Path(mkdtemp(prefix=_UNFINISHED, dir=place))
        try:
            made = make_pack(wanted, source, draft, step)
            write_text(draft / _ABOUT, _in_json(_about(made)))
            write_text(draft / _CHILDREN, _in_json(sorted(made.children)))
            write_text(draft / _MADE, _in_json({"by": by, "at": at}))
            for path in draft.iterdir():
                force(path)
            allow(made)
            identifier = f"{made.kind}-{made.day.isoformat()}-{made.checksum[:_PART]}"
            _put(draft, place / identifier)
        finally:
            rmtree(draft, ignore_errors=True)
    return kept_pack(home, identifier)


def sweep_unfinished(home: Path) -> int:
    """Delete what makings that were killed have left, and say of how many packs it was.

    While a pack is being made nothing is touched.
    """
    if not (home / FOLDER).is_dir():
        return 0
    with suppress(Busy, CannotWrite, OSError), _alone(home):
        return _sweep(home / FOLDER)
    return 0


def kept_packs(home: Path) -> list[KeptPack]:
    """Every kept pack, the latest made first; one whose list cannot be read is passed over."""
    found = []
    for folder in (home / FOLDER).glob("[a-z]*-*") if (home / FOLDER).is_dir() else ():
        with suppress(OSError, ValueError, KeyError, TypeError):
            found.append(_read(folder))
    return sorted(found, key=lambda one: (one.at, one.identifier), reverse=True)


def kept_pack(home: Path, identifier: str) -> KeptPack:
    """The pack of an identifier. Raises NotFound."""
    found = next((one for one in kept_packs(home) if one.identifier == identifier), None)
    if found is None:
        raise NotFound("There is no such pack.", "It may have been removed: see the list of packs.")
    return found


def remove_pack(pack: KeptPack) -> None:
    """Delete a kept pack, but never an edition for members: what they were told stays to be read.

    Raises BadSetting for such an edition, and CannotWrite.
    """
    if pack.kind is PackKind.SCRUTINY:
        raise BadSetting(
            "An edition for members is not removed: what they were told stays to be read.",
            "Leave it; it names no child.",
        )
    home = pack.folder.parent.parent
    with disk_errors_in_words(home, "The list of packs"), _alone(home):
        gone = Path(mkdtemp(prefix=_REMOVED, dir=pack.folder.parent))
        pack.folder.rename(gone / pack.identifier)
        rmtree(gone)


def prune_packs(home: Path, today: date, keep_days: int) -> list[str]:
    """Remove the packs that name children and were made longer ago than they are to be kept.

    Gives their identifiers. Raises CannotWrite, Busy.
    """
    last = today - timedelta(days=keep_days)
    gone = [
        pack
        for pack in kept_packs(home)
        if pack.kind.names_children and date.fromisoformat(pack.at[:10]) < last
    ]
    for pack in gone:
        remove_pack(pack)
    return [pack.identifier for pack in gone]


def _alone(home: Path) -> AbstractContextManager[None]:
    """Hold the place of the one pack that is made or removed. Raises Busy where another is."""
    busy = Busy(
        "Another pack is being made in this data folder.",
        "Wait until it is done, a minute or so, and ask again.",
    )
    return hold_alone(home / FOLDER, busy)


def _sweep(place: Path) -> int:
    """Delete what is unfinished; a pack that had just made way for another comes back."""
    left = list(place.glob(f"{_UNFINISHED}*"))
    for one in left:
        for former in one.glob("[a-z]*-*"):
            if (former / _MADE).is_file() and not (place / former.name).exists():
                former.rename(place / former.name)
        rmtree(one, ignore_errors=True)
    for one in place.glob(f"{_REMOVED}*"):
        rmtree(one, ignore_errors=True)
    return len(left)


def _put(draft: Path, place: Path) -> None:
    """Move a finished pack to its place; one that says the same goes from there."""
    force(draft)
    if place.exists():
        place.rename(Path(mkdtemp(prefix=_UNFINISHED, dir=place.parent), place.name))
    draft.rename(place)
    force(place.parent)
    _sweep(place.parent)


def _about(made: MadePack) -> dict[str, object]:
    return {
        "kind": made.kind.value,
        "day": made.day.isoformat(),
        "snapshot": made.snapshot,
        "options": dict(made.options),
        "files": [[one.name, one.size, one.sha256] for one in made.files],
        "checksum": made.checksum,
        "notes": list(made.notes),
        "entered_until": made.entered_until,
    }


def _read(folder: Path) -> KeptPack:
    about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    made = json.loads((folder / _MADE).read_text(encoding="utf-8"))
    return KeptPack(
        folder.name,
        PackKind(about["kind"]),
        date.fromisoformat(about["day"]),
        about["snapshot"],
        about["options"],
        tuple(PackFile(*one) for one in about["files"]),
        about["checksum"],
        tuple(about["notes"]),
        made["by"],
        made["at"],
        folder,
        about.get("entered_until", ""),
    )


def _in_json(told: object) -> str:
    return json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n"

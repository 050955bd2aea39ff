"""Packs that were made, kept in the data folder: with who made each, when, and by which seal.

    packs/<kind>-<day>-<part of the seal>/    its files
                                  pack.json   what it was made of, its files, its seal
                                  made.json   who made it, and when: no part of the seal

A folder is filled elsewhere and moved into place whole, so that a pack is kept or it is not. A pack
that is made again, and comes out the same, is the same pack: what is kept stays as it was.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp

from holdfast.errors import CannotWrite, Damaged, NotFound
from holdfast.evidence.content.asked_of import PackSource
from holdfast.evidence.kinds import PackKind, PackWanted
from holdfast.evidence.making import FIGURES, MadePack, PackFile, make_pack, read_edition
from holdfast.evidence.withholding.publication import Edition
from holdfast.progress import Step

FOLDER = "packs"
_ABOUT, _MADE = "pack.json", "made.json"
_PART = 16


@dataclass(frozen=True)
class KeptPack:
    """A pack in the data folder; ``by`` and ``at`` are who made it and when, as ISO text."""

    identifier: str
    kind: PackKind
    day: date
    snapshot: str
    options: dict[str, str | int]
    files: tuple[PackFile, ...]
    seal: str
    notes: tuple[str, ...]
    by: str
    at: str
    folder: Path

    def read(self, name: str) -> bytes:
        """One of its files, as it was sealed. Raises NotFound, Damaged."""
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

    def copy_to(self, out: Path) -> list[Path]:
        """Copy its files into a new or empty folder. Raises CannotWrite, and what ``read`` does."""
        try:
            out.mkdir(parents=True, exist_ok=True)
            if any(out.iterdir()):
                raise CannotWrite(
                    f"The folder {out} is not empty.", "Give --out a new folder, or an empty one."
                )
            for one in self.files:
                self.read(one.name)
                copyfile(self.folder / one.name, out / one.name)
        except OSError as error:
            raise CannotWrite(
                f"The pack cannot be written to {out}.", "Give --out a folder of your own."
            ) from error
        return [out / one.name for one in self.files]


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
    as ISO text. Raises what ``make_pack`` raises, and CannotWrite.
    """
    place = home / FOLDER
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix=".making-", dir=place))
    except OSError as error:
        raise CannotWrite(
            "Packs cannot be kept in the data folder.", "See that it can be written, and its disk."
        ) from error
    try:
        made = make_pack(wanted, source, draft, step, editions(home))
        allow(made)
        identifier = f"{made.kind}-{made.day.isoformat()}-{made.seal[:_PART]}"
        _write(draft / _ABOUT, _about(made))
        _write(draft / _MADE, {"by": by, "at": at})
        with suppress(OSError):  # the same pack is kept already, and stays as it is
            os.rename(draft, place / identifier)
    finally:
        rmtree(draft, ignore_errors=True)
    return kept_pack(home, identifier)


def kept_packs(home: Path) -> list[KeptPack]:
    """Every kept pack, the latest made first; one whose list cannot be read is passed over."""
    found = []
    for folder in (home / FOLDER).glob("*-*") if (home / FOLDER).is_dir() else ():
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
    """Delete a kept pack, but never an edition for members: readers have it for good.

    Raises NotFound for such an edition.
    """
    if pack.kind is PackKind.SCRUTINY:
        raise NotFound(
            "An edition for members is not removed: the next must not give away what it withheld.",
            "Leave it; it names no child.",
        )
    rmtree(pack.folder)


def editions(home: Path) -> list[tuple[date, Edition]]:
    """The editions for members that are out, the earliest first. Raises Damaged.

    Without what one of them withheld nothing could be said of what the next gives away.
    """
    found = []
    for pack in kept_packs(home):
        if pack.kind is PackKind.SCRUTINY:
            found.append(read_edition(pack.read(FIGURES).decode("utf-8")))
    return sorted(found, key=lambda one: one[0])


def _about(made: MadePack) -> dict[str, object]:
    return {
        "kind": made.kind.value,
        "day": made.day.isoformat(),
        "snapshot": made.snapshot,
        "options": dict(made.options),
        "files": [[one.name, one.size, one.sha256] for one in made.files],
        "seal": made.seal,
        "notes": list(made.notes),
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
        about["seal"],
        tuple(about["notes"]),
        made["by"],
        made["at"],
        folder,
    )


def _write(path: Path, told: object) -> None:
    text = json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False)
    with path.open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())

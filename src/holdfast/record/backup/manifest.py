"""Which files of a data folder a backup holds, and what a backup says of itself.

Everything in the folder is held but what is made anew or lies there for a while, so that a file
which a later version, or the council, puts there is not forgotten.
"""

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from holdfast.errors import Damaged
from holdfast.record.store.waiting import WAITING_FILE

MANIFEST = "holdfast-backup.json"
FORMAT = 1

PEOPLE = "people.sqlite3"
SECRET_KEY = "secret-key"
POINTER = "current"
SNAPSHOTS = "snapshots"
INCOMING = "incoming"
LOCK = "lock"
# What a restore is noted in while it moves files into place.
RESTORING = "restoring"

# The demonstrations, which are made up and made again.
DEMONSTRATIONS = frozenset({"demo", "demo-today"})
# Worked out from snapshots, gathered from the package, or of use to a running process alone.
LEFT_OUT = DEMONSTRATIONS | frozenset({
    "derived", INCOMING, "uploads", "surveys", "static", "temporary", LOCK, RESTORING,
    "surveys.lock", "uploads.lock", "people.lock",
    f"{PEOPLE}-wal", f"{PEOPLE}-shm", f"{PEOPLE}-journal",
})  # fmt: skip
# The one file of `derived` that cannot be worked out again: why a snapshot waits to be shown.
_WAITING = re.compile(rf"derived/\d{{4}}-\d{{2}}-\d{{2}}-\d{{4,}}/{re.escape(WAITING_FILE)}")


@dataclass(frozen=True)
class Kept:
    """One file of a backup: how many bytes it has, and their SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class BackupManifest:
    """What a backup says of itself. It is the last thing in it, so that a cut one has none.

    ``files`` are named by their place in the data folder, with ``/`` between; ``current`` is the
    snapshot that was shown, or empty; ``damaged`` are snapshots that did not match their own
    checksums when the backup was made; ``secrets`` says whether the key that signs is in it.
    """

    made_at: str
    version: str
    current: str
    secrets: bool
    damaged: tuple[str, ...]
    files: dict[str, Kept]

    @property
    def snapshots(self) -> tuple[str, ...]:
        """The ids of the snapshots in the backup."""
        places = (name.split("/") for name in self.files)
        return tuple(sorted({one[1] for one in places if one[0] == SNAPSHOTS and len(one) > 2}))

    def to_json(self) -> str:
        """As it stands in the archive."""
        return json.dumps({"holdfast_backup": FORMAT, **asdict(self)}, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "BackupManifest":
        """Raises Damaged where the text is no manifest, or one of a later version."""
        try:
            plain = json.loads(text)
            if plain.pop("holdfast_backup") != FORMAT:
                raise Damaged(
                    "The backup was made by a later version of Holdfast.",
                    "Install that version, and restore with it.",
                )
            return cls._of(plain)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise Damaged(
                "What the backup says of itself cannot be read.", "Use another backup."
            ) from error

    @classmethod
    def _of(cls, plain: dict[str, Any]) -> "BackupManifest":
        files = {name: Kept(**kept) for name, kept in plain.pop("files").items()}
        return cls(files=files, damaged=tuple(plain.pop("damaged")), **plain)


def is_held(name: str) -> bool:
    """Whether a backup may hold a file of this name: one below the data folder, and worth it."""
    parts = name.split("/")
    if not name.isprintable() or "\\" in name or {"", ".", ".."} & set(parts):
        return False
    return parts[0] not in LEFT_OUT or bool(_WAITING.fullmatch(name))

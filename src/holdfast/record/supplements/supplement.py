"""One supplement: rows of the record that come from elsewhere than the import of the case system.

A supplement has an *origin*, a short name of what it is about and where it comes from
("supervision", "actions", "workforce"; "holdfast" is kept for what people enter here). It says
what it carries (its feeds, as sources declare them), and until which day it is complete (*known
until*): that is another day than the extract's own.

Its folder is sealed like that of a snapshot and never changes::

    <table>.parquet        the rows, typed, each child by the number that was given
    entries.parquet        of each line the day on which it was entered, and whether it stands
    children.parquet       the numbers that were given, and whose id in the register each is
    doubts.parquet, set_aside.<table>.parquet, refusals.parquet, unreadable.parquet, words.parquet
    manifest.json
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from holdfast.errors import CannotRead, Damaged
from holdfast.limits import KEPT_FILE
from holdfast.ordinary_file import refuse_odd_file
from holdfast.record.store.atomic_files import checksum, checksum_as_it_stands
from holdfast.record.store.checked import MANIFEST_FILE, files_not_as_written
from holdfast.record.store.manifest import (
    Feed,
    Note,
    TableCount,
    is_as_sealed,
    sealed_json,
    told_parts,
)

VERSION = 1
SUPPLEMENT_ID = re.compile(r"([a-z]+)-(\d{4,})")


@dataclass(frozen=True)
class SupplementManifest:
    """What a supplement says of itself, without a child's data.

    ``known_from`` gives, by record table, the first day of which its rows tell; what began
    earlier cannot be determined by them. ``known_until`` is the last day. ``file`` is what it was
    read from, ``made_at`` the moment, as ISO text. ``id``, ``rows`` (by record table) and
    ``checksums`` (SHA-256 by file name) are filled in when it is laid down.
    """

    origin: str
    known_from: Mapping[str, date]
    known_until: date
    made_at: str
    file: str
    counts: tuple[TableCount, ...] = ()
    feeds: Mapping[str, Feed] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    id: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)
    checksums: Mapping[str, str] = field(default_factory=dict)
    version: int = VERSION

    @property
    def made_on(self) -> date:
        """The day of ``made_at``: retention counts from it."""
        return date.fromisoformat(self.made_at[:10])

    def to_json(self) -> str:
        """The manifest as indented JSON, keys in a fixed order."""
        days = {table: day.isoformat() for table, day in self.known_from.items()}
        plain = asdict(self) | {"known_from": days, "known_until": self.known_until.isoformat()}
        return sealed_json(plain)

    @classmethod
    def from_json(cls, text: str) -> "SupplementManifest":
        """Read a manifest. Raises ValueError where it is not one, or not as it was written."""
        try:
            plain = json.loads(text)
            later = plain["version"] > VERSION
            if not later and not is_as_sealed(plain):
                raise ValueError("not as it was sealed")
            return cls(**{one.name: plain[one.name] for one in fields(cls)} | _parts(plain))
        except (TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ValueError("no manifest") from error


def _parts(plain: Any) -> dict[str, Any]:
    days = {table: date.fromisoformat(day) for table, day in plain["known_from"].items()}
    until = date.fromisoformat(plain["known_until"])
    return told_parts(plain) | {"known_from": days, "known_until": until}


@dataclass(frozen=True)
class Supplement:
    """One immutable supplement. ``id`` is also the name of its folder: origin and number."""

    folder: Path
    manifest: SupplementManifest

    @property
    def id(self) -> str:
        """The origin and the number of this version of it."""
        return self.manifest.id

    @property
    def origin(self) -> str:
        """The short name of what it is about."""
        return self.manifest.origin

    def path(self, table: str) -> Path:
        """The Parquet file of a record table that it carries."""
        return self.folder / f"{table}.parquet"

    def check(self) -> None:
        """Raise Damaged where a file is not as it was written, naming it.

        Costs the reading of the files, once in a process while they stand as they are.
        """
        self._hold(checksum_as_it_stands)

    def verify(self) -> None:
        """The same of every file as the disk gives it now."""
        self._hold(checksum)

    def _hold(self, sum_of: Callable[[Path], str]) -> None:
        wrong = files_not_as_written(self.folder, self.manifest.checksums, sum_of)
        if wrong:
            raise _damaged(self.id, f"does not match its checksums: {', '.join(wrong)}")


def read_supplement(folder: Path) -> Supplement:
    """The supplement in ``folder``. Raises Damaged without a manifest as it was written."""
    place = folder / MANIFEST_FILE
    try:
        refuse_odd_file(place, KEPT_FILE)
        manifest = SupplementManifest.from_json(place.read_text(encoding="utf-8"))
    except (OSError, ValueError, CannotRead) as error:
        raise _damaged(folder.name, "has no manifest that can be read") from error
    if manifest.version > VERSION:
        raise CannotRead(
            f"The supplement {folder.name} was written by a later version of Holdfast.",
            "Update Holdfast, or add the file again with this version.",
        )
    return Supplement(folder, manifest)


def _damaged(name: str, what: str) -> Damaged:
    origin = name.partition("-")[0]
    return Damaged(
        f"The supplement {name} {what}.",
        f"Add the file again (`holdfast supplement add {origin} FILE`), restore its folder from a "
        f"backup, or take it away with `holdfast supplement remove {origin}`.",
    )

"""What a snapshot says about itself, without a child's data.

The manifest answers what an auditor asks of any figure: from what source, as at which day,
how many rows were given, read and refused, what the source can carry at all, and what the
reader did about the traps it met.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta
from typing import Any, Literal

from holdfast.days import add_months
from holdfast.errors import CannotRead, Damaged

VERSION = 1

# What holds the checksum of all else in it.
_SEAL = "seal"

Source = Literal["annex_a", "cin_census", "ssd", "ssda903", "made_up"]
Reach = Literal["every", "latest"]


@dataclass(frozen=True)
class TableCount:
    """The rows of one source table: ``given`` is always ``read`` plus ``refused``."""

    table: str
    given: int
    read: int
    refused: int


@dataclass(frozen=True)
class Feed:
    """What a source can carry for one record table.

    ``reach`` says whether it gives every event or only the latest. ``columns`` are those
    that it maps at all, even when no row holds a value: only what a source could have said
    may be read as "not done". ``of`` says in words whom alone it tells of; empty: of everybody.
    """

    reach: Reach
    columns: tuple[str, ...]
    of: str = ""


@dataclass(frozen=True)
class Note:
    """What the reader did about a known trap, where, and how many times."""

    where: str
    what: str
    count: int


@dataclass(frozen=True)
class Manifest:
    """The description of one snapshot.

    The importer gives everything up to ``begins``; ``made_at`` is an ISO moment that it was
    told. ``begins`` gives, by record table, the first day from which the source tells all that
    happened; what was over before it need not be in it. Of a table that is not in ``begins``
    nothing says that it begins. ``id``, ``rows`` (by record table) and ``checksums`` (SHA-256 by
    file name) are filled in when the snapshot is laid down.
    """

    as_at: date
    made_at: str
    source: Source
    made_up: bool
    origin: str
    counts: tuple[TableCount, ...] = ()
    feeds: Mapping[str, Feed] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    begins: Mapping[str, date] = field(default_factory=dict)
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
        begins = {table: day.isoformat() for table, day in self.begins.items()}
        return sealed_json(asdict(self) | {"as_at": self.as_at.isoformat(), "begins": begins})

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        """Read a manifest. Raises CannotRead when it is not one, or is of a later version.

        Raises Damaged when it is not as it was written. One of before manifests were sealed is
        taken as it stands.
        """
        try:
            return _manifest(json.loads(text))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise CannotRead(
                "A snapshot's manifest cannot be read.",
                "Restore the snapshot's folder from a backup, or import the source again.",
            ) from error


def sealed_json(plain: dict[str, Any]) -> str:
    """What a manifest says as indented JSON, keys in a fixed order, with its own checksum."""
    return _written(plain | {_SEAL: _seal(plain)})


def is_as_sealed(plain: dict[str, Any]) -> bool:
    """Whether what a manifest says is as it was sealed; one without a seal is. Takes the seal."""
    return _SEAL not in plain or bool(plain.pop(_SEAL) == _seal(plain))


def _written(plain: Any) -> str:
    return json.dumps(plain, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _seal(plain: Any) -> str:
    """The SHA-256 of all that a manifest says."""
    return hashlib.sha256(_written(plain).encode()).hexdigest()


def _manifest(plain: Any) -> Manifest:
    if plain["version"] > VERSION:
        raise CannotRead(
            "This snapshot was written by a later version of Holdfast.",
            "Update Holdfast, or import the source again with this version.",
        )
    if not is_as_sealed(plain):
        raise Damaged(
            "A snapshot's manifest is not as it was written.",
            "Restore the snapshot's folder from a backup, or import the source again.",
        )
    as_at = date.fromisoformat(plain["as_at"])
    unsaid = dict.fromkeys(plain["feeds"], _begin_unsaid(plain["source"], as_at))
    begins = plain.setdefault("begins", {name: day for name, day in unsaid.items() if day})
    begin_days = {name: date.fromisoformat(day) for name, day in begins.items()}
    days = {"as_at": as_at, "begins": begin_days}
    known = {one.name: plain[one.name] for one in fields(Manifest)}
    built = Manifest(**known | told_parts(plain) | days)
    _ = built.made_on  # a moment that is none must fail here, not at the next prune
    return built


def _begin_unsaid(source: Source, as_at: date) -> str | None:
    """Since when a snapshot tells that was written before manifests said it: at the latest.

    Of returns of several years that is too late, until they are imported again.
    """
    if source == "annex_a":
        return six_months_to(as_at).isoformat()
    if source in ("cin_census", "ssda903"):
        return date(as_at.year - (as_at.month < 4), 4, 1).isoformat()
    return None


def six_months_to(as_at: date) -> date:
    """The first day of the six months up to a day, of which Annex A's lists 1 to 5 are."""
    return add_months(as_at, -6) + timedelta(days=1)


def told_parts(plain: Any) -> dict[str, Any]:
    """What every manifest tells of its rows: counts, feeds and notes, from JSON."""
    feeds = plain["feeds"].items()
    return {
        "counts": tuple(TableCount(**one) for one in plain["counts"]),
        "feeds": {
            name: Feed(one["reach"], tuple(one["columns"]), one.get("of", ""))
            for name, one in feeds
        },
        "notes": tuple(Note(**one) for one in plain["notes"]),
    }

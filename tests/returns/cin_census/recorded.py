"""A made-up council that ends on the last day of a census year, and small records made by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from holdfast.engine import Engine
from holdfast.record.store.manifest import Feed, Manifest
from holdfast.record.store.snapshot import Called, Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_made_up
from tests.records import EVERYTHING, Rows, load

MADE_AT = "2026-04-20T09:00:00"


# A seed of which even a small council has pre-proceedings in its last year.
SEED = 4


def council(home: Path, children: int, year: int) -> Snapshot:
    """A council as it was on the reference date of a census."""
    return import_made_up(Store(home), children, date(year, 3, 31), SEED, MADE_AT)


@dataclass(frozen=True)
class Small(Snapshot):
    """A record of a few rows, held in memory."""

    rows: Rows

    def open(self, engine: Engine, called: Called = str) -> None:
        load(engine, self.rows)


def snapshot_of(rows: Rows, as_at: str = "2026-03-31") -> Snapshot:
    """A record of these rows; a day may be given as its ISO text."""
    valued = {
        name: [{column: _value(cell) for column, cell in row.items()} for row in given]
        for name, given in rows.items()
    }
    feeds = dict(EVERYTHING)
    manifest = Manifest(date.fromisoformat(as_at), MADE_AT, "made_up", True, "a test", feeds=feeds)
    return Small(Path(), manifest, valued)


def carrying(snapshot: Snapshot, feeds: Mapping[str, Feed]) -> Snapshot:
    """The snapshot as if its source carried only this."""
    return replace(snapshot, manifest=replace(snapshot.manifest, feeds=feeds))


def _value(cell: Any) -> Any:
    try:
        return date.fromisoformat(cell) if isinstance(cell, str) and len(cell) == 10 else cell
    except ValueError:
        return cell

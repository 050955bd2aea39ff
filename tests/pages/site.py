"""What the tests of pages share: a data folder with an empty snapshot of made-up children."""

from datetime import date
from pathlib import Path

from holdfast.record.store.snapshots import Manifest, Snapshot, Store
from holdfast.sources.made_up import import_made_up

COUNCIL = "Made-up County Council"

CHILDREN = 300


def lay_council(home: Path, seed: int = 4) -> Snapshot:
    """A made-up council of 300 children, as at 31 January 2018: of one seed always the same."""
    return import_made_up(Store(home), CHILDREN, date(2018, 1, 31), seed, "2018-02-01T06:00:00")


def lay_snapshot(home: Path, made_up: bool = True, as_at: date = date(2018, 1, 31)) -> Snapshot:
    """A snapshot without any table."""
    manifest = Manifest(
        as_at=as_at,
        made_at="2018-02-01T06:00:00",
        source="made_up",
        made_up=made_up,
        origin="A made-up council",
    )
    with Store(home).begin() as draft:
        return draft.finish(manifest)

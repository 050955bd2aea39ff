"""A county: 60,000 made-up children from import to every clock to the chain.

python -m benchmarks.county FOLDER make CHILDREN
python -m benchmarks.county FOLDER straight     the made-up tables, straight into the record
python -m benchmarks.county FOLDER ssd          the same history read from a folder of CSV
"""

import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

from benchmarks.measuring import tell, timed
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.measures.chain import chain
from holdfast.query.outlook import open_outlook
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables, write_ssd
from holdfast.sources.ssd import import_ssd

AS_AT = date(2018, 1, 31)
MADE_AT = "2018-02-01T08:30:00"


def make(folder: Path, children: int) -> dict[str, Any]:
    """Simulate a county once, as Parquet and as an SSD folder of CSV."""
    told: dict[str, Any] = {"children": children}
    with timed(told, "simulate_seconds"):
        tables = simulate(children, AS_AT, 1)
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        pq.write_table(table, folder / "tables" / f"{name}.parquet")
    write_ssd(tables, folder / "ssd")
    return told | {"rows": sum(table.num_rows for table in tables.values())}


def run(folder: Path, kind: str) -> dict[str, Any]:
    """Import, run every clock, measure the chain: seconds for each."""
    told: dict[str, Any] = {"kind": kind}
    with TemporaryDirectory() as home:
        with timed(told, "whole_seconds"):
            with timed(told, "import_seconds"):
                snapshot = _import(folder, kind, Store(Path(home)))
            with timed(told, "clocks_seconds"):
                outlook = open_outlook(snapshot, Book(CLOCKS))
            with timed(told, "chain_seconds"):
                chain(outlook)
        told["rows"] = sum(snapshot.manifest.rows.values())
        told["duties"] = outlook.rows("select count(*) as n from duties")[0]["n"]
        outlook.close()
    return told


def _import(folder: Path, kind: str, store: Store) -> Snapshot:
    if kind == "ssd":
        return import_ssd(store, [str(folder / "ssd")], AS_AT, MADE_AT, lambda *_: None)
    tables = {path.stem: pq.read_table(path) for path in (folder / "tables").iterdir()}
    return import_tables(store, tables, AS_AT, MADE_AT)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    tell(make(place, int(sys.argv[3])) if sys.argv[2] == "make" else run(place, sys.argv[2]))

"""A made-up council imported twice, a fortnight apart: the second time with what came late."""

from datetime import date
from pathlib import Path

import pyarrow as pa

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.importing.becoming_current import make_ready
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables

CHILDREN, SEED = 200, 7
THEN, NOW = date(2018, 1, 17), date(2018, 1, 31)
# So many of the visits come late: enough to be seen among few children.
ONE_IN = 12
BOOK = Book(CLOCKS)


def lay_twice(home: Path) -> tuple[Snapshot, Snapshot]:
    """Both snapshots, the later one current and made ready as an import makes it."""
    tables = simulate(CHILDREN, NOW, SEED)
    then = dict(tables)
    for name in ("protection_visits", "need_visits", "care_visits", "assessments"):
        rows = tables[name]
        held = pa.array([n % ONE_IN != 0 for n in range(rows.num_rows)], pa.bool_())
        then[name] = rows.filter(held)
    store = Store(home)
    earlier = import_tables(store, then, THEN, "2018-01-18T06:00:00")

    def ready(snapshot: Snapshot) -> bool:
        make_ready(snapshot, BOOK)
        return True

    return earlier, import_tables(store, tables, NOW, "2018-02-01T06:00:00", ready=ready)

"""A made-up council in which every child's identifier is made of what a test looks for."""

from datetime import date
from pathlib import Path

import pyarrow as pa

from holdfast.record.store.snapshots import Snapshot, Store
from holdfast.sources.made_up import council_tables, import_council

DAY = date(2018, 1, 31)
CHILDREN, SEED = 25, 7


def lay_planted(home: Path, sign: str) -> Snapshot:
    """Lay a snapshot down in which each child's identifier ends with ``sign``."""
    tables = council_tables(CHILDREN, DAY, SEED)
    children = set(tables["persons"].column("child").to_pylist())
    planted = {name: _planted(table, children, sign) for name, table in tables.items()}
    return import_council(Store(home), planted, CHILDREN, DAY, SEED, "2018-02-01T08:30:00")


def _planted(table: pa.Table, children: set[str], sign: str) -> pa.Table:
    for place, field in enumerate(table.schema):
        if field.type == pa.string():
            values = table.column(place).to_pylist()
            new = [f"{one}{sign}" if one in children else one for one in values]
            table = table.set_column(place, field, pa.array(new, pa.string()))
    return table

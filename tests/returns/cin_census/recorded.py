"""A made-up council that ends on the last day of a census year, and small records made by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from holdfast.record.manifest import Feed
from holdfast.record.register import TABLES
from holdfast.record.shape import arrow_schema
from holdfast.record.snapshot import Snapshot
from holdfast.record.snapshots import Store
from holdfast.sources.made_up import import_made_up, import_tables

MADE_AT = "2026-04-20T09:00:00"
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def council(home: Path, children: int, year: int) -> Snapshot:
    """A council as it was on the reference date of a census."""
    return import_made_up(Store(home), children, date(year, 3, 31), 1, MADE_AT)


def snapshot_of(home: Path, rows: Rows, as_at: str = "2026-03-31") -> Snapshot:
    """A record of these rows: cells are Python's values, days are texts."""
    tables = {}
    for table in TABLES:
        schema = arrow_schema(table)
        own = pa.schema([schema.field(column.name) for column in table.columns])
        given = [
            {name: _value(row.get(name)) for name in own.names} for row in rows.get(table.name, ())
        ]
        tables[table.name] = pa.Table.from_pylist(given, schema=own)
    return import_tables(Store(home), tables, date.fromisoformat(as_at), MADE_AT)


def carrying(snapshot: Snapshot, feeds: Mapping[str, Feed]) -> Snapshot:
    """The snapshot as if its source carried only this."""
    return replace(snapshot, manifest=replace(snapshot.manifest, feeds=feeds))


def _value(cell: Any) -> Any:
    try:
        return date.fromisoformat(cell) if isinstance(cell, str) and len(cell) == 10 else cell
    except ValueError:
        return cell

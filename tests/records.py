"""Small records made in a test: rows by table, and an outlook over them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import answers
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.compiler import duties
from holdfast.engine import Engine, open_engine
from holdfast.engine.duck import Duck
from holdfast.query.outlook import Outlook, see
from holdfast.record.register import TABLES
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.store.checked import MANIFEST_FILE
from holdfast.record.store.doubts import numbered
from holdfast.record.store.manifest import Feed, Manifest
from holdfast.record.store.snapshot import Snapshot

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

EVERYTHING = {
    table.name: Feed("every", tuple(column.name for column in table.columns)) for table in TABLES
}


def reseal(snapshot: Snapshot, **changes: Any) -> None:
    """Write a snapshot's manifest anew with some fields changed, and the seal that goes with it."""
    manifest = replace(snapshot.manifest, **changes)
    (snapshot.folder / MANIFEST_FILE).write_text(manifest.to_json(), encoding="utf-8")


def day(text: str) -> date:
    """A day from its ISO text."""
    return date.fromisoformat(text)


def load(engine: Engine, rows: Rows) -> None:
    """Name every table of the record on the engine, with these rows."""
    tables = tables_of(rows) | {"doubts": numbered(())}
    if isinstance(engine, Duck):
        # Those without rows at one stroke: one by one they take half as long as all that follows.
        engine._connection.execute(_empty_tables())
        engine._shapes |= dict.fromkeys(tables, "table")
        tables = {name: table for name, table in tables.items() if table.num_rows}
    for name, table in tables.items():
        engine.rows(name, table)


@cache
def _empty_tables() -> str:
    """What makes every table of the record in DuckDB as it makes them itself, without a row."""
    engine = Duck()
    for name, table in (tables_of({}) | {"doubts": numbered(())}).items():
        engine.rows(name, table)
    made = engine.fetch("select sql from duckdb_tables()").column(0).to_pylist()
    engine.close()
    return "".join(made)


def tables_of(rows: Rows) -> dict[str, pa.Table]:
    """Every table of the record by its name, with these rows."""
    found = {}
    for table in TABLES:
        schema = arrow_schema(table)
        given = [{name: row.get(name) for name in schema.names} for row in rows.get(table.name, ())]
        found[table.name] = pa.Table.from_pylist(given, schema=schema)
    return found


def outlook_of(
    rows: Rows, on: str, book: Book | None = None, feeds: Mapping[str, Feed] = EVERYTHING
) -> Outlook:
    """An outlook over a record made of these rows, on a day."""
    engine, book = open_engine(), book or Book(CLOCKS)
    load(engine, rows)
    told = answers(book.clocks, feeds)
    duties(engine, book, [one.asked for one in told if one.answer != "cannot tell"])
    see(engine, book, day(on))
    manifest = Manifest(day(on), f"{on}T08:30:00", "made_up", True, "a test", feeds=dict(feeds))
    return Outlook(Snapshot(Path(), manifest), book, day(on), engine, tuple(told))

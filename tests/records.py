"""Small records made in a test: rows by table, and an outlook over them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from holdfast.clocks.register import CLOCKS, clock
from holdfast.clocks.rules.answers import answers
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.compiler import duties
from holdfast.engine import Engine, open_engine
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
    for name, table in (tables_of(rows) | {"doubts": numbered(())}).items():
        engine.rows(name, table)


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
    engine = open_engine()
    load(engine, rows)
    manifest = Manifest(day(on), f"{on}T08:30:00", "made_up", True, "a test", feeds=dict(feeds))
    return _seen(engine, Snapshot(Path(), manifest), book or Book(CLOCKS))


def outlook_on(snapshot: Snapshot, *clocks: str, on: date | None = None) -> Outlook:
    """An outlook over an import on its own day or another: of the clocks of these keys, or of all.

    As ``open_outlook``, but that nothing is kept beside the snapshot, and that no spells are laid
    down of which these clocks do not ask. ``test_cases_meaning.py`` holds the two to one answer.
    """
    engine = open_engine()
    snapshot.open(engine)
    return _seen(engine, snapshot, Book(tuple(map(clock, clocks)) or CLOCKS), on)


def _seen(engine: Engine, snapshot: Snapshot, book: Book, on: date | None = None) -> Outlook:
    """The outlook of an engine that holds the record."""
    on = on or snapshot.manifest.as_at
    told = answers(book.clocks, snapshot.manifest.feeds)
    duties(engine, book, [one.asked for one in told if one.answer != "cannot tell"], keep=True)
    see(engine, book, on)
    return Outlook(snapshot, book, on, engine, tuple(told))

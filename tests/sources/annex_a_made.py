"""Made-up Annex A workbooks, and what an import made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import xlsxwriter

from holdfast.record.store.doubts import DOUBTS_FILE
from holdfast.record.store.manifest import TableCount
from holdfast.record.store.refusals import told_refusals, told_unreadable
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.annex_a import import_annex_a
from holdfast.sources.annex_a.layout import AnnexList
from holdfast.sources.annex_a.register import LISTS

AS_AT = date(2018, 1, 31)
MADE = "2018-02-05T09:00:00"

Given = Mapping[str, object]


def listed(number: int) -> AnnexList:
    return LISTS[number - 1]


def headings(number: int) -> list[str]:
    return [one.name for one in listed(number).headings]


@dataclass
class Page:
    """A sheet to be: its name, its headings and its rows by heading."""

    name: str
    headings: list[str]
    rows: list[Given]
    above: list[Sequence[object]] = field(default_factory=list)
    below: list[Sequence[object]] = field(default_factory=list)


def page(number: int, *rows: Given, name: str = "") -> Page:
    """A sheet of a list with all its headings, and rows in which the rest is empty."""
    subject = listed(number).subject.name
    children = [{subject: f"made-{at}", **row} for at, row in enumerate(rows, 1)]
    return Page(name or f"List {number}", headings(number), [dict(row) for row in children])


def workbook(path: Path, *pages: Page) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        for one in pages:
            sheet = book.add_worksheet(one.name)
            rows = [[row.get(name) for name in one.headings] for row in one.rows]
            for at, cells in enumerate([*one.above, one.headings, *rows, *one.below]):
                for place, cell in enumerate(cells):
                    put(sheet, at, place, cell)
    return path


def put(sheet: Any, row: int, column: int, cell: object) -> None:
    if isinstance(cell, date) and not isinstance(cell, datetime):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day))
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write(row, column, cell)


def quiet(what: str, done: int, of: int) -> None:
    """Nobody watches a test."""


def imported(*paths: Path, as_at: date | None = AS_AT, made: str = MADE) -> Snapshot:
    store = Store(paths[0].parent / "home")
    return import_annex_a(store, [str(path) for path in paths], as_at, made, quiet)


def made(tmp_path: Path, *pages: Page, as_at: date | None = AS_AT) -> Snapshot:
    return imported(workbook(tmp_path / "annex_a.xlsx", *pages), as_at=as_at)


def rows(snapshot: Snapshot, table: str) -> list[dict[str, Any]]:
    if table not in snapshot.tables():
        return []
    return list(pq.read_table(snapshot.path(table)).to_pylist())


def count(snapshot: Snapshot, number: int) -> TableCount:
    name = listed(number).name
    return next(one for one in snapshot.manifest.counts if one.table == name)


def notes(snapshot: Snapshot) -> str:
    return "\n".join(f"{n.where} | {n.what} | {n.count}" for n in snapshot.manifest.notes)


def refusals(snapshot: Snapshot) -> list[dict[str, Any]]:
    return told_refusals(snapshot)


def unreadable(snapshot: Snapshot) -> list[dict[str, Any]]:
    return told_unreadable(snapshot)


def doubts(snapshot: Snapshot) -> list[tuple[str, str, str | None]]:
    """What is in doubt: table, column, child."""
    told = pq.read_table(snapshot.folder / DOUBTS_FILE).to_pylist()
    return [(one["record_table"], one["record_column"], one["child"]) for one in told]

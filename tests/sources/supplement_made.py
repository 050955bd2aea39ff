"""Small files laid over a small council, and how its duties stand then."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.query.outlook import open_outlook
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.supplements import AddedSupplement, FileToAdd, add_supplement
from holdfast.sources.supplements.register import file_kind

BOOK = Book(CLOCKS)
MADE_AT = "2024-04-02T09:00:00"

Row = Mapping[str, str]
Duty = tuple[Any, ...]


def supervised(child: str, held: str, **others: str) -> Row:
    """A row of the file of supervision."""
    return {"what": "case", "child": child, "held": held, **others}


def write(path: Path, rows: Iterable[Row]) -> Path:
    """Write rows as CSV, under every heading that any of them has."""
    given = list(rows)
    names = list(dict.fromkeys(name for row in given for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(given)
    return path


def add(
    snapshot: Snapshot,
    *rows: Row,
    kind: str = "supervision",
    until: str = "",
    since: str = "",
    made_at: str = MADE_AT,
) -> AddedSupplement:
    """Lay rows over the snapshots of a data folder."""
    path = write(snapshot.home.parent / f"{kind}.csv", rows)
    days = (date.fromisoformat(day) if day else None for day in (until, since))
    return add_supplement(snapshot, FileToAdd(path, file_kind(kind), made_at, *days))


def standing(snapshot: Snapshot, day: str = "", book: Book = BOOK) -> set[Duty]:
    """Every duty with how it stands: clock, child or worker, start, due, stop, status, why."""
    outlook = open_outlook(snapshot, book, date.fromisoformat(day) if day else None)
    try:
        rows = outlook.rows(
            "select clock, subject, started, due, stopped, lapsed, status, why from standing"
        )
    finally:
        outlook.close()
    return {tuple(row.values()) for row in rows}


def statuses(duties: Iterable[Duty], clock: str, child: str) -> list[str]:
    """How the duties of a clock and a child stand, in the order in which they began."""
    mine = sorted((d for d in duties if d[:2] == (clock, child)), key=lambda d: d[2])
    return [d[6] for d in mine]


def of_clocks(duties: Iterable[Duty], *clocks: str) -> set[Duty]:
    """The duties of some clocks."""
    return {d for d in duties if d[0] in clocks}

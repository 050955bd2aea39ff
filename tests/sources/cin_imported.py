"""Made-up census files of several years, and what an import made of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from lxml import etree

from holdfast.clocks.duty import Status
from holdfast.record.store.refusals import told_refusals, told_unreadable
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.cin_census import import_cin_census
from holdfast.sources.cin_census.census import MODULES
from tests.records import outlook_on
from tests.returns.cin_census.building import Row, census

MADE = "2027-05-05T09:00:00"

Tables = Mapping[str, Sequence[Row]]


def quiet(what: str, done: int, of: int) -> None:
    """Nobody watches a test."""


def imported(folder: Path, as_at: date | None = None, /, **years: Tables | str) -> Snapshot:
    """Census files, each named after its year (y2025=tables, or the text itself), imported."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, given in years.items():
        year = int(name.removeprefix("y"))
        text = given if isinstance(given, str) else census(given, year)
        (folder / f"{year}.xml").write_text(text, encoding="utf-8")
    return import_cin_census(Store(folder / "home"), [str(folder)], as_at, MADE, quiet)


def rows(snapshot: Snapshot, table: str) -> list[dict[str, Any]]:
    """The rows of a record table."""
    found: list[dict[str, Any]] = pq.read_table(snapshot.path(table)).to_pylist()
    return found


def only(snapshot: Snapshot, table: str) -> dict[str, Any]:
    """The one row of a record table."""
    [row] = rows(snapshot, table)
    return row


def counts(snapshot: Snapshot) -> dict[str, tuple[int, int, int]]:
    """Rows given, read and refused by module."""
    return {one.table: (one.given, one.read, one.refused) for one in snapshot.manifest.counts}


def refused(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """What was refused: file, module and why."""
    return [(one["file"], one["part"], one["what"]) for one in told_refusals(snapshot)]


def emptied(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The cells that were emptied: the column and why."""
    return [(one["column"], one["what"]) for one in told_unreadable(snapshot)]


def noted(snapshot: Snapshot, what: str) -> dict[str, int]:
    """Where such a note stands, and the number in it."""
    return {one.where: one.count for one in snapshot.manifest.notes if what in one.what}


def standing(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Every duty as it stands on the snapshot's day."""
    outlook = outlook_on(snapshot)
    try:
        return outlook.rows("select clock, subject, status, started, stopped from standing")
    finally:
        outlook.close()


def overdue(snapshot: Snapshot) -> set[tuple[str, str]]:
    """Each clock and child of whom something is overdue."""
    told = standing(snapshot)
    return {(one["clock"], one["subject"]) for one in told if one["status"] == Status.OVERDUE}


def statuses(snapshot: Snapshot, clock: str) -> dict[str, str]:
    """How one clock's duty stands by child, where each has one, or all of a child's stand alike."""
    found = [one for one in standing(snapshot) if one["clock"] == clock]
    alike = {(one["subject"], one["status"]) for one in found}
    assert len({one["subject"] for one in found}) == len(alike)
    return {one["subject"]: one["status"] for one in found}


def given(*paths: Path) -> dict[str, int]:
    """How many rows the files hold by module, counted without the reader."""
    listed = {one.name: one.fields()[0].name for one in MODULES if one.listed}
    told = dict.fromkeys((one.name for one in MODULES), 0)
    for path in paths:
        for element in etree.parse(str(path)).iter("*"):
            if element.tag in listed:
                # Each value of a list is a row; so is a list of nothing.
                told[element.tag] += max(1, len(element.findall(listed[element.tag])))
            elif element.tag in told:
                told[element.tag] += 1
    return told

"""Looked-after returns of several years, made by hand and from a made-up council, and imported."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow.compute as pc

from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.returns.ssda903.made_up import write_years
from holdfast.sources.made_up import council_tables, import_council
from holdfast.sources.ssda903 import import_ssda903
from holdfast.sources.ssda903.layout import BY_NAME
from tests.sources.cin_imported import MADE, quiet

LAST = date(2027, 3, 31)
Rows = Sequence[Mapping[str, str]]


def write_year(folder: Path, **tables: Rows) -> Path:
    """The files of one return; Episodes and Reviews with their headings even without rows."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in {"Episodes": (), "Reviews": (), **tables}.items():
        heads = [column.name for column in BY_NAME[name].columns]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, heads, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def imported_returns(folder: Path, *paths: Path, as_at: date | None = None) -> Snapshot:
    """The returns at these paths, or else the folders in ``folder``, imported below it."""
    given = [str(path) for path in paths or [folder / "in"]]
    return import_ssda903(Store(folder / "home"), given, as_at, MADE, quiet)


def council_record(place: Path, children: int, years: int, within: bool) -> Snapshot:
    """A made-up council; ``within``: without those who came into care before its returns begin."""
    tables = dict(council_tables(children, LAST, 4, years=years))
    if within:
        first = LAST.replace(year=LAST.year - years, month=4, day=1)
        early = tables["care_episodes"].filter(pc.less(tables["care_episodes"]["started"], first))
        for name, held in tables.items():
            if "child" in held.column_names:
                of_them = pc.is_in(held["child"], value_set=early["child"].combine_chunks())
                tables[name] = held.filter(pc.invert(of_them))
    return import_council(Store(place / "whole"), tables, children, LAST, 4, MADE)


def council_returns(
    place: Path, children: int = 900, years: int = 3, within: bool = False
) -> tuple[Snapshot, Path]:
    """Its whole record, and a folder with its returns by year in ``csv`` and in ``xml``."""
    record = council_record(place, children, years, within)
    for kind in ("csv", "xml"):
        wanted = range(LAST.year - years + 1, LAST.year + 1)
        write_years(record, wanted, place / kind, kind == "xml")
    return record, place

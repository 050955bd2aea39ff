"""The made-up county as a build's export: one CSV file for each table, and what was spoilt."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field, fields
from datetime import date
from pathlib import Path
from random import Random

import pyarrow as pa

from holdfast.days import add_months
from holdfast.record.contact import Referrals
from holdfast.record.family import Persons
from holdfast.record.register import TABLES
from holdfast.record.schema.table import Table
from holdfast.record.workforce import Professionals
from holdfast.sources.made_up.dialects.dialect import MONTH_FIRST_DAY, BuildTable, Dialect
from holdfast.sources.made_up.dialects.slips import (
    PlantedSlip,
    Slip,
    cells_to_spoil,
    rates_of,
    rows_to_spoil,
    spoil_row,
)
from holdfast.sources.made_up.dialects.speaking import (
    Columns,
    Periods,
    number,
    open_on,
    referral_periods,
    spoken,
)
from holdfast.sources.made_up.written import WrittenFile

SPOILT, NUMBERS = "spoilt.csv", "numbers.csv"


@dataclass(frozen=True)
class Way:
    """In which dialect, and how: by which seed, at which rates of slips, how days are written.

    ``window``: whether what is older than the years that the script reaches back is left out.
    """

    dialect: Dialect
    seed: int
    as_at: date
    rates: Mapping[Slip, float] | None = None
    month_first: bool = False
    window: bool = False


@dataclass
class Export:
    """What was written, and every slip in it."""

    written: list[WrittenFile] = field(default_factory=list)
    planted: list[PlantedSlip] = field(default_factory=list)


def dialect_files(plain: Mapping[str, pa.Table], folder: Path, way: Way) -> Export:
    """Write the tables of the plain folder, by their names in the dataset, in a dialect.

    ``plain`` are columns of text under the standard's headings. The folder is there already.
    """
    export = Export()
    referrals = referral_periods(_columns(plain[Referrals.ssd]))
    for table in (one for one in TABLES if one.ssd and one.ssd not in way.dialect.lacks):
        _TableFile(table, way, folder, referrals).write(plain[table.ssd], export)
    return export


class _TableFile:
    """One file of a dialect's export."""

    def __init__(self, table: type[Table], way: Way, folder: Path, referrals: Periods) -> None:
        self._table = table
        self._way = way
        self._referrals = referrals
        self._build = way.dialect.tables.get(table.ssd, BuildTable("as the standard has it"))
        self._path = folder / f"{table.ssd}.csv"
        subject = table.subject()
        self._child = subject.ssd if subject else ""
        self._random = Random(f"{way.seed} {way.dialect.build} {table.ssd}")

    def write(self, rows: pa.Table, export: Export) -> None:
        """Write the file; take down what was written and what was spoilt."""
        empty = self._table.ssd in self._way.dialect.no_rows
        columns = _columns(rows.slice(0, 0) if empty else rows)
        export.planted += self._lose(columns)
        children = [child or "" for child in columns.get(self._child, [])]
        planted = []
        if self._child:
            # Only what the build writes.
            unwritten = {*self._build.lacks, *self._build.empty, *self._build.by_row}
            given = {name: texts for name, texts in columns.items() if name not in unwritten}
            rates = rates_of(self._way.rates)
            for cell in cells_to_spoil(self._table, given, self._way.as_at, self._random, rates):
                columns[cell.column][cell.place] = cell.text
                place = (self._path.name, cell.place + 2, cell.column)
                planted.append(PlantedSlip(*place, cell.kind, children[cell.place]))
        for heading, day in self._build.through_referral.items():
            named = columns.get(heading, [None] * _length(columns))
            found = zip(columns[self._child], columns[day], named, strict=True)
            columns[heading] = [one or open_on(self._referrals, c, on) for c, on, one in found]
        told = self._shaped(spoken(self._table, columns, self._way.dialect, self._build, self._day))
        planted += self._write(told, children, {slip.row for slip in planted})
        export.planted += sorted(planted, key=lambda slip: slip.row or 0)
        export.written.append(WrittenFile(self._path, _length(columns)))

    @property
    def _day(self) -> str:
        return MONTH_FIRST_DAY if self._way.month_first else self._way.dialect.day

    def _lose(self, columns: Columns) -> list[PlantedSlip]:
        """Take out the rows that the build's script leaves out."""
        build, way = self._build, self._way
        window = build.window if way.window else None
        if not build.lost and not window:
            return []
        first = add_months(way.as_at, -12 * way.dialect.years).isoformat()
        rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        gone: list[Slip | None] = []
        for row in rows:
            day = row.get(window) if window else None
            kept_open = build.open_by and not row.get(build.open_by)
            older = day and day < first and not kept_open
            lost = build.lost and build.lost.when(row)
            gone.append(Slip.LOST if lost else Slip.OLDER if older else None)
        for heading, texts in columns.items():
            columns[heading] = [text for text, why in zip(texts, gone, strict=True) if not why]
        return [
            PlantedSlip(self._path.name, None, "", why, row[self._child] or "")
            for row, why in zip(rows, gone, strict=True)
            if why
        ]

    def _shaped(self, columns: Columns) -> Columns:
        build = self._build
        found: Columns = {}
        for heading, texts in columns.items():
            if heading in build.lacks and heading not in build.renamed:
                continue
            blank = heading in build.empty
            found[build.renamed.get(heading, heading)] = [None] * len(texts) if blank else texts
        return found

    def _write(
        self, columns: Columns, children: list[str], taken: set[int | None]
    ) -> list[PlantedSlip]:
        places = {row - 2 for row in taken if row is not None}
        rates = rates_of(self._way.rates)
        spoilt = rows_to_spoil(
            columns if self._child else {}, self._child, places, self._random, rates
        )
        with self._path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(self._rows(columns, spoilt))
        return [
            PlantedSlip(self._path.name, place + 2, heading, kind, children[place])
            for place, (kind, heading) in spoilt.items()
        ]

    def _rows(
        self, columns: Columns, spoilt: Mapping[int, tuple[Slip, str]]
    ) -> Iterator[list[str]]:
        headings, nothing = list(columns), self._way.dialect.nothing
        for place, row in enumerate(zip(*columns.values(), strict=True)):
            cells = [text or nothing for text in row]
            if place in spoilt:
                kind, heading = spoilt[place]
                at = headings.index(heading) if heading else 0
                cells = spoil_row(cells, kind, at, self._random)
            yield cells


def _columns(rows: pa.Table) -> Columns:
    return {name: rows[name].to_pylist() for name in rows.column_names}


def _length(columns: Columns) -> int:
    return len(next(iter(columns.values()), []))


def write_spoilt(
    planted: list[PlantedSlip], plain: Mapping[str, pa.Table], dialect: Dialect, folder: Path
) -> list[WrittenFile]:
    """What was spoilt, and under which number the files have each child and worker of the truth."""
    spoilt, numbered, rows = folder / SPOILT, folder / NUMBERS, numbers(plain, dialect)
    with spoilt.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in fields(PlantedSlip)])
        writer.writerows(astuple(slip) for slip in planted)
    with numbered.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("whom", "number"))
        writer.writerows(rows.items())
    return [WrittenFile(spoilt, len(planted)), WrittenFile(numbered, len(rows))]


def numbers(plain: Mapping[str, pa.Table], dialect: Dialect) -> dict[str, str]:
    """The number in the files of each child and worker, by the name in the truth."""
    found: dict[str, str] = {}
    for table, column in ((Persons, Persons.child), (Professionals, Professionals.worker)):
        for name in plain[table.ssd][column.ssd].to_pylist():
            if name:
                found[name] = number(name, table.name, dialect)
    return found

"""A file that the Department for Education published, read into the council's own table.

The files of *Explore education statistics* have one shape: a row for each period and area, the
areas in ``geographic_level`` and code columns, and an indicator in each further column. Which
indicator is which measure the person says; what its filters must be, too. A file of another shape
is refused whole, with what it lacks.
"""

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from math import inf, isfinite
from pathlib import Path

from holdfast.errors import BadSetting, CannotRead
from holdfast.limits import PUBLISHED_FILE
from holdfast.measures.benchmarks.comparing import scale_of
from holdfast.measures.benchmarks.published import (
    COLUMNS,
    ENGLAND,
    LICENCE,
    OWN_TABLE,
    PublishedValue,
    read_table,
)
from holdfast.measures.register import MEASURES
from holdfast.ordinary_file import refuse_odd_file

NEEDED = ("time_period", "geographic_level", "region_name", "la_name", "old_la_code")
_LEVELS = {"National": "England", "Regional": "region_name", "Local authority": "la_name"}


def read_published(
    place: Path, measure: str, column: str, where: Mapping[str, str], source: str
) -> list[PublishedValue]:
    """The rows of one indicator of a published file; suppressed values are left out.

    ``where`` are columns and what they must hold. Raises CannotRead for a file of another shape,
    for one in which two rows tell of the same area and year, and for one with nothing in it.
    """
    most = 100.0 if measure in percent_keys() else inf
    found = []
    for line, row in _rows_of(place, column, where):
        where_it_is = f"line {line} of {place.name}"
        if one := _value(row, measure, column, source, where_it_is):
            _refuse_value(one, most, where_it_is)
            found.append(one)
    _refuse_rows(found, place)
    return found


def _rows_of(
    place: Path, column: str, where: Mapping[str, str]
) -> list[tuple[int, dict[str, str]]]:
    """The rows for which the filters hold, each with its line. Raises CannotRead."""
    refuse_odd_file(place, PUBLISHED_FILE)
    try:
        with place.open(encoding="utf-8-sig", newline="") as text:
            rows = csv.DictReader(text)
            needed, names = dict.fromkeys((*NEEDED, column, *where)), rows.fieldnames or ()
            if lacking := [name for name in needed if name not in names]:
                raise CannotRead(
                    f"The file {place.name} has another shape: it lacks {', '.join(lacking)}.",
                    "Give a data file of Explore education statistics, and name its columns as it "
                    "does.",
                )
            if twice := [name for name in needed if names.count(name) > 1]:
                raise CannotRead(
                    f"The file {place.name} has more than one column {', '.join(twice)}.",
                    "Give the file as it was published.",
                )
            kept = []
            for row in rows:
                if None in row or None in row.values():
                    raise CannotRead(
                        f"Line {rows.line_num} of {place.name} has more or fewer cells than the "
                        "first line names.",
                        "Download the file again, or give it as it was published.",
                    )
                if all(row[name] == is_ for name, is_ in where.items()):
                    kept.append((rows.line_num, row))
    except UnicodeDecodeError as error:
        raise CannotRead(
            f"The file {place.name} is not written in UTF-8, or is no table in CSV.",
            "Download the data file of the release, and give that as it is.",
        ) from error
    except (csv.Error, OSError) as error:
        raise CannotRead(
            f"The file {place.name} is not a published table in CSV.",
            "Download the data file of the release, and give that.",
        ) from error
    return kept


def keep_published(home: Path, rows: Iterable[PublishedValue]) -> int:
    """Put rows into the council's own table, in place of those of the same measure, area and year.

    How many rows the table holds then. Raises CannotRead where it is damaged, OSError where the
    disk refuses.
    """
    place = home / OWN_TABLE
    before = read_table(place) if place.exists() else []
    kept = {(row.measure, row.code, row.year): row for row in [*before, *rows]}
    fresh = place.with_suffix(".new")
    with fresh.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        writer.writerows(vars(kept[key]) for key in sorted(kept))
    fresh.replace(place)
    return len(kept)


def _refuse_rows(rows: list[PublishedValue], place: Path) -> None:
    if not rows:
        raise CannotRead(
            f"The file {place.name} holds no value of that column for the filters given.",
            "See how its columns and filters are written; nothing was kept.",
        )
    if len({(row.code, row.year) for row in rows}) < len(rows):
        raise CannotRead(
            f"The file {place.name} has several rows of one area and year.",
            "Narrow it with --where COLUMN=VALUE until one row is left of each.",
        )


def _refuse_value(one: PublishedValue, most: float, where: str) -> None:
    if not (isfinite(one.value) and 0 <= one.value <= most):
        raise CannotRead(
            f"The value in {where} cannot be: it is no number from 0 "
            f"{'up' if most == inf else f'to {most:g}'}.",
            "See which column holds the figure; nothing was kept.",
        )
    if not 1990 <= one.year <= 2100:
        raise CannotRead(
            f"The period in {where} is no year.", "Give a table by year; nothing was kept."
        )
    if one.region and not (len(one.code) == 3 and one.code.isascii() and one.code.isdigit()):
        raise CannotRead(
            f"The council in {where} has no code of three figures in old_la_code.",
            "Give the file as it was published; nothing was kept.",
        )


@cache
def percent_keys() -> frozenset[str]:
    """The published figures that are shares in per cent, by the measures held against them."""
    return frozenset(one.published for one in MEASURES if one.published and scale_of(one) != 1)


def _value(
    row: Mapping[str, str], measure: str, column: str, source: str, where: str
) -> PublishedValue | None:
    """The figure of a row; None of an area of another kind, and of what is marked and not told."""
    level = _LEVELS.get(row["geographic_level"])
    try:
        value = float(row[column])
    except ValueError as error:
        if any(sign.isdigit() for sign in row[column]):
            raise CannotRead(
                f"The value in {where} is no number as these files write it.",
                "Give the file as it was published; nothing was kept.",
            ) from error
        return None  # suppressed, not available, or not applicable
    if level is None:
        return None
    year = _year(row["time_period"])
    area = ENGLAND if level == ENGLAND else row[level]
    council = row["geographic_level"] == "Local authority"
    code = row["old_la_code"] if council else area
    region = row["region_name"] if council else ""
    return PublishedValue(measure, area, code, region, year, value, source, LICENCE)


def _year(period: str) -> int:
    """The year in which a period ends: 2025 of 202425. 0 of what is no year, as 2025Q1."""
    if not (period.isascii() and period.isdigit() and len(period) in (4, 6)):
        return 0
    first = int(period[:4])
    if len(period) == 4:
        return first
    return first + 1 if int(period[4:]) == (first + 1) % 100 else 0


def filters(texts: Iterable[str]) -> dict[str, str]:
    """The filters given as ``COLUMN=VALUE``. Raises BadSetting for one that is not so written."""
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not (name and sign):
            raise BadSetting("A filter must be COLUMN=VALUE.", "Write it so, once for each column.")
        found[name] = value
    return found

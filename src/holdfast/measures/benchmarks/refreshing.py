"""A file that the Department for Education published, read into the council's own table.

The files of *Explore education statistics* have one shape: a row for each period and area, the
areas in ``geographic_level`` and code columns, and an indicator in each further column. Which
indicator is which measure the person says; what its filters must be, too. A file of another shape
is refused whole, with what it lacks.
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from holdfast.errors import BadSetting, CannotRead
from holdfast.limits import PUBLISHED_FILE
from holdfast.measures.benchmarks.published import (
    COLUMNS,
    ENGLAND,
    LICENCE,
    OWN_TABLE,
    PublishedValue,
    read_table,
)
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
            kept = [row for row in rows if all(row[name] == is_ for name, is_ in where.items())]
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        raise CannotRead(
            f"The file {place.name} is not a published table in CSV.",
            "Download the data file of the release, and give that.",
        ) from error
    found = [one for row in kept if (one := _value(row, measure, column, source))]
    _refuse_rows(found, place)
    return found


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
    odd = next((row for row in rows if not 1990 <= row.year <= 2100), None)
    if odd:
        raise CannotRead(
            f"The file {place.name} has a period that is no year.", "Give a table by year."
        )


def _value(row: Mapping[str, str], measure: str, column: str, source: str) -> PublishedValue | None:
    level = _LEVELS.get(row["geographic_level"])
    try:
        value, period = float(row[column]), row["time_period"]
        # A year such as 202425 is the one that ends in 2025.
        year = int(period[:4]) + (1 if len(period) == 6 else 0)
    except ValueError:
        return None  # suppressed, not available, or not applicable
    if level is None:
        return None
    area = ENGLAND if level == ENGLAND else row[level]
    council = row["geographic_level"] == "Local authority"
    code = row["old_la_code"] if council else area
    region = row["region_name"] if council else ""
    return PublishedValue(measure, area, code, region, year, value, source, LICENCE)


def filters(texts: Iterable[str]) -> dict[str, str]:
    """The filters given as ``COLUMN=VALUE``. Raises BadSetting for one that is not so written."""
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not (name and sign):
            raise BadSetting("A filter must be COLUMN=VALUE.", "Write it so, once for each column.")
        found[name] = value
    return found

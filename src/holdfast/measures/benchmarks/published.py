"""The table of published figures: of England, regions and councils, by measure and year.

The rows are facts that the departments published, each with its source and licence beside it. The
package carries those to 2025 (``published.csv.gz``); what a council has read in since, with
``holdfast benchmarks``, lies in its data folder and stands before them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv

from holdfast.errors import CannotRead, NotFound
from holdfast.limits import PUBLISHED_FILE
from holdfast.ordinary_file import refuse_odd_file

COLUMNS = ("measure", "area", "code", "region", "year", "value", "source", "licence")
OWN_TABLE = "benchmarks.csv"
ENGLAND = "England"
LICENCE = "Open Government Licence v3.0"
# Of the workforce a year's figure is as at 30 September of it; of all others the year to 31 March.
OF_SEPTEMBER = (
    *("agency_rate", "caseload", "senior_practitioner", "turnover_rate", "vacancy_rate"),
)
_HERE = "holdfast.measures.benchmarks"
_TYPES = {name: pa.string() for name in COLUMNS} | {"year": pa.int16(), "value": pa.float64()}


@dataclass(frozen=True)
class PublishedValue:
    """One published figure, in the unit in which it was published: of a share, per cent.

    ``code`` is the authority's three figures; ``region`` is empty of England and of a region.
    """

    measure: str
    area: str
    code: str
    region: str
    year: int
    value: float
    source: str
    licence: str


class PublishedTable:
    """Published figures, found by measure and year."""

    def __init__(self, rows: Iterable[PublishedValue]) -> None:
        self._found: dict[tuple[str, int], dict[str, PublishedValue]] = {}
        for row in rows:
            self._found.setdefault((row.measure, row.year), {})[row.code] = row

    def years(self, measure: str) -> tuple[int, ...]:
        """The years of which anything of a measure is published, in order."""
        return tuple(sorted(year for key, year in self._found if key == measure))

    def of_year(self, measure: str, year: int) -> Mapping[str, PublishedValue]:
        """A year's figures by the code of the area; none where nothing was published."""
        return self._found.get((measure, year), {})

    def councils(self, measure: str, year: int) -> dict[str, float]:
        """The values of the councils alone, by code."""
        return {code: one.value for code, one in self.of_year(measure, year).items() if one.region}

    def names(self) -> Mapping[str, frozenset[str]]:
        """What each council was ever called, in small letters, by its code."""
        found: dict[str, set[str]] = {}
        for rows in self._found.values():
            for code, one in rows.items():
                if one.region:
                    found.setdefault(code, set()).add(one.area.casefold())
        return {code: frozenset(names) for code, names in found.items()}

    def council(self, code: str) -> PublishedValue:
        """Any figure of a council, for its name and region. Raises NotFound."""
        for rows in self._found.values():
            found = rows.get(code)
            if found and found.region:
                return found
        raise NotFound(
            "No council has that code in the published figures.",
            "Give the three figures that the Department for Education uses, such as 916.",
        )


def year_end(measure: str, year: int) -> date:
    """The last day of what a published year is of."""
    return date(year, 9, 30) if measure in OF_SEPTEMBER else date(year, 3, 31)


def published_table(home: Path) -> PublishedTable:
    """The published figures, a council's own before those of the package.

    Raises CannotRead where the own table is not as ``holdfast benchmarks`` writes it.
    """
    own = home / OWN_TABLE
    try:
        mark = own.stat().st_mtime_ns
    except OSError:
        mark = 0
    return _table(own if mark else None, mark)


@cache
def neighbours(code: str) -> tuple[str, ...]:
    """The codes of a council's statistical neighbours, the nearest first; none if not known."""
    with as_file(files(_HERE) / "neighbours.csv") as place:
        rows = pa_csv.read_csv(
            place, convert_options=pa_csv.ConvertOptions(column_types={"code": pa.string()})
        ).to_pylist()
    return next((tuple(row["neighbours"].split()) for row in rows if row["code"] == code), ())


@cache
def _table(own: Path | None, mark: int) -> PublishedTable:
    """The package's figures, and the own ones, if any, as they were written at ``mark``."""
    with as_file(files(_HERE) / "published.csv.gz") as place:
        rows = read_table(place)
    if own is not None:
        refuse_odd_file(own, PUBLISHED_FILE)
        rows = [*rows, *read_table(own)]
    return PublishedTable(rows)


def read_table(place: Path) -> list[PublishedValue]:
    """The rows of a table of this shape. Raises CannotRead, with what is wrong."""
    options = pa_csv.ConvertOptions(column_types=_TYPES, include_columns=list(COLUMNS))
    try:
        rows = pa_csv.read_csv(place, convert_options=options).to_pylist()
    except (pa.ArrowInvalid, pa.ArrowKeyError, OSError) as error:
        raise CannotRead(
            f"The table of published figures {place.name} cannot be read.",
            "Read the published file in again with `holdfast benchmarks`, or delete the table.",
        ) from error
    return [_value(row) for row in rows]


def _value(row: Mapping[str, Any]) -> PublishedValue:
    texts = {name: row[name] or "" for name in ("measure", "area", "code", "region")}
    return PublishedValue(
        **texts,
        year=row["year"],
        value=row["value"],
        source=row["source"] or "",
        licence=row["licence"] or "",
    )

"""How many children live in the area: what a rate for each 10,000 children is out of.

The record holds the children whom a council knows, and not those whom it does not. So the number
comes from the council, in ``population.toml`` in the data folder:

    [children_under_18]
    2018 = 125_900          # of the year to 31 March 2018: the estimate for the middle of 2017
    source = "Office for National Statistics, mid-year estimates"

Of a council whose code is set (``HOLDFAST_AUTHORITY``) and that states none, it is worked out from
the published number of children on a plan and their published rate, which was given to a tenth: so
it is right to about one in 500. A stated number goes before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from holdfast.council_file import CouncilFile
from holdfast.measures.benchmarks.published import PublishedTable

FILE = "population.toml"
SECTION = "children_under_18"
FEWEST, MOST = 500, 15_000_000  # the Isles of Scilly have some hundreds, England twelve million
OLDEST = 3  # years after which a number is too old to stand for the children of today
_COUNT, _RATE = "cp_count", "cp_rate"


@dataclass(frozen=True)
class ChildPopulation:
    """The children under 18 of an area in the year to 31 March ``year``, and where that is from."""

    year: int
    children: int
    source: str


def census_year(day: date) -> int:
    """The year to 31 March in which a day lies, by the year in which it ends.

    >>> census_year(date(2018, 3, 31)), census_year(date(2018, 4, 1))
    (2018, 2019)
    """
    return day.year + ((day.month, day.day) > (3, 31))


def stated_population(home: Path) -> tuple[Mapping[int, int], str]:
    """The numbers that a council states, by year, and their source; none where there is no file.

    Raises BadRules with the line, CannotRead.
    """
    found = CouncilFile.find(home / FILE, "population file")
    if found is None:
        return {}, ""
    held = found.parsed()
    found.known(held, (SECTION,))
    lines = found.section(held.get(SECTION, {}), SECTION)
    source = found.words(lines.pop("source", ""), SECTION, "source")
    if lines and not source:
        step = "Write where the numbers are from, such as the estimates of the statistics office."
        found.refuse("the numbers have no source", step, SECTION)
    numbers: dict[int, int] = {}
    for year, children in lines.items():
        if not (year.isdigit() and 1990 <= int(year) <= 2100):
            step = "Name each number by the year to 31 March that it is of: 2018."
            found.refuse(f"{year[:20]} is no year", step, SECTION, year)
        whole = isinstance(children, int) and not isinstance(children, bool)
        if not whole or not FEWEST <= children <= MOST:
            why = f"the children of {year} must be a whole number from {FEWEST} to {MOST:,}"
            found.refuse(why, "Correct it.", SECTION, year)
        numbers[int(year)] = children
    return numbers, source


def population_of(
    home: Path, table: PublishedTable, council: str, day: date
) -> ChildPopulation | None:
    """The children under 18 that a rate of a day is out of; None where nobody says how many.

    The latest number of a year up to that of the day, stated before published, and not older than
    ``OLDEST`` years. Raises BadRules and CannotRead as ``stated_population`` does.
    """
    wanted = census_year(day)
    years = range(wanted, wanted - OLDEST - 1, -1)
    stated, source = stated_population(home)
    for year in years:
        if year in stated:
            return ChildPopulation(year, stated[year], source)
    for year in years if council else ():
        count = table.of_year(_COUNT, year).get(council)
        rate = table.of_year(_RATE, year).get(council)
        if count and rate and rate.value:
            children = round(10_000 * count.value / rate.value, -2)
            said = (
                "worked out from the published number of children on a plan and their rate: "
                f"{count.source}"
            )
            return ChildPopulation(year, int(children), said)
    return None

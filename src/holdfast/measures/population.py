"""How many children live in the area: what a rate for each 10,000 children is out of.

The record holds the children whom a council knows, and not those whom it does not. So the number
comes from the council, in ``population.toml`` in the data folder:

    [children_under_18]
    2018 = 125_900          # of the year to 31 March 2018: the estimate for the middle of 2017
    source = "Office for National Statistics, mid-year estimates"

Of a council whose code is set (``HOLDFAST_AUTHORITY``) and that states none, it is worked out from
the published number of children on a plan and their published rate, which was given to a tenth: so
it is right to about one in 500. A stated number goes before it.

For rates of a group a council states how many children of each group there are, every group of a
table, which together are those under 18 of that year:

    [children_by_sex.2018]
    female = 61_300
    male = 64_600

``[children_by_age.2018]`` and ``[children_by_ethnicity.2018]`` likewise, in the words of the pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from holdfast.council_file import CouncilFile
from holdfast.measures.benchmarks.published import PublishedTable
from holdfast.measures.cases.groups import By
from holdfast.query.fairness.groups import AGES, ETHNICITIES, REFUSED, SEXES

FILE = "population.toml"
SECTION = "children_under_18"
FEWEST, MOST = 500, 15_000_000  # the Isles of Scilly have some hundreds, England twelve million
GROUP_SECTION = "children_by_{}"
# Estimates of groups are rounded each by itself: so far from the total their sum may lie.
ROUNDED = 0.01
GROUPS: Mapping[By, tuple[str, ...]] = {
    By.AGE: tuple(words for _, words in AGES),
    By.SEX: tuple(SEXES.values()),
    By.ETHNICITY: tuple(one for one in dict.fromkeys(ETHNICITIES.values()) if one != REFUSED),
}
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


@dataclass(frozen=True)
class StatedChildren:
    """What a council states: the children under 18 by year, those of its groups, the source.

    Of a way of grouping and a year there are all groups, or none.
    """

    numbers: Mapping[int, int]
    source: str
    groups: Mapping[tuple[By, int], Mapping[str, int]]


def stated_population(home: Path) -> StatedChildren:
    """What a council states of the children of its area; nothing where there is no file.

    Raises BadRules with the line, CannotRead.
    """
    found = CouncilFile.find(home / FILE, "population file")
    if found is None:
        return StatedChildren({}, "", {})
    held = found.parsed()
    found.known(held, (SECTION, *(GROUP_SECTION.format(by) for by in GROUPS)))
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
        if not _is_whole(children) or not FEWEST <= children <= MOST:
            why = f"the children of {year} must be a whole number from {FEWEST} to {MOST:,}"
            found.refuse(why, "Correct it.", SECTION, year)
        numbers[int(year)] = children
    groups = {}
    for by in GROUPS:
        section = GROUP_SECTION.format(by)
        for year, own in found.section(held.get(section, {}), section).items():
            groups[by, int(year) if year.isdigit() else 0] = _groups(found, by, year, own, numbers)
    return StatedChildren(numbers, source, groups)


def _is_whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def _groups(
    found: CouncilFile, by: By, year: str, held: Any, numbers: Mapping[int, int]
) -> Mapping[str, int]:
    """The children of every group of a year. Raises BadRules: lacking, unknown, or not the sum."""
    path = GROUP_SECTION.format(by), year
    if not year.isdigit() or int(year) not in numbers:
        step = f"Name the year, and state in [{SECTION}] how many there are of it in all: 2018."
        found.refuse(f"{year[:20]} is no year of [{SECTION}]", step, *path)
    lines, every = found.section(held, *path), GROUPS[by]
    found.known(lines, every, *path)
    for group in every:
        if not _is_whole(lines.get(group)) or not 0 < lines[group] <= MOST:
            step = f"State every group: {', '.join(every)}."
            found.refuse(f"the children {group} must be a whole number above 0", step, *path, group)
    told, whole = sum(lines.values()), numbers[int(year)]
    if abs(told - whole) > ROUNDED * whole:
        why = f"the groups of {year} add up to {told:,}, and the children under 18 are {whole:,}"
        found.refuse(why, f"Correct one of them: within {ROUNDED:.0%} they must be alike.", *path)
    return lines


def population_of(
    home: Path, table: PublishedTable, council: str, day: date
) -> ChildPopulation | None:
    """The children under 18 that a rate of a day is out of; None where nobody says how many.

    The latest number of a year up to that of the day, stated before published, and not older than
    ``OLDEST`` years. Raises BadRules and CannotRead as ``stated_population`` does.
    """
    wanted = census_year(day)
    years = range(wanted, wanted - OLDEST - 1, -1)
    stated = stated_population(home)
    for year in years:
        if year in stated.numbers:
            return ChildPopulation(year, stated.numbers[year], stated.source)
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


def population_by_group(home: Path, by: By, day: date) -> tuple[int, Mapping[str, int]]:
    """The latest year of which a council states its groups, and the children of each.

    Not later than the year of the day nor more than ``OLDEST`` before it; without such a year that
    of the day, and no groups. Raises as ``stated_population`` does.
    """
    stated, wanted = stated_population(home).groups, census_year(day)
    years = range(wanted, wanted - OLDEST - 1, -1)
    return next(((year, stated[by, year]) for year in years if (by, year) in stated), (wanted, {}))

"""How many children live where a made-up council is, in all and by group: made up as it is."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate
from pathlib import Path

from holdfast.measures.cases.groups import By
from holdfast.measures.population import FEWEST, FILE, GROUP_SECTION, SECTION, census_year
from holdfast.record.store.atomic_files import disk_errors_in_words, replace_text
from holdfast.simulation.yardstick.published import UNDER_18
from holdfast.sources.made_up import WHOLE
from holdfast.sources.made_up.council import YEARS

_OURS = "# Written by the demonstration, and anew for each made-up council that it shows."
_GROUPS_MADE_UP = (
    "# The groups are made up too, every year alike: shares of the whole that are no published\n"
    "# figures of any council, chosen so that every group of the demonstration has a rate."
)

# Children in a hundred thousand of the under-18s who are in each group; together they are all.
SHARES: Mapping[By, Mapping[str, int]] = {
    By.AGE: {
        "under 1": 5_400,
        "1 to 4": 22_200,
        "5 to 9": 28_900,
        "10 to 15": 32_400,
        "16 or 17": 11_100,
    },
    By.SEX: {"female": 48_700, "male": 51_300},
    By.ETHNICITY: {"White": 89_500, "Mixed": 4_200, "Asian": 3_500, "Black": 1_900, "other": 900},
}


def state_population(folder: Path, children: int, day: date) -> None:
    """Say how many children live where a made-up council of so many is: for its rates.

    As many to each whom it knows as in the whole county, which is fitted to one of ``UNDER_18``:
    so its rates are those that the county is held against. A file of somebody's own stays. Of a
    council too small for a rate nothing is said. Raises CannotWrite where the disk refuses.
    """
    place = folder / FILE
    if place.is_file() and _OURS not in place.read_text(encoding="utf-8"):
        return
    number = int(round(UNDER_18 * children / WHOLE, -2))
    if number < FEWEST:
        place.unlink(missing_ok=True)
        return
    last = census_year(day)
    years = range(last - YEARS, last + 1)
    source = (
        f"made up, as the children are: {UNDER_18:,.0f} live in the whole made-up county, which "
        f"comes to know {WHOLE:,} of them; as many to each of the {children:,} here"
    )
    whole = (f"[{SECTION}]", *(f"{year} = {number}" for year in years), f'source = "{source}"')
    with disk_errors_in_words(folder, "The number of children"):
        groups = _of_groups(number, years)
        text = "\n".join((_OURS, "", *whole, "", _GROUPS_MADE_UP, *groups, ""))
        replace_text(place, text)


def _of_groups(number: int, years: range) -> Iterator[str]:
    """The lines of every table of groups; each table adds up to the number."""
    for by, shares in SHARES.items():
        # What lies between the ends of two shares, each rounded, is a whole number; all are all.
        ends = [0, *(round(number * share / 100_000) for share in accumulate(shares.values()))]
        own = [f'"{group}" = {ends[place + 1] - ends[place]}' for place, group in enumerate(shares)]
        for year in years:
            yield from ("", f"[{GROUP_SECTION.format(by)}.{year}]", *own)

"""Which year a return is of, told by its days: no file of it says so."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

# Days that lie in the year of the return, the surest first.
TELLING = (("Reviews", "REVIEW"), ("Episodes", "DEC"), ("Episodes", "DECOM"))


def year_ended(day: date) -> int:
    """The year in which the return of a day ends: a return runs from 1 April to 31 March."""
    return day.year + (day.month > 3)


def likely_year(counted: Iterable[Counter[int]], years: Collection[int]) -> int | None:
    """The year of ``years`` in which most days lie, by the first column that has any there.

    ``counted`` has, for each column of ``TELLING`` in turn, how many of its days lie in the return
    that ends in which year. None where there is none.
    """
    for one in counted:
        known = {year: count for year, count in one.items() if year in years}
        if known:
            return max(known, key=lambda year: (known[year], year))
    return None

"""The oracle's own calendar: the days of a census year, and steps over working days.

The bank holidays of England and Wales are written out, as the government gave them, one-off days
included, for the years that the censuses of 2023 to 2027 can look at.
"""

from dataclasses import dataclass
from datetime import date, timedelta

_HOLIDAYS = {
    2021: "27/12 28/12",
    2022: "3/1 15/4 18/4 2/5 2/6 3/6 29/8 19/9 26/12 27/12",
    2023: "2/1 7/4 10/4 1/5 8/5 29/5 28/8 25/12 26/12",
    2024: "1/1 29/3 1/4 6/5 27/5 26/8 25/12 26/12",
    2025: "1/1 18/4 21/4 5/5 26/5 25/8 25/12 26/12",
    2026: "1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12",
    2027: "1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12",
}
BANK_HOLIDAYS = frozenset(
    date(year, int(one.split("/")[1]), int(one.split("/")[0]))
    for year, days in _HOLIDAYS.items()
    for one in days.split()
)


def weekend(day: date) -> bool:
    return day.isoweekday() in (6, 7)


def working_days_back(day: date, count: int) -> date:
    """``count`` steps back from a day, each to the working day before."""
    for _ in range(count):
        day -= timedelta(days=1)
        while weekend(day) or day in BANK_HOLIDAYS:
            day -= timedelta(days=1)
    return day


def years_on(day: date, count: int) -> date:
    """The same day so many years later; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + count)
    except ValueError:
        return day.replace(year=day.year + count, day=28)


@dataclass(frozen=True)
class Days:
    """The census year that ends on ``last``, the ReferenceDate; both ends are in it."""

    last: date

    @property
    def first(self) -> date:
        return date(self.last.year - 1, 4, 1)

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def miss(self, day: date | None) -> bool:
        """Whether a readable day lies outside the year."""
        return day is not None and not self.holds(day)

"""How many children are told of, week by week: counted from the record, and drawn for the future.

New cases are those of children whose case had not been closed in the two years before: who comes
back sooner is not drawn here, but follows from what was closed (``returns`` in ``calibrating.py``).
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from holdfast.days import FIRST_KNOWN, LAST_KNOWN, bank_holidays
from holdfast.scenarios.draws import Flags, Floats, Ints
from holdfast.scenarios.reading import day_of

WEEK, YEAR_OF_WEEKS = 7, 52
LEAST_WEEKS, MOST_WEEKS = 52, 156
SEASONS_FROM = 104  # weeks without which no season can be told from a trend
SURE = 0.99
# Trends that are carried on undiminished go too far (Gardner and McKenzie 1985); by half a year's
# worth in each year after is ours.
TREND_KEPT = 0.5


@dataclass(frozen=True)
class Arrivals:
    """New cases a week: the level in the last week, and what moves it.

    ``growth`` is the change of the logarithm a week as far as it is beyond chance, and
    ``growth_error`` and ``level_error`` are standard errors of logarithms. ``season`` multiplies by
    calendar month, all 1 where no season was seen. ``spread`` is how much more than chance alone
    weeks vary: 1 is chance alone.
    """

    level: float
    level_error: float
    growth: float
    growth_error: float
    season: Floats
    season_seen: bool
    spread: float
    counted: int
    weeks: int


def working(first: int, days: int) -> Flags:
    """Which of so many days from a first are working days; beyond the calendar, which weekdays."""
    held = bank_holidays()
    dates = [day_of(first + place) for place in range(days)]
    return np.array([_works(day, held) for day in dates])


def _works(day: date, held: frozenset[date]) -> bool:
    known = FIRST_KNOWN <= day <= LAST_KNOWN
    return day.weekday() < 5 and not (known and day in held)


def count_arrivals(days: Ints, day: int, begins: int) -> Arrivals:
    """What the days of new cases up to a day tell of how many come a week.

    ``begins`` is the first day from which the record is whole.
    """
    weeks = min(MOST_WEEKS, (day - begins) // WEEK)
    back = (day - days) // WEEK
    inside = (days > day - weeks * WEEK) & (days <= day)
    counts = np.bincount(back[inside].astype(int), minlength=max(weeks, 1))[::-1].astype(float)
    ago = np.arange(len(counts), dtype=float) - (len(counts) - 1)
    season, seen = _season(counts, day, ago)
    *_, growth, errors, spread = fit_trend(counts / season, ago)
    kept = beyond_chance(growth, errors[1])
    growth, errors = growth * kept, (errors[0], errors[1] * kept**0.5)
    # The latest year's mean is that of its middle, half a year before its end.
    latest = counts[-YEAR_OF_WEEKS:] / season[-YEAR_OF_WEEKS:]
    level = float(latest.mean() * np.exp(growth * YEAR_OF_WEEKS / 2))
    by_month = np.ones(13)
    if seen:
        months = _months(day, ago)
        for month in range(1, 13):
            by_month[month] = season[months == month].mean() if (months == month).any() else 1.0
    return Arrivals(
        level, errors[0], growth, errors[1], by_month, seen, spread, int(inside.sum()), weeks
    )


def _months(day: int, ago: Floats) -> Ints:
    last = day_of(day) - timedelta(days=3)
    return np.array([(last + timedelta(weeks=int(back))).month for back in ago])


def beyond_chance(change: float, error: float) -> float:
    """What share of a change is carried on, by its standard error: from 0, all of it chance, to 1.

    Nothing where it is no greater than its error, and three quarters at twice that (the positive
    part of James and Stein's estimate): to drop whatever is not significant, and carry on the rest
    whole, is further off on either side of the line.
    """
    return max(0.0, 1 - (error / change) ** 2) if change else 0.0


def fit_trend(
    counts: Floats, ago: Floats
) -> tuple[Floats, float, float, tuple[float, float], float]:
    """A line through the logarithm of counts, weighted as counts are (Poisson, overdispersed)."""
    mean = max(counts.mean(), 0.1)
    design = np.column_stack((np.ones_like(ago), ago))
    held = np.array([np.log(mean), 0.0])
    for _ in range(25):
        fitted = np.exp(design @ held)
        change = np.linalg.solve(
            design.T @ (design * fitted[:, None]), design.T @ (counts - fitted)
        )
        held = held + change
        if np.abs(change).max() < 1e-10:
            break
    fitted = np.exp(design @ held)
    spread = max(1.0, float(((counts - fitted) ** 2 / fitted).sum() / max(len(counts) - 2, 1)))
    errors = np.sqrt(np.diag(np.linalg.inv(design.T @ (design * fitted[:, None]))) * spread)
    return fitted, float(fitted[-1]), float(held[1]), (float(errors[0]), float(errors[1])), spread


def _season(counts: Floats, day: int, ago: Floats) -> tuple[Floats, bool]:
    """What each week is of the trend by its calendar month; all 1 where no season is seen."""
    from scipy.stats import chi2  # slow to load, and not needed by most commands

    none = np.ones_like(counts)
    if len(counts) < SEASONS_FROM:
        return none, False
    fitted, *_, spread = fit_trend(counts, ago)
    months, found, test = _months(day, ago), none.copy(), 0.0
    for month in range(1, 13):
        own = months == month
        found[own] = counts[own].sum() / fitted[own].sum()
        test += (counts[own].sum() - fitted[own].sum()) ** 2 / fitted[own].sum()
    return (found, True) if test / spread > chi2.ppf(SURE, 11) else (none, False)


def draw_arrivals(told: Arrivals, day: int, days: int, seed: int, times: Floats) -> Ints:
    """How many new cases come on each of so many days after a day, of one run.

    ``times`` is what the level is multiplied by on each of the days; see ``rate_walks.py``.
    """
    chance = np.random.default_rng([seed, 1])
    level = told.level * np.exp(chance.normal(0, told.level_error) if told.level_error else 0.0)
    growth = told.growth + (chance.normal(0, told.growth_error) if told.growth_error else 0.0)
    ahead = np.arange(1, days + 1)
    month = np.array([day_of(day + int(place)).month for place in ahead])
    open_days = working(day + 1, days)
    # A trend goes on less and less: each year half as much of it is left as in the year before.
    years = ahead / (WEEK * YEAR_OF_WEEKS)
    weeks = YEAR_OF_WEEKS * (1 - TREND_KEPT**years) / -np.log(TREND_KEPT)
    # Weeks with a bank holiday bring as much in fewer days.
    mean = level * np.exp(growth * weeks) * times * told.season[month] / 5
    mean = np.where(open_days, mean, 0.0)
    if told.spread <= 1.01:
        return chance.poisson(mean)
    # A gamma mixture for each day whose variance is so many times that of chance alone.
    shape = np.maximum(mean, 1e-9) / (told.spread - 1)
    drawn: Ints = chance.poisson(chance.gamma(np.maximum(shape, 1e-9)) * (told.spread - 1))
    return np.where(open_days, drawn, 0)

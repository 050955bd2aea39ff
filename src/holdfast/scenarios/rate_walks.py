"""How far a council's own rates move from one half-year to the next, and one future of them.

A rate counted in the year to a day is not the rate of the two years after it. How much each has
moved is counted in the record: what happened in each half-year, laid beside what the rates of the
year before the day would have brought. What is beyond chance in the steps between half-years is
its walk. Each run draws a path of its own for every rate, so that the bands hold that too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from holdfast.scenarios.arrivals import TREND_KEPT, beyond_chance, fit_trend
from holdfast.scenarios.draws import Floats
from holdfast.scenarios.stages import OPEN_STAGES, WorkStage

HALF_YEAR = 182
MOST_HALVES = 8  # four years back
# With few half-years a walk is itself uncertain. It is drawn towards this much, as if three steps
# more had been seen: an estimate of ours, from the made-up county, and of no council.
USUAL, AS_IF = 0.05, 3
LAGS = 4  # half-years over which a walk is measured, from one on
# Leavers' trend is carried on as that of new cases is: half as much in each year after.
_LEAST_HALVES = 5


class MovingRate(IntEnum):
    """What moves by itself; from STAYS on the pace at which each open stage is left."""

    ARRIVALS, RETURNS, COMPLETING, HOURS, UNHELD, LEAVING, STAYS = 0, 1, 2, 3, 4, 5, 6


RATES = int(MovingRate.STAYS) + len(OPEN_STAGES)
# What has no season, and is not counted as it stands on the day.
_LATEST_COUNTS = (
    MovingRate.COMPLETING, MovingRate.UNHELD, *(MovingRate.STAYS + stage for stage in OPEN_STAGES)
)  # fmt: skip


@dataclass(frozen=True)
class SeenHalf:
    """One rate in one half-year: what happened, and what was expected at the calibrated rate.

    ``chance`` is the relative variance that what happened has by chance alone.
    """

    happened: float
    expected: float
    chance: float

    @property
    def rate(self) -> float:
        """What happened for each that was expected."""
        return self.happened / self.expected


@dataclass(frozen=True)
class RateWalks:
    """The standard deviation of the logarithm of each rate after half a year, by place.

    ``steps`` is from how many steps between half-years each was counted. ``leaving`` is the change
    of the logarithm of the rate of leaving in a year, as far as it is beyond chance.
    ``level`` is by how much the logarithm of each rate is today above that of the year.
    """

    spread: tuple[float, ...]
    steps: tuple[int, ...]
    leaving: float = 0.0
    level: tuple[float, ...] = (0.0,) * RATES

    @staticmethod
    def none() -> "RateWalks":
        """Rates that stay as they are."""
        return RateWalks((0.0,) * RATES, (0,) * RATES)


def count_walks(seen: Mapping[int, Sequence[SeenHalf]]) -> RateWalks:
    """The walk of each rate, from what was seen of it in half-years, in order of time."""
    found = [_one(seen.get(place, ())) for place in range(RATES)]
    return RateWalks(
        tuple(spread for spread, _ in found),
        tuple(steps for _, steps in found),
        _trend(seen.get(MovingRate.LEAVING, ())),
        tuple(
            _today(seen.get(place, ()), spread) if place in _LATEST_COUNTS else 0.0
            for place, (spread, _) in enumerate(found)
        ),
    )


def _today(seen: Sequence[SeenHalf], spread: float) -> float:
    """By how much the logarithm of a rate is above the year's today, as the latest half-year says.

    It says so as far as what moves between half-years is more than chance.
    """
    year = seen[-2:]
    if len(year) < 2 or any(half.happened <= 0 or half.expected <= 0 for half in year):
        return 0.0
    of_year = sum(half.happened for half in year) / sum(half.expected for half in year)
    counts = spread**2 / (spread**2 + year[-1].chance)
    return float(counts * np.log(year[-1].rate / of_year))


def _trend(seen: Sequence[SeenHalf]) -> float:
    """By how much the logarithm of a rate has changed a year, as far as it is beyond chance.

    A line through what happened in half-years for each that was expected, weighted as counts are.
    """
    known = [half for half in seen if half.expected > 0]
    if len(known) < _LEAST_HALVES or sum(half.happened for half in known) == 0:
        return 0.0
    mean = sum(half.expected for half in known) / len(known)
    scaled = np.array([half.rate * mean for half in known])
    ago: Floats = np.arange(len(known), dtype=np.float64) - (len(known) - 1)
    _, _, growth, (_, error), _ = fit_trend(scaled, ago)
    return 2 * growth * beyond_chance(growth, error)


def _one(seen: Sequence[SeenHalf]) -> tuple[float, int]:
    known = [half for half in seen if half.happened > 0 and half.expected > 0]
    # Where the earliest have less than half of the latest, recording was beginning.
    while known and known[0].rate < known[-1].rate / 2:
        known = known[1:]
    if len(known) < 2:
        return USUAL, 0
    logs = np.log([half.rate for half in known])
    chance = np.array([half.chance for half in known])
    # A step differs by the chance of both of its ends besides. What only wavers about a level is
    # far apart from one half-year to the next and no further over two years, and what goes one way
    # is: so a walk is the mean of what steps of one to four half-years say of one.
    steps = len(logs) - 1
    of_lags = [
        float(((logs[lag:] - logs[:-lag]) ** 2 - chance[lag:] - chance[:-lag]).mean()) / lag
        for lag in range(1, min(LAGS, steps) + 1)
    ]
    variance = (steps * float(np.mean(of_lags)) + AS_IF * USUAL**2) / (steps + AS_IF)
    return float(np.sqrt(max(variance, 0.0))), steps


class RatePaths:
    """One run's future of every rate: by how much each is multiplied on a day.

    A rate that was counted over a time is the mean of that time, and may have moved since: at the
    end of a random walk the variance of end less mean is a third of the walk's own.
    """

    def __init__(self, walks: RateWalks, days: int, seed: int) -> None:
        chance = np.random.default_rng([seed, 3])
        halves = np.full(RATES, 2.0)
        halves[MovingRate.RETURNS], halves[MovingRate.HOURS] = 4.0, 0.0
        steps = chance.normal(size=(RATES, days + 1)) / np.sqrt(HALF_YEAR)
        steps[:, 0] *= np.sqrt(HALF_YEAR * halves / 3)
        walked = np.cumsum(steps * np.array(walks.spread)[:, None], axis=1)
        walked += np.array(walks.level)[:, None]
        # The year's rate is that of its middle, half a year ago; from the day on the trend fades.
        years = np.arange(days + 1) / (2 * HALF_YEAR)
        faded = (1 - TREND_KEPT**years) / -np.log(TREND_KEPT)
        walked[MovingRate.LEAVING] += walks.leaving * (0.5 + faded)
        self._times: Floats = np.exp(walked)

    def on(self, rate: int, ahead: int) -> float:
        """What a rate is multiplied by, so many days after the start."""
        return float(self._times[rate, ahead])

    def all_days(self, rate: int) -> Floats:
        """The same for each day after the start, in order."""
        found: Floats = self._times[rate, 1:]
        return found

    def leaving(self, stage: WorkStage, ahead: int) -> float:
        """The same for the pace at which a stage is left."""
        return self.on(MovingRate.STAYS + stage, ahead)

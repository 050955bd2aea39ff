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

from holdfast.scenarios.draws import Floats
from holdfast.scenarios.stages import OPEN_STAGES, WorkStage

HALF_YEAR = 182
MOST_HALVES = 8  # four years back
# With few half-years a walk is itself uncertain. It is drawn towards this much, as if three steps
# more had been seen: an estimate of ours, from the made-up county, and of no council.
USUAL, AS_IF = 0.05, 3
# What is beyond the walk of each rate: that rates move together, and what the model leaves out.
# On three made-up counties bands were right with so many times the walk.
WIDER = 1.5


class MovingRate(IntEnum):
    """What moves by itself; from STAYS on the pace at which each open stage is left."""

    ARRIVALS, RETURNS, COMPLETING, HOURS, UNHELD, STAYS = 0, 1, 2, 3, 4, 5


RATES = int(MovingRate.STAYS) + len(OPEN_STAGES)


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

    ``steps`` is from how many steps between half-years each was counted.
    """

    spread: tuple[float, ...]
    steps: tuple[int, ...]

    @staticmethod
    def none() -> "RateWalks":
        """Rates that stay as they are."""
        return RateWalks((0.0,) * RATES, (0,) * RATES)


def count_walks(seen: Mapping[int, Sequence[SeenHalf]]) -> RateWalks:
    """The walk of each rate, from what was seen of it in half-years, in order of time."""
    found = [_one(seen.get(place, ())) for place in range(RATES)]
    return RateWalks(tuple(spread for spread, _ in found), tuple(steps for _, steps in found))


def _one(seen: Sequence[SeenHalf]) -> tuple[float, int]:
    known = [half for half in seen if half.happened > 0 and half.expected > 0]
    # Where the earliest have less than half of the latest, recording was beginning.
    while known and known[0].rate < known[-1].rate / 2:
        known = known[1:]
    if len(known) < 2:
        return USUAL, 0
    logs = np.log([half.rate for half in known])
    chance = np.array([half.chance for half in known])
    # A step differs by the chance of both of its ends besides.
    beyond = np.diff(logs) ** 2 - chance[1:] - chance[:-1]
    steps = len(beyond)
    variance = (float(beyond.sum()) + AS_IF * USUAL**2) / (steps + AS_IF)
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
        spread = WIDER * np.array(walks.spread)[:, None]
        self._times: Floats = np.exp(np.cumsum(steps * spread, axis=1))

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

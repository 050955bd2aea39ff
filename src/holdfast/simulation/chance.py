"""Seeded random draws, and the four shapes in which a council's parameters are given.

Every draw comes from ``random.Random.random``, whose sequence Python keeps the same from one
version to the next: the same seed makes the same council.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp
from random import Random
from typing import Generic, TypeVar

from holdfast.simulation.written.diary import YEAR

T = TypeVar("T")


@dataclass(frozen=True)
class Pace:
    """How soon a step is taken, in the unit that the field names.

    ``in_time`` is the share of steps taken between ``soonest`` and ``limit``, most of them
    near the limit, as work done to a deadline is. The rest are taken after the limit and by
    ``latest``, most of them soon after it, a few very late.
    """

    in_time: float
    soonest: int
    limit: int
    latest: int


@dataclass(frozen=True)
class Length:
    """How long something lasts, in days: lognormal, by its median and its spread."""

    median: float
    spread: float


@dataclass(frozen=True)
class Course:
    """A value for each year of the story; the last is that of the year before the last day."""

    years: tuple[float, ...]

    def on(self, ago: int) -> float:
        """The value so many days before the last day; before the first year, as in it."""
        return self.years[max(0, len(self.years) - 1 - int(ago / YEAR))]


class Shares(Generic[T]):
    """What may happen, and the weight of each; weights need not add up to one."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self.answers = tuple(weights)
        self.weights = tuple(weights.values())
        self.ladder = tuple(accumulate(weights.values()))

    def __repr__(self) -> str:
        return f"Shares({self.answers}, {self.ladder})"


class Chance(Random):
    """Seeded luck of one part of the council; parts do not disturb one another's luck."""

    def __init__(self, seed: int, part: str) -> None:
        super().__init__(f"{seed}/{part}")

    def yes(self, share: float) -> bool:
        """Whether something happens that happens in this share of cases."""
        return self.random() < share

    def flag(self, yes: float, no: float) -> bool | None:
        """Yes, no, or not recorded, by the shares of the first two."""
        drawn = self.random()
        return True if drawn < yes else False if drawn < yes + no else None

    def between(self, first: int, last: int) -> int:
        """A whole number from ``first`` to ``last``, both included."""
        return first + int(self.random() * (last - first + 1))

    def pick(self, shares: Shares[T]) -> T:
        """One answer, by its share."""
        drawn = self.random() * shares.ladder[-1]
        return shares.answers[bisect_right(shares.ladder, drawn)]

    def one(self, things: Sequence[T]) -> T:
        """One of several things that are equally likely."""
        return things[int(self.random() * len(things))]

    def pace(self, pace: Pace) -> int:
        """How many days (or working days) until the step."""
        drawn = self.random()
        if self.random() < pace.in_time:
            return pace.soonest + int((pace.limit - pace.soonest + 1) * drawn**0.6)
        return pace.limit + 1 + int((pace.latest - pace.limit) * drawn**3)

    def length(self, length: Length) -> int:
        """How many days something lasts; at least one."""
        return max(1, round(length.median * exp(self.gauss(0, length.spread))))

    def wait(self, yearly: float) -> int:
        """How many days until something that happens so many times a year happens next."""
        return 1 + int(self.expovariate(yearly) * YEAR)


class Evenly:
    """Luck that strikes so many in a year: whom is luck, how many hardly is.

    With dice, the year's leavers among some hundreds of people would swing by a fifth from one
    county to the next, and all that hangs on them with it.
    """

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._run_up: dict[str, float] = {}

    def happens(self, what: str, share: float) -> bool:
        """Whether ``what`` happens now, which happens in this share of cases."""
        run_up = self._run_up.get(what, 0.5) + 2 * share * self._chance.random()
        self._run_up[what] = run_up - 1 if run_up >= 1 else run_up
        return run_up >= 1

"""How long something lasts and what comes next, by how long it has lasted: counted, and drawn.

Counted by occurrence and exposure: how many left in each band of age, out of the child-days spent
in it. What began before the window counts from the day it is in it, and what goes on still counts
for as long as it has, so that neither the long nor the unfinished are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from holdfast.scenarios.draws import Floats, Ints

FAR = 1_000_000  # a day that never comes, counted from 1 January 1970

DAYS = (0, 1, 2, 3, 4, 5, 7, 10, 14, 21, 28, 42, 56, 84, 126, 182)
WEEKS = (0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 98, 112, 140, 182, 273, 365)
MONTHS = (0, 14, 30, 60, 91, 122, 152, 182, 243, 304, 365, 456, 547, 730, 1095, 1460, 2190)


@dataclass(frozen=True)
class Stays:
    """How stays end: a rate a day for each cause (row) and band of age (column).

    ``edges`` are the first days of the bands, the last of which has no end. ``ended`` is how many
    ends were counted and ``child_days`` out of how many.
    """

    edges: Floats
    rates: Floats
    ended: int
    child_days: float

    @cached_property
    def _total(self) -> Floats:
        """The rate of ending by any cause, by band."""
        total: Floats = self.rates.sum(axis=0)
        return total

    @cached_property
    def _sums(self) -> Floats:
        """The rate summed from 0 to the first day of each band."""
        return np.concatenate(([0.0], np.cumsum(self._total[:-1] * np.diff(self.edges))))

    @cached_property
    def _by_cause(self) -> Floats:
        """The rates of the first cause, the first two, and so on, by band."""
        sums: Floats = np.cumsum(self.rates, axis=0)
        return sums

    def length(self, waits: Floats, age: Ints | int = 0) -> Ints:
        """Whole days from now for which stays of an age go on, by a draw of mean 1; FAR: always.

        At least one day.
        """
        sums, total = self._sums, self._total
        ages = np.zeros(waits.shape) + age
        band = np.searchsorted(self.edges, ages, side="right") - 1
        target = waits + sums[band] + (ages - self.edges[band]) * total[band]
        last = np.searchsorted(sums, target, side="right") - 1
        left = target - sums[last]
        until = np.full(waits.shape, float(FAR))
        np.divide(left, total[last], out=until, where=total[last] > 0)
        until = np.where(left > 0, until + self.edges[last], self.edges[last])
        days: Ints = np.minimum(np.maximum(np.ceil(until - ages), 1), FAR).astype(np.int64)
        return days

    def cause(self, ages: Ints, draws: Floats) -> Ints:
        """Which cause ends stays that end at these ages, by a draw from 0 to 1."""
        # A stay that ends on its tenth day has spent that day in the band of nine days.
        band = np.searchsorted(self.edges, np.maximum(ages - 1, 0), side="right") - 1
        sums = self._by_cause[:, band]
        found: Ints = np.minimum((draws * sums[-1] >= sums).sum(axis=0), len(self.rates) - 1)
        return found

    def ending_by(self, cause: int) -> float:
        """The share of all stays that end by one cause in the end."""
        width = np.append(np.diff(self.edges), np.inf)
        left, share = 1.0, 0.0
        for rate, own, days in zip(self._total, self.rates[cause], width, strict=True):
            if rate > 0:
                gone = left * (1 - np.exp(-rate * days))
                share += gone * own / rate
                left -= gone
        return float(share)


def days_spent(first: Ints, end: Ints, window: tuple[int, int], edges: Floats) -> Floats:
    """The child-days that stays spent in each band of age within a window of days."""
    begin, close = window
    young = np.clip(begin - first, 0, None)
    old = np.minimum(end, close) - first
    upper = np.append(edges[1:], FAR)
    return np.array(
        [
            np.clip(np.minimum(old, high) - np.maximum(young, low), 0, None).sum()
            for low, high in zip(edges, upper, strict=True)
        ]
    )


def count_stays(
    first: Ints, end: Ints, cause: Ints, window: tuple[int, int], edges: Sequence[int], causes: int
) -> Stays:
    """Count how stays ended within a window of days, the first day not and the last included.

    ``cause`` is -1 for an end that is of no cause that is counted: the stay then counts up to it.
    """
    bands = np.asarray(edges, dtype=np.float64)
    inside = (first < window[1]) & (end > window[0])
    first, end, cause = first[inside], end[inside], cause[inside]
    spent = days_spent(first, end, window, bands)
    ends = (end <= window[1]) & (cause >= 0)
    band = np.searchsorted(bands, np.maximum(end[ends] - first[ends] - 1, 0), side="right") - 1
    counted = np.zeros((causes, len(bands)))
    np.add.at(counted, (cause[ends], band), 1.0)
    # A band in which nobody was tells nothing: it goes on as the one before it.
    rates = np.zeros_like(counted)
    for place, days in enumerate(spent):
        if days > 0:
            rates[:, place] = counted[:, place] / days
        elif place:
            rates[:, place] = rates[:, place - 1]
    return Stays(bands, rates, int(ends.sum()), float(spent.sum()))

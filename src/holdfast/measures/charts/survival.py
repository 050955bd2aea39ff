"""Survival curves of waits: of those who began, what share still waits after so many days.

The product-limit estimate (Kaplan and Meier 1958): who still waits counts as waiting at least so
long. Without them a growing queue looks quick.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from warnings import catch_warnings, simplefilter


@dataclass(frozen=True)
class StillWaiting:
    """From ``days`` on so large a ``share`` still waits; with its 95% interval."""

    days: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class WaitingCurve:
    """The steps of a curve, from all at nought days; of ``begun`` so many ``ended``."""

    begun: int
    ended: int
    steps: tuple[StillWaiting, ...]

    def share_after(self, days: int) -> float | None:
        """The share that still waits after so many days; None beyond the longest wait seen."""
        if not self.steps or days > self.steps[-1].days:
            return None
        return next(one.share for one in reversed(self.steps) if one.days <= days)


def waiting_curve(waits: Iterable[tuple[int, int, int]]) -> WaitingCurve:
    """The curve of (days, how many ended then, how many still waited then).

    ``median_wait`` reads the same: it is the first day on which half or fewer still wait.
    """
    import numpy as np
    from scipy.stats import CensoredData, ecdf  # slow to load, and not needed by most commands

    given = [one for one in waits if one[1] or one[2]]
    ended = np.repeat([days for days, _, _ in given], [done for _, done, _ in given])
    open_ = np.repeat([days for days, _, _ in given], [left for _, _, left in given])
    if not len(ended):
        return WaitingCurve(len(open_), 0, ())
    found = ecdf(CensoredData(uncensored=ended, right=open_)).sf
    with catch_warnings():
        # It warns where the interval is not defined, which is told below.
        simplefilter("ignore", RuntimeWarning)
        band = found.confidence_interval(0.95, method="log-log")
    steps = [StillWaiting(0, 1.0, 1.0, 1.0)]
    for days, share, low, high in zip(
        found.quantiles,
        found.probabilities,
        band.low.probabilities,
        band.high.probabilities,
        strict=True,
    ):
        # The interval is not defined where everybody, or nobody, still waits.
        low, high = (share if np.isnan(one) else one for one in (low, high))
        steps.append(StillWaiting(int(days), float(share), float(low), float(high)))
    return WaitingCurve(len(ended) + len(open_), len(ended), tuple(steps))

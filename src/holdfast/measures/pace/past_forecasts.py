"""How far the forecasts of earlier months missed, and how wide an honest interval has to be.

What follows from the latest two years alone holds as long as a series goes on as it has. A real
service turns corners: of the made-up county of 2018 such intervals of six months ahead held 63 in
100 of what came, and of some measures none. So each interval is made as many times as wide as those
of the months before it would have had to be to hold 8 in 10 of what came (split conformal
prediction, scaled by the interval itself: Vovk and others 2005, Lei and others 2018). Of a series
that has gone on as it was that changes little; of one that turns it is wider, and the reason can be
told. A first turn, such as a series never had before, no past can tell of: the backtest shows it.

The forecast of a month uses what was known then, and nothing later, and so does its widening.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from holdfast.measures.pace.made_series import LEAST, made_series

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9  # an 80% interval
HALF_A_YEAR = 6
FAR = 12  # months ahead of which past forecasts are looked at
# Of so many forecasts at most how they did is learnt from, and from fewer than 12 nothing.
_LATEST, _FEWEST = 36, 12
_KEPT = 60  # forecasts looked at: 36 before each of twelve that are held against what came
_MADE = 400
_MOST_TIMES, _LEAST_TIMES = 1_000.0, 0.75


@dataclass(frozen=True)
class Backtest:
    """How the forecasts of so many months ``ahead`` did: of ``made`` so many held what came.

    ``held_unwidened``: so many would have, had the latest two years alone set how wide they are.
    """

    ahead: int
    made: int
    held: int
    held_unwidened: int

    @property
    def failed(self) -> bool:
        """Of twelve or more, less than half held what came: what is forecast now is no guide."""
        return self.made >= _FEWEST and 2 * self.held < self.made


def widening(values: Sequence[float], ahead: int) -> "NDArray[np.float64]":
    """How many times as wide the interval of each month ahead has to be, by its own past.

    Of months ahead of which too few forecasts can be judged it is that of the last that can; 1
    until twelve of half a year ahead can be judged.
    """
    return _widening(_misses(tuple(values)), len(values), ahead)


def learnt_from(values: Sequence[float], ahead: int) -> int:
    """From how many past forecasts of so many months ahead the widening is learnt; 0 for none."""
    found = min(len(values) - ahead - LEAST + 1, _LATEST)
    return found if found >= _FEWEST else 0


def backtest(values: Sequence[float], ahead: int = 6, times: int = 12) -> Backtest:
    """How forecasts made so many months before did, for each of the latest months that can say."""
    misses = _misses(tuple(values))
    ends = range(max(LEAST, len(values) - ahead - times + 1), len(values) - ahead + 1)
    off = [float(misses[end, ahead - 1]) for end in ends]
    wide = [float(_widening(misses, end, ahead)[ahead - 1]) for end in ends]
    held = sum(one <= most for one, most in zip(off, wide, strict=True))
    return Backtest(ahead, len(ends), held, sum(one <= 1 for one in off))


def _widening(misses: "NDArray[np.float64]", known: int, ahead: int) -> "NDArray[np.float64]":
    """From what had come by the month ``known``, the first not yet known."""
    import numpy as np

    found = np.ones(ahead)
    if known - HALF_A_YEAR - LEAST + 1 < _FEWEST:
        return found
    for months in range(1, ahead + 1):
        past = misses[max(0, known - months - _LATEST + 1) : known - months + 1, months - 1 : FAR]
        own = np.sort(past[:, 0][~np.isnan(past[:, 0])]) if months <= FAR else past[:0]
        if len(own) >= _FEWEST:
            place = min(len(own), ceil((len(own) + 1) * (HIGH - LOW))) - 1
            found[months - 1] = max(_LEAST_TIMES, own[place])
        elif months > 1:
            found[months - 1] = found[months - 2]
    return found


@lru_cache(maxsize=512)
def _misses(values: tuple[float, ...]) -> "NDArray[np.float64]":
    """By the month it was made in and the months ahead: how far off, in widths of its interval.

    Up to 1 what came lay within. Not a number where there was no forecast or nothing came yet.
    """
    import numpy as np

    size = len(values)
    found = np.full((size + 1, FAR), np.nan)
    for end in range(max(LEAST, size - _KEPT), size):
        ahead = min(FAR, size - end)
        made = made_series(values[:end], ahead, _MADE).values
        low, middle, high = np.quantile(made, [LOW, MIDDLE, HIGH], axis=0)
        came = np.asarray(values[end : end + ahead])
        off = np.where(came > middle, came - middle, middle - came)
        width = np.where(came > middle, high - middle, middle - low)
        least = np.maximum(width, 1e-9 * (1 + np.abs(middle)))
        found[end, :ahead] = np.minimum(_MOST_TIMES, np.where(off > 1e-9, off / least, 0.0))
    return found

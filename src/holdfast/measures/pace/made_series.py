"""Series made up from the latest months of a measure: what may follow if it goes on as it has.

The *net monthly change* is the median of all slopes between two months (Theil 1950, Sen 1968), over
the latest 24 settled months, or as many as there are. Series are made of the same line with months
that follow one another as these do: what is left over beside the line is resampled with its own
dependence from month to month, corrected for the shortness of the series (Kendall 1954). Resampling
the monthly *differences* instead, which is simpler, takes what goes up and down around a level for
a walk without one, and is far too wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.errors import BadSetting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST, MOST = 12, 24
_RUN_IN, _SEED = 12, 20261130


@dataclass(frozen=True)
class MadeSeries:
    """The change a month; of each series its slope, and its level and value in months ahead.

    The *level* is the line without the ups and downs of single months, which ``values`` have.
    """

    change: float
    slopes: "NDArray[np.float64]"
    levels: "NDArray[np.float64]"
    values: "NDArray[np.float64]"


def latest_months(values: Sequence[float]) -> "NDArray[np.float64]":
    """The latest 24 months. Raises BadSetting under 12."""
    import numpy as np

    if len(values) < LEAST:
        raise BadSetting(
            f"Pace needs {LEAST} settled months; there are {len(values)}.",
            "Ask again when there are more, or of a measure that has more.",
        )
    return np.asarray(values[-MOST:], dtype=float)


def made_series(values: Sequence[float], ahead: int, number: int) -> MadeSeries:
    """So many series, the same at every run. Raises BadSetting under 12 months."""
    import numpy as np

    own = latest_months(values)
    chance = np.random.default_rng(_SEED)
    size = len(own)
    months = np.arange(size)
    # The median of the slopes of all pairs, which scipy's theilslopes gives with much besides.
    earlier, later = np.triu_indices(size, 1)
    change = float(np.median((own[later] - own[earlier]) / (later - earlier)))
    line = np.median(own - change * months) + change * months
    rest = own - line
    rest = rest - rest.mean()
    follows, shocks = _dependence(rest)
    drawn = shocks[chance.integers(0, len(shocks), (number, _RUN_IN + size))]
    series = line + _following(drawn, follows)[:, _RUN_IN:]
    centred = months - months.mean()
    slopes = (series @ centred) / (centred @ centred)
    level_now = series.mean(axis=1) + slopes * (size - 1 - months.mean())
    levels = level_now[:, None] + slopes[:, None] * np.arange(1, ahead + 1)
    after = shocks[chance.integers(0, len(shocks), (number, ahead))]
    noise = _following(after, follows, own[-1] - level_now)
    return MadeSeries(change, slopes, levels, levels + noise)


def _dependence(rest: "NDArray[np.float64]") -> tuple[float, "NDArray[np.float64]"]:
    """How far one month follows the one before, and what is new in each."""
    import numpy as np

    size, total = len(rest), float(rest @ rest)
    found = float(rest[1:] @ rest[:-1]) / total if total > 1e-12 else 0.0
    follows = float(np.clip(found + (2 + 4 * found) / size, 0, 0.85))
    shocks = rest[1:] - follows * rest[:-1]
    return follows, (shocks - shocks.mean()) * np.sqrt(size / (size - 3))


def _following(
    shocks: "NDArray[np.float64]", follows: float, before: "NDArray[np.float64] | float" = 0.0
) -> "NDArray[np.float64]":
    """Each month a share of the one before, and its own shock on top."""
    import numpy as np

    found = np.zeros_like(shocks)
    value = before
    for month in range(shocks.shape[1]):
        value = follows * value + shocks[:, month]
        found[:, month] = value
    return found

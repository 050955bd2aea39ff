"""When a series of months would reach a target if it went on as it has, and how sure that is.

The *net monthly change* is the median of all slopes between two months (Theil 1950, Sen 1968), over
the latest 24 settled months, or as many as there are. Its interval, and the forecast's, come from
2,000 series made of the same line with months that follow one another as these do: what is left
over beside the line is resampled with its own dependence from month to month, corrected for the
shortness of the series (Kendall 1954). Resampling the monthly *differences* instead, which is
simpler, takes what goes up and down around a level for a walk without one, and is far too wide.
Coverage on series made up with and without a trend is printed by ``tests/unit/test_pace.py``.

Where the interval of the change holds nought, or that of the date is wider than two years, there
is *no evidence of movement*, and no date is given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.errors import BadSetting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST, MOST = 12, 24
AHEAD = 60  # months looked ahead
_MADE, _RUN_IN, _SEED = 2_000, 12, 20261130
_LOW, _HIGH = 0.1, 0.9  # the 80% interval
WIDEST = 24


@dataclass(frozen=True)
class PaceProjection:
    """What follows if the months go on as they have.

    ``change`` is the net monthly change and ``change_low`` to ``change_high`` its 80% interval;
    ``moves``: it does not hold nought. ``ahead`` are the 80% intervals of the value one, two, three
    months ahead. ``months_used`` is on how many months it rests.
    """

    change: float
    change_low: float
    change_high: float
    moves: bool
    ahead: tuple[tuple[float, float], ...]
    months_used: int


@dataclass(frozen=True)
class Reaching:
    """When a target is reached: months ahead, by the middle and the 80% interval (None: beyond 60).

    ``within_12`` and ``within_24`` are the shares of the made series that reach it so soon.
    ``evidence``: there is evidence of movement towards it, so that a date may be told.
    """

    gap: float
    reached: bool
    middle: int | None
    early: int | None
    late: int | None
    within_12: float
    within_24: float
    evidence: bool


@dataclass(frozen=True)
class Backtest:
    """How the forecasts of so many months ``ahead`` did: of ``made`` so many held what came."""

    ahead: int
    made: int
    held: int


def project(values: Sequence[float], ahead: int = 12) -> PaceProjection:
    """The net monthly change and the months ahead. Raises BadSetting under 12 months."""
    import numpy as np

    own = _latest(values)
    change, slopes, levels, noise = _made(own, ahead)
    low, high = (float(np.quantile(slopes, at)) for at in (_LOW, _HIGH))
    value = levels + noise
    span = [np.quantile(value[:, n], [_LOW, _HIGH]) for n in range(ahead)]
    return PaceProjection(
        change,
        low,
        high,
        not low <= 0 <= high,
        tuple((float(one[0]), float(one[1])) for one in span),
        len(own),
    )


def reaching(
    values: Sequence[float],
    target: float,
    higher_is_better: bool,
    possible: tuple[float | None, float | None],
) -> Reaching:
    """When the level reaches a target. Raises BadSetting for a target outside what is possible.

    The *level* is the line without the ups and downs of single months: one good month is not it.
    """
    import numpy as np

    _refuse(target, possible)
    own = _latest(values)
    sign = 1.0 if higher_is_better else -1.0
    _, slopes, levels, _ = _made(own, AHEAD)
    now = float(np.median(levels[:, 0]) - np.median(slopes))
    gap = sign * (target - now)
    there = sign * (levels - target) >= 0
    first = np.where(there.any(axis=1), there.argmax(axis=1) + 1, AHEAD + 1)
    early, middle, late = (
        int(np.quantile(first, at, method="higher")) for at in (_LOW, 0.5, _HIGH)
    )
    towards = np.quantile(sign * slopes, _LOW) > 0
    evidence = bool(towards and late <= AHEAD and late - early <= WIDEST)
    return Reaching(
        gap=gap,
        reached=gap <= 0,
        middle=_within(middle),
        early=_within(early),
        late=_within(late),
        within_12=float((first <= 12).mean()),
        within_24=float((first <= 24).mean()),
        evidence=evidence,
    )


def _within(months: int) -> int | None:
    """Months ahead; None beyond those that are looked at."""
    return None if months > AHEAD else months


def backtest(values: Sequence[float], ahead: int = 6, times: int = 12) -> Backtest:
    """How forecasts made so many months before did, for each of the latest months that can say."""
    made = held = 0
    for end in range(max(LEAST, len(values) - ahead - times + 1), len(values) - ahead + 1):
        low, high = project(values[:end], ahead).ahead[-1]
        made += 1
        held += low <= values[end + ahead - 1] <= high
    return Backtest(ahead, made, held)


def _latest(values: Sequence[float]) -> "NDArray[np.float64]":
    import numpy as np

    if len(values) < LEAST:
        raise BadSetting(
            f"Pace needs {LEAST} settled months; there are {len(values)}.",
            "Ask again when there are more, or of a measure that has more.",
        )
    return np.asarray(values[-MOST:], dtype=float)


def _refuse(target: float, possible: tuple[float | None, float | None]) -> None:
    least, most = possible
    if (least is not None and target < least) or (most is not None and target > most):
        of = " to ".join("any" if one is None else f"{one:g}" for one in possible)
        raise BadSetting(
            "The target is not a value that the measure can have.", f"Give one of {of}."
        )


def _made(
    own: "NDArray[np.float64]", ahead: int
) -> tuple[float, "NDArray[np.float64]", "NDArray[np.float64]", "NDArray[np.float64]"]:
    """The change; of each made series its slope, its level ahead and what comes on top."""
    import numpy as np
    from scipy.stats import theilslopes

    chance = np.random.default_rng(_SEED)
    size = len(own)
    months = np.arange(size)
    change = float(theilslopes(own, months)[0])
    line = np.median(own - change * months) + change * months
    rest = own - line
    rest = rest - rest.mean()
    follows, shocks = _dependence(rest)
    drawn = shocks[chance.integers(0, len(shocks), (_MADE, _RUN_IN + size))]
    series = line + _following(drawn, follows)[:, _RUN_IN:]
    centred = months - months.mean()
    slopes = (series @ centred) / (centred @ centred)
    level_now = series.mean(axis=1) + slopes * (size - 1 - months.mean())
    levels = level_now[:, None] + slopes[:, None] * np.arange(1, ahead + 1)
    after = shocks[chance.integers(0, len(shocks), (_MADE, ahead))]
    noise = _following(after, follows, own[-1] - level_now)
    return change, slopes, levels, noise


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

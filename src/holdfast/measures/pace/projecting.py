"""When a series of months would reach a target if it went on as it has, and how sure that is.

The change, its interval and the forecast come from 2,000 series made of the latest months
(``made_series.py``); the forecast is as many times as wide as its own past shows that it has to be
(``past_forecasts.py``). Coverage on series with a trend, without one, and with turns, is printed by
``tests/unit/test_pace.py``.

Where the interval of the change holds nought, or that of the date is wider than two years, there
is *no evidence of movement*, and no date is given.

How likely a target is to be reached within a year or two is asked of all that is known, and not of
the latest months alone (``going_on.py``); it is told as never surer than nine in ten, and never as
less likely than one in twenty. It is told only where that was found to be worth something:
``benchmarks/pace_chances.py`` lays what was said beside what came, and prints it. Of series whose
own past makes the interval half as wide again, or wider, dates did not hold, and what is said is
worth little; of those whose past is too short it cannot be determined which these are. Where it is
told although changes came and went, that is said beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from holdfast.errors import BadSetting
from holdfast.measures.pace.going_on import changes_come_and_go, levels_ahead
from holdfast.measures.pace.made_series import MadeSeries, latest_months, made_series
from holdfast.measures.pace.past_forecasts import (
    HALF_A_YEAR,
    HIGH,
    LOW,
    MIDDLE,
    backtest,
    learnt_from,
    widening,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AHEAD = 60  # months looked ahead
WIDEST = 24
_MADE = 2_000
# From so many times as wide a series turns too often for a date or a likelihood.
_TURNS = 1.5
# A first turn, such as a series never had, no past can tell of: so nothing is told as surer.
LEAST_LIKELY, MOST_LIKELY = 0.05, 0.9


@dataclass(frozen=True)
class PaceProjection:
    """What follows if the months go on as they have.

    ``change`` is the net monthly change and ``change_low`` to ``change_high`` its 80% interval;
    ``moves``: it does not hold nought. ``ahead`` are the 80% intervals of the value one, two, three
    months ahead. ``months_used`` is on how many months it rests. ``widened`` is how many times as
    wide as these months alone would have it the interval six months ahead was made, learnt from
    ``learnt_from`` forecasts of earlier months; 1 and 0 where there are too few.
    """

    change: float
    change_low: float
    change_high: float
    moves: bool
    ahead: tuple[tuple[float, float], ...]
    months_used: int
    widened: float
    learnt_from: int


@dataclass(frozen=True)
class Reaching:
    """When a target is reached: months ahead, by the middle and the 80% interval (None: beyond 60).

    ``within_12`` and ``within_24`` are how likely it is to be reached so soon, from 0 to 1; None
    where that cannot be determined. ``evidence``: there is evidence of movement towards it, and the
    past shows no turns too often or too far for a date to be told. ``turns``: it does.
    ``comes_and_goes``: a likelihood is told, and its past is best foretold by ways whose change
    fades or wanders. ``level`` is that of the last month, and ``gap`` how far it is from there to
    the target: above nought it is still to go, whichever way is good; below it the level lies
    beyond the target.
    """

    level: float
    gap: float
    reached: bool
    middle: int | None
    early: int | None
    late: int | None
    within_12: float | None
    within_24: float | None
    evidence: bool
    turns: bool
    comes_and_goes: bool


def project(
    values: Sequence[float],
    ahead: int = 12,
    possible: tuple[float | None, float | None] = (None, None),
) -> PaceProjection:
    """The net monthly change and the months ahead. Raises BadSetting under 12 months.

    What lies ahead is told within ``possible``, the least and the most that the value can be.
    """
    import numpy as np

    made = made_series(values, ahead, _MADE)
    low, high = (float(np.quantile(made.slopes, at)) for at in (LOW, HIGH))
    wider = widening(values, max(ahead, HALF_A_YEAR))
    least, middle, most = np.quantile(made.values, [LOW, MIDDLE, HIGH], axis=0)
    spans = np.clip(
        [middle - wider[:ahead] * (middle - least), middle + wider[:ahead] * (most - middle)],
        -np.inf if possible[0] is None else possible[0],
        np.inf if possible[1] is None else possible[1],
    )
    return PaceProjection(
        made.change,
        low,
        high,
        not low <= 0 <= high,
        tuple((float(one), float(other)) for one, other in spans.T),
        len(latest_months(values)),
        float(wider[HALF_A_YEAR - 1]),
        learnt_from(values, HALF_A_YEAR),
    )


def reaching(
    values: Sequence[float],
    target: float,
    higher_is_better: bool,
    possible: tuple[float | None, float | None],
) -> Reaching:
    """When the level reaches a target. Raises BadSetting for a target outside what is possible.

    The *level* is the line without the ups and downs of single months: one good month is not it.
    That of the last month is within ``possible``.
    """
    import numpy as np

    _refuse(target, possible)
    sign = 1.0 if higher_is_better else -1.0
    made = made_series(values, AHEAD, _MADE)
    wider = widening(values, AHEAD)
    now = _possible(float(np.median(made.levels[:, 0]) - np.median(made.slopes)), possible)
    gap = sign * (target - now)
    first = first_reached(spread_by_past(made, wider), target, sign)
    early, middle, late = (
        int(np.quantile(first, at, method="higher")) for at in (LOW, MIDDLE, HIGH)
    )
    towards = np.quantile(sign * made.slopes, LOW) > 0
    near = late <= AHEAD and late - early <= WIDEST
    turns = bool(wider[HALF_A_YEAR - 1] >= _TURNS or backtest(values, HALF_A_YEAR).failed)
    told = not turns and learnt_from(values, HALF_A_YEAR) > 0
    soon, later = _likely(values, target, sign) if told else (None, None)
    return Reaching(
        level=now,
        gap=gap,
        reached=gap <= 0,
        middle=_within(middle),
        early=_within(early),
        late=_within(late),
        within_12=soon,
        within_24=later,
        evidence=bool(towards and near and not turns),
        turns=turns,
        comes_and_goes=told and changes_come_and_go(values),
    )


def first_reached(levels: "NDArray[np.float64]", target: float, sign: float) -> "NDArray[np.intp]":
    """Of each row of levels the first month ahead that is at the target, or past it by the sign.

    One more than there are months where none is.
    """
    import numpy as np

    there = sign * (levels - target) >= 0
    found: NDArray[np.intp] = np.where(
        there.any(axis=1), there.argmax(axis=1) + 1, levels.shape[1] + 1
    )
    return found


def spread_by_past(made: MadeSeries, wider: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """The levels, so far from their middle that values around them spread as wide as they have to.

    The ups and downs of single months stay as they are: what is added is how the level may turn.
    """
    import numpy as np

    middle = np.median(made.levels, axis=0)
    width = made.levels.std(axis=0)
    with_months = made.values.std(axis=0)
    added = np.maximum(wider**2 - 1, 0) * (with_months / np.maximum(width, 1e-12)) ** 2
    found: NDArray[np.float64] = middle + np.sqrt(1 + added) * (made.levels - middle)
    return found


def _likely(values: Sequence[float], target: float, sign: float) -> tuple[float, float]:
    """How likely it is within 12 months and within 24: the share of what may lie ahead."""
    first = first_reached(levels_ahead(values, 24, _MADE), target, sign)
    soon, later = (
        float(min(MOST_LIKELY, max(LEAST_LIKELY, (first <= months).mean()))) for months in (12, 24)
    )
    return soon, later


def _within(months: int) -> int | None:
    """Months ahead; None beyond those that are looked at."""
    return None if months > AHEAD else months


def _possible(value: float, possible: tuple[float | None, float | None]) -> float:
    """A value, or the nearest to it that can be."""
    least, most = possible
    value = value if least is None else max(value, least)
    return value if most is None else min(value, most)


def _refuse(target: float, possible: tuple[float | None, float | None]) -> None:
    least, most = possible
    low = least is not None and target < least
    if not isfinite(target) or low or (most is not None and target > most):
        share = possible == (0.0, 1.0)
        of = "0 to 100, in per cent" if share else f"{least:g} up" if least is not None else "any"
        raise BadSetting(
            "The target is not a value that the measure can have.", f"Give one from {of}."
        )

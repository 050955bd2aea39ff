"""Each parameter of a run in words: its value, what it was counted from, and how sure it is."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from holdfast.scenarios.calibrating import RETURN_WITHIN, Calibration, ClosedFrom, Unheld
from holdfast.scenarios.hazards import Stays
from holdfast.scenarios.stages import WorkStage
from holdfast.scenarios.workforce import YEAR, PoolFigures

_QUANTILE = 1.281552
_QUARTERS = 8  # from which what is read off them outweighs what is taken from made-up counties
CANNOT = "cannot be determined"
_YEAR, _TWO = "the year to the day", "the two years to the day"
_CLOSED = {ClosedFrom.EARLY: "after assessment", ClosedFrom.HELPED: "after help had begun"}
_UNHELD = {
    Unheld.FIRST: "at the beginning of a case",
    Unheld.BETWEEN: "between two workers",
    Unheld.LEAVER: "in the name of somebody who left",
}


@dataclass(frozen=True)
class ParameterTold:
    """One parameter: ``low`` and ``high`` are its 80% interval, None where there is none.

    ``value`` is None where it cannot be determined; ``count`` is how many events it rests on.
    """

    name: str
    value: float | None
    unit: str
    count: int
    window: str
    low: float | None
    high: float | None
    confidence: str


def confidence(count: int) -> str:
    """How far a figure may be relied on that rests on so many events, in words."""
    if count == 0:
        return CANNOT
    for least, words in ((400, "close"), (100, "fair"), (30, "rough")):
        if count >= least:
            return words
    return "weak: too few to rely on"


def parameters_told(told: Calibration) -> tuple[ParameterTold, ...]:
    """Every parameter of a calibration, in the order of a child's way."""
    return (
        *_arriving(told),
        *_lasting(told),
        _share(
            "Closed after assessment, no help begun", told.closed_after_assessment, told.completed
        ),
        *_coming_back(told),
        *_allocating(told),
        *_working(told),
    )


def _counted(
    name: str, value: float | None, unit: str, count: int, window: str, error: float | None = None
) -> ParameterTold:
    """A figure that rests on a count: its interval is the count's, where no other is given."""
    if value is None or count == 0:
        return ParameterTold(name, None, unit, count, window, None, None, CANNOT)
    relative = error if error is not None else 1 / np.sqrt(count)
    low, high = (float(value * np.exp(sign * _QUANTILE * relative)) for sign in (-1, 1))
    return ParameterTold(name, float(value), unit, count, window, low, high, confidence(count))


def _share(name: str, value: float, count: int) -> ParameterTold:
    if count == 0:
        return ParameterTold(name, None, "share", 0, _YEAR, None, None, CANNOT)
    error = _QUANTILE * float(np.sqrt(max(value * (1 - value), 1e-9) / count))
    low, high = max(0.0, value - error), min(1.0, value + error)
    return ParameterTold(name, value, "share", count, _YEAR, low, high, confidence(count))


def _arriving(told: Calibration) -> Iterator[ParameterTold]:
    new, window = told.arrivals, f"{told.arrivals.weeks} weeks to the day"
    yield _counted("New cases", new.level, "a week", new.counted, window, new.level_error)
    if new.growth:
        growth, error = new.growth * 52, new.growth_error * 52 * _QUANTILE
        low, high = float(np.expm1(growth - error)), float(np.expm1(growth + error))
        value, sure = float(np.expm1(growth)), confidence(new.counted)
    else:
        value, low, high, sure = 0.0, 0.0, 0.0, "no change that could be told from chance"
    yield ParameterTold(
        "Change of new cases", value, "a year", new.counted, window, low, high, sure
    )
    swing = float(new.season[1:].max() - new.season[1:].min()) if new.season_seen else 0.0
    seen = "seen" if new.season_seen else "none that could be told from chance"
    yield ParameterTold(
        "Season: most less least by month",
        swing,
        "of the mean",
        new.counted,
        window,
        None,
        None,
        seen,
    )


def _middle(stays: Stays) -> float | None:
    """The middle of how long stays last, in days; None where they do not end."""
    days = float(stays.length(np.array([np.log(2)]))[0])
    return days if stays.ended and days < 10_000 else None


def _lasting(told: Calibration) -> Iterator[ParameterTold]:
    for stage, stays in told.stays.items():
        if stage is not WorkStage.ASSESSING:
            name = f"Middle time: {stage.in_words}"
            yield _counted(name, _middle(stays), "days", stays.ended, _YEAR)
    if len(told.soonest):
        soonest = float(np.median(told.soonest))
        count, window = len(told.soonest), "the three years to the day"
        yield _counted("Assessment where it was quickest, middle", soonest, "days", count, window)


def _coming_back(told: Calibration) -> Iterator[ParameterTold]:
    for kind, stays in told.returns.items():
        never = float(np.exp(-_sum_to(stays, RETURN_WITHIN)))
        name = f"Back within two years, closed {_CLOSED[kind]}"
        yield _counted(name, 1 - never, "share", stays.ended, _TWO)


def _sum_to(stays: Stays, day: int) -> float:
    upper = np.append(stays.edges[1:], np.inf)
    width = np.clip(np.minimum(upper, day) - stays.edges, 0, None)
    return float((stays.rates.sum(axis=0) * width).sum())


def _allocating(told: Calibration) -> Iterator[ParameterTold]:
    for kind, stays in told.unheld.items():
        name = f"Nobody holds the child {_UNHELD[kind]}, middle"
        yield _counted(name, _middle(stays), "days", stays.ended, _YEAR)


def _working(told: Calibration) -> Iterator[ParameterTold]:
    pace = told.completing
    each = pace.each * 5
    unit = "a week for each full-time worker" if told.workforce else "a week"
    yield _counted("Assessments completed", each, unit, told.completed, _YEAR, pace.error)
    more = float(1.1**pace.pull - 1)
    yield ParameterTold(
        "More completed for each tenth more that lies before a worker",
        more,
        "of what was",
        pace.quarters,
        "quarters before the day",
        None,
        None,
        "read off the record"
        if pace.quarters >= _QUARTERS
        else "drawn to that of made-up counties",
    )
    names = ("who assess", "who go on after it") if told.two_pools else ("who hold children",)
    if told.workforce is None:
        for what in ("Hours in post", "Employed workers who leave", "Posts"):
            yield ParameterTold(what, None, "", 0, _YEAR, None, None, CANNOT)
        return
    change = float(np.expm1(told.walks.leaving))
    seen = "as far as it is beyond chance" if change else "none that could be told from chance"
    left = sum(sum(pool.left) for pool in told.workforce.pools)
    window = "up to four years to the day"
    yield ParameterTold(
        "Change of how many leave", change, "a year", left, window, None, None, seen
    )
    for name, pool in zip(names, told.workforce.pools, strict=True):
        yield from _of_pool(name, pool)


def _of_pool(name: str, pool: PoolFigures) -> Iterator[ParameterTold]:
    count = round(pool.hours)
    yield ParameterTold(
        f"Hours in post, workers {name}",
        pool.hours,
        "full time",
        count,
        "the day",
        None,
        None,
        "counted",
    )
    yield ParameterTold(
        f"Posts, workers {name}", pool.posts, "full time",
        round(pool.posts or 0), "the day", None, None,
        CANNOT if pool.posts is None else "counted",
    )  # fmt: skip
    for agency, kind in ((False, "Employed"), (True, "Agency")):
        rate, left = pool.leaving(agency), pool.left[agency]
        yield _counted(
            f"{kind} workers {name} who leave", rate, "of those in post a year", left, _YEAR
        )
        came = pool.came[agency]
        yield _counted(f"{kind} workers {name} who come", came, "a year", came, _YEAR)


assert YEAR == 365  # the windows above are said in words

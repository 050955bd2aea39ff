"""Is the model right about the past: run from half a year ago, and laid beside what happened.

The parameters are counted from what had happened by then, the runs begin with the open work of
that day, and nothing of what a scenario changes is in them. The error of an output is the mean
distance, over the six months' ends, between the middle of the runs and what really was, as a share
of the mean of what really was (of 25 at least, where numbers are small).
"""

from dataclasses import dataclass

import numpy as np

from holdfast.days import add_months
from holdfast.errors import BadSetting
from holdfast.scenarios.bands.stretching import (
    RunSpread,
    Stretches,
    count_stretches,
    drawn_back,
    stretch_by_month,
)
from holdfast.scenarios.calibrating import Calibration, calibrate
from holdfast.scenarios.changes import NOTHING
from holdfast.scenarios.outputs import MAIN, Output, month_days, recorded
from holdfast.scenarios.reading import WorkRecord, day_of, number_of
from holdfast.scenarios.running import Told, lay_runs
from holdfast.scenarios.scenario import AgreedError

MONTHS = 6
_SMALL = 25.0


@dataclass(frozen=True)
class OutputError:
    """How far off one output was: ``error`` and ``bias`` (above nought: too many) as shares.

    ``predicted`` are the bands and ``happened`` what was, by month's end.
    ``within_band`` of those ends lay in the band. ``wrong``: further off than the limit.
    """

    output: Output
    error: float
    bias: float
    within_band: int
    predicted: tuple[tuple[float, float, float], ...]
    happened: tuple[float, ...]
    wrong: bool


@dataclass(frozen=True)
class PastCheck:
    """The validation of a scenario: from which day, over which months' ends, with which limit."""

    begins: int
    days: tuple[int, ...]
    limit: float
    outputs: tuple[OutputError, ...]


def check_on_past(
    record: WorkRecord,
    agreed: AgreedError,
    runs: int,
    seed: int,
    step: Told,
    stretches: Stretches | None = None,
) -> tuple[PastCheck, Calibration]:
    """Run forward from half a year ago and compare. Raises BadSetting where that cannot be done.

    ``stretches`` are of bands from other days; None takes those of made-up counties.
    """
    begins = number_of(add_months(day_of(record.day), -MONTHS))
    try:
        told = calibrate(record, begins)
    except BadSetting as lacking:
        raise BadSetting(
            "The scenario is not run, because it cannot be validated on the last six months. "
            f"{lacking.what}",
            lacking.next_step,
        ) from lacking
    days = month_days(begins, MONTHS)
    (made,) = drawn_back(lay_runs(record, told, NOTHING, days, runs, seed, step))
    happened = recorded(record, told, days)
    known = [one for one in MAIN if one is not Output.POINTS or told.workforce is not None]
    known_stretches = count_stretches(()) if stretches is None else stretches
    errors = tuple(
        _error(one, made[:, :, one], happened[:, one], agreed.limit, known_stretches)
        for one in known
    )
    return PastCheck(begins, tuple(days[1:]), agreed.limit, errors), told


def _error(
    output: Output,
    made: "np.ndarray",
    happened: "np.ndarray",
    limit: float,
    stretches: Stretches,
) -> OutputError:
    stretch = stretch_by_month(stretches, output, len(made) - 1)
    bands, happened = RunSpread.of_figure(made, output).band(stretch)[1:], happened[1:]
    of = max(float(happened.mean()), _SMALL)
    apart = bands[:, 1] - happened
    error = float(np.abs(apart).mean() / of)
    inside = (happened >= bands[:, 0]) & (happened <= bands[:, 2])
    return OutputError(
        output,
        error,
        float(apart.mean() / of),
        int(inside.sum()),
        tuple((float(low), float(middle), float(high)) for low, middle, high in bands),
        tuple(map(float, happened)),
        error > limit,
    )


def refuse_wrong(found: PastCheck, agreed: AgreedError) -> None:
    """Raise BadSetting where an output that is asked for was further off the past than allowed."""
    wrong = [one for one in found.outputs if one.wrong and one.output not in agreed.left_out]
    if not wrong:
        return
    told = "; ".join(f"{one.output.title}: {one.error:.0%} ({_way(one.bias)})" for one in wrong)
    keys = ", ".join(f'"{one.output.key}"' for one in wrong)
    raise BadSetting(
        f"The scenario is not run: over the last six months the model was further off than "
        "the limit "
        f"of {found.limit:.0%}. {told}.",
        f"Leave out what it cannot tell, with leave_out = [{keys}] under [validation]; or name a "
        "larger error_limit there, up to 0.5, with agreed_by and why. Look first whether something "
        "in those months was recorded otherwise than before.",
    )


def _way(bias: float) -> str:
    return "too many" if bias > 0 else "too few"

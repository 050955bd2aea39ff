"""The model run from days in the council's own past, with what was known then.

Each such run is laid beside what came, so far as it came by the day from which a scenario is run.
It is what the bands are stretched by; see ``stretching.py``.
"""

from collections.abc import Iterator

import numpy as np

from holdfast.days import add_months
from holdfast.scenarios.bands.stretching import PastScore, RunSpread, drawn_back
from holdfast.scenarios.calibrating import calibrate
from holdfast.scenarios.changes import NOTHING
from holdfast.scenarios.draws import Floats
from holdfast.scenarios.outputs import AHEAD, MAIN, Output, month_days, recorded
from holdfast.scenarios.reading import WorkRecord, day_of, number_of
from holdfast.scenarios.running import Told, lay_runs

ORIGINS = (6, 12, 18, 24, 30)  # months back
RUNS = 6  # from each day
# Days of the record before a day from which it is run: where it had only begun, its stocks are
# still filling up, and rates are counted from next to nothing.
LEAST_BEFORE = 900


def past_days(record: WorkRecord, day: int) -> list[tuple[int, int]]:
    """The days from which the model is run and how many months back each is, the latest first."""
    found = [(number_of(add_months(day_of(day), -back)), back) for back in ORIGINS]
    return [(first, back) for first, back in found if first - record.begins >= LEAST_BEFORE]


def past_runs(record: WorkRecord, day: int) -> int:
    """How many runs that is."""
    return RUNS * len(past_days(record, day))


def past_scores(record: WorkRecord, day: int, seed: int, step: Told) -> list[PastScore]:
    """How far off its bands each figure was, run from every past day that the record allows."""
    return [
        one
        for first, back in past_days(record, day)
        for one in scores_from(record, first, back, seed, step)
    ]


def scores_from(
    record: WorkRecord, first: int, back: int, seed: int, step: Told
) -> Iterator[PastScore]:
    """The scores of runs from one day, up to so many months after it."""
    told = calibrate(record, first)
    days = month_days(first, min(back, AHEAD[-1]))
    (made,) = drawn_back(lay_runs(record, told, NOTHING, days, RUNS, seed, step))
    happened = recorded(record, told, days)
    for output in MAIN:
        if output is not Output.POINTS or told.workforce is not None:
            yield from scores_of(made[:, :, output], happened[:, output], output, back)


def scores_of(made: Floats, happened: Floats, output: Output, back: int) -> Iterator[PastScore]:
    """The scores of one figure, from its runs (month by run) and what came by month."""
    alone, spread = RunSpread.of(made), RunSpread.of_figure(made, output)
    scores = spread.scores(happened)
    for ahead in AHEAD:
        if ahead < len(made):
            off = float(spread.middle[ahead] - np.log1p(happened[ahead]))
            widths = [2 * float(one.half[ahead]) for one in (spread, alone)]
            yield PastScore(output, ahead, back, float(scores[ahead]), off, *widths)

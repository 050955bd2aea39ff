"""Bands of a figure: as wide as the runs spread, stretched by how far off the model has been.

A band should hold what comes in eight of ten cases. How far the runs lie apart says only what the
model itself is unsure of. So the model is run from days in the council's own past, with what was
known then, and each figure that came is laid beside its band: the distance from the middle,
counted in half-widths, is its score. A band is stretched to hold eight in ten of such scores. The
council's own days are few, and are taken together with the scores of made-up counties. Each figure
and each time ahead has a stretch of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from holdfast.scenarios.bands.held_out import (
    AS_IF_ORIGINS,
    DRAWN_BACK,
    MADE_UP_STRETCH,
    TYPICAL_WIDTH,
)
from holdfast.scenarios.draws import Floats
from holdfast.scenarios.outputs import AHEAD, MAIN, Output

TENTH = 1.2816  # standard deviations from the middle beyond which one in ten lies, on either side
_LEAST_WIDTH = 0.01  # of the logarithm: where all runs agree, chance does not


@dataclass(frozen=True)
class RunSpread:
    """How runs of one figure lie, by month: their middle, and how far from it eight in ten lie.

    Both of the logarithm of one more, and as far upwards as downwards: the sides of few runs are
    not to be told apart.
    """

    middle: Floats
    half: Floats

    @staticmethod
    def of(values: Floats) -> "RunSpread":
        """The spread of values that lie by month (row) and run."""
        laid = np.log1p(np.maximum(values, 0.0))
        middle = np.median(laid, axis=1)
        return RunSpread(middle, TENTH * np.sqrt(((laid - middle[:, None]) ** 2).mean(axis=1)))

    @staticmethod
    def of_figure(values: Floats, output: Output) -> "RunSpread":
        """The spread of one figure: half that of its runs, half that of made-up counties.

        (The middle of the two in the logarithm.) How far these runs lie apart rather than others
        tells little of how far off they are: in made-up counties hardly anything.
        """
        own = RunSpread.of(values)
        months = np.arange(len(values))
        typical = np.interp(months, (0, *AHEAD), (0.0, *TYPICAL_WIDTH[output]))
        return replace(own, half=np.sqrt(own.half * typical))

    def scores(self, happened: Floats) -> Floats:
        """How far what happened lies from the middle in half-widths, by month: 1 is on the edge."""
        apart = np.log1p(np.maximum(happened, 0.0)) - self.middle
        found: Floats = apart / np.maximum(self.half, _LEAST_WIDTH)
        return found

    def band(self, stretch: Floats) -> Floats:
        """Low, middle and high by month (row), with the half-widths stretched."""
        far = stretch * self.half
        edges = np.stack((self.middle - far, self.middle, self.middle + far), axis=1)
        return np.maximum(np.expm1(edges), 0.0)


def drawn_back(made: Floats, *others: Floats) -> tuple[Floats, ...]:
    """Runs (month, run, output) with figures drawn towards their level of the first day.

    As far as ``DRAWN_BACK`` says of each figure, by month and in the logarithm of one more. Other
    runs from the same day are moved by as much, so that what a change does stays as it is.
    """
    found = tuple(one.copy() for one in (made, *others))
    for output, part in DRAWN_BACK.items():
        middle = np.median(np.log1p(made[:, :, output]), axis=1)
        moved = np.exp(part * (middle[0] - middle))[:, None]
        for one in found:
            one[:, :, output] = (one[:, :, output] + 1) * moved - 1
            np.maximum(one[:, :, output], 0.0, out=one[:, :, output])
    return found


@dataclass(frozen=True)
class PastScore:
    """The score of one figure, so many months ahead of a day so many months back.

    ``off`` is how far the middle was above what came, ``width`` from the lower end of the band to
    the upper before it is stretched, and ``alone`` that of the runs alone; all of the logarithm.
    """

    output: Output
    ahead: int
    back: int
    score: float
    off: float = 0.0
    width: float = 0.0
    alone: float = 0.0


Stretches = Mapping[tuple[Output, int], float]


def count_stretches(scores: Iterable[PastScore]) -> dict[tuple[Output, int], float]:
    """The stretch of each figure and time ahead, from the council's own scores.

    Of normal errors eight in ten lie within 1.28 times their root mean square. The logarithm of
    that is averaged with the made-up counties', weighted by the days that the council's rests on.
    """
    own: dict[tuple[Output, int], list[float]] = {}
    for one in scores:
        own.setdefault((one.output, one.ahead), []).append(one.score)
    found = {}
    for output in MAIN:
        for place, ahead in enumerate(AHEAD):
            made_up, held = MADE_UP_STRETCH[output][place], own.get((output, ahead), [])
            logs = AS_IF_ORIGINS * np.log(made_up)
            if held:
                rms = float(np.sqrt(np.mean(np.square(held))))
                logs += len(held) * np.log(max(TENTH * rms, made_up / 4))
            found[output, ahead] = float(np.exp(logs / (AS_IF_ORIGINS + len(held))))
    return found


def stretch_by_month(stretches: Stretches, output: Output, months: int) -> Floats:
    """The stretch of a figure from month 0 to so many, between the times ahead as a line."""
    logs = [np.log(stretches[output, ahead]) for ahead in AHEAD]
    found: Floats = np.exp(np.interp(np.arange(months + 1), AHEAD, logs))
    return found


def held_in_own_past(scores: Sequence[PastScore], output: Output, ahead: int) -> tuple[int, int]:
    """Of how many past days the band held what came, stretched by what the other days say."""
    own = [one for one in scores if one.output is output and one.ahead == ahead]
    held = 0
    for left_out in own:
        others = [one for one in own if one is not left_out]
        held += abs(left_out.score) <= count_stretches(others)[output, ahead]
    return held, len(own)

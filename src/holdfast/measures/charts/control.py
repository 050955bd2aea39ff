"""Control charts of months: limits of chance, locked by rule, and the four rules that read them.

XmR (Shewhart's chart of individual values): the mean of the baseline, and limits 2.66 mean moving
ranges to either side (Wheeler, *Understanding Variation*). For shares of a varying number of
things the p chart: limits three standard errors of each month's own number to either side, widened
by Laney's p-prime where months vary by more than chance alone explains. The rules are those of NHS
England's *Making Data Count*; see ``signals``.

The limits are locked: they are worked out from the first 24 months of a phase where it has 36 or
more, else from its first 12, and stay. Under 12 months they are *trial limits*, and give no
signal. A phase begins anew only with a dated cause that somebody names (``Rebase``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import sqrt

from holdfast.errors import BadSetting

LEAST, LONG_BASELINE, LONG = 12, 24, 36
RUN = 7  # points on one side, or in one direction, that are a signal
WIDTH, NEAR = 2.66, 2 / 3
OF_RANGES = 1.128  # the mean moving range of a normal variable, in standard deviations


class Chart(StrEnum):
    """Which chart it is."""

    XMR = "XmR"
    P = "p"


class ChartRule(StrEnum):
    """Why a point is more than chance. In order: the first that holds is told."""

    OUTSIDE = "outside the limits"
    TREND = "seven in one direction"
    NEAR = "two of three near a limit"
    SHIFT = "seven on one side of the mean"


@dataclass(frozen=True)
class ChartPoint:
    """A period's value, from 0 to 1 of a share, and the number it is a share of (None: no share).

    ``value`` is None where nothing was there to count. ``settled``: it hardly changes any more.
    """

    first: date
    value: float | None
    of: float | None = None
    settled: bool = True


@dataclass(frozen=True)
class Rebase:
    """Limits are worked out anew from a day on, because of a cause that has a name."""

    day: date
    cause: str


@dataclass(frozen=True)
class Signal:
    """A point that is more than chance: its place, the rule, and whether it lies above the mean."""

    place: int
    rule: ChartRule
    above: bool


@dataclass(frozen=True)
class Phase:
    """Points with one set of limits: from place ``begins``, of which ``baseline`` set them.

    ``trial``: under 12 points, so that limits only hint and nothing is a signal. ``spread`` is
    how much more months vary than chance alone explains (of a p chart; 1: no more).
    """

    begins: int
    baseline: int
    trial: bool
    spread: float = 1.0
    cause: str = ""


@dataclass(frozen=True)
class ControlChart:
    """A chart: for each point its mean and limits (None: no limits), and what is a signal."""

    chart: Chart
    points: tuple[ChartPoint, ...]
    centre: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    signals: tuple[Signal, ...]
    phases: tuple[Phase, ...]

    @property
    def judged(self) -> range:
        """The places of the last phase that come after its baseline."""
        phase = self.phases[-1]
        return range(phase.begins + phase.baseline, len(self.points))


def control_chart(
    points: Sequence[ChartPoint],
    chart: Chart,
    rebases: Sequence[Rebase] = (),
    window: int = 1,
    step: int = 1,
    bounds: tuple[float | None, float | None] = (0.0, None),
) -> ControlChart:
    """The chart of points in order.

    Each covers ``window`` months and begins ``step`` after the one before. ``bounds`` are what no
    value can pass: limits are cut there. Raises BadSetting where windows overlap, where a rebase
    has no cause or its day is not in the chart, and where there is no point.
    """
    _refuse(points, rebases, window, step)
    starts = [0, *sorted(_place(points, one.day) for one in rebases if one.cause)]
    causes = ["", *(one.cause for one in sorted(rebases, key=lambda each: each.day))]
    ends = [*starts[1:], len(points)]
    centre: list[float | None] = []
    low: list[float | None] = []
    high: list[float | None] = []
    phases: list[Phase] = []
    signals: list[Signal] = []
    for begins, end, cause in zip(starts, ends, causes, strict=True):
        own = points[begins:end]
        phase, lines = _phase(own, chart, begins, cause)
        phases.append(phase)
        centre += [line and line[0] for line in lines]
        low += [line and _cut(line[0] - line[1], bounds) for line in lines]
        high += [line and _cut(line[0] + line[1], bounds) for line in lines]
        if not phase.trial:
            found = signals_in([one.value for one in own], lines)
            signals += [Signal(begins + one.place, one.rule, one.above) for one in found]
    return ControlChart(
        chart, tuple(points), tuple(centre), tuple(low), tuple(high), tuple(signals), tuple(phases)
    )


Line = tuple[float, float]  # the mean, and how far the limits lie from it


def signals_in(values: Sequence[float | None], lines: Sequence[Line | None]) -> list[Signal]:
    """The points that are more than chance, by the four rules; a point without value ends a run."""
    sides = [
        None if value is None or line is None else _side(value - line[0], line[1])
        for value, line in zip(values, lines, strict=True)
    ]
    found: dict[int, Signal] = {}

    def add(places: Sequence[int], rule: ChartRule) -> None:
        for place in places:
            side = sides[place]
            if place not in found and side is not None:
                found[place] = Signal(place, rule, side[0] > 0)

    add([n for n, side in enumerate(sides) if side is not None and side[1] > 1], ChartRule.OUTSIDE)
    for run in _runs(len(values), RUN):
        own = [values[n] for n in run]
        if _all_rising(own) or _all_rising([None if v is None else -v for v in own]):
            add(run, ChartRule.TREND)
    for run in _runs(len(values), 3):
        near = [sides[n] for n in run]
        if _one_side(near) and sum(side is not None and side[1] > NEAR for side in near) >= 2:
            add([n for n in run if (side := sides[n]) and side[1] > NEAR], ChartRule.NEAR)
    for run in _runs(len(values), RUN):
        if _one_side([sides[n] for n in run]):
            add(run, ChartRule.SHIFT)
    return [found[place] for place in sorted(found)]


def _refuse(
    points: Sequence[ChartPoint], rebases: Sequence[Rebase], window: int, step: int
) -> None:
    if window > step:
        raise BadSetting(
            "Overlapping windows are not charted: of series without any change nearly all would "
            "show one.",
            "Chart what each month holds by itself; a sum over twelve months is for the table.",
        )
    if not points:
        raise BadSetting("There is no month to chart.", "Ask for a measure that has any.")
    if any(not one.cause.strip() for one in rebases):
        raise BadSetting(
            "Limits are worked out anew only for a cause that has a name.",
            "Say what changed on that day, so that everyone can judge it.",
        )
    inside = range(1, len(points))
    if any(_place(points, one.day) not in inside for one in rebases):
        raise BadSetting(
            "A day from which limits are to be worked out anew is not in the chart.",
            "Give a day after the first month charted and in or before the last.",
        )


def _place(points: Sequence[ChartPoint], day: date) -> int:
    """The first point that begins on a day or after it."""
    return next((n for n, one in enumerate(points) if one.first >= day), len(points))


def _phase(
    points: Sequence[ChartPoint], chart: Chart, begins: int, cause: str
) -> tuple[Phase, list[Line | None]]:
    """The limits of a phase from its baseline, for each of its points."""
    size = LONG_BASELINE if len(points) >= LONG else min(LEAST, len(points))
    baseline = [one for one in points[:size] if one.value is not None]
    trial = len(baseline) < LEAST
    if not baseline:
        return Phase(begins, size, True, cause=cause), [None] * len(points)
    if chart is Chart.XMR:
        line = xmr_line([one.value for one in baseline if one.value is not None])
        return Phase(begins, size, trial, cause=cause), [line] * len(points)
    mean, spread = p_line(baseline)
    lines: list[Line | None] = [
        (mean, 3 * spread * sqrt(mean * (1 - mean) / one.of)) if one.of else None for one in points
    ]
    return Phase(begins, size, trial, spread, cause), lines


def xmr_line(values: Sequence[float]) -> Line:
    """The mean, and 2.66 mean moving ranges: how far the limits lie from it."""
    ranges = [abs(after - before) for before, after in pairwise(values)]
    return sum(values) / len(values), WIDTH * sum(ranges) / max(1, len(ranges))


def p_line(points: Sequence[ChartPoint]) -> tuple[float, float]:
    """The share over all points, and Laney's measure of how much more than chance they vary.

    It is never below 1: limits are widened where months vary by more, and narrowed nowhere.
    """
    given = [(one.value, one.of) for one in points if one.value is not None and one.of]
    among = sum(of for _, of in given)
    mean = sum(value * of for value, of in given) / among if among else 0.0
    if not 0 < mean < 1:
        return mean, 1.0
    scores = [(value - mean) / sqrt(mean * (1 - mean) / of) for value, of in given]
    ranges = [abs(after - before) for before, after in pairwise(scores)]
    return mean, max(1.0, sum(ranges) / max(1, len(ranges)) / OF_RANGES)


def _side(difference: float, width: float) -> tuple[int, float]:
    """On which side of the mean, and how far out as a share of the way to the limit."""
    sign = (difference > 1e-12) - (difference < -1e-12)
    return sign, abs(difference) / width if width > 1e-12 else (2.0 if sign else 0.0)


def _runs(length: int, size: int) -> list[range]:
    return [range(n, n + size) for n in range(length - size + 1)]


def _all_rising(values: Sequence[float | None]) -> bool:
    pairs = pairwise(values)
    return all(a is not None and b is not None and a < b for a, b in pairs)


def _one_side(sides: Sequence[tuple[int, float] | None]) -> bool:
    signs = {side[0] if side else 0 for side in sides}
    return len(signs) == 1 and 0 not in signs


def _cut(value: float, bounds: tuple[float | None, float | None]) -> float:
    least, most = bounds
    value = value if least is None else max(least, value)
    return value if most is None else min(most, value)

"""Where all of a control chart lies in a drawing: points, their mean and limits, signals, causes.

What is a signal is told by its shape too, and what may still change by being hollow. A chart never
stands alone: put a sentence before it and a table after it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from holdfast.measures.charts.control import ControlChart
from holdfast.measures.charts.grid import GridLine, round_top


@dataclass(frozen=True)
class ChartSize:
    """The units of a drawing: as wide as a page, or a third of one."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int


# Where a scale of shares ends: half of each is a whole number of per cent.
_ENDS = (0.1, 0.2, 0.5, 1.0)
LETTER_WIDTH = 13  # of a letter that marks a cause, with room beside it
LARGE = ChartSize(720, 280, 56, 16, 26, 32)
SMALL = ChartSize(372, 200, 52, 12, 26, 28)
LOW = ChartSize(372, 128, 52, 12, 24, 24)  # one of many on a page


@dataclass(frozen=True)
class PlacedPoint:
    """A point in the drawing's units; ``kind``: "plain", "signal" or "open" (may still change)."""

    x: float
    y: float
    kind: str
    diamond: str = ""


@dataclass(frozen=True)
class CauseMark:
    """A named cause: where its line stands, its letter, and where the letter does."""

    at: float
    letter: str
    letter_at: float


@dataclass(frozen=True)
class ControlDrawing:
    """A drawing. Make one with ``draw_control``; pages and packs write it as SVG.

    ``key`` tells the drawings of a page apart; ``title`` and ``text`` are read out in its place.
    """

    key: str
    title: str
    text: str
    size: ChartSize
    lines: tuple[str, ...]
    centre: tuple[str, ...]
    limits: tuple[str, ...]
    trial: bool
    points: tuple[PlacedPoint, ...]
    judged_x: float | None
    judged_width: float
    target: float | None
    causes: tuple[CauseMark, ...]
    across: tuple[GridLine, ...]
    up: tuple[GridLine, ...]

    @property
    def floor(self) -> int:
        """Where the scale begins."""
        return self.size.height - self.size.bottom

    @property
    def judged_height(self) -> int:
        """How tall the ground is on which the judged months stand."""
        return self.floor - self.size.top

    @property
    def right(self) -> int:
        """Where the drawing's own part ends on the right."""
        return self.size.width - self.size.right


def draw_control(
    key: str,
    title: str,
    text: str,
    chart: ControlChart,
    share: bool,
    target: float | None = None,
    causes: Sequence[tuple[date, str]] = (),
    size: ChartSize = LARGE,
) -> ControlDrawing:
    """The drawing of a chart. ``share``: values are shown in per cent.

    ``causes`` are days with a letter each, which the words beside the drawing explain.
    """
    count = len(chart.points)
    values = [one.value for one in chart.points if one.value is not None]
    highs = [one for one in chart.high if one is not None]
    most = max([*values, *highs, *([target] if target is not None else [])], default=0.0)
    top = next(end for end in _ENDS if end >= min(most, 1)) if share else round_top(int(most) + 1)
    room = size.width - size.left - size.right

    def x(place: float) -> float:
        return round(size.left + room * (place + 0.5) / max(1, count), 1)

    def y(value: float) -> float:
        tall = size.height - size.top - size.bottom
        return round(size.height - size.bottom - min(1.0, value / top) * tall, 1)

    places = [(n, one.value) for n, one in enumerate(chart.points)]
    signals = {one.place for one in chart.signals}
    judged = list(chart.judged)[-12:] if not chart.phases[-1].trial else []
    return ControlDrawing(
        key,
        title,
        text,
        size,
        _lines(places, x, y),
        _lines(list(enumerate(chart.centre)), x, y),
        (*_lines(list(enumerate(chart.low)), x, y), *_lines(list(enumerate(chart.high)), x, y)),
        chart.phases[-1].trial,
        tuple(_points(chart, signals, x, y)),
        round(x(judged[0]) - room / count / 2, 1) if judged else None,
        round(room * len(judged) / max(1, count), 1),
        None if target is None else y(target),
        tuple(_causes(chart, causes, x)),
        tuple(_years(chart, x)),
        tuple(GridLine(y(top * n / 2), _scale(top * n / 2, share)) for n in range(3)),
    )


Scale = Callable[[float], float]


def _points(chart: ControlChart, signals: set[int], x: Scale, y: Scale) -> list[PlacedPoint]:
    found = []
    for place, one in enumerate(chart.points):
        if one.value is None:
            continue
        across, up = x(place), y(one.value)
        kind = "signal" if place in signals else "plain" if one.settled else "open"
        diamond = f"M{across} {up - 5}l5 5l-5 5l-5 -5z" if kind == "signal" else ""
        found.append(PlacedPoint(across, up, kind, diamond))
    return found


def _lines(points: Sequence[tuple[int, float | None]], x: Scale, y: Scale) -> tuple[str, ...]:
    """Paths through the points; one without a value breaks the line."""
    found: list[list[str]] = [[]]
    for place, value in points:
        if value is None:
            found.append([])
        else:
            found[-1].append(f"{x(place)} {y(value)}")
    return tuple(f"M{'L'.join(path)}" for path in found if path)


def _causes(
    chart: ControlChart, causes: Sequence[tuple[date, str]], x: Scale
) -> Iterator[CauseMark]:
    """Each cause within the chart. Letters of causes close together stand side by side."""
    firsts = [one.first for one in chart.points]
    free = 0.0
    for day, letter in causes:
        place = next((n for n, (a, b) in enumerate(pairwise(firsts)) if a <= day < b), None)
        if place is not None:
            at = x(place + (day.day - 1) / 31 - 0.5)
            beside = max(at, free)
            free = beside + LETTER_WIDTH
            yield CauseMark(at, letter, beside)


def _years(chart: ControlChart, x: Scale) -> list[GridLine]:
    januaries = [(n, one.first) for n, one in enumerate(chart.points) if one.first.month == 1]
    return [GridLine(x(place), f"{day.year}") for place, day in januaries]


def _scale(value: float, share: bool) -> str:
    return f"{value:.0%}" if share else f"{value:,.0f}"

"""Bars of whole numbers side by side, drawn at the server as SVG: no script, and it prints.

A chart never stands alone: put a sentence before it and a table after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.measures.charts.grid import GridLine, round_top
from holdfast.web.parts.chart import BOTTOM, HEIGHT, LEFT, RIGHT, WIDTH

# Above the bars there is room for what their colours are called.
TOP = 40
# The share of a bar's place that it fills, and how many words fit below the bars of a chart.
FILLED, MOST_WORDS = 0.75, 12


@dataclass(frozen=True)
class Bar:
    """What a bar shows: its words, its value, and a second value that stands on the first."""

    words: str
    value: int
    second: int = 0


@dataclass(frozen=True)
class PlacedBar:
    """A bar in the drawing's units: from the left, from the top, how wide and how high."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True)
class BarChart:
    """Bars. Make one with ``bar_chart``; draw it with ``parts/bars.html``.

    ``key`` tells the charts of a page apart; ``title`` and ``text`` are read out in the drawing's
    place. ``names`` are what the first and the second value are, for the words beside it;
    ``second`` is the look of the second.
    """

    key: str
    title: str
    text: str
    bars: list[PlacedBar]
    across: list[GridLine]
    up: list[GridLine]
    names: tuple[str, ...]
    second: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def bar_chart(
    key: str,
    title: str,
    text: str,
    bars: Sequence[Bar],
    names: tuple[str, ...] = (),
    second: str = "second",
) -> BarChart:
    """The bars in their order, all on one scale that begins at nought.

    ``second`` is the look of what stands on a bar: "second", to be seen first, or "rest".
    """
    top = round_top(max((one.value + one.second for one in bars), default=0))
    place = (WIDTH - LEFT - RIGHT) / max(1, len(bars))
    every = -(-len(bars) // MOST_WORDS) or 1
    drawn: list[PlacedBar] = []
    words: list[GridLine] = []
    for number, one in enumerate(bars):
        x = LEFT + place * (number + (1 - FILLED) / 2)
        drawn += _drawn(one, round(x, 1), round(place * FILLED, 1), top, second)
        if number % every == 0:
            words.append(GridLine(round(LEFT + place * (number + 0.5), 1), one.words))
    up = [GridLine(_y(top * n // 4, top), f"{top * n // 4:,}") for n in range(5)]
    return BarChart(key, title, text, drawn, words, up, names, second)


def _drawn(bar: Bar, x: float, width: float, top: int, look: str) -> list[PlacedBar]:
    floor = HEIGHT - BOTTOM
    first, second = _y(bar.value, top), _y(bar.value + bar.second, top)
    parts = [PlacedBar(x, first, width, round(floor - first, 1), "holdfast-chart__bar")]
    if bar.second:
        kind = f"holdfast-chart__bar--{look}"
        parts.append(PlacedBar(x, second, width, round(first - second, 1), kind))
    return parts


def _y(value: int, top: int) -> float:
    return round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM), 1)

"""A line of whole numbers over days, drawn at the server as SVG: no script, and it prints.

A chart never stands alone: put a sentence before it and a table after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.days import add_months
from holdfast.measures.charts.grid import GridLine, round_top
from holdfast.web.parts.templatetags.words import plain_day

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 12, 32


@dataclass(frozen=True)
class LineChart:
    """A step line. Make one with ``line_chart``; draw it with ``parts/chart.html``.

    ``title`` and ``text`` are read out in the drawing's place.
    """

    title: str
    text: str
    path: str
    across: list[GridLine]
    up: list[GridLine]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM
    ceiling: int = TOP
    turns: Sequence[GridLine] = ()


Series = Sequence[tuple[date, int]]
Turns = Sequence[tuple[date, str]]  # a day, and what begins on it in a few words


def value_on(series: Series, day: date) -> int:
    """The value on a day of a series that gives it from each day on which it changed."""
    return next((value for at, value in reversed(series) if at <= day), 0)


def line_chart(title: str, series: Series, first: date, last: date, turns: Turns = ()) -> LineChart:
    """The line from ``first`` to ``last``; the series gives each day on which it changed.

    ``turns`` are days from which on the line means something else: each is drawn, and told.
    """
    within = [(at, value) for at, value in series if first < at <= last]
    points = [(first, value_on(series, first)), *within]
    top = round_top(max(value for _, value in points))
    text = f"From {points[0][1]:,} on {plain_day(first)} to {points[-1][1]:,} on {plain_day(last)}."
    within_it = [(day, words) for day, words in turns if first < day <= last]
    text += "".join(f" {words} from {plain_day(day)}." for day, words in within_it)
    drawn = [GridLine(_x(day, first, last), words) for day, words in within_it]
    path = _path(points, first, last, top)
    return LineChart(title, text, path, _months(first, last), _values(top), turns=drawn)


def _path(points: Series, first: date, last: date, top: int) -> str:
    start = f"M{_x(first, first, last)} {_y(points[0][1], top)}"
    steps = [f"H{_x(at, first, last)}V{_y(value, top)}" for at, value in points[1:]]
    return f"{start}{''.join(steps)}H{_x(last, first, last)}"


def _x(day: date, first: date, last: date) -> float:
    share = (day - first).days / max(1, (last - first).days)
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _y(value: int, top: int) -> float:
    return round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM), 1)


def _values(top: int) -> list[GridLine]:
    return [GridLine(_y(top * n // 4, top), f"{top * n // 4:,}") for n in range(5)]


def _months(first: date, last: date) -> list[GridLine]:
    """The first day of every third month, so that the words do not run together."""
    begins = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
    days = [add_months(begins, 3 * n) for n in range(40)]
    return [GridLine(_x(day, first, last), f"{day:%b %Y}") for day in days if day <= last]

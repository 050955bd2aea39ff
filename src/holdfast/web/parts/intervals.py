"""Shares with their intervals, one line for each, drawn at the server as SVG.

A chart never stands alone: put a sentence before it and a table after it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from holdfast.measures.charts.grid import GridLine
from holdfast.web.parts.chart import WIDTH

LEFT, RIGHT, TOP, LINE, BELOW = 190, 24, 12, 26, 32
STEPS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)


@dataclass(frozen=True)
class ShareInterval:
    """A share between its bounds, all from 0 to 1; None for one that is not told."""

    words: str
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class DrawnInterval:
    """An interval in the drawing's units; ``told`` is whether there is one."""

    words: str
    y: float
    told: bool
    low: float = 0.0
    share: float = 0.0
    high: float = 0.0


@dataclass(frozen=True)
class IntervalChart:
    """Intervals. Make one with ``interval_chart``; draw it with ``parts/intervals.html``.

    ``key`` tells the charts of a page apart; ``whole`` is where the share of all lies, None where
    that is not told.
    """

    key: str
    title: str
    text: str
    rows: list[DrawnInterval]
    across: list[GridLine]
    whole: float | None
    height: int
    width: int = WIDTH
    words_at: int = LEFT - 12
    left: int = LEFT
    right: int = WIDTH - RIGHT
    ceiling: int = TOP

    @property
    def floor(self) -> int:
        """Where the scale lies."""
        return self.height - BELOW


def interval_chart(
    key: str, title: str, text: str, rows: Sequence[ShareInterval], whole: float | None
) -> IntervalChart:
    """The intervals in their order on a scale from nought, as long as the longest needs."""
    most = max([one.high for one in rows if one.high is not None] + [whole or 0.0, 0.02])
    top = next((step * 4 for step in STEPS if step * 4 >= most), 1.0)
    top = min(top, 1.0)

    def x(share: float) -> float:
        return round(LEFT + share / top * (WIDTH - LEFT - RIGHT), 1)

    drawn = [_drawn(one, TOP + LINE * (n + 0.5), x) for n, one in enumerate(rows)]
    across = [GridLine(x(top * n / 4), f"{100 * top * n / 4:.0f}%") for n in range(5)]
    height = TOP + LINE * len(rows) + BELOW
    at = x(whole) if whole is not None else None
    return IntervalChart(key, title, text, drawn, across, at, height)


def _drawn(one: ShareInterval, y: float, x: Callable[[float], float]) -> DrawnInterval:
    if one.share is None or one.low is None or one.high is None:
        return DrawnInterval(one.words, y, told=False)
    return DrawnInterval(one.words, y, True, x(one.low), x(one.share), x(one.high))

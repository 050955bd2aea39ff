"""Curves of who still waits after so many days, drawn at the server as SVG.

Told apart by dashes and by words at their ends, not by colour alone. A sentence stands before it,
a table after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.measures.charts.grid import GridLine, round_top
from holdfast.measures.charts.survival import StillWaiting
from holdfast.web.parts.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH

KINDS = ("earlier", "later")
_KEY = WIDTH - 320


@dataclass(frozen=True)
class DrawnCurve:
    """A curve: its path, its words, its look, and where its look stands beside its words."""

    path: str
    words: str
    kind: str
    key_x: int
    key_y: int


@dataclass(frozen=True)
class CurveDrawing:
    """A drawing. Make one with ``draw_curves``; draw it with ``parts/curves.html``."""

    key: str
    title: str
    text: str
    curves: tuple[DrawnCurve, ...]
    across: tuple[GridLine, ...]
    up: tuple[GridLine, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def draw_curves(
    key: str, title: str, text: str, curves: Sequence[tuple[str, Sequence[StillWaiting]]]
) -> CurveDrawing:
    """The steps of at most two curves, each with its words, on one scale of days from nought."""
    last = round_top(max((steps[-1].days for _, steps in curves if steps), default=1))

    def x(days: float) -> float:
        return round(LEFT + days / last * (WIDTH - LEFT - RIGHT), 1)

    def y(share: float) -> float:
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    drawn = tuple(
        # One under the other, at the right: curves fall from the left, and words are long.
        DrawnCurve(
            _steps([(x(one.days), y(one.share)) for one in steps]), words, kind, _KEY, TOP + line
        )
        for (words, steps), kind, line in zip(curves, KINDS, (16, 40), strict=False)
        if steps
    )
    marks = tuple(GridLine(x(last * n / 4), f"{last * n // 4} days") for n in range(1, 5))
    up = tuple(GridLine(y(n / 2), f"{n / 2:.0%}") for n in range(3))
    return CurveDrawing(key, title, text, drawn, marks, up)


def _steps(points: Sequence[tuple[float, float]]) -> str:
    first, *rest = points
    return f"M{first[0]} {first[1]}" + "".join(f"H{across}V{up}" for across, up in rest)

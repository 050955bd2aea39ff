"""Two bands over months, drawn at the server as SVG: as things are, and with a change.

Told apart by a dashed middle and by words, not by colour alone. A sentence stands before it, a
table after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from holdfast.measures.charts.grid import GridLine
from holdfast.web.parts.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH

Band = Sequence[tuple[float | None, float | None, float | None]]
HEADROOM = 18  # for the words at the top
# What a scale may end with, so that a quarter of it is a number that people read easily.
_TOPS = (1.0, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0, 6.0, 8.0, 10.0, 20.0)


@dataclass(frozen=True)
class DrawnBand:
    """A band: its outline, the line of its middles, its words, its look, where its key is."""

    outline: str
    middle: str
    words: str
    kind: str
    at: int


@dataclass(frozen=True)
class BandsDrawing:
    """A drawing. Make one with ``draw_bands``; draw it with ``parts/bands.html``.

    ``key`` tells the drawings of a page apart; ``title`` and ``text`` are read out in its place.
    From ``doubted`` on to the right the levels are not to be planned by.
    """

    key: str
    title: str
    text: str
    bands: tuple[DrawnBand, ...]
    across: tuple[GridLine, ...]
    up: tuple[GridLine, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM
    ceiling: int = TOP + HEADROOM
    doubted: float | None = None


def draw_bands(
    key: str,
    title: str,
    text: str,
    days: Sequence[date],
    bands: Sequence[tuple[str, Band]],
    share: bool = False,
    doubted_from: date | None = None,
) -> BandsDrawing:
    """At most two bands (low, middle, high by day), each with its words, on one scale from nought.

    ``share``: values in per cent. A day without a value is left out. ``doubted_from``: from when on
    it is said that levels are not to be planned by.
    """
    known = [high for _, band in bands for *_, high in band if high is not None]
    top = 1.0 if share else _top(max(known, default=0.0))
    span = max(1, (days[-1] - days[0]).days)

    def x(day: date) -> float:
        return round(LEFT + (day - days[0]).days / span * (WIDTH - LEFT - RIGHT), 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - HEADROOM - BOTTOM), 1)

    drawn = []
    for place, (words, band) in enumerate(bands):
        points = [
            (x(day), y(low), y(middle), y(high))
            for day, (low, middle, high) in zip(days, band, strict=True)
            if low is not None and middle is not None and high is not None
        ]
        if points:
            upper = [f"{across} {high}" for across, _, _, high in points]
            lower = [f"{across} {low}" for across, low, _, _ in reversed(points)]
            line = f"M{'L'.join(f'{across} {middle}' for across, _, middle, _ in points)}"
            kind, at = ("as-is", "changed")[place], LEFT + 8 + 250 * place
            drawn.append(DrawnBand(f"M{'L'.join(upper + lower)}Z", line, words, kind, at))
    marks = days[:: max(1, (len(days) - 1) // 4)]
    return BandsDrawing(
        key,
        title,
        text,
        tuple(drawn),
        tuple(GridLine(x(day), f"{day:%b %Y}") for day in marks),
        tuple(
            GridLine(y(top * n / 4), f"{n / 4:.0%}" if share else f"{top * n / 4:,.0f}")
            for n in range(5)
        ),
        doubted=x(doubted_from) if doubted_from else None,
    )


def _top(most: float) -> float:
    """The least end of a scale that holds the most there is; four at least, in whole quarters."""
    of = 10 ** floor(log10(max(most, 4.0)))
    ends = [one * of for one in _TOPS if one * of >= max(most, 4.0)]
    return next(one for one in ends if (one / 4).is_integer())

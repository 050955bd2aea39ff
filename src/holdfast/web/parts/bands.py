"""Two bands over months, drawn at the server as SVG: as things are, and with a change.

Told apart by a dashed middle and by words, not by colour alone. A sentence stands before it, a
table after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.web.parts.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, GridLine, round_top

Band = Sequence[tuple[float | None, float | None, float | None]]
HEADROOM = 18  # for the words at the top


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


def draw_bands(
    key: str,
    title: str,
    text: str,
    days: Sequence[date],
    bands: Sequence[tuple[str, Band]],
    share: bool = False,
) -> BandsDrawing:
    """At most two bands (low, middle, high by day), each with its words, on one scale from nought.

    ``share``: values are shown in per cent. A day without a value is left out.
    """
    known = [high for _, band in bands for *_, high in band if high is not None]
    top = 1.0 if share else float(round_top(int(max(known, default=0)) + 1))
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
            middle = [f"{across} {mid}" for across, _, mid, _ in points]
            kind, at = ("as-is", "changed")[place], LEFT + 8 + 250 * place
            outline = f"M{'L'.join(upper + lower)}Z"
            drawn.append(DrawnBand(outline, f"M{'L'.join(middle)}", words, kind, at))
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
    )

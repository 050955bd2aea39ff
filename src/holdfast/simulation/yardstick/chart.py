"""The made county drawn beside the published figures: one SVG, a small chart for each figure.

Drawn by hand, as the pages draw theirs: no script, no style sheet, so that it lies in a page
or in a file alike. What it shows is also in its description, in words. Put a table after it.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from holdfast.simulation.yardstick.published import ASKED, PublishedFigure
from holdfast.simulation.yardstick.yardstick import Judged, in_words

YEARS = (ASKED - 2, ASKED - 1, ASKED)

WIDTH, COLUMNS = 960, 3
PANEL_WIDTH, PANEL_HEIGHT, HEAD = WIDTH // COLUMNS, 190, 44
LEFT, RIGHT, TOP, FLOOR = 24, 296, 60, 158

# Told apart by mark and by dashes too, not by colour alone.
PUBLISHED, MADE, BAND, WORDS = "#12436d", "#a84300", "#dbe4ee", "#0b0c0c"
FONT = 'font-family="system-ui, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"'

Values = Mapping[int, float]


def side_by_side(judged: Sequence[Judged], name: str = "made-and-published") -> str:
    """The drawing, as SVG text. ``name`` sets its identifiers apart from others on a page."""
    made = _made(judged)
    figures = {one.reading.figure.key: one.reading.figure for one in judged}
    panels = [_panel(place, one, made[key]) for place, (key, one) in enumerate(figures.items())]
    height = HEAD + PANEL_HEIGHT * -(-len(panels) // COLUMNS)
    said = " ".join(_said(one, made[key]) for key, one in figures.items())
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-labelledby="{name}-title {name}-text" font-size="13" {FONT} fill="{WORDS}">',
            f'<title id="{name}-title">The made-up county beside the published figures, '
            f"{YEARS[0]} to {YEARS[-1]}</title>",
            f'<desc id="{name}-text">{escape(said)}</desc>',
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
            f"{_line([(24, 22), (64, 22)], PUBLISHED)}{_circle(44, 22)}"
            '<text x="72" y="27">published</text>'
            f"{_line([(164, 22), (204, 22)], MADE, dashed=True)}{_square(184, 22)}"
            '<text x="212" y="27">made up</text>'
            f'<rect x="300" y="12" width="16" height="20" fill="{BAND}"/>'
            f'<text x="324" y="27">where it must lie in {ASKED}</text>',
            *panels,
            "</svg>",
        ]
    )


def _made(judged: Sequence[Judged]) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = {one.reading.figure.key: {} for one in judged}
    for one in judged:
        if one.reading.value is not None:
            found[one.reading.figure.key][one.year] = one.reading.value
    return found


def _said(figure: PublishedFigure, made: Values) -> str:
    told = f"made {_listed(figure, made)}; published {_listed(figure, figure.values)}"
    return f"{figure.title}: {told}."


def _listed(figure: PublishedFigure, values: Values) -> str:
    known = [f"{in_words(values[y], figure.unit)} in {y}" for y in YEARS if y in values]
    return ", ".join(known) or "nothing"


def _panel(place: int, figure: PublishedFigure, made: Values) -> str:
    row, column = divmod(place, COLUMNS)
    published = {year: figure.values[year] for year in YEARS if year in figure.values}
    top = 1.1 * max([figure.band.high, *made.values(), *published.values()])
    high, low = _y(figure.band.high, top), _y(max(0.0, figure.band.low), top)
    height = round(low - high, 1)
    marks = [
        _words(figure, made),
        f'<rect x="{_x(ASKED) - 14}" y="{high}" width="28" height="{height}" fill="{BAND}"/>',
        f'<path d="M{LEFT} {FLOOR}H{RIGHT}" stroke="#b1b4b6"/>',
        *(_year(year) for year in YEARS),
        _series(made, top, MADE, dashed=True),
        # Last and hollow, so that the one does not hide the other where they meet.
        _series(published, top, PUBLISHED),
    ]
    at = f"translate({column * PANEL_WIDTH} {HEAD + row * PANEL_HEIGHT})"
    return f'<g transform="{at}">{"".join(marks)}</g>'


def _words(figure: PublishedFigure, made: Values) -> str:
    told = f"published {in_words(figure.asked, figure.unit)}"
    told = told if figure.asked is not None else "none published"
    value = in_words(made.get(ASKED), figure.unit) or "cannot be determined"
    return (
        f'<text x="{LEFT}" y="20" font-weight="700">{escape(figure.title)}</text>'
        f'<text x="{LEFT}" y="38">{ASKED}: made {value}, {told}</text>'
    )


def _year(year: int) -> str:
    return f'<text x="{_x(year)}" y="{FLOOR + 18}" text-anchor="middle">{year}</text>'


def _series(values: Values, top: float, colour: str, dashed: bool = False) -> str:
    points = [(_x(year), _y(value, top)) for year, value in sorted(values.items())]
    marks = [_square(x, y) if dashed else _circle(x, y) for x, y in points]
    return (_line(points, colour, dashed) if len(points) > 1 else "") + "".join(marks)


def _line(points: Iterable[tuple[float, float]], colour: str, dashed: bool = False) -> str:
    path = "L".join(f"{x} {y}" for x, y in points)
    dashes = ' stroke-dasharray="6 4"' if dashed else ""
    return f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2.5"{dashes}/>'


def _circle(x: float, y: float) -> str:
    return f'<circle cx="{x}" cy="{y}" r="6" fill="none" stroke="{PUBLISHED}" stroke-width="2"/>'


def _square(x: float, y: float) -> str:
    return f'<rect x="{x - 4}" y="{round(y - 4, 1)}" width="8" height="8" fill="{MADE}"/>'


def _x(year: int) -> int:
    """The years stand in from the edges, so that no mark is cut."""
    return LEFT + 30 + (year - YEARS[0]) * (RIGHT - LEFT - 60) // (len(YEARS) - 1)


def _y(value: float, top: float) -> float:
    return round(FLOOR - value / top * (FLOOR - TOP), 1)

"""Holds a made-up county against the published figures of a real one.

``figures`` works them out from the tables; ``judge`` says of each what was made, what was
published, which band is asked, and whether it is met; ``show`` prints that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt

from holdfast.printing import Format, print_rows
from holdfast.simulation.yardstick.figures import MadeFigure, figures
from holdfast.simulation.yardstick.published import ASKED, Band, FigureUnit, PublishedFigure

__all__ = [
    "BEFORE_COLUMNS",
    "LAST_COLUMNS",
    "Judged",
    "MadeFigure",
    "Verdict",
    "before_rows",
    "figures",
    "in_words",
    "judge",
    "last_rows",
    "show",
]


class Verdict(StrEnum):
    """What comes of holding a reading against the published figures."""

    INSIDE = "inside"
    OUTSIDE = "OUTSIDE"
    SAME_WAY = "the same way"
    OTHER_WAY = "THE OTHER WAY"
    LEVEL = "about level"
    NOT_ASKED = "not asked"
    CANNOT_TELL = "CANNOT TELL"

    @property
    def passes(self) -> bool:
        """Whether a county may be published with it."""
        return self in _PASSING


_PASSING = (Verdict.INSIDE, Verdict.SAME_WAY, Verdict.LEVEL, Verdict.NOT_ASKED)


@dataclass(frozen=True)
class Judged:
    """A reading beside what was published of ``year``, the year that it stands for.

    The last year has a ``band``; a year before has ``later``, the reading of the next year,
    and is judged by the way from one to the other.
    """

    reading: MadeFigure
    year: int
    verdict: Verdict
    band: Band | None = None
    later: MadeFigure | None = None


def judge(readings: Sequence[MadeFigure]) -> list[Judged]:
    """Each reading beside what was published, in the order given.

    The last day of the readings stands for the year asked for, wherever in time the county
    was placed, and a day a year before it for the year before.
    """
    last = max((reading.on for reading in readings), default=date.min)
    years = {each.on: ASKED - round((last - each.on).days / 365.25) for each in readings}
    found = {(reading.figure.key, years[reading.on]): reading for reading in readings}
    return [_judged(reading, years[reading.on], found) for reading in readings]


def _judged(reading: MadeFigure, year: int, found: Mapping[tuple[str, int], MadeFigure]) -> Judged:
    figure = reading.figure
    if year == ASKED:
        return Judged(reading, year, _inside(reading), band=figure.band)
    later = found.get((figure.key, year + 1))
    return Judged(reading, year, _way(reading, year, later), later=later)


def _inside(reading: MadeFigure) -> Verdict:
    if reading.value is None:
        return Verdict.CANNOT_TELL
    return Verdict.INSIDE if reading.figure.band.holds(reading.value) else Verdict.OUTSIDE


def _way(reading: MadeFigure, year: int, later: MadeFigure | None) -> Verdict:
    """Whether the figure went on to the next year as the published one did.

    Where the published figure moved by less than half of what its band reaches to one side, or
    no further than chance alone moves a share, it says little of a direction; the made one may
    then go the other way by the whole of it, or by as much as chance.
    """
    values = reading.figure.values
    if later is None or year not in values or year + 1 not in values:
        return Verdict.NOT_ASKED
    if reading.value is None or later.value is None:
        return Verdict.CANNOT_TELL
    reach = (reading.figure.band.high - reading.figure.band.low) / 2
    chance = _chance(reading, later)
    told, made = values[year + 1] - values[year], later.value - reading.value
    if told * made > 0:
        return Verdict.SAME_WAY
    level = abs(told) < max(reach / 2, chance) and abs(made) <= max(reach, chance)
    return Verdict.LEVEL if level else Verdict.OTHER_WAY


def _chance(one: MadeFigure, other: MadeFigure) -> float:
    """How far chance alone moves a share between two years: two standard errors, in points.

    Doubled in variance, because brothers and sisters go the same way together.
    """
    if one.figure.unit is not FigureUnit.PERCENT or not one.denominator or not other.denominator:
        return 0.0
    whole = one.denominator + other.denominator
    share = (one.numerator + other.numerator) / whole
    spread = share * (1 - share) * (1 / one.denominator + 1 / other.denominator)
    return 200 * sqrt(2 * spread)


LAST_COLUMNS = ("figure", "made", "counted", "published", "band", "verdict")
BEFORE_COLUMNS = ("figure", "years", "made", "published", "verdict")


def last_rows(judged: Sequence[Judged]) -> list[dict[str, str]]:
    """The last year and its bands, as rows of ``LAST_COLUMNS``."""
    return [
        {
            "figure": each.reading.figure.title,
            "made": in_words(each.reading.value, each.reading.figure.unit),
            "counted": _counted(each.reading),
            "published": _published(each.reading.figure),
            "band": " to ".join(
                in_words(edge, each.reading.figure.unit) for edge in (each.band.low, each.band.high)
            ),
            "verdict": each.verdict.value,
        }
        for each in judged
        if each.band
    ]


def before_rows(judged: Sequence[Judged]) -> list[dict[str, str]]:
    """The way of the years before, as rows of ``BEFORE_COLUMNS``."""
    rows = []
    for each in judged:
        if each.later:
            figure, years = each.reading.figure, (each.year, each.year + 1)
            made = [
                in_words(value, figure.unit) for value in (each.reading.value, each.later.value)
            ]
            published = [in_words(figure.values.get(year), figure.unit) for year in years]
            rows.append(
                {
                    "figure": figure.title,
                    "years": f"{years[0]} to {years[1]}",
                    "made": " to ".join(words or "?" for words in made),
                    "published": " to ".join(words or "?" for words in published),
                    "verdict": each.verdict.value,
                }
            )
    return rows


def show(judged: Sequence[Judged]) -> None:
    """Print two tables: the last year and its bands, and the way of the years before."""
    last, before = last_rows(judged), before_rows(judged)
    print_rows(last, LAST_COLUMNS, Format.TABLE, f"Made, and published of {ASKED}")
    print_rows(before, BEFORE_COLUMNS, Format.TABLE, "The years before: which way they went")


def _published(figure: PublishedFigure) -> str:
    """What was published of the year asked for, or of the one year there is."""
    if figure.asked is not None:
        return in_words(figure.asked, figure.unit)
    return ", ".join(f"{in_words(v, figure.unit)} ({year})" for year, v in figure.values.items())


def in_words(value: float | None, unit: FigureUnit) -> str:
    """A value as it is printed: whole for a count, else to a tenth; nothing for None."""
    if value is None:
        return ""
    return (
        f"{value:,.0f}"
        if unit is FigureUnit.COUNT
        else f"{value:,.1f}{'%' * (unit is FigureUnit.PERCENT)}"
    )


def _counted(reading: MadeFigure) -> str:
    """What was counted: the numerator, and of how many where it is a share."""
    if reading.denominator is None:
        return f"{reading.numerator:,.0f}"
    return f"{reading.numerator:,.0f} of {reading.denominator:,.0f}"

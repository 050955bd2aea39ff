"""The year of a measure: the same twelve months on every page, and what is told of them."""

from collections.abc import Sequence

from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.cases.declared import COUNTS, value_of
from holdfast.measures.cases.rows import CaseKind
from holdfast.measures.choices import SHARES
from holdfast.measures.measure import Measure

YEAR = 12  # months


def last_twelve(months: Sequence[MeasureCount], looks_ahead: bool = False) -> list[MeasureCount]:
    """The last twelve whole months; of what ``looks_ahead`` those up to the last that is told yet.

    Months that are not settled are among them, and a month with nothing to count is one of them.
    """
    whole = [one for one in months if one.whole]
    while looks_ahead and whole and whole[-1].value is None:
        whole.pop()
    return whole[-YEAR:]


def counted_in(months: Sequence[MeasureCount]) -> tuple[float | int, float | int]:
    """What is counted in months, and out of what."""
    return sum(one.counted for one in months), sum(one.of for one in months)


def year_value(measure: Measure, year: Sequence[MeasureCount]) -> float | int | None:
    """The value of a year: of counts the mean month, of all else what is counted out of all."""
    if not year:
        return None
    counted, of = counted_in(year)
    if measure.unit in COUNTS:
        return counted / len(year)
    return value_of(measure.unit, counted, of)


def each_month(measure: Measure) -> str:
    """The words after the mean month of a count; empty of what is no count."""
    if measure.unit not in COUNTS:
        return ""
    return " at a month's end" if _standing(measure) else " a month"


def year_briefly(measure: Measure, year: Sequence[MeasureCount], value: str) -> str:
    """The value of a year with its counts, and the month in which it ends."""
    return f"{_counted_in_words(measure, year, value)} in the year to {year[-1].first:%B %Y}"


def year_in_words(measure: Measure, year: Sequence[MeasureCount], value: str) -> str:
    """The value of a year with its counts, which months these are, and which may still change."""
    told = _counted_in_words(measure, year, value)
    told += f" from {year[0].first:%B %Y} to {year[-1].first:%B %Y}"
    open_still = sum(not one.settled for one in year)
    if not open_still:
        return told
    last = "the last" if open_still == 1 else f"the last {open_still}"
    return f"{told}, {last} of which may still change"


def _counted_in_words(measure: Measure, year: Sequence[MeasureCount], value: str) -> str:
    if measure.unit in COUNTS:
        return f"{value}{each_month(measure)}, on average,"
    if _standing(measure):
        return f"{value} at the months' ends,"
    counted, of = counted_in(year)
    out_of = "of" if measure.unit in SHARES else "beside"
    return f"{value} ({counted:,.0f} {out_of} {of:,.0f})"


def _standing(measure: Measure) -> bool:
    return measure.cases is not None and measure.cases.kind is CaseKind.ON_LAST_DAY

"""Measures over years and by service, and what the charts of the twelve say, for every pack."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.days import add_months
from holdfast.errors import HoldfastError
from holdfast.measures.benchmarks.published import published_table
from holdfast.measures.cases.counting import Every, MeasureCount, count_by
from holdfast.measures.cases.groups import By
from holdfast.measures.charts.of_measure import chart_of, chart_refusal, whole_months
from holdfast.measures.charts.progress import TWELVE
from holdfast.measures.charts.verdict import ChartReading, ChartVerdict, read_chart
from holdfast.measures.choices import MeasureChoices, read_choices
from holdfast.measures.measure import Measure
from holdfast.measures.pace.of_measure import MeasurePace, pace_of
from holdfast.measures.register import measure
from holdfast.query.outlook import Outlook
from holdfast.settings import AUTHORITY, HOME

MONTHS = 12
# Enough for a chart with its baseline, and for the pace.
_KEPT = 72

VERDICT_WORDS: Mapping[ChartVerdict, str] = {
    ChartVerdict.BETTER: "Better",
    ChartVerdict.WORSE: "Worse",
    ChartVerdict.HIGHER: "Higher, of which no way is better",
    ChartVerdict.LOWER: "Lower, of which no way is better",
    ChartVerdict.NO_SIGNAL: "No better, no worse",
    ChartVerdict.TOO_FEW: "Too few months to judge",
}


@dataclass(frozen=True)
class YearOfMeasure:
    """A measure over twelve whole months: how many were counted, of how many, from when to when."""

    measure: Measure
    first: date
    last: date
    counted: int
    of: int


@dataclass(frozen=True)
class JudgedMeasure:
    """A measure with its months, what its chart says, and its pace; None where neither can be."""

    measure: Measure
    months: Sequence[MeasureCount]
    reading: ChartReading | None
    pace: MeasurePace | None
    target: float | None

    @property
    def verdict(self) -> str:
        """What the chart says, in words."""
        if self.reading is None:
            return "Cannot be charted"
        return VERDICT_WORDS[self.reading.verdict]


def years_of(
    outlook: Outlook, keys: Sequence[str]
) -> dict[str, tuple[YearOfMeasure, YearOfMeasure]]:
    """The twelve whole months up to the day and the twelve before, of measures dated in months.

    One that the record cannot tell is left out.
    """
    months: dict[str, list[MeasureCount]] = defaultdict(list)
    asked = [measure(key) for key in keys]
    for one in count_by(outlook, asked, months=2 * MONTHS + 2):
        months[one.measure].append(one)
    end = _after_last_whole_month(outlook.day)
    return {
        one.key: (
            _year(one, months[one.key], add_months(end, -MONTHS)),
            _year(one, months[one.key], add_months(end, -2 * MONTHS)),
        )
        for one in asked
        if months.get(one.key)
    }


def by_service(outlook: Outlook, keys: Sequence[str]) -> dict[str, dict[str, MeasureCount]]:
    """Measures of what stands on the day, by measure and by service; nobody's is under ""."""
    found: dict[str, dict[str, MeasureCount]] = defaultdict(dict)
    for one in count_by(outlook, [measure(key) for key in keys], Every.MONTH, By.SERVICE, 1):
        if one.first <= outlook.day <= one.last:
            found[one.measure][one.group or ""] = one
    return found


def judged(outlook: Outlook, keys: Sequence[str] = TWELVE) -> list[JudgedMeasure]:
    """Measures with what their charts and their pace say, in the order given."""
    choices = read_choices(HOME.path())
    months: dict[str, list[MeasureCount]] = defaultdict(list)
    for one in count_by(outlook, [measure(key) for key in keys], months=_KEPT):
        months[one.measure].append(one)
    return [_judged(measure(key), months.get(key, []), choices) for key in keys]


def _judged(
    asked: Measure, months: Sequence[MeasureCount], choices: MeasureChoices
) -> JudgedMeasure:
    target = choices.targets.get(asked.key)
    if chart_refusal(asked) or not whole_months(months):
        return JudgedMeasure(asked, months, None, None, target)
    reading = read_chart(chart_of(asked, months, choices.rebases(asked.key)), asked.good)
    try:
        pace = pace_of(asked, months, target, published_table(HOME.path()), AUTHORITY.text())
    except HoldfastError:  # too few months for a pace
        pace = None
    return JudgedMeasure(asked, months, reading, pace, target)


def _year(asked: Measure, months: Sequence[MeasureCount], first: date) -> YearOfMeasure:
    end = add_months(first, MONTHS)
    own = [one for one in months if first <= one.first < end]
    counted, of = (sum(getattr(one, name) for one in own) for name in ("counted", "of"))
    return YearOfMeasure(asked, first, end - timedelta(days=1), int(counted), int(of))


def _after_last_whole_month(day: date) -> date:
    """The first day of the month after the last whole one."""
    tomorrow = day + timedelta(days=1)
    return tomorrow.replace(day=1)

"""Of how many children a concern was true, day by day: a line, its sentence, its table."""

from dataclasses import dataclass
from datetime import date

from holdfast.days import add_months
from holdfast.query.concerns import concern_daily
from holdfast.web import data
from holdfast.web.pages.concerns.filters import ConcernFilters
from holdfast.web.parts.chart import LineChart, Series, line_chart, value_on
from holdfast.web.parts.templatetags.words import plain_day

LOOKED_BACK = 24  # months


@dataclass(frozen=True)
class ConcernHistory:
    """The line of two years; ``months`` are the first day of each month and its number."""

    chart: LineChart
    sentence: str
    months: list[tuple[date, int]]


def history_of(narrowed: ConcernFilters) -> ConcernHistory:
    """The history of a concern for a scope, as known on the day."""
    asked, concern, scope = narrowed.asked, narrowed.concern, narrowed.scope
    series: Series = data.remember(
        asked.outlook,
        ("concern daily", concern.key, scope),
        lambda: [(one.day, one.children) for one in concern_daily(asked.outlook, concern, scope)],
    )
    first = add_months(asked.day, -LOOKED_BACK)
    span = f"{plain_day(first)} to {plain_day(asked.day)}"
    chart = line_chart(f"{concern.title}, children each day, {span}", series, first, asked.day)
    days = [add_months(asked.day.replace(day=1), -number) for number in range(LOOKED_BACK)]
    months = [(day, value_on(series, day)) for day in days]
    return ConcernHistory(chart, _sentence(series, first, asked.day), months)


def _sentence(series: Series, first: date, day: date) -> str:
    now, before = value_on(series, day), value_on(series, first)
    most, on = max(((value, at) for at, value in series if first < at <= day), default=(now, day))
    if not most and not before:
        return f"Since {plain_day(first)} it was true of no child."
    return (
        f"From {before:,} on {plain_day(first)} to {now:,} now; the most was {most:,}, on "
        f"{plain_day(on)}."
    )

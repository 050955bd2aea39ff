"""The chart of a measure: its months as points, or why it is not charted.

A chart begins on the 1 April three years before the census year that is running. Its limits are
worked out from the 24 months from then on, and so stand from one 1 April to the next: what is
judged are the last twelve of the 12 to 23 months after them.
"""

from collections.abc import Sequence
from datetime import date

from holdfast.errors import BadSetting
from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.cases.rows import CaseKind
from holdfast.measures.charts.control import Chart, ChartPoint, ControlChart, Rebase, control_chart
from holdfast.measures.choices import SHARES, possible
from holdfast.measures.measure import Measure

_YEARS = 3


def chart_refusal(measure: Measure) -> str:
    """Why the months of a measure are not charted with limits; empty where they are."""
    cases = measure.cases
    if cases is None:
        return "it is not counted month by month"
    if cases.now_only:
        return "the record holds how it stands now, and not how it stood before"
    if cases.window > 1:
        return (
            f"each month looks back over {cases.window}, so that months overlap: of such series "
            "without any change nearly all would show one"
        )
    return ""


def chart_kind(measure: Measure) -> Chart:
    """A p chart of shares of what is dated in a month; XmR of counts, and of what stands open.

    What stands open at two months' ends is largely the same, so that it does not vary as a share
    of so many new cases does.
    """
    dated = measure.cases is not None and measure.cases.kind is CaseKind.IN_PERIOD
    share = measure.unit in SHARES
    return Chart.P if dated and share else Chart.XMR


def chart_of(
    measure: Measure, months: Sequence[MeasureCount], rebases: Sequence[Rebase] = ()
) -> ControlChart:
    """The chart of whole months, in order. Raises BadSetting where it is not charted."""
    refused = chart_refusal(measure)
    if refused:
        raise BadSetting(f"It is not charted: {refused}.", "Read it as a table.")
    points = chart_points(measure, charted_months(months))
    inside = [one for one in rebases if any(point.first >= one.day for point in points[1:])]
    inside = [one for one in inside if one.day > points[0].first] if points else []
    return control_chart(points, chart_kind(measure), inside, bounds=possible(measure))


def chart_points(measure: Measure, months: Sequence[MeasureCount]) -> list[ChartPoint]:
    """Months of a measure as points of a chart."""
    share = measure.unit in SHARES
    return [
        ChartPoint(
            one.first,
            None if one.value is None else float(one.value),
            float(one.of) if share else None,
            one.settled,
        )
        for one in months
    ]


def charted_months(months: Sequence[MeasureCount]) -> list[MeasureCount]:
    """The whole months from the 1 April three years before the census year that is running."""
    whole = whole_months(months)
    if not whole:
        return []
    last = whole[-1].first
    running = last.year if last.month >= 4 else last.year - 1
    return [one for one in whole if one.first >= date(running - _YEARS, 4, 1)]


def whole_months(months: Sequence[MeasureCount]) -> list[MeasureCount]:
    """The months that are over and of which something can be told, from the first with anything.

    The month in which a record begins is rarely whole, and is left out.
    """
    told = [one for one in months if one.whole and (one.value is not None or one.of)]
    while told and told[-1].value is None:
        told.pop()
    return told[1:] if len(told) == len(months) else told


def settled_values(months: Sequence[MeasureCount]) -> list[float]:
    """The values of the settled months with one, for pace."""
    return [
        float(one.value) for one in whole_months(months) if one.settled and one.value is not None
    ]

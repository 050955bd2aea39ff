"""The pace of a measure: the gap to its target, how it moves, when it would be reached, how surely.

Each measure has a pace of its own, and none is averaged with another: in two years one council's
reviews rose fast while its agency workers rose, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.days import add_months
from holdfast.errors import BadSetting
from holdfast.measures.benchmarks.published import PublishedTable
from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.charts.of_measure import chart_refusal, settled_values, whole_months
from holdfast.measures.choices import possible
from holdfast.measures.measure import Good, Measure
from holdfast.measures.pace.projecting import (
    Backtest,
    PaceProjection,
    Reaching,
    backtest,
    project,
    reaching,
)
from holdfast.measures.pace.reference import YEARS, PaceOfCouncil, pace_of_council

NO_EVIDENCE = "no evidence of movement"


@dataclass(frozen=True)
class MeasurePace:
    """How a measure moves. ``last`` is the last settled month; months ahead count from it.

    ``reaching`` is None without a target. ``others`` are the council's published moves among those
    of all councils, up to the latest year published by then.
    """

    measure: str
    last: date
    value: float
    target: float | None
    projection: PaceProjection
    reaching: Reaching | None
    backtest: Backtest
    others: tuple[PaceOfCouncil, ...]

    @property
    def verdict(self) -> str:
        """Whether it moves, in words: with no date where there is no evidence of movement."""
        found, change = self.reaching, self.projection.change
        if found is not None and found.reached:
            return "the target is reached"
        if not self.projection.moves:
            return NO_EVIDENCE
        if found is None or self.target is None:
            return "it moves"
        if (change > 0) != (self.target > self.value):
            return "it moves away from the target"
        if found.evidence:
            return "it moves towards the target"
        return "it moves towards the target, and when it would reach it cannot be determined"

    def month(self, ahead: int | None) -> date | None:
        """The first day of the month so many after the last; None for none."""
        return None if ahead is None else add_months(self.last, ahead)


def pace_of(
    measure: Measure,
    months: Sequence[MeasureCount],
    target: float | None,
    published: PublishedTable,
    council: str,
) -> MeasurePace:
    """The pace of a measure from its months, in its own unit.

    Raises BadSetting where months overlap, are too few, or where the target cannot be, or is given
    of a measure of which no way is good.
    """
    refused = chart_refusal(measure)
    if refused:
        raise BadSetting(f"It has no pace: {refused}.", "Ask for one that is counted by month.")
    if target is not None and measure.good is Good.NEITHER:
        raise BadSetting(
            "A target is for a measure that has a good way.", "Ask for its pace without one."
        )
    values = settled_values(months)
    projection = project(values)
    last = [one for one in whole_months(months) if one.settled and one.value is not None][-1]
    higher = measure.good is Good.HIGHER
    found = None if target is None else reaching(values, target, higher, possible(measure))
    others = _others(measure, published, council, last.last)
    return MeasurePace(
        measure.key,
        last.first,
        float(last.value or 0),
        target,
        projection,
        found,
        backtest(values),
        others,
    )


def _others(
    measure: Measure, published: PublishedTable, council: str, day: date
) -> tuple[PaceOfCouncil, ...]:
    """The council's own published moves up to the latest year that had ended by a day."""
    if not (council and measure.published) or measure.good is Good.NEITHER:
        return ()
    years = [
        year
        for year in published.years(measure.published)
        if date(year, 3, 31) <= day and council in published.councils(measure.published, year)
    ]
    if not years:
        return ()
    first = [years[-1] - span for span in YEARS]
    return tuple(
        pace_of_council(published, measure.published, measure.good, council, one, years[-1] - one)
        for one in first
        if one in years
    )

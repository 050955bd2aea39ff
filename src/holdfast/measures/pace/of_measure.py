"""The pace of a measure: the gap to its target, how it moves, when it would be reached, how surely.

Each measure has a pace of its own, and none is averaged with another: in two years one council's
reviews rose fast while its agency workers rose, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.days import add_months
from holdfast.errors import BadSetting
from holdfast.measures.benchmarks.published import PublishedTable, year_end
from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.charts.of_measure import chart_refusal, settled_values, whole_months
from holdfast.measures.choices import possible
from holdfast.measures.measure import Good, Measure
from holdfast.measures.pace.past_forecasts import Backtest, backtest
from holdfast.measures.pace.projecting import (
    LEAST_LIKELY,
    MOST_LIKELY,
    PaceProjection,
    Reaching,
    project,
    reaching,
)
from holdfast.measures.pace.reference import YEARS, PaceOfCouncil, pace_of_council

# From so many times as wide on the interval is said to be wider: below, it is much the same.
_MARKED = 1.25
NO_EVIDENCE = "no evidence of movement"
REACHED = "its level lies at the target or beyond"
LESS_SURE = "with caution, since changes of this measure have come and gone"


@dataclass(frozen=True)
class MeasurePace:
    """How a measure moves. ``last`` is the last settled month; months ahead count from it.

    ``reaching`` is None without a target. ``others`` are the council's published moves among those
    of all councils, up to the latest year published by then.
    """

    measure: str
    good: Good
    last: date
    value: float
    target: float | None
    projection: PaceProjection
    reaching: Reaching | None
    backtest: Backtest
    others: tuple[PaceOfCouncil, ...]

    @property
    def way(self) -> str:
        """Whether it moves, and which way, in a few words."""
        return self.verdict.partition(", and when ")[0]

    @property
    def verdict(self) -> str:
        """Whether it moves, in words: with no date where there is no evidence of movement."""
        found, change = self.reaching, self.projection.change
        if found is not None and found.reached:
            return REACHED
        if not self.projection.moves:
            return NO_EVIDENCE
        if found is None or self.target is None:
            return self._way
        if (change > 0) != (self.target > found.level):
            return "it moves away from the target"
        if found.evidence:
            return "it moves towards the target"
        if found.turns:
            return (
                "it moves towards the target, and when it would reach it cannot be determined: "
                "it has turned too often, and its own earlier forecasts missed by too much"
            )
        return "it moves towards the target, and when it would reach it cannot be determined"

    @property
    def how_likely(self) -> str:
        """How likely the target is to be reached within 12 and 24 months, in words, or why not.

        Empty without a target.
        """
        if self.reaching is None:
            return ""
        soon, later = self.reaching.within_12, self.reaching.within_24
        if soon is None or later is None:
            why = "its past is too short" if not self.reaching.turns else "it has turned too often"
            return f"cannot be determined: {why} for that"
        told = [
            f"{one:.0%}{' or less' * (one <= LEAST_LIKELY)}{' or more' * (one >= MOST_LIKELY)}"
            for one in (soon, later)
        ]
        said = f"{told[0]} within 12 months, {told[1]} within 24"
        return f"{said}; {LESS_SURE}" if self.reaching.comes_and_goes else said

    @property
    def _way(self) -> str:
        """Which way it moves: for the better or the worse, where one way is good."""
        up = self.projection.change > 0
        if self.good is Good.NEITHER:
            return "it rises" if up else "it falls"
        return "it gets better" if up == (self.good is Good.HIGHER) else "it gets worse"

    @property
    def level_is(self) -> str:
        """What the level is, in words."""
        months = self.projection.months_used
        return (
            f"where the line through the latest {months} settled months stands, without the ups "
            "and downs of single months; the gap counts from it"
        )

    @property
    def own_past(self) -> str:
        """How its own earlier forecasts did, and how much wider that makes the interval, in words.

        Empty where none can be judged.
        """
        held, wider = self.backtest, self.projection.widened
        if not held.made:
            return ""
        told = f"Of {held.made} made {held.ahead} months before, {held.held} held what came"
        told += ": do not rely on what is forecast here." if held.failed else "."
        if not self.projection.learnt_from:
            return (
                f"{told} Too few have come due to tell from them how wide the interval has to be."
            )
        if wider < _MARKED:
            return told
        return (
            f"{told} By the last two years alone {held.held_unwidened} would have. The interval is "
            f"made {wider:.1f} times as wide as those have it: so wide its "
            f"{self.projection.learnt_from} latest forecasts had to be for 8 in 10 to hold."
        )

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
    projection = project(values, possible=possible(measure))
    last = [one for one in whole_months(months) if one.settled and one.value is not None][-1]
    higher = measure.good is Good.HIGHER
    found = None if target is None else reaching(values, target, higher, possible(measure))
    others = _others(measure, published, council, last.last)
    return MeasurePace(
        measure.key,
        measure.good,
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
        if year_end(measure.published, year) <= day
        and council in published.councils(measure.published, year)
    ]
    if not years:
        return ()
    first = [years[-1] - span for span in YEARS]
    return tuple(
        pace_of_council(published, measure.published, measure.good, council, one, years[-1] - one)
        for one in first
        if one in years
    )

"""Whether a measure has moved since an action could take effect, by its own chart.

The twelve whole months before the effect could begin set the limits, and the months since are read
against them by the same rules as every chart (``measures/charts``). So what had moved before anyone
acted is not credited to the action. That a measure moved does not say that the action moved it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from holdfast.improvement.evidence import EvidencePossible, evidence_possible
from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.charts.control import LEAST, LONG, ChartPoint, control_chart
from holdfast.measures.charts.of_measure import (
    chart_kind,
    chart_points,
    chart_refusal,
    whole_months,
)
from holdfast.measures.charts.verdict import ChartVerdict, read_chart
from holdfast.measures.choices import possible
from holdfast.measures.measure import Good, Measure


class Movement(StrEnum):
    """What a measure shows of the months since an action could take effect."""

    BETTER = "better"
    WORSE = "worse"
    NONE = "no movement beyond chance"
    TOO_EARLY = "too early to show"
    CANNOT_TELL = "cannot be determined"


@dataclass(frozen=True)
class MeasureMovement:
    """How a measure moved for an action.

    ``before`` and ``since`` are its means of the twelve months before and of the months since,
    None where there is none; ``months`` is how many settled months there are since. ``possible`` is
    None of a measure that is not there any more.
    """

    key: str
    movement: Movement
    possible: EvidencePossible | None = None
    before: float | None = None
    since: float | None = None
    months: int = 0
    why: str = ""


def movement_of(
    key: str,
    measure: Measure | None,
    months: Sequence[MeasureCount],
    begins: date,
    lag_months: int,
    day: date,
) -> MeasureMovement:
    """How a measure moved since what begins on a day could take effect, as seen on another day.

    ``measure`` is None where the register has none of that key any more.
    """
    if measure is None:
        why = "there is no measure of this key any more"
        return MeasureMovement(key, Movement.CANNOT_TELL, why=why)
    when = evidence_possible(measure, begins, lag_months)
    if day < when.earliest:
        return MeasureMovement(key, Movement.TOO_EARLY, when)
    why = chart_refusal(measure)
    if measure.good is Good.NEITHER:
        why = "neither way of it is better"
    if why:
        return MeasureMovement(key, Movement.CANNOT_TELL, when, why=why)
    points = chart_points(measure, [one for one in whole_months(months) if one.settled])
    before = [one for one in points if one.first < when.effect_from and one.value is not None]
    since = [one for one in points if one.first >= when.effect_from and one.value is not None]
    before = before[-LEAST:]
    middle = _mean(before), _mean(since)
    if len(before) < LEAST:
        why = f"there are {len(before)} months before it could take effect, and {LEAST} are needed"
        return MeasureMovement(key, Movement.CANNOT_TELL, when, *middle, len(since), why)
    # One fewer than a long series, so that the twelve months before set the limits.
    latest = since[-(LONG - LEAST - 1) :]
    chart = control_chart([*before, *latest], chart_kind(measure), bounds=possible(measure))
    verdict = read_chart(chart, measure.good).verdict
    moved = {ChartVerdict.BETTER: Movement.BETTER, ChartVerdict.WORSE: Movement.WORSE}
    return MeasureMovement(key, moved.get(verdict, Movement.NONE), when, *middle, len(since))


def _mean(points: Sequence[ChartPoint]) -> float | None:
    values = [one.value for one in points if one.value is not None]
    return sum(values) / len(values) if values else None

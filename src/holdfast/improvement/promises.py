"""Whether a promise was kept: worked out from a measure or a post, and never typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from holdfast.improvement.plan import PostHeld, Promise
from holdfast.improvement.posts import post_on
from holdfast.improvement.words import PostState
from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.charts.of_measure import whole_months
from holdfast.measures.measure import Good, Measure


class PromiseState(StrEnum):
    """How a promise stands on a day."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_DUE = "not due yet"
    CANNOT_TELL = "cannot be determined"


@dataclass(frozen=True)
class PromiseStanding:
    """A promise on a day.

    ``so_now``: what was promised is so now (None: cannot be determined). ``value`` is the measure
    in the month in which it is judged, whose first day is ``month``. ``why`` says why it cannot be
    determined.
    """

    promise: Promise
    state: PromiseState
    so_now: bool | None
    value: float | None = None
    month: date | None = None
    why: str = ""


def promise_standing(
    promise: Promise,
    measure: Measure | None,
    months: Sequence[MeasureCount],
    posts: Sequence[PostHeld],
    day: date,
) -> PromiseStanding:
    """How a promise stands on a day.

    A measure is judged by the last whole month up to the promised day, or up to the day where that
    is earlier; a post by how it is held then.
    """
    on = min(day, promise.due)
    value: float | None = None
    month: date | None = None
    if promise.post:
        held = post_on(posts, promise.post, on)
        so = None if held is None else held.state is PostState.PERMANENT
        why = "" if held else "nothing is recorded of that post"
    elif not promise.measure:
        so, why = None, "it names nothing that can be counted"
    elif measure is None:
        so, why = None, "there is no measure of this key any more"
    else:
        told = [one for one in whole_months(months) if one.last <= on and one.value is not None]
        so, why = None, "nothing is counted in the months before"
        if told and promise.target is not None:
            value, month, why = float(told[-1].value or 0), told[-1].first, ""
            higher = measure.good is Good.HIGHER
            so = value >= promise.target if higher else value <= promise.target
    return PromiseStanding(promise, _state(so, day, promise.due), so, value, month, why)


def _state(so: bool | None, day: date, due: date) -> PromiseState:
    if day < due:
        return PromiseState.NOT_DUE
    if so is None:
        return PromiseState.CANNOT_TELL
    return PromiseState.KEPT if so else PromiseState.BROKEN


PROMISE_LOOKS: Mapping[PromiseState, str] = {
    PromiseState.KEPT: "better",
    PromiseState.BROKEN: "worse",
}

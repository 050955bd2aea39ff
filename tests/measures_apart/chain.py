"""The steps of the chain, reckoned apart: which duties belong to each, and what came of them.

A duty here is what was owed to a child, with its first day, the day it was due, and the day it was
done or fell away. Of the county they are reckoned from what happened in it, by the simulation's own
truth, and no clock has a part in it. Which duties make up a step is said here once more.
"""

from collections.abc import Container, Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from holdfast.simulation.truth import Owed
from holdfast.simulation.truth.calendar import as_date, number
from tests.measures_apart.record import Dated, Record, Standing, Thing, months_on

# The duties of each step of a child's way from contact to closure.
STEPS: dict[str, tuple[str, ...]] = {
    "contact": ("contact_decision",),
    "referral": ("referral_decision",),
    "allocation": ("allocation",),
    "seen": ("first_seen", "first_seen_enquiry"),
    "assessment": ("assessment_45",),
    "assessment_statistical": ("assessment_45_statistical",),
    "strategy": ("strategy_discussion",),
    "conference": ("s47_icpc_15",),
    "core_group": ("core_group_first", "core_group_repeat"),
    "protection_visit": ("cp_visit",),
    "protection_review": ("rcpc_first", "rcpc_repeat"),
    "need_plan": ("cin_plan_first",),
    "need_visit": ("cin_visit",),
    "need_review": ("cin_review",),
    "care_plan": ("cla_care_plan",),
    "care_visit": (
        *("cla_visit_first", "cla_visit_y1", "cla_visit_after", "cla_visit_after_long_term"),
        *("cla_visit_longterm_6m", "cla_visit_pwp_pre", "cla_visit_pwp_later"),
        *("cla_visit_reg24_ico", "cla_visit_reg24_ico_later"),
        *("cla_visit_co_home", "cla_visit_co_home_later"),
        *("cla_visit_other_living", "cla_visit_other_living_y1", "cla_visit_other_living_after"),
    ),
    "care_review": (
        *("cla_review_1", "cla_review_2", "cla_review_n"),
        *("adopt_review_returned", "cla_review_returned"),
    ),
    "permanence": ("permanence_2nd",),
    "return_interview": ("rhi_72",),
    "pre_proceedings": ("plo_preproc",),
    "pathway": ("cl_pp_review", "cl_pp_review_28", "cl_pp_review_3m"),
    "supervision": ("supervision_case",),
}
OF_CHAIN = frozenset(clock for clocks in STEPS.values() for clock in clocks)
FOUR_WEEKS, THREE_MONTHS = 28, 91


def _owed(record: Record, clocks: tuple[str, ...], by: date) -> list[Owed]:
    """The duties of a step that had begun by a day."""
    last = number(by)
    return [one for clock in clocks for one in record.owed(clock) if one.started <= last]


def _due_met(clocks: tuple[str, ...], record: Record) -> Iterator[Thing]:
    """What fell due, by that day, and whether it was done by then; who still waits is in it.

    What fell away before it was due is not.
    """
    for one in _owed(record, clocks, record.last):
        how = one.outcome(number(record.last))
        if one.due is not None and one.due <= number(record.last):
            if how == "cannot tell":
                yield Thing(one.whom, as_date(one.due), None)
            elif how in ("met", "late", "overdue", "lapsed overdue"):
                yield Thing(one.whom, as_date(one.due), how == "met")


def _open(clocks: tuple[str, ...], record: Record, day: date) -> Iterator[Thing]:
    """What had begun, and was neither done nor fallen away, at the end of the day."""
    for one in _owed(record, clocks, day):
        if one.outcome(number(day)) in ("running", "overdue"):
            yield Thing(one.whom, day, 1)


def _overdue(clocks: tuple[str, ...], record: Record, day: date) -> Iterator[Thing]:
    """Of what is open, that whose due day is past."""
    for one in _owed(record, clocks, day):
        how = one.outcome(number(day))
        if how in ("running", "overdue"):
            yield Thing(one.whom, day, how == "overdue")


def _ends(one: Owed) -> int:
    far = number(date.max)
    return min(far if day is None else day for day in (one.done, one.over, one.unsure))


def _days(clocks: tuple[str, ...], record: Record) -> Iterator[Thing]:
    """Month by month, the days at whose end a duty was open: the first day is one, the last not."""
    for one in _owed(record, clocks, record.last):
        until = min(_ends(one), number(record.last) + 1)
        month = as_date(one.started).replace(day=1)
        while number(month) < until and _ends(one) > one.started:
            after = months_on(month, 1)
            days = min(until, number(after)) - max(one.started, number(month))
            last = min(record.last, as_date(number(after) - 1))
            yield Thing(one.whom, last, days)
            month = after


def _overdue_for(days: int, record: Record, day: date) -> Iterator[Thing]:
    """Of what is overdue in any step, that of which the due day is so many days past (ours)."""
    for one in _owed(record, tuple(OF_CHAIN), day):
        if one.outcome(number(day)) == "overdue":
            assert one.due is not None
            yield Thing(one.whom, day, number(day) - one.due >= days)


# --- figures of the twelve months to the last day --------------------------------------------


class ChainFigure(NamedTuple):
    """A figure of a step, and what is open, overdue and cannot be determined on the last day."""

    value: float | None
    counted: int
    of: int
    open: int
    overdue: int
    unclear: int


def median_wait(waits: list[tuple[int, bool]]) -> int | None:
    """The product-limit median (Kaplan and Meier 1958) of waits, each ended or not.

    The first wait after which half or fewer of those who might still wait would.
    """
    left = Fraction(1)
    for days in sorted({days for days, ended in waits if ended}):
        at_risk = sum(other >= days for other, _ in waits)
        left *= 1 - Fraction(sum(waits_ended == (days, True) for waits_ended in waits), at_risk)
        if left <= Fraction(1, 2):
            return days
    return None


def _stock(step: str, record: Record, children: Container[str] | None) -> tuple[list[Owed], tuple]:
    last = number(record.last)
    own = [
        one
        for one in _owed(record, STEPS[step], record.last)
        if children is None or one.whom in children
    ]
    how = [one.outcome(last) for one in own]
    open_ = sum(said in ("running", "overdue") for said in how)
    return own, (open_, how.count("overdue"), how.count("cannot tell"))


def done_things(step: str, record: Record) -> Iterator[Thing]:
    """Each duty of a step done in the twelve months, on that day: whether by its due day."""
    first, last = months_on(record.last, -12), number(record.last)
    for one in _owed(record, STEPS[step], record.last):
        if one.done is not None and number(first) < one.done <= last:
            how = one.outcome(last)
            if how in ("met", "late"):
                yield Thing(one.whom, as_date(one.done), how == "met")


def begun_things(step: str, record: Record) -> Iterator[tuple[Thing, int]]:
    """Each duty of a step begun in the twelve months, on that day: whether done, and its days.

    Of one that cannot be determined there are no days.
    """
    first, last = number(months_on(record.last, -12)), number(record.last)
    for one in _owed(record, STEPS[step], record.last):
        if one.started > first:
            how = one.outcome(last)
            ended = None if how == "cannot tell" else how in ("met", "late")
            until = one.done if ended else one.over if "lapsed" in how else last
            yield Thing(one.whom, as_date(one.started), ended), (until or last) - one.started


def open_things(step: str, record: Record) -> Iterator[tuple[Thing, int]]:
    """Each duty of a step open on the last day: whether overdue, and the days waited so far."""
    last = number(record.last)
    for one in _owed(record, STEPS[step], record.last):
        how = one.outcome(last)
        if how in ("running", "overdue"):
            yield Thing(one.whom, record.last, how == "overdue"), last - one.started


def in_time(step: str, record: Record, children: Container[str] | None) -> ChainFigure:
    """Of the duties done in the twelve months, those done by their due day."""
    own, stock = _stock(step, record, children)
    first, last = number(months_on(record.last, -12)), number(record.last)
    done = [one.outcome(last) for one in own if one.done is not None and first < one.done <= last]
    met, late = done.count("met"), done.count("late")
    return ChainFigure(met / (met + late) if met + late else None, met, met + late, *stock)


def wait(step: str, record: Record, children: Container[str] | None) -> ChainFigure:
    """Of the duties begun in the twelve months, the days within which half were done."""
    own, stock = _stock(step, record, children)
    first, last = number(months_on(record.last, -12)), number(record.last)
    waits = []
    for one in own:
        how = one.outcome(last)
        if one.started > first and how != "cannot tell":
            ended = how in ("met", "late")
            until = one.done if ended else one.over if "lapsed" in how else last
            assert until is not None
            waits.append((until - one.started, ended))
    return ChainFigure(median_wait(waits), sum(ended for _, ended in waits), len(waits), *stock)


def overdue_now(step: str, record: Record, children: Container[str] | None) -> ChainFigure:
    """What is overdue on the last day, out of what is open."""
    _, stock = _stock(step, record, children)
    return ChainFigure(stock[1], stock[1], stock[0], *stock)


DATED: dict[str, Dated] = {
    **{f"{step}_due_met": partial(_due_met, clocks) for step, clocks in STEPS.items()},
    **{
        f"{step}_days": partial(_days, STEPS[step]) for step in ("seen", "allocation", "assessment")
    },
}
STANDING: dict[str, Standing] = {
    **{f"{step}_open": partial(_open, clocks) for step, clocks in STEPS.items()},
    **{f"{step}_overdue": partial(_overdue, clocks) for step, clocks in STEPS.items()},
    "overdue_four_weeks": partial(_overdue_for, FOUR_WEEKS),
    "overdue_three_months": partial(_overdue_for, THREE_MONTHS),
}
OF_STEPS = {
    **{f"{step}_in_time": partial(in_time, step) for step in STEPS},
    **{f"{step}_wait": partial(wait, step) for step in STEPS},
    **{f"{step}_overdue": partial(overdue_now, step) for step in STEPS},
}

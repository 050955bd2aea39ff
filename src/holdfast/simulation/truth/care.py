"""What is owed to a child in care: plans, and the reviews of the child's case."""

from collections.abc import Iterator, Sequence
from datetime import date

from holdfast.simulation.truth.calendar import days, months, working_days
from holdfast.simulation.truth.owed import Owed, owed
from holdfast.simulation.truth.past import Past, Span, earliest, end, joined
from holdfast.simulation.truth.turns import (
    after_each,
    first_from,
    from_beginning,
    in_a_case,
    of_a_child,
    within,
)
from holdfast.simulation.truth.versions import changed, lifted, since
from holdfast.simulation.written.happenings import Happening

# The Care Planning Regulations 2010, and the rules on reviews that they took the place of.
CARE_PLANNING = date(2011, 4, 1)
_EARLIER_REVIEWS = date(2004, 9, 27)
_PLACEMENT_PLAN, _CARE_PLAN = lifted(working_days(5)), working_days(10)
_FIRST_REVIEW = changed(CARE_PLANNING, days(28), working_days(20))
_SECOND_REVIEW, _LATER_REVIEW = months(3), lifted(months(6))
# Guidance: by the second review, which is due 20 working days and three months on.
_PERMANENCE = months(4)


def duties(past: Past) -> Iterator[Owed]:
    """Every plan and review owed to a child in care."""
    yield from in_a_case(past, of_a_child(past, _in_care(past), from_birth=True))


def _in_care(past: Past) -> Iterator[Owed]:
    yield from since(CARE_PLANNING, placement_plans(past))
    yield from since(CARE_PLANNING, care_plans(past))
    yield from since(_EARLIER_REVIEWS, reviews(past))
    # Reviews go on every six months when a placement for adoption has broken down.
    held = past.days(Happening.CARE_REVIEWED)
    for span in returned(past):
        later = after_each("cla_review_returned", past, span, held, _LATER_REVIEW)
        yield from since(_EARLIER_REVIEWS, later)
    # By the second review, a plan that says how permanence is to be reached.
    ended, told = past.about(Happening.CARE_PLAN_ENDS), past.told(Happening.PERMANENCE_PLANNED)
    plans = joined((day, ended.get(plan)) for day, plan in told)
    for care in past.in_care():
        done = _first_day_of_any(care, plans)
        yield owed("permanence_2nd", past.whom, care[0], _PERMANENCE(care[0]), done, care[1])


def placement_plans(past: Past) -> Iterator[Owed]:
    """A plan for each placement, before it or within five working days."""
    planned, ended = past.about(Happening.PLACEMENT_PLANNED), past.about(Happening.PLACEMENT_ENDS)
    for day, home in past.told(Happening.PLACEMENT_BEGINS):
        agreed = planned.get(home)
        done = None if agreed is None else max(agreed, day)
        limit = _PLACEMENT_PLAN(day)
        over = earliest(ended.get(home), past.grown)
        yield owed("cla_placement_plan", past.whom, day, limit, done, over)


def care_plans(past: Past) -> Iterator[Owed]:
    """A care plan within ten working days of the first placement in a time in care."""
    begins, ends = Happening.PLACEMENT_BEGINS, Happening.PLACEMENT_ENDS
    homes = joined(past.spells(begins, ends))
    plans = joined(past.spells(Happening.CARE_PLAN_BEGINS, Happening.CARE_PLAN_ENDS))
    for care in past.in_care():
        placed = _first_day_of_any(care, homes)
        if placed is not None and placed < end(care):
            done = _first_day_of_any((placed, care[1]), plans)
            yield owed("cla_care_plan", past.whom, placed, _CARE_PLAN(placed), done, care[1])


def _first_day_of_any(span: Span, others: Sequence[Span]) -> int | None:
    """The first day of a span on which any of the others runs."""
    running = (max(one[0], span[0]) for one in others if end(one) >= span[0])
    return min((day for day in running if day <= end(span)), default=None)


def reviews(past: Past) -> Iterator[Owed]:
    """The first, the second and the later reviews, until the child is placed for adoption."""
    held = past.days(Happening.CARE_REVIEWED)
    for care in past.in_care():
        span = until_placed_for_adoption(past, care)
        inside = within(span, held)
        yield from_beginning("cla_review_1", past, span, held, _FIRST_REVIEW)
        yield from after_each("cla_review_2", past, span, held, _SECOND_REVIEW, again=inside[:1])
        yield from after_each("cla_review_n", past, span, held, _LATER_REVIEW, again=inside[1:])


def until_placed_for_adoption(past: Past, span: Span) -> Span:
    """A time in care, up to the day on which the child is placed for adoption in it."""
    placed = first_from(past.days(Happening.PLACED_FOR_ADOPTION), span[0])
    return span if placed is None or placed > end(span) else (span[0], placed)


def placed_for_adoption(past: Past) -> list[Span]:
    """The times in a placement for adoption; a change of footing in one home is no new one."""
    ends = Happening.PLACEMENT_ENDS
    placed = joined(past.spells(Happening.PLACED_FOR_ADOPTION, ends))
    return past.until_grown(past.while_alive(placed))


def returned(past: Past) -> Iterator[Span]:
    """The times in care that go on after a placement for adoption, until the next."""
    for care in past.in_care():
        for _, broken in placed_for_adoption(past):
            if broken is not None and care[0] <= broken < end(care):
                yield until_placed_for_adoption(past, (broken, care[1]))

"""What is owed to a young person who leaves care."""

from collections.abc import Iterator
from datetime import date

from holdfast.simulation.truth.calendar import days, months
from holdfast.simulation.truth.care import CARE_PLANNING
from holdfast.simulation.truth.owed import Owed, owed
from holdfast.simulation.truth.past import Past, Span, end, joined
from holdfast.simulation.truth.turns import after_each, from_beginning, in_turn
from holdfast.simulation.truth.versions import since
from holdfast.simulation.written.happenings import Happening

# The Care Leavers Regulations 2010.
_CARE_LEAVERS = date(2011, 4, 1)
_NEEDS, _REVIEW = months(3), months(6)
# After 28 days in the home, of which the first is the first: on the day after them.
_REVIEW_IN_HOME, _REVIEW_IN_HOME_AGAIN = days(28), months(3)
_ADVISER, _ADVISER_AGAIN = days(7), months(2)


def duties(past: Past) -> Iterator[Owed]:
    """Every duty to a young person who leaves care."""
    yield from since(CARE_PLANNING, needs_and_plans(past))
    yield from since(_CARE_LEAVERS, reviews(past))
    # A move between two homes that the council provides is one stay.
    begins, ends = Happening.COUNCIL_HOME_BEGINS, Happening.COUNCIL_HOME_ENDS
    for home in past.while_alive(joined(past.spells(begins, ends))):
        yield from since(_CARE_LEAVERS, in_council_home(past, home))


def needs_and_plans(past: Past) -> Iterator[Owed]:
    """Needs assessed within three months of becoming eligible; the plan, as soon as possible."""
    assessed, planned = past.about(Happening.NEEDS_ASSESSED), past.about(Happening.PATHWAY_PLANNED)
    ended = past.about(Happening.PATHWAY_ENDS)
    for day, one in past.told(Happening.LEAVING_CARE_ELIGIBLE):
        over = ended.get(one)
        yield owed("cl_pathway_plan", past.whom, day, _NEEDS(day), assessed.get(one), over)
    for one, day in assessed.items():
        over = ended.get(one)
        yield owed("cl_pathway_plan_agreed", past.whom, day, None, planned.get(one), over)


def reviews(past: Past) -> Iterator[Owed]:
    """A review of the pathway plan every six months, once the young person has left care.

    Care ends at 18, whatever the record says; what is owed under the plan ends at 21.
    """
    held = past.days(Happening.PATHWAY_REVIEWED)
    for span in _after_care(past):
        yield from in_turn("cl_pp_review", past, span, held, _REVIEW)


def _after_care(past: Past) -> Iterator[Span]:
    sixteen, eighteen, twenty_one = past.turns(16), past.turns(18), past.turns(21)
    if sixteen is None or eighteen is None or twenty_one is None:
        return
    plans = joined(past.spells(Happening.PATHWAY_PLANNED, Happening.PATHWAY_ENDS))
    cared = [(first, min(end((first, last)), eighteen)) for first, last in past.in_care()]
    for span in past.while_alive(plans):
        begins, last = max(span[0], sixteen), min(end(span), twenty_one)
        day = begins
        for first, until in cared:
            if first < until and day < until and first <= last:
                if day < first:
                    yield day, first
                day = until
        if day < last or day == begins == last:
            yield day, last


def in_council_home(past: Past, home: Span) -> Iterator[Owed]:
    """In a home that the council provides: visits of the adviser, and nearer reviews."""
    held, visited = past.days(Happening.PATHWAY_REVIEWED), past.days(Happening.ADVISER_VISITS)
    yield from_beginning("cl_pp_review_28", past, home, held, _REVIEW_IN_HOME)
    yield from after_each("cl_pp_review_3m", past, home, held, _REVIEW_IN_HOME_AGAIN)
    yield from_beginning("cl_pa_visit", past, home, visited, _ADVISER)
    yield from after_each("cl_pa_visit_later", past, home, visited, _ADVISER_AGAIN)

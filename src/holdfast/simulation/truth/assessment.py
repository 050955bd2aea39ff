"""What is owed in assessment: one signed off within 45 working days.

Until April 2013 it was an initial assessment, and for some a core one after it; each had a time
of its own, which the guidance of that month no longer set.
"""

from collections.abc import Iterator
from datetime import date

from holdfast.simulation.truth.calendar import number, working_days
from holdfast.simulation.truth.owed import Owed, owed
from holdfast.simulation.truth.past import Past
from holdfast.simulation.truth.turns import of_a_child, once
from holdfast.simulation.written.happenings import Happening

_LIMIT = working_days(45)
# Working Together 2013 brought the single assessment; the Department counts from that month.
_EDITION_OF_2010 = number(date(2010, 3, 1))
_GUIDANCE, _COUNTED = number(date(2013, 4, 15)), number(date(2013, 4, 1))


def duties(past: Past) -> Iterator[Owed]:
    """Every duty of assessment."""
    yield from of_a_child(past, from_referral(past))
    yield from of_a_child(past, initial_and_core(past))
    # As the Department counts: from the assessment's own start, until the case is closed.
    begins, signed = Happening.ASSESSMENT_BEGINS, Happening.ASSESSMENT_SIGNED
    counted = once("assessment_45_statistical", past, begins, signed, _LIMIT, past.endings())
    yield from (duty for duty in of_a_child(past, counted) if duty.started >= _COUNTED)


def from_referral(past: Past) -> Iterator[Owed]:
    """The first assessment of a referral is signed off; it is owed until the case is closed.

    A plan, or coming into care, shows that somebody assessed the child.
    """
    refused = past.about(Happening.REFERRAL_REFUSED)
    signed, closed = past.about(Happening.REFERRAL_ASSESSED), past.about(Happening.CASE_CLOSES)
    plans = past.days(Happening.NEED_PLAN_BEGINS, Happening.PROTECTION_PLAN_BEGINS)
    shown = sorted([*plans, *(first for first, _ in past.in_care())])
    for day, one in past.told(Happening.REFERRAL_RECEIVED):
        if one not in refused and day >= _GUIDANCE:
            done = signed.get(one)
            ends = (last for last in (closed.get(one), past.grown) if last is not None)
            over = min(ends, default=None)
            yield owed("assessment_45", past.whom, day, _LIMIT(day), done, over, shown)


def initial_and_core(past: Past) -> Iterator[Owed]:
    """The two assessments that there were until 2013, each from its own start."""

    def initial_limit(day: int) -> int | None:
        if day >= _GUIDANCE:
            return None
        return (working_days(10) if day >= _EDITION_OF_2010 else working_days(7))(day)

    begins, signed = Happening.INITIAL_ASSESSMENT_BEGINS, Happening.INITIAL_ASSESSMENT_SIGNED
    yield from once("initial_assessment", past, begins, signed, initial_limit, past.endings())

    def core_limit(day: int) -> int | None:
        return None if day >= _GUIDANCE else working_days(35)(day)

    begins, signed = Happening.CORE_ASSESSMENT_BEGINS, Happening.CORE_ASSESSMENT_SIGNED
    yield from once("core_assessment", past, begins, signed, core_limit, past.endings())

"""What is owed in assessment: one signed off within 45 working days.

The council makes single assessments only, whatever the year: of the initial and core
assessments of the years before April 2013 it made none, so for those nothing was owed.
"""

from collections.abc import Iterator
from datetime import date

from holdfast.simulation.happenings import Happening
from holdfast.simulation.truth.calendar import number, working_days
from holdfast.simulation.truth.owed import Owed, owed
from holdfast.simulation.truth.past import Past
from holdfast.simulation.truth.turns import once

_LIMIT = working_days(45)
# Working Together 2013 brought the single assessment; the Department counts from that month.
_GUIDANCE, _COUNTED = number(date(2013, 4, 15)), number(date(2013, 4, 1))


def duties(past: Past) -> Iterator[Owed]:
    """Every duty of assessment."""
    yield from from_referral(past)
    counted = _from_its_start(past)
    yield from (one for one in counted if one.started >= _COUNTED)


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
            done, over = signed.get(one), closed.get(one)
            yield owed("assessment_45", past.whom, day, _LIMIT(day), done, over, shown)


def _from_its_start(past: Past) -> Iterator[Owed]:
    """As the Department counts: from the assessment's own start, until the case is closed."""
    begins, signed = Happening.ASSESSMENT_BEGINS, Happening.ASSESSMENT_SIGNED
    ends = past.closures()
    return once("assessment_45_statistical", past, begins, signed, _LIMIT, ends)

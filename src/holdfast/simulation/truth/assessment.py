"""What is owed in assessment: one signed off within 45 working days.

Until April 2013 it was an initial assessment, and for some a core one after it; each had a time
of its own, which the guidance of that month no longer set.
"""

from collections.abc import Callable, Iterator
from datetime import date

from holdfast.simulation.truth.calendar import Limit, number, working_days
from holdfast.simulation.truth.owed import Owed, owed
from holdfast.simulation.truth.past import Past, earliest
from holdfast.simulation.truth.turns import of_a_child, once
from holdfast.simulation.truth.versions import changed
from holdfast.simulation.written.happenings import Happening

_LIMIT = working_days(45)
# Working Together 2013 brought the single assessment; the Department counts from that month.
_EDITION_OF_2010 = date(2010, 3, 1)
_GUIDANCE, _COUNTED = number(date(2013, 4, 15)), number(date(2013, 4, 1))


def duties(past: Past) -> Iterator[Owed]:
    """Every duty of assessment."""
    yield from of_a_child(past, from_referral(past))
    # The two assessments that there were until 2013, each from its own start.
    for clock, begins, signed, limit in _UNTIL_2013:
        two = once(clock, past, begins, signed, limit, past.endings())
        yield from of_a_child(past, two)
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
            over = earliest(closed.get(one), past.grown)
            yield owed("assessment_45", past.whom, day, _LIMIT(day), done, over, shown)


def _limit_until_2013(until_2010: Limit, since_2010: Limit) -> Callable[[int], int | None]:
    """The limit of the edition in force; none since the guidance that set no such time."""
    by_edition = changed(_EDITION_OF_2010, until_2010, since_2010)
    return lambda day: None if day >= _GUIDANCE else by_edition(day)


_UNTIL_2013 = (
    (
        "initial_assessment",
        Happening.INITIAL_ASSESSMENT_BEGINS,
        Happening.INITIAL_ASSESSMENT_SIGNED,
        _limit_until_2013(working_days(7), working_days(10)),
    ),
    (
        "core_assessment",
        Happening.CORE_ASSESSMENT_BEGINS,
        Happening.CORE_ASSESSMENT_SIGNED,
        _limit_until_2013(working_days(35), working_days(35)),
    ),
)

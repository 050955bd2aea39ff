"""What is owed to a child in care: health assessments, the dentist, a questionnaire, school."""

from collections.abc import Iterator

from holdfast.simulation.truth.calendar import months, working_days
from holdfast.simulation.truth.care import CARE_PLANNING
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past, Span, end
from holdfast.simulation.truth.turns import (
    after_each,
    from_beginning,
    in_a_case,
    in_turn,
    of_a_child,
)
from holdfast.simulation.truth.versions import since
from holdfast.simulation.written.happenings import Happening

_FIRST_HEALTH, _HALF_YEARLY, _YEARLY = working_days(20), months(6), months(12)
_SCHOOL_PLAN_BEGUN, _SCHOOL_PLAN_READY = working_days(10), working_days(20)


def duties(past: Past) -> Iterator[Owed]:
    """Every check and every personal education plan owed to a child in care."""
    yield from in_a_case(past, of_a_child(past, _in_care(past), from_birth=True))


def _in_care(past: Past) -> Iterator[Owed]:
    assessed, checked = past.days(Happening.HEALTH_ASSESSED), past.days(Happening.TEETH_CHECKED)
    # A health assessment within twenty working days.
    for care in past.in_care():
        yield from_beginning("ha_initial", past, care, assessed, _FIRST_HEALTH)
    # Another every six months, and from the fifth birthday every twelve.
    for small in in_care_aged(past, 0, 5):
        reviews = after_each("ha_review_under_five", past, small, assessed, _HALF_YEARLY)
        yield from since(CARE_PLANNING, reviews)
    for older in in_care_aged(past, 5):
        reviews = in_turn("ha_review", past, older, assessed, _YEARLY)
        yield from since(CARE_PLANNING, reviews)
    # A dental check every twelve months.
    for care in past.in_care():
        yield from in_turn("dental", past, care, checked, _YEARLY)
    # A questionnaire, scored, every twelve months from the fourth birthday to the seventeenth.
    scored = past.days(Happening.QUESTIONNAIRE_SCORED)
    for span in in_care_aged(past, 4, 17):
        yield from in_turn("sdq", past, span, scored, _YEARLY)
    # A personal education plan: begun in ten working days, and ready for the first review.
    begun, done = (
        past.days(Happening.EDUCATION_PLAN_BEGUN),
        past.days(Happening.EDUCATION_PLAN_DONE),
    )
    for span in in_care_aged(past, 5, 16):
        yield from_beginning("pep_initial", past, span, begun, _SCHOOL_PLAN_BEGUN)
        yield from_beginning("pep_ready", past, span, done, _SCHOOL_PLAN_READY)


def in_care_aged(past: Past, age: int, until: int | None = None) -> Iterator[Span]:
    """The part of each time in care between two birthdays.

    Where the birth is not known, what ends with a birthday cannot be determined; what only begins
    with one has begun.
    """
    if until is not None and past.born is None:
        return
    begins, ends = past.turns(age), None if until is None else past.turns(until)
    for care in past.in_care():
        first = care[0] if begins is None else max(care[0], begins)
        last = care[1] if ends is None else min(end(care), ends)
        if first <= end((first, last)):
            yield first, last

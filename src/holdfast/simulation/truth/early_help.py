"""What is owed in early help; and what Family Help, which joins it to section 17, changes.

What early help does beyond its assessment is reckoned of a child whose council has begun Family
Help, and of no other: only such a council writes it down.
"""

from collections.abc import Iterator

from holdfast.simulation.truth.calendar import days, months, working_days
from holdfast.simulation.truth.owed import Owed, owed
from holdfast.simulation.truth.past import Past, Span, end, joined
from holdfast.simulation.truth.turns import first_from, in_turn, of_a_child, once
from holdfast.simulation.written.happenings import Happening

# The council's own limits.
_ASSESSED, _FIRST_STEP = working_days(45), working_days(10)
_LED, _PLANNED, _VISITED = working_days(5), working_days(10), working_days(20)
_REVIEWED = days(84)
_A_YEAR = months(12)
# Early help that ended so many days before a referral, or begins so many after a closure, is the
# other half of one move.
_APART = 7


def duties(past: Past) -> Iterator[Owed]:
    """Every duty of early help, of which the assessment is owed until the help ends."""
    assessed = past.about(Happening.EARLY_HELP_ASSESSED)
    ended = past.about(Happening.EARLY_HELP_ENDS)
    for day, about in past.told(Happening.EARLY_HELP_BEGINS):
        done, over = assessed.get(about), ended.get(about)
        yield owed("eh_assessment", past.whom, day, _ASSESSED(day), done, over)
    # What only a council with Family Help writes down, and the watches over moves.
    begins, signed = Happening.FIRST_STEP_BEGINS, Happening.FIRST_STEP_SIGNED
    steps = once("assessment_first_step", past, begins, signed, _FIRST_STEP, past.endings())
    yield from of_a_child(past, steps)
    if begun(past) is not None:
        yield from as_it_goes(past)
        yield from moves(past)


def begun(past: Past) -> int | None:
    """Since when the child's council has had Family Help; None: it has not."""
    return next(iter(past.days(Happening.FAMILY_HELP_BEGINS)), None)


def as_it_goes(past: Past) -> Iterator[Owed]:
    """In early help: a lead named, a plan, visits and reviews."""
    ended = past.about(Happening.EARLY_HELP_ENDS)
    led, planned = past.about(Happening.EARLY_HELP_LED), past.about(Happening.EARLY_HELP_PLANNED)
    for day, about in past.told(Happening.EARLY_HELP_BEGINS):
        yield owed("eh_lead", past.whom, day, _LED(day), led.get(about), ended.get(about))
    for day, about in past.told(Happening.EARLY_HELP_ASSESSED):
        yield owed("eh_plan", past.whom, day, _PLANNED(day), planned.get(about), ended.get(about))
    seen = past.days(Happening.SEEN_IN_EARLY_HELP)
    unclear = past.days(Happening.UNCLEAR_IN_EARLY_HELP)
    for span in past.from_birth(early_help(past)):
        yield from in_turn("eh_visit", past, span, seen, _VISITED, unclear)
    reviewed = past.days(Happening.EARLY_HELP_REVIEWED)
    for span in early_help(past):
        yield from in_turn("eh_review", past, span, reviewed, _REVIEWED)


def early_help(past: Past) -> list[Span]:
    """The times when early help worked with the child."""
    spans = past.spells(Happening.EARLY_HELP_BEGINS, Happening.EARLY_HELP_ENDS)
    return past.while_alive(joined(spans))


def moves_up(past: Past) -> set[int]:
    """The days of referrals that are steps from early help to section 17."""
    first = begun(past)
    if first is None:
        return set()
    days = past.days(Happening.REFERRAL_RECEIVED)
    spans = early_help(past)
    return {
        day
        for day in days
        if day >= first
        and any(span[0] < day and end(span) >= day - _APART for span in spans)
    }  # fmt: skip


def moves_down(past: Past) -> set[int]:
    """The days of closures that are steps from section 17 to early help."""
    first = begun(past)
    if first is None:
        return set()
    days = past.days(Happening.CASE_CLOSES)
    spans = early_help(past)
    return {
        day
        for day in days
        if day >= first
        and any(span[0] <= day + _APART and end(span) > day for span in spans)
    }  # fmt: skip


def moves(past: Past) -> Iterator[Owed]:
    """Watches: a step up from the early help that has begun; one within a year of a step down."""
    first, up = begun(past), sorted(moves_up(past))
    for day in sorted(set(past.days(Happening.EARLY_HELP_BEGINS))):
        if first is not None and day >= first and _lives(past, day):
            yield _watched("family_help_up", past, day, None, first_from(up, day))
    refused = past.about(Happening.REFERRAL_REFUSED)
    closed = {day for day, about in past.told(Happening.CASE_CLOSES) if about not in refused}
    for day in sorted(closed & moves_down(past)):
        if _lives(past, day):
            yield _watched("family_help_down", past, day, _A_YEAR(day), first_from(up, day))


def _lives(past: Past, day: int) -> bool:
    return past.died is None or day < past.died


def _watched(clock: str, past: Past, day: int, due: int | None, again: int | None) -> Owed:
    over = past.died if again is None else None
    return Owed(clock, past.whom, day, due, again, over, watch=True)

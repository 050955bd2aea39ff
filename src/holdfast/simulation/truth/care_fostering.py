"""What is owed to a child who is privately fostered: to be seen."""

from collections.abc import Iterator

from holdfast.simulation.truth.calendar import days, months_after, working_days
from holdfast.simulation.truth.owed import Owed, owed
from holdfast.simulation.truth.past import Past, Span, earliest
from holdfast.simulation.truth.turns import after_each, first_from, in_turn, of_a_child
from holdfast.simulation.truth.versions import lifted
from holdfast.simulation.written.happenings import Happening

_FIRST, _SIX_WEEKS, _TWELVE_WEEKS = lifted(working_days(7)), lifted(days(42)), lifted(days(84))


def duties(past: Past) -> Iterator[Owed]:
    """Every visit owed to a privately fostered child."""
    yield from of_a_child(past, first_visits(past))
    begins, ends = Happening.FOSTERING_KNOWN, Happening.FOSTERING_ENDS
    fostered = past.until_grown(past.while_alive(past.spells(begins, ends)))
    for span in fostered:
        yield from of_a_child(past, visits(past, span), from_birth=True)


def first_visits(past: Past) -> Iterator[Owed]:
    """Within seven working days of the notice."""
    seen, unclear = past.told(Happening.SEEN_FOSTERED), past.days(Happening.UNCLEAR_FOSTERED)
    ended = past.about(Happening.FOSTERING_ENDS)
    for day, about in past.told(Happening.FOSTERING_NOTIFIED):
        done = first_from([visited for visited, whose in seen if whose == about], day)
        over = earliest(ended.get(about), past.grown)
        yield owed("pf_initial", past.whom, day, _FIRST(day), done, over, unclear)


def visits(past: Past, span: Span) -> Iterator[Owed]:
    """Every six weeks in the first year, every twelve after it."""
    seen, unclear = past.days(Happening.SEEN_FOSTERED), past.days(Happening.UNCLEAR_FOSTERED)
    year = months_after(span[0], 12)
    often = in_turn("pf_visit", past, span, seen, _SIX_WEEKS, unclear)
    yield from (duty for duty in often if duty.started < year)
    after = (day for day in seen if day >= year)
    yield from after_each("pf_visit_after", past, span, seen, _TWELVE_WEEKS, unclear, after)

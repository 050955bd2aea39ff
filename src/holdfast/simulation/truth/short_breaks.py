"""What is owed to a child who has short breaks, which are no time in care (regulation 48)."""

from collections.abc import Iterator

from holdfast.simulation.truth.calendar import months
from holdfast.simulation.truth.care import CARE_PLANNING
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past, joined
from holdfast.simulation.truth.turns import after_each, from_beginning, in_a_case, of_a_child
from holdfast.simulation.truth.versions import lifted, since
from holdfast.simulation.written.happenings import Happening

_FIRST, _LATER = lifted(months(3)), lifted(months(6))


def duties(past: Past) -> Iterator[Owed]:
    """Visits and reviews, for as long as a series of breaks goes on."""
    owed = of_a_child(past, since(CARE_PLANNING, _duties(past)), from_birth=True)
    return in_a_case(past, owed)


def _duties(past: Past) -> Iterator[Owed]:
    seen, unclear = past.days(Happening.SEEN_IN_CARE), past.days(Happening.UNCLEAR_IN_CARE)
    held = past.days(Happening.CARE_REVIEWED)
    begins, ends = Happening.SHORT_BREAKS_BEGIN, Happening.SHORT_BREAKS_END
    for series in past.until_grown(past.while_alive(joined(past.spells(begins, ends)))):
        yield from_beginning("short_breaks_visit_1", past, series, seen, _FIRST, unclear)
        yield from after_each("short_breaks_visit_n", past, series, seen, _LATER, unclear)
        yield from_beginning("short_breaks_review_1", past, series, held, _FIRST)
        yield from after_each("short_breaks_review_n", past, series, held, _LATER)

"""What is owed where lawyers, courts and adoption come in."""

from collections.abc import Iterator
from datetime import date

from holdfast.simulation.truth.calendar import days, months, working_days
from holdfast.simulation.truth.care import placed_for_adoption, returned, until_placed_for_adoption
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past, joined
from holdfast.simulation.truth.turns import (
    after_each,
    first_from,
    from_beginning,
    in_a_case,
    in_turn,
    of_a_child,
    once,
    within,
)
from holdfast.simulation.truth.versions import lifted, since
from holdfast.simulation.written.happenings import Happening

# The council's own limits.
_LEGAL_MEETING, _BEFORE_COURT = working_days(10), days(16 * 7)
# Children Act 1989: 26 weeks of which the day of issue is the first (section 32), eight days and
# one extension of seven (section 45), 72 hours (section 46).
_PROCEEDINGS, _EMERGENCY_ORDER, _POLICE = days(26 * 7 - 1), days(15), days(3)
_TWENTY_SIX_WEEKS = date(2014, 4, 22)
# The Adoption Agencies Regulations 2005, regulation 36.
_ADOPTION = date(2005, 12, 30)
_WEEKLY, _AFTER_RETURN = days(7), lifted(days(42))
_FOUR_WEEKS, _THREE_MONTHS, _SIX_MONTHS = lifted(days(28)), lifted(months(3)), lifted(months(6))


def duties(past: Past) -> Iterator[Owed]:
    """Every duty before, in and after court, and on the way to adoption."""
    ends, closures = past.endings(), past.closures()
    # A legal planning meeting, and the outcome of the letter; both end with the case.
    asked, held = Happening.LEGAL_MEETING_ASKED, Happening.LEGAL_MEETING_HELD
    yield from of_a_child(past, once("lpm", past, asked, held, _LEGAL_MEETING, ends))
    sent, decided = Happening.LETTER_SENT, Happening.PRE_PROCEEDINGS_DECIDED
    yield from of_a_child(past, once("plo_preproc", past, sent, decided, _BEFORE_COURT, ends))
    # Care proceedings; a case that closes shows that they are over.
    issued, concluded = Happening.PROCEEDINGS_ISSUED, Happening.PROCEEDINGS_CONCLUDED
    proceedings = once("proceedings_26", past, issued, concluded, _PROCEEDINGS, unclear=closures)
    yield from since(_TWENTY_SIX_WEEKS, proceedings)
    # An emergency power ends in time; a case that closes shows that it is over.
    grown, over = [] if past.grown is None else [past.grown], Happening.EMERGENCY_OVER
    for clock, begins, limit in (
        ("epo", Happening.EMERGENCY_ORDER_MADE, _EMERGENCY_ORDER),
        ("police_protection", Happening.POLICE_PROTECT, _POLICE),
    ):
        power = once(clock, past, begins, over, limit, grown, closures)
        yield from of_a_child(past, power, from_birth=True)
    adoption = of_a_child(past, since(_ADOPTION, _adoption(past)), from_birth=True)
    yield from in_a_case(past, adoption)


def _adoption(past: Past) -> Iterator[Owed]:
    held = past.days(Happening.CARE_REVIEWED)
    # From the authority to place until the placement, or until it is given up: a review within
    # three months, and then every six.
    begins, ends = Happening.ADOPTION_AUTHORISED, Happening.ADOPTION_GIVEN_UP
    for authorised in past.until_grown(past.while_alive(joined(past.spells(begins, ends)))):
        span = until_placed_for_adoption(past, authorised)
        yield from_beginning("adopt_review_authorised", past, span, held, _THREE_MONTHS)
        yield from after_each("adopt_review_authorised_n", past, span, held, _SIX_MONTHS)
    seen, unclear = past.days(Happening.SEEN_IN_CARE), past.days(Happening.UNCLEAR_IN_CARE)
    for span in placed_for_adoption(past):
        # A visit every week until the first review in the placement.
        first = first_from(held, span[0])
        weekly = in_turn("adopt_visit", past, span, seen, _WEEKLY, unclear)
        yield from (visit for visit in weekly if first is None or visit.started < first)
        # A review after four weeks, another three months later, then every six months.
        inside = within(span, held)
        yield from_beginning("adopt_review", past, span, held, _FOUR_WEEKS)
        yield from after_each("adopt_review_2", past, span, held, _THREE_MONTHS, again=inside[:1])
        yield from after_each("adopt_review_n", past, span, held, _SIX_MONTHS, again=inside[1:])
    for span in returned(past):
        yield from_beginning("adopt_review_returned", past, span, held, _AFTER_RETURN)

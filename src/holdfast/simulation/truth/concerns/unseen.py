"""Unassessed risk: the council was told of a risk, and nobody has seen the child since."""

from collections.abc import Iterator

from holdfast.simulation.truth.calendar import days, working_days
from holdfast.simulation.truth.concerns.exploitation import feared
from holdfast.simulation.truth.concerns.staff import Staff
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past
from holdfast.simulation.truth.turns import in_a_case, of_a_child, on_days
from holdfast.simulation.written.happenings import Happening

SEEN = (Happening.SEEN_AT_HOME, Happening.SEEN_ON_PLAN, Happening.SEEN_IN_CARE)
_UNCLEAR = (
    Happening.UNCLEAR_AT_HOME,
    Happening.UNCLEAR_ON_PLAN,
    Happening.UNCLEAR_IN_CARE,
    Happening.SEEN_IN_ASSESSMENT,
)
_DISCUSSED, _MISSING, _NEWS = working_days(5), days(3), working_days(20)


def strands(past: Past, staff: Staff) -> Iterator[Owed]:
    """After a strategy discussion, after new information, after going missing."""
    seen, unclear = past.days(*SEEN), past.days(*_UNCLEAR)
    discussed = past.days(Happening.STRATEGY_HELD)
    received = past.about(Happening.CONTACT_RECEIVED)
    news = sorted(received[one] for _, one in past.told(Happening.CONTACT_PASSED_ON))
    for case in past.from_birth(past.until_grown(past.open_cases())):
        for strand, begins, limit in (
            ("unassessed_strategy", discussed, _DISCUSSED),
            ("unassessed_new_information", news, _NEWS),
        ):
            unseen = on_days(strand, past, case, begins, seen, limit, unclear)
            yield from of_a_child(past, unseen)
    yield from in_a_case(past, of_a_child(past, _missing(past)))


def _missing(past: Past) -> Iterator[Owed]:
    # Whatever an interview was about, somebody has seen the child.
    talks = (Happening.INTERVIEWED, Happening.INTERVIEWED_AFTER_AWAY)
    seen, unclear = past.days(*SEEN, *talks), past.days(*_UNCLEAR)
    found = past.days(Happening.FOUND)
    for span in feared(past):
        yield from on_days("unassessed_missing", past, span, found, seen, _MISSING, unclear)

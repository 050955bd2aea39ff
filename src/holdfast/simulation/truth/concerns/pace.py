"""Nothing that moves the work on has happened for a while."""

from collections.abc import Iterator

from holdfast.simulation.truth.calendar import days
from holdfast.simulation.truth.concerns.staff import Staff
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past
from holdfast.simulation.truth.turns import in_turn, of_a_child
from holdfast.simulation.written.happenings import Happening

# A visit that missed the child moves nothing, nor does a note or a change of worker.
_MOVES = (
    Happening.SEEN_AT_HOME,
    Happening.SEEN_ON_PLAN,
    Happening.SEEN_IN_CARE,
    Happening.UNCLEAR_AT_HOME,
    Happening.UNCLEAR_ON_PLAN,
    Happening.UNCLEAR_IN_CARE,
    Happening.ASSESSMENT_BEGINS,
    Happening.ASSESSMENT_SIGNED,
    Happening.STRATEGY_HELD,
    Happening.ENQUIRY_BEGINS,
    Happening.ENQUIRY_ENDS,
    Happening.CONFERENCE_HELD,
    Happening.TRANSFER_CONFERENCE_HELD,
    Happening.PROTECTION_PLAN_BEGINS,
    Happening.PROTECTION_REVIEWED,
    Happening.CORE_GROUP_MEETS,
    Happening.NEED_PLAN_BEGINS,
    Happening.NEED_REVIEWED,
    Happening.CARE_REVIEWED,
    Happening.LEGAL_MEETING_HELD,
)
_QUIET = {"not_moving_30": days(30), "not_moving_14": days(14)}


def strands(past: Past, staff: Staff) -> Iterator[Owed]:
    """Every time in which a child's open case stood still."""
    into_care = (first for first, _ in past.in_care())
    moves = sorted({*past.days(*_MOVES), *into_care})
    for case in past.until_grown(past.open_cases()):
        for strand, quiet in _QUIET.items():
            yield from of_a_child(past, in_turn(strand, past, case, moves, quiet))

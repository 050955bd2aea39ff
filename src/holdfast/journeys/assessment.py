"""Assessments."""

from holdfast.journeys.event import Event
from holdfast.journeys.spell import Stretch
from holdfast.record.assessment import Assessments

ASSESSMENT_BEGUN = Event("an assessment begins", Assessments.started)
ASSESSMENT_AUTHORISED = Event("an assessment is authorised", Assessments.authorised)
# A first step that does not end in no further action is to be followed by a second.
ASSESSMENT_COMPLETE = Event(
    "an assessment is authorised",
    Assessments.authorised,
    Assessments.kind.not_among("first_step") | Assessments.no_further_action.yes,
)
FIRST_STEP_UNCLEAR = Event(
    "a first step is authorised, not recorded whether the work ended with it",
    Assessments.authorised,
    Assessments.kind.among("first_step") & Assessments.no_further_action.missing,
)
ASSESSMENT_UNDER_WAY = Stretch(Assessments.started, Assessments.authorised)

FIRST_STEP_BEGUN = Event(
    "the first step of a Family Help assessment begins",
    Assessments.started,
    Assessments.kind.among("first_step"),
)
FIRST_STEP_AUTHORISED = Event(
    "the first step of a Family Help assessment is authorised",
    Assessments.authorised,
    Assessments.kind.among("first_step"),
)

# Before April 2013, and in some councils until 2016, there were two assessments, each with
# its own time.
INITIAL_BEGUN = Event(
    "an initial assessment begins", Assessments.started, Assessments.kind.among("initial")
)
INITIAL_AUTHORISED = Event(
    "an initial assessment is authorised", Assessments.authorised, Assessments.kind.among("initial")
)
CORE_BEGUN = Event("a core assessment begins", Assessments.started, Assessments.kind.among("core"))
CORE_AUTHORISED = Event(
    "a core assessment is authorised", Assessments.authorised, Assessments.kind.among("core")
)
FOUND_IN_NEED = Event(
    "an assessment finds that the child needs support",
    Assessments.authorised,
    Assessments.support_needed.yes,
)
CHILD_SEEN_IN_ASSESSMENT = Event(
    "an assessment in which the child was seen is authorised",
    Assessments.authorised,
    Assessments.child_seen.yes,
)

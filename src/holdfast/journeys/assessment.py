"""Assessments."""

from holdfast.journeys.event import Event
from holdfast.record.assessment import Assessments

ASSESSMENT_BEGUN = Event("an assessment begins", Assessments.started)
ASSESSMENT_AUTHORISED = Event("an assessment is authorised", Assessments.authorised)

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

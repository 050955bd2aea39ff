"""Pre-proceedings, proceedings, and placement for adoption."""

from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.event import Event
from holdfast.journeys.spell import Spell, Stretch
from holdfast.record.permanence import (
    LegalPlanningMeetings,
    Permanence,
    PreProceedings,
    Proceedings,
)

MEETING_REQUESTED = Event("a legal planning meeting is asked for", LegalPlanningMeetings.requested)
MEETING_HELD = Event("the legal planning meeting is held", LegalPlanningMeetings.held)
LETTER_SENT = Event("the letter before proceedings is sent", PreProceedings.letter_sent)
PRE_PROCEEDINGS_DECIDED = Event(
    "the outcome of pre-proceedings is agreed", PreProceedings.outcome_agreed
)
# Only rows that say when are held against the day of the application.
APPLICATION_MADE = Event("an application is made to the court", PreProceedings.application_made)
APPLICATION_AFTER_ACCEPTANCE = Event(
    "an application is made to the court after a family meeting was offered and not declined",
    PreProceedings.application_made,
    PreProceedings.family_meeting_offered_on.recorded
    & PreProceedings.family_meeting_accepted.not_no,
)
FAMILY_MEETING_EXCUSED = Event(
    "a reason against the family meeting is recorded",
    PreProceedings.application_made,
    PreProceedings.family_meeting_excused.recorded,
)
FAMILY_MEETING_OFFERED = Event(
    "a family group decision making meeting is offered", PreProceedings.family_meeting_offered_on
)
FAMILY_MEETING_OFFERED_UNDATED = Event(
    "the meeting was offered, on a day that is not recorded",
    PreProceedings.application_made,
    PreProceedings.family_meeting_offered.yes & PreProceedings.family_meeting_offered_on.missing,
)
FAMILY_MEETING_HELD = Event(
    "the family group decision making meeting is held", PreProceedings.family_meeting_held_on
)
FAMILY_MEETING_HELD_UNCLEAR = Event(
    "not recorded whether the family accepted, or on what day the meeting was held",
    PreProceedings.application_made,
    PreProceedings.family_meeting_accepted.missing
    | (PreProceedings.family_meeting_held.yes & PreProceedings.family_meeting_held_on.missing),
)
PROCEEDINGS_ISSUED = Event("care proceedings are issued", Proceedings.issued)
PROCEEDINGS_CONCLUDED = Event("care proceedings conclude", Proceedings.concluded)

CHILD_PLACED = Event("the child is placed for adoption", Permanence.placed)
ADOPTED = Event("the adoption order is made", Permanence.ordered)

# From authority to place until the placement; a reversed decision ends it.
AUTHORISED_NOT_PLACED = Spell(
    "authorised for adoption and not yet placed",
    (Stretch(Permanence.placement_order, Permanence.reversed_on),),
    up_to=CHILD_PLACED,
    within=OPEN_CASE,
).of_children()

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

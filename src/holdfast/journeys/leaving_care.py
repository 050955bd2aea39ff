"""Leaving care: pathway plans, personal advisers, staying in touch."""

from holdfast.journeys.event import Event
from holdfast.journeys.spell import spell
from holdfast.record.leaving_care import (
    AdviserVisits,
    LeavingCareContacts,
    LeavingCareStays,
    PathwayNeeds,
    PathwayReviews,
)

BECAME_ELIGIBLE = Event("the young person becomes eligible", PathwayNeeds.eligible_from)
NEEDS_ASSESSED = Event("the needs assessment is complete", PathwayNeeds.needs_assessed)
PATHWAY_PLANNED = Event("the pathway plan is agreed", PathwayNeeds.plan_agreed)
PATHWAY_ENDED = Event("leaving-care support ends", PathwayNeeds.ended)
PATHWAY_REVIEWED = Event("the pathway plan is reviewed", PathwayReviews.held)

COUNCIL_ACCOMMODATION = spell(
    "accommodation that the council provides",
    LeavingCareStays.started,
    LeavingCareStays.ended,
    LeavingCareStays.provided_by_council.yes,
)
ADVISER_VISITED = Event("the personal adviser visits", AdviserVisits.visited)
IN_TOUCH = Event("the council and the young person are in touch", LeavingCareContacts.made)

# A child still in care is reviewed under the care regulations; the pathway plan's own
# reviews are judged from the eighteenth birthday.
LEAVING_CARE = spell(
    "leaving-care support on a pathway plan", PathwayNeeds.plan_agreed, PathwayNeeds.ended
).aged(18, 21)

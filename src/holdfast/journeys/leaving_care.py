"""Leaving care: pathway plans, personal advisers, staying in touch."""

from dataclasses import replace

from holdfast.journeys.care import IN_CARE
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

# A child still in care is reviewed under the care regulations. The pathway plan's own reviews are
# for those who have left it: a relevant child, at 16 or 17, and from 18 a former relevant one,
# whatever the record goes on to say of care.
LEAVING_CARE = replace(
    spell("leaving-care support on a pathway plan", PathwayNeeds.plan_agreed, PathwayNeeds.ended),
    apart_from=IN_CARE.aged(0, 18),
).aged(16, 21)

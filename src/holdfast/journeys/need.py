"""Children in need: plans, visits, reviews."""

from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.event import Event
from holdfast.journeys.spell import Merging, spell
from holdfast.record.need import NeedPlans, NeedReviews, NeedVisits

# A child in need is under 18 (Children Act 1989, sections 17 and 105(1)), and may be unborn.
ON_NEED_PLAN = spell(
    "a child in need plan",
    NeedPlans.started,
    NeedPlans.ended,
    merging=Merging.OVERLAPPING,
    within=OPEN_CASE,
).until(18)
ON_NEED_PLAN_BORN = ON_NEED_PLAN.aged(0)
NEED_PLAN_BEGUN = Event("a child in need plan begins", NeedPlans.started)
NEED_REVIEWED = Event("the child in need plan is reviewed", NeedReviews.held)
NEED_VISIT_SEEN = Event(
    "a visit on a child in need plan, child seen", NeedVisits.visited, NeedVisits.seen.yes
)
# Whether such a visit met the duty cannot be determined.
NEED_VISIT_UNCLEAR = Event(
    "a visit on a child in need plan, not recorded whether the child was seen",
    NeedVisits.visited,
    NeedVisits.seen.missing,
)

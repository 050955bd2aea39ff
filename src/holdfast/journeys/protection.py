"""Child protection: strategy discussions, enquiries, conferences, plans."""

from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.event import Event
from holdfast.journeys.spell import Merging, spell
from holdfast.record.protection import (
    Conferences,
    CoreGroups,
    Enquiries,
    ProtectionPlans,
    ProtectionReviews,
    ProtectionVisits,
    StrategyDiscussions,
)

HARM_SUSPECTED = Event("significant harm is suspected", StrategyDiscussions.concern_identified)
UNDER_ENQUIRY = spell(
    "a section 47 enquiry", Enquiries.started, Enquiries.ended, within=OPEN_CASE
).until(18)
STRATEGY_HELD = Event("a strategy discussion is held", StrategyDiscussions.held)
SAFETY_PLANNED = Event("a safety plan is recorded", StrategyDiscussions.safety_planned)

ENQUIRY_BEGUN = Event("a section 47 enquiry begins", Enquiries.started)
ENQUIRY_ENDED = Event("the outcome of the enquiry is recorded", Enquiries.ended)
# An enquiry that found no need for a conference ends the wait for one.
ENQUIRY_ENDED_WITHOUT_CONFERENCE = Event(
    "the enquiry ends without need of a conference",
    Enquiries.ended,
    Enquiries.conference_needed.no | Enquiries.no_further_action.yes,
)
# Once it has ended and nothing says what it found, whether one was needed cannot be determined.
ENQUIRY_ENDED_UNCLEAR = Event(
    "the enquiry ends, not recorded whether a conference is needed",
    Enquiries.ended,
    Enquiries.conference_needed.missing & Enquiries.no_further_action.not_yes,
)
CONFERENCE_HELD = Event(
    "an initial child protection conference is held",
    Conferences.held,
    Conferences.transfer_in.not_yes,
)
TRANSFER_NOTIFIED = Event(
    "another council tells of a child on a plan moving in",
    Conferences.transfer_notified,
    Conferences.transfer_in.yes,
)
TRANSFER_CONFERENCE_HELD = Event(
    "the transfer-in conference is held", Conferences.held, Conferences.transfer_in.yes
)

# Another council's plan for a child placed here is that council's duty.
ON_PLAN = spell(
    "a child protection plan",
    ProtectionPlans.started,
    ProtectionPlans.ended,
    ProtectionPlans.other_authority.not_yes,
    Merging.OVERLAPPING,
    within=OPEN_CASE,
).until(18)
ON_PLAN_BORN = ON_PLAN.aged(0)
ON_NEGLECT_PLAN = spell(
    "a child protection plan for neglect",
    ProtectionPlans.started,
    ProtectionPlans.ended,
    ProtectionPlans.latest_category.among("NEG") & ProtectionPlans.other_authority.not_yes,
    Merging.OVERLAPPING,
    within=OPEN_CASE,
).until(18)
PLAN_BEGUN = Event(
    "a child protection plan begins",
    ProtectionPlans.started,
    ProtectionPlans.other_authority.not_yes,
)
PLAN_ENDED = Event(
    "the child protection plan ends", ProtectionPlans.ended, ProtectionPlans.other_authority.not_yes
)
PLAN_REVIEWED = Event("a review conference is held", ProtectionReviews.held)
CORE_GROUP_MET = Event("the core group meets", CoreGroups.held)
PLAN_VISIT_SEEN = Event(
    "a visit on a child protection plan, child seen",
    ProtectionVisits.visited,
    ProtectionVisits.seen.yes,
)
PLAN_VISIT_UNCLEAR = Event(
    "a visit on a child protection plan, not recorded whether the child was seen",
    ProtectionVisits.visited,
    ProtectionVisits.seen.missing,
)

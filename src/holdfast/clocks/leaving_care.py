"""Clocks of leaving care."""

from holdfast.areas import Area
from holdfast.clocks.clock import BEGINNING, PREVIOUS, Clock, ClockRule, OutsideChain
from holdfast.journeys.leaving_care import (
    ADVISER_VISITED,
    BECAME_ELIGIBLE,
    COUNCIL_ACCOMMODATION,
    LEAVING_CARE,
    NEEDS_ASSESSED,
    PATHWAY_ENDED,
    PATHWAY_PLANNED,
    PATHWAY_REVIEWED,
)
from holdfast.law import Tier, care_planning, leaving_care
from holdfast.periods import CalendarDays, Months

NEEDS = Clock(
    key="cl_pathway_plan",
    title="Assessment of needs on becoming eligible",
    area=Area.LEAVING_CARE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.PART,
    starts=(BECAME_ELIGIBLE,),
    stops=(NEEDS_ASSESSED,),
    lapses=PATHWAY_ENDED,
    rules=(ClockRule(Months(3), care_planning.REGULATION_42_1, since=care_planning.IN_FORCE),),
    note="The three months are for the assessment; the plan follows as soon as possible.",
)

PLAN = Clock(
    key="cl_pathway_plan_agreed",
    title="Pathway plan after the assessment of needs",
    area=Area.LEAVING_CARE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.PART,
    starts=(NEEDS_ASSESSED,),
    stops=(PATHWAY_PLANNED,),
    lapses=PATHWAY_ENDED,
    rules=(ClockRule(None, care_planning.REGULATION_43_1, since=care_planning.IN_FORCE),),
    note="As soon as possible: no number of days is set, so it is never overdue.",
)

REVIEW = Clock(
    key="cl_pp_review",
    title="Review of a pathway plan",
    area=Area.LEAVING_CARE,
    tier=Tier.STATUTE,
    starts=(BEGINNING, PREVIOUS),
    stops=(PATHWAY_REVIEWED,),
    during=LEAVING_CARE,
    rules=(ClockRule(Months(6), leaving_care.REGULATION_7_2, since=leaving_care.IN_FORCE),),
    note="For those who have left care: at 16 or 17, and from 18 to 21. Until then the care plan's"
    " reviews are held.",
)

REVIEW_ACCOMMODATED = Clock(
    key="cl_pp_review_28",
    title="Review after 28 days in accommodation that the council provides",
    area=Area.LEAVING_CARE,
    tier=Tier.STATUTE,
    starts=(BEGINNING,),
    stops=(PATHWAY_REVIEWED,),
    during=COUNCIL_ACCOMMODATION,
    rules=(
        ClockRule(CalendarDays(28), leaving_care.REGULATION_7_3_A, since=leaving_care.IN_FORCE),
    ),
    note="After 28 days of which the first day there is the first: due on the day after them.",
)

REVIEW_ACCOMMODATED_LATER = Clock(
    key="cl_pp_review_3m",
    title="Later review in accommodation that the council provides",
    area=Area.LEAVING_CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(PATHWAY_REVIEWED,),
    during=COUNCIL_ACCOMMODATION,
    rules=(ClockRule(Months(3), leaving_care.REGULATION_7_3_B, since=leaving_care.IN_FORCE),),
)

ADVISER_VISIT = Clock(
    key="cl_pa_visit",
    title="First visit by the personal adviser",
    area=Area.LEAVING_CARE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.PART,
    starts=(BEGINNING,),
    stops=(ADVISER_VISITED,),
    during=COUNCIL_ACCOMMODATION,
    rules=(ClockRule(CalendarDays(7), leaving_care.REGULATION_8_2_A, since=leaving_care.IN_FORCE),),
    note="Only where the council provides the accommodation.",
)

ADVISER_VISIT_LATER = Clock(
    key="cl_pa_visit_later",
    title="Later visit by the personal adviser",
    area=Area.LEAVING_CARE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.PART,
    starts=(PREVIOUS,),
    stops=(ADVISER_VISITED,),
    during=COUNCIL_ACCOMMODATION,
    rules=(ClockRule(Months(2), leaving_care.REGULATION_8_2_C, since=leaving_care.IN_FORCE),),
)

CLOCKS = (
    NEEDS,
    PLAN,
    REVIEW,
    REVIEW_ACCOMMODATED,
    REVIEW_ACCOMMODATED_LATER,
    ADVISER_VISIT,
    ADVISER_VISIT_LATER,
)

"""Clocks of contact and referral."""

from holdfast.areas import Area
from holdfast.clocks.clock import (
    BEGINNING,
    PREVIOUS,
    Clock,
    ClockRule,
    OutsideChain,
    always,
    editions,
)
from holdfast.journeys.assessment import ASSESSMENT_BEGUN, CHILD_SEEN_IN_ASSESSMENT
from holdfast.journeys.care import CARE_VISIT_SEEN, CARE_VISIT_UNCLEAR
from holdfast.journeys.contact import (
    CHILDS_CASE_BORN,
    CONTACT_DECIDED,
    CONTACT_RECEIVED,
    OPEN_CASE,
    REFERRAL_ACCEPTED,
    REFERRAL_CLOSED,
    REFERRAL_DECIDED,
    REFERRAL_ENDED,
    REFERRAL_RECEIVED,
)
from holdfast.journeys.need import NEED_VISIT_SEEN, NEED_VISIT_UNCLEAR
from holdfast.journeys.protection import (
    ENQUIRY_BEGUN,
    PLAN_VISIT_SEEN,
    PLAN_VISIT_UNCLEAR,
)
from holdfast.journeys.spell import ALWAYS
from holdfast.journeys.workforce import HELD, HELD_BY_SOCIAL_WORKER, WITH_A_SOCIAL_WORKER
from holdfast.law import Tier, local, statistics, working_together
from holdfast.periods import Months, WorkingDays

SEEN = (NEED_VISIT_SEEN, PLAN_VISIT_SEEN, CARE_VISIT_SEEN)
UNCLEAR = (NEED_VISIT_UNCLEAR, PLAN_VISIT_UNCLEAR, CARE_VISIT_UNCLEAR)

CONTACT_DECISION = Clock(
    key="contact_decision",
    title="Decision on a contact",
    area=Area.CONTACT,
    tier=Tier.LOCAL,
    starts=(CONTACT_RECEIVED,),
    stops=(CONTACT_DECIDED,),
    rules=always(WorkingDays(1), local.CONTACT_DECISION),
    note="Guidance speaks of referrals; what becomes of a contact before that is local.",
)

REFERRAL_DECISION = Clock(
    key="referral_decision",
    title="Decision on a referral",
    area=Area.CONTACT,
    tier=Tier.GUIDANCE,
    starts=(REFERRAL_RECEIVED,),
    stops=(REFERRAL_DECIDED,),
    shown_by=(ASSESSMENT_BEGUN, REFERRAL_ENDED),
    rules=editions(WorkingDays(1), working_together.REFERRAL_DECISION),
)

ALLOCATION = Clock(
    key="allocation",
    title="Allocation to a named lead practitioner",
    area=Area.CONTACT,
    tier=Tier.LOCAL,
    starts=(BEGINNING, HELD.ends),
    stops=(HELD.begins,),
    during=OPEN_CASE,
    rules=(
        ClockRule(WorkingDays(1), local.ALLOCATION),
        ClockRule(WorkingDays(1), local.ALLOCATION_SINCE_2023, since=working_together.FROM_2023),
    ),
    note="Until 14 December 2023 only a social worker leads; from then on a lead practitioner may,"
    " who is overseen by one. It starts again whenever a child on an open case is left without a"
    " named lead. A second worker beside the lead, such as a lead child protection practitioner,"
    " changes nothing.",
)

ALLOCATION_SOCIAL_WORKER = Clock(
    key="allocation_social_worker",
    title="Allocation to a named social worker",
    area=Area.CONTACT,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.PART,
    starts=(BEGINNING, HELD_BY_SOCIAL_WORKER.ends),
    stops=(HELD_BY_SOCIAL_WORKER.begins,),
    during=WITH_A_SOCIAL_WORKER,
    rules=(
        ClockRule(WorkingDays(1), local.ALLOCATION_SOCIAL_WORKER, since=working_together.FROM_2023),
    ),
    note="For a child under enquiry, on a protection plan or in care. Before 15 December 2023"
    " guidance left every case with a social worker, and allocation alone asks for one. Whether a"
    " worker is a social worker is told by the part alone, not by a registration number. A lead"
    " practitioner may be one: while such a lead holds the case, this clock asks for nothing.",
)

FIRST_SEEN = Clock(
    key="first_seen",
    title="Child seen after a referral",
    area=Area.CONTACT,
    tier=Tier.LOCAL,
    starts=(REFERRAL_ACCEPTED, CHILDS_CASE_BORN.begins),
    stops=SEEN,
    during=CHILDS_CASE_BORN,
    shown_by=(*UNCLEAR, CHILD_SEEN_IN_ASSESSMENT),
    rules=always(WorkingDays(5), local.FIRST_SEEN_NEED),
    note="A child referred before birth is to be seen from birth, if the case is still open.",
)

FIRST_SEEN_ENQUIRY = Clock(
    key="first_seen_enquiry",
    title="Child seen after an enquiry begins",
    area=Area.CONTACT,
    tier=Tier.LOCAL,
    starts=(ENQUIRY_BEGUN,),
    stops=SEEN,
    during=CHILDS_CASE_BORN,
    shown_by=UNCLEAR,
    rules=always(WorkingDays(1), local.FIRST_SEEN),
)

RE_REFERRAL = Clock(
    key="re_referral",
    title="Referred again within 12 months",
    area=Area.CONTACT,
    tier=Tier.STATISTICAL,
    outside_chain=OutsideChain.WATCH,
    starts=(PREVIOUS,),
    stops=(REFERRAL_RECEIVED,),
    during=ALWAYS,
    rules=always(Months(12), statistics.RE_REFERRAL),
    flag=True,
    note="Counts from referral to referral, not from closure. Two on one day count as one.",
)

STEP_DOWN = Clock(
    key="step_down",
    title="Referred again within 12 months of closure",
    area=Area.CONTACT,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.WATCH,
    starts=(REFERRAL_CLOSED,),
    stops=(REFERRAL_RECEIVED,),
    during=ALWAYS,
    rules=always(Months(12), local.STEP_DOWN),
    flag=True,
)

CLOCKS = (
    CONTACT_DECISION,
    REFERRAL_DECISION,
    ALLOCATION,
    ALLOCATION_SOCIAL_WORKER,
    FIRST_SEEN,
    FIRST_SEEN_ENQUIRY,
    RE_REFERRAL,
    STEP_DOWN,
)

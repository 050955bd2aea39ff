"""Clocks of assessment."""

from datetime import date

from holdfast.areas import Area
from holdfast.clocks.clock import Clock, ClockRule, OutsideChain, always, editions
from holdfast.journeys.assessment import (
    ASSESSMENT_AUTHORISED,
    ASSESSMENT_BEGUN,
    ASSESSMENT_COMPLETE,
    ASSESSMENT_UNDER_WAY,
    CORE_AUTHORISED,
    CORE_BEGUN,
    FIRST_STEP_AUTHORISED,
    FIRST_STEP_BEGUN,
    FIRST_STEP_UNCLEAR,
    INITIAL_AUTHORISED,
    INITIAL_BEGUN,
)
from holdfast.journeys.care import CARE_BEGUN
from holdfast.journeys.contact import CASE_CLOSED, REFERRAL_ACCEPTED, REFERRAL_CLOSED
from holdfast.journeys.need import NEED_PLAN_BEGUN
from holdfast.journeys.protection import PLAN_BEGUN
from holdfast.law import Tier, local, statistics, working_together
from holdfast.periods import WorkingDays
from holdfast.record.assessment import Assessments

ASSESSMENT = Clock(
    key="assessment_45",
    title="Assessment complete, from the referral",
    area=Area.ASSESSMENT,
    tier=Tier.GUIDANCE,
    starts=(REFERRAL_ACCEPTED,),
    stops=(ASSESSMENT_COMPLETE,),
    by=Assessments.referral,
    under_way=ASSESSMENT_UNDER_WAY,
    lapses=REFERRAL_CLOSED,
    until_age=18,
    reason=Assessments.late_reason,
    shown_by=(NEED_PLAN_BEGUN, PLAN_BEGUN, CARE_BEGUN, FIRST_STEP_UNCLEAR),
    rules=editions(WorkingDays(45), working_together.ASSESSMENT),
    note="Complete when no assessment of the referral is under way any more: one begun by the day"
    " another is signed is a further step of it, one begun later is a new one. 45 days are the"
    " most, not the aim.",
)

ASSESSMENT_STATISTICAL = Clock(
    key="assessment_45_statistical",
    title="Assessment complete, from its own start (as the DfE counts)",
    area=Area.ASSESSMENT,
    tier=Tier.STATISTICAL,
    starts=(ASSESSMENT_BEGUN,),
    stops=(ASSESSMENT_AUTHORISED,),
    ended_by=(CASE_CLOSED,),
    until_age=18,
    reason=Assessments.late_reason,
    rules=(ClockRule(WorkingDays(45), statistics.ASSESSMENT_BANDS, since=date(2013, 4, 1)),),
)

FIRST_STEP = Clock(
    key="assessment_first_step",
    title="First step of a Family Help assessment",
    area=Area.ASSESSMENT,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.PART,
    starts=(FIRST_STEP_BEGUN,),
    stops=(FIRST_STEP_AUTHORISED,),
    ended_by=(CASE_CLOSED,),
    until_age=18,
    reason=Assessments.late_reason,
    rules=always(WorkingDays(10), local.FIRST_STEP),
    note="Where a council assesses in two steps. The 45 days end with the second.",
)

INITIAL_ASSESSMENT = Clock(
    key="initial_assessment",
    title="Initial assessment (until April 2013)",
    area=Area.ASSESSMENT,
    tier=Tier.GUIDANCE,
    outside_chain=OutsideChain.WITHDRAWN,
    starts=(INITIAL_BEGUN,),
    stops=(INITIAL_AUTHORISED,),
    ended_by=(CASE_CLOSED,),
    until_age=18,
    reason=Assessments.late_reason,
    rules=(
        ClockRule(WorkingDays(7), working_together.ASSESSMENT_2006),
        ClockRule(
            WorkingDays(10),
            working_together.INITIAL_ASSESSMENT_2010,
            since=working_together.FROM_2010,
        ),
        ClockRule(None, working_together.ASSESSMENT_2013, since=working_together.FROM_2013),
    ),
    note="Counted from the assessment's own start, which is what the record holds.",
)

CORE_ASSESSMENT = Clock(
    key="core_assessment",
    title="Core assessment (until April 2013)",
    area=Area.ASSESSMENT,
    tier=Tier.GUIDANCE,
    outside_chain=OutsideChain.WITHDRAWN,
    starts=(CORE_BEGUN,),
    stops=(CORE_AUTHORISED,),
    ended_by=(CASE_CLOSED,),
    until_age=18,
    reason=Assessments.late_reason,
    rules=(
        ClockRule(WorkingDays(35), working_together.CORE_ASSESSMENT_2010),
        ClockRule(None, working_together.ASSESSMENT_2013, since=working_together.FROM_2013),
    ),
)

CLOCKS = (
    ASSESSMENT,
    ASSESSMENT_STATISTICAL,
    FIRST_STEP,
    INITIAL_ASSESSMENT,
    CORE_ASSESSMENT,
)

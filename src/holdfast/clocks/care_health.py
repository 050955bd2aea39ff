"""Clocks of health and education of children in care."""

from holdfast.areas import Area
from holdfast.clocks.clock import BEGINNING, PREVIOUS, Clock, ClockRule, OutsideChain, always
from holdfast.journeys.care import (
    DENTAL_CHECKED,
    EDUCATION_PLAN_BEGUN,
    EDUCATION_PLAN_DONE,
    HEALTH_ASSESSED,
    IN_CARE,
    IN_CARE_FROM_FIVE,
    IN_CARE_FROM_FOUR,
    IN_CARE_OF_SCHOOL_AGE,
    IN_CARE_UNDER_FIVE,
    QUESTIONNAIRE_SCORED,
)
from holdfast.law import Tier, care_planning, guidance, statistics
from holdfast.periods import Months, WorkingDays

HEALTH_FIRST = Clock(
    key="ha_initial",
    title="Initial health assessment",
    area=Area.CARE,
    tier=Tier.GUIDANCE,
    outside_chain=OutsideChain.OTHERS,
    starts=(BEGINNING,),
    stops=(HEALTH_ASSESSED,),
    during=IN_CARE,
    rules=always(WorkingDays(20), guidance.HEALTH_INITIAL),
    note="The regulation asks for it before the first review; 20 working days is guidance.",
)

HEALTH_REVIEW_UNDER_FIVE = Clock(
    key="ha_review_under_five",
    title="Review health assessment, under five",
    area=Area.CARE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.OTHERS,
    starts=(PREVIOUS,),
    stops=(HEALTH_ASSESSED,),
    during=IN_CARE_UNDER_FIVE,
    rules=(ClockRule(Months(6), care_planning.REGULATION_7_3, since=care_planning.IN_FORCE),),
    note="It ends on the fifth birthday, when the yearly one begins.",
)

HEALTH_REVIEW = Clock(
    key="ha_review",
    title="Review health assessment, five and over",
    area=Area.CARE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.OTHERS,
    starts=(BEGINNING, PREVIOUS),
    stops=(HEALTH_ASSESSED,),
    during=IN_CARE_FROM_FIVE,
    rules=(ClockRule(Months(12), care_planning.REGULATION_7_3, since=care_planning.IN_FORCE),),
    note="A competent child may refuse, which lifts the duty; the record does not say so.",
)

DENTAL = Clock(
    key="dental",
    title="Dental check",
    area=Area.CARE,
    tier=Tier.STATISTICAL,
    outside_chain=OutsideChain.OTHERS,
    starts=(BEGINNING, PREVIOUS),
    stops=(DENTAL_CHECKED,),
    during=IN_CARE,
    rules=always(Months(12), statistics.DENTAL),
)

QUESTIONNAIRE = Clock(
    key="sdq",
    title="Strengths and difficulties questionnaire",
    area=Area.CARE,
    tier=Tier.STATISTICAL,
    outside_chain=OutsideChain.OTHERS,
    starts=(BEGINNING, PREVIOUS),
    stops=(QUESTIONNAIRE_SCORED,),
    during=IN_CARE_FROM_FOUR,
    rules=always(Months(12), statistics.STRENGTHS_AND_DIFFICULTIES),
)

EDUCATION_PLAN_START = Clock(
    key="pep_initial",
    title="Personal education plan begun",
    area=Area.CARE,
    tier=Tier.GUIDANCE,
    outside_chain=OutsideChain.OTHERS,
    starts=(BEGINNING,),
    stops=(EDUCATION_PLAN_BEGUN,),
    during=IN_CARE_OF_SCHOOL_AGE,
    rules=always(WorkingDays(10), guidance.EDUCATION_PLAN_BEGUN),
)

EDUCATION_PLAN_READY = Clock(
    key="pep_ready",
    title="Personal education plan ready for the first review",
    area=Area.CARE,
    tier=Tier.GUIDANCE,
    outside_chain=OutsideChain.OTHERS,
    starts=(BEGINNING,),
    stops=(EDUCATION_PLAN_DONE,),
    during=IN_CARE_OF_SCHOOL_AGE,
    rules=always(WorkingDays(20), guidance.EDUCATION_PLAN_READY),
)

CLOCKS = (
    HEALTH_FIRST,
    HEALTH_REVIEW_UNDER_FIVE,
    HEALTH_REVIEW,
    DENTAL,
    QUESTIONNAIRE,
    EDUCATION_PLAN_START,
    EDUCATION_PLAN_READY,
)

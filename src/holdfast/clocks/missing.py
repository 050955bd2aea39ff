"""Clocks of missing episodes and exploitation."""

from holdfast.areas import Area
from holdfast.clocks.clock import BEGINNING, PREVIOUS, Clock, OutsideChain, always
from holdfast.journeys.contact import CASE_CLOSED
from holdfast.journeys.missing import (
    EXPLOITATION_ASSESSED,
    EXPLOITATION_CONCERN,
    FOUND,
    INTERVIEW_DECLINED,
    INTERVIEWED,
)
from holdfast.law import Tier, guidance, local
from holdfast.periods import Hours, Months, WorkingDays

RETURN_INTERVIEW = Clock(
    key="rhi_72",
    title="Return home interview",
    area=Area.MISSING,
    tier=Tier.GUIDANCE,
    starts=(FOUND,),
    stops=(INTERVIEWED,),
    lapses=INTERVIEW_DECLINED,
    ended_by=(CASE_CLOSED,),
    rules=always(Hours(72), guidance.RETURN_INTERVIEW),
    note="The record holds days: 72 hours are judged as three days, give or take one. An offer"
    " that the child declined ends the duty, on the day it began: the day of the answer is not"
    " in the record.",
)

EXPLOITATION_ASSESSMENT = Clock(
    key="cse_risk_assessment",
    title="Assessment of the risk of exploitation",
    area=Area.MISSING,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.FEW,
    starts=(BEGINNING,),
    stops=(EXPLOITATION_ASSESSED,),
    during=EXPLOITATION_CONCERN,
    rules=always(WorkingDays(10), local.EXPLOITATION_RISK_ASSESSMENT),
)

EXPLOITATION_REVIEW = Clock(
    key="cse_risk_review",
    title="Review of the risk of exploitation",
    area=Area.MISSING,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.FEW,
    starts=(PREVIOUS,),
    stops=(EXPLOITATION_ASSESSED,),
    during=EXPLOITATION_CONCERN,
    rules=always(Months(3), local.EXPLOITATION_RISK_ASSESSMENT),
)

CLOCKS = (RETURN_INTERVIEW, EXPLOITATION_ASSESSMENT, EXPLOITATION_REVIEW)

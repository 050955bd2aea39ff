"""Clocks of children in need."""

from holdfast.areas import Area
from holdfast.clocks.clock import BEGINNING, PREVIOUS, Clock, OutsideChain, always, awaited
from holdfast.journeys.assessment import ASSESSMENT_AUTHORISED, FOUND_IN_NEED
from holdfast.journeys.care import CARE_BEGUN, IN_CARE
from holdfast.journeys.contact import CHILDS_CASE, OPEN_CASE
from holdfast.journeys.need import (
    NEED_PLAN_BEGUN,
    NEED_REVIEWED,
    NEED_VISIT_SEEN,
    NEED_VISIT_UNCLEAR,
    ON_NEED_PLAN,
    ON_NEED_PLAN_BORN,
)
from holdfast.journeys.protection import ON_PLAN, PLAN_BEGUN
from holdfast.law import Tier, local
from holdfast.periods import Months, WorkingDays

PLAN_FIRST = Clock(
    key="cin_plan_first",
    title="Child in need plan in place",
    area=Area.NEED,
    tier=Tier.LOCAL,
    starts=(FOUND_IN_NEED,),
    stops=(ON_NEED_PLAN.begins, ON_PLAN.begins, IN_CARE.begins),
    during=CHILDS_CASE,
    rules=always(WorkingDays(10), local.NEED_PLAN),
    note="A plan that runs already, a child protection plan or being in care answers it too.",
)

REVIEW = Clock(
    key="cin_review",
    title="Review of a child in need plan",
    area=Area.NEED,
    tier=Tier.LOCAL,
    starts=(BEGINNING, PREVIOUS),
    stops=(NEED_REVIEWED,),
    during=ON_NEED_PLAN,
    rules=always(Months(3), local.NEED_REVIEW),
    plan_may_set=True,
)

VISIT = Clock(
    key="cin_visit",
    title="Visit to a child in need",
    area=Area.NEED,
    tier=Tier.LOCAL,
    starts=(BEGINNING, PREVIOUS),
    stops=(NEED_VISIT_SEEN,),
    during=ON_NEED_PLAN_BORN,
    shown_by=(NEED_VISIT_UNCLEAR,),
    rules=always(WorkingDays(20), local.NEED_VISIT),
    plan_may_set=True,
)

ASSESSED_FIRST = Clock(
    key="assessed_before_plan",
    title="Assessment before a child in need plan",
    area=Area.NEED,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.SEQUENCE,
    starts=(NEED_PLAN_BEGUN,),
    stops=(ASSESSMENT_AUTHORISED, PLAN_BEGUN, CARE_BEGUN),
    first_in=OPEN_CASE,
    until_age=18,
    rules=awaited(local.ASSESSED_FIRST),
    note="A child stepped down from a child protection plan or from care was assessed before it."
    " Nothing is owed until the council's file of local rules names a day, under [in_force].",
)

CLOCKS = (PLAN_FIRST, REVIEW, VISIT, ASSESSED_FIRST)

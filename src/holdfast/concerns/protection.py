"""Concerns about plans that stand still: drift, and risk found again while a plan is unchanged."""

from holdfast.areas import Area
from holdfast.clocks.clock import Clock, always
from holdfast.concerns.concern import Concern, Strand
from holdfast.concerns.strands import strand_clock, while_pattern
from holdfast.journeys.care import IN_CARE, PRIVATELY_FOSTERED
from holdfast.journeys.contact import CHILDS_CASE
from holdfast.journeys.need import NEED_PLAN_BEGUN, ON_NEED_PLAN
from holdfast.journeys.patterns import PatternDays
from holdfast.journeys.permanence import LETTER_SENT, MEETING_HELD, PROCEEDINGS_ISSUED
from holdfast.journeys.protection import (
    ENQUIRY_BEGUN,
    ON_PLAN,
    PLAN_BEGUN,
    PLAN_REVIEWED,
    STRATEGY_HELD,
)
from holdfast.law import Tier, local
from holdfast.periods import Months, WorkingDays

LEGAL = (MEETING_HELD, LETTER_SENT, PROCEEDINGS_ISSUED)

PLAN_LONG = strand_clock(
    "drift_protection",
    "Legal planning, or the end of the plan, within 15 months",
    Area.PROTECTION,
    ON_PLAN,
    stops=LEGAL,
    limit=Months(15),
)
NEED_LONG = strand_clock(
    "drift_need",
    "End of the child in need plan within 12 months",
    Area.NEED,
    ON_NEED_PLAN,
    stops=(ON_NEED_PLAN.ends,),
    limit=Months(12),
)
NO_PLAN = strand_clock(
    "drift_no_plan",
    "A plan within 45 working days of the case being opened",
    Area.NEED,
    CHILDS_CASE,
    stops=(NEED_PLAN_BEGUN, PLAN_BEGUN, IN_CARE.begins, PRIVATELY_FOSTERED.begins),
    limit=WorkingDays(45),
)
WORKERS = strand_clock(
    "drift_workers",
    "Fewer than three workers in 12 months",
    Area.WORKFORCE,
    while_pattern("three workers in 12 months", PatternDays.workers),
)

DRIFT = Concern(
    key="drift",
    title="Drift",
    area=Area.PROTECTION,
    rule="A protection plan has lasted 15 months with no legal planning meeting, letter before "
    "proceedings or proceedings; a child in need plan has lasted 12 months; a case has been open "
    "for 45 working days and no plan is recorded; or the child has had three or more workers in "
    "12 months.",
    ends="Legal planning, the end of the plan, a plan recorded, or the case closed; for workers, "
    "time: once fewer than three began within 12 months.",
    never_means="That the plan is wrong or the worker at fault: some plans rightly last. It asks "
    "whether anybody has looked at why.",
    source="Ofsted's reports on drift and delay; the times are a stated policy choice.",
    strands=(
        Strand("on a protection plan for 15 months, with no legal planning", PLAN_LONG),
        Strand("the case has been open for 45 working days, and no plan is recorded", NO_PLAN),
        Strand("on a child in need plan for 12 months", NEED_LONG),
        Strand("three or more workers in 12 months", WORKERS),
    ),
    version=2,
)

RISK_AGAIN = Clock(
    key="no_action_risk_again",
    title="Plan looked at after risk is found again",
    area=Area.PROTECTION,
    tier=Tier.LOCAL,
    starts=(ENQUIRY_BEGUN, STRATEGY_HELD),
    stops=(PLAN_REVIEWED, *LEGAL),
    during=ON_PLAN,
    rules=always(WorkingDays(15), local.CONCERN),
)

NO_EFFECTIVE_ACTION = Concern(
    key="no_effective_action",
    title="Risk found again, the plan unchanged",
    area=Area.PROTECTION,
    rule="The child is on a protection plan, a strategy discussion was held or an enquiry began "
    "after the plan did, and within 15 working days neither a review conference nor legal planning "
    "is recorded.",
    ends="A review conference, a legal planning meeting, a letter before proceedings or "
    "proceedings; or the plan ends.",
    never_means="That nothing was done: the core group may have changed what it does, without a "
    "conference.",
    source="Ofsted, letter of 2018 (exposed to risk without effective action); the time is a "
    "stated policy choice.",
    strands=(
        Strand("risk was found again, and the plan has not been looked at since", RISK_AGAIN),
    ),
)

CONCERNS = (DRIFT, NO_EFFECTIVE_ACTION)

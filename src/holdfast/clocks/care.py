"""Clocks of children in care: plans, reviews, permanence."""

from holdfast.areas import Area
from holdfast.clocks.clock import (
    BEGINNING,
    PREVIOUS,
    Clock,
    ClockRule,
    OutsideChain,
    Previous,
    Relaxed,
    always,
)
from holdfast.journeys.care import (
    CARE_PLAN,
    IN_CARE,
    IN_PLACEMENT,
    PERMANENCE_PLAN,
    PLACEMENT_BEGUN,
    PLACEMENT_ENDED,
    PLACEMENT_PLANNED,
    RETURNED,
    REVIEWED,
    UNDER_CARE_PLANNING,
)
from holdfast.journeys.contact import OPEN_CASE
from holdfast.law import Tier, care_planning, guidance, relaxations
from holdfast.periods import Months, Weeks, WorkingDays

PLACEMENT_PLAN = Clock(
    key="cla_placement_plan",
    title="Placement plan",
    area=Area.CARE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.PART,
    starts=(PLACEMENT_BEGUN,),
    stops=(PLACEMENT_PLANNED,),
    lapses=PLACEMENT_ENDED,
    within=OPEN_CASE,
    until_age=18,
    from_birth=True,
    may_precede=True,
    rules=(ClockRule(WorkingDays(5), care_planning.REGULATION_9_2, since=care_planning.IN_FORCE),),
    relaxed=(
        Relaxed(relaxations.RELAXED_FROM, relaxations.RELAXED_UNTIL, relaxations.CARE_PLANNING_9_2),
    ),
    note="Before the placement; five working days only where that was not practicable.",
)

CARE_PLAN_MADE = Clock(
    key="cla_care_plan",
    title="Care plan",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(IN_PLACEMENT.begins,),
    first_start_only=True,
    stops=(CARE_PLAN.begins,),
    during=IN_CARE,
    rules=(ClockRule(WorkingDays(10), care_planning.REGULATION_4_2, since=care_planning.IN_FORCE),),
    note="Before the first placement in a time in care; ten working days from its start only where"
    " that was not practicable. In care proceedings the court sets the time instead; the record"
    " does not say so.",
)

REVIEW_FIRST = Clock(
    key="cla_review_1",
    title="First review of a child in care",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(BEGINNING,),
    stops=(REVIEWED,),
    during=UNDER_CARE_PLANNING,
    rules=(
        ClockRule(
            Weeks(4), care_planning.PREDECESSOR_3_1, since=care_planning.PREDECESSOR_IN_FORCE
        ),
        ClockRule(WorkingDays(20), care_planning.REGULATION_33_1, since=care_planning.IN_FORCE),
    ),
)

REVIEW_SECOND = Clock(
    key="cla_review_2",
    title="Second review of a child in care",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(Previous(1, 1),),
    stops=(REVIEWED,),
    during=UNDER_CARE_PLANNING,
    rules=(
        ClockRule(
            Months(3),
            care_planning.PREDECESSOR_3_2_SECOND,
            since=care_planning.PREDECESSOR_IN_FORCE,
        ),
        ClockRule(Months(3), care_planning.REGULATION_33_2_SECOND, since=care_planning.IN_FORCE),
    ),
)

REVIEW_LATER = Clock(
    key="cla_review_n",
    title="Later review of a child in care",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(Previous(2),),
    stops=(REVIEWED,),
    during=UNDER_CARE_PLANNING,
    rules=(
        ClockRule(
            Months(6),
            care_planning.PREDECESSOR_3_2_LATER,
            since=care_planning.PREDECESSOR_IN_FORCE,
        ),
        ClockRule(Months(6), care_planning.REGULATION_33_2_LATER, since=care_planning.IN_FORCE),
    ),
    relaxed=(
        Relaxed(
            relaxations.RELAXED_FROM, relaxations.RELAXED_UNTIL, relaxations.CARE_PLANNING_33_2
        ),
    ),
)

REVIEW_RETURNED = Clock(
    key="cla_review_returned",
    title="Later review after a placement for adoption broke down",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(REVIEWED,),
    during=RETURNED,
    rules=REVIEW_LATER.rules,
    relaxed=REVIEW_LATER.relaxed,
    note="The first review after the return is due under the adoption regulations. Six months is"
    " also what they ask of a child who may still be placed (regulation 36(1)).",
)

PERMANENCE_SECOND = Clock(
    key="permanence_2nd",
    title="Plan for permanence by the second review",
    area=Area.CARE,
    tier=Tier.GUIDANCE,
    starts=(BEGINNING,),
    stops=(PERMANENCE_PLAN.begins,),
    during=IN_CARE,
    rules=always(Months(4), guidance.PERMANENCE_BY_SECOND_REVIEW),
    note="Four months stand for 20 working days and three months, the latest second review.",
)

CLOCKS = (
    PLACEMENT_PLAN,
    CARE_PLAN_MADE,
    REVIEW_FIRST,
    REVIEW_SECOND,
    REVIEW_LATER,
    REVIEW_RETURNED,
    PERMANENCE_SECOND,
)

"""Clocks of child protection."""

from datetime import date

from holdfast.areas import Area
from holdfast.clocks.clock import (
    BEGINNING,
    PREVIOUS,
    Clock,
    ClockRule,
    OutsideChain,
    always,
    awaited,
    editions,
)
from holdfast.journeys.assessment import CHILD_SEEN_IN_ASSESSMENT
from holdfast.journeys.contact import CASE_CLOSED, OPEN_CASE
from holdfast.journeys.need import NEED_VISIT_SEEN, NEED_VISIT_UNCLEAR
from holdfast.journeys.protection import (
    CONFERENCE_HELD,
    CORE_GROUP_MET,
    ENQUIRY_BEGUN,
    ENQUIRY_ENDED,
    ENQUIRY_ENDED_UNCLEAR,
    ENQUIRY_ENDED_WITHOUT_CONFERENCE,
    HARM_SUSPECTED,
    ON_PLAN,
    ON_PLAN_BORN,
    PLAN_BEGUN,
    PLAN_ENDED,
    PLAN_REVIEWED,
    PLAN_VISIT_SEEN,
    PLAN_VISIT_UNCLEAR,
    SAFETY_PLANNED,
    STRATEGY_HELD,
    TRANSFER_CONFERENCE_HELD,
    TRANSFER_NOTIFIED,
)
from holdfast.journeys.spell import ALWAYS
from holdfast.law import Tier, local, statistics, working_together
from holdfast.periods import CalendarDays, Months, Weeks, WorkingDays
from holdfast.record.protection import Conferences

STRATEGY_DISCUSSION = Clock(
    key="strategy_discussion",
    title="Strategy discussion",
    area=Area.PROTECTION,
    tier=Tier.LOCAL,
    starts=(HARM_SUSPECTED,),
    stops=(STRATEGY_HELD,),
    ended_by=(CASE_CLOSED,),
    until_age=18,
    shown_by=(ENQUIRY_BEGUN,),
    rules=always(WorkingDays(1), local.STRATEGY_DISCUSSION),
    note="Guidance asks for it as soon as significant harm is suspected and sets no number.",
)

INTERIM_SAFETY_PLAN = Clock(
    key="interim_safety_plan",
    title="Safety plan until the conference",
    area=Area.PROTECTION,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.PART,
    starts=(STRATEGY_HELD,),
    stops=(SAFETY_PLANNED,),
    may_precede=True,
    ended_by=(CONFERENCE_HELD, ENQUIRY_ENDED_WITHOUT_CONFERENCE, CASE_CLOSED),
    until_age=18,
    rules=always(WorkingDays(1), local.INTERIM_SAFETY_PLAN),
    note="A plan made as soon as harm was suspected, before the discussion, answers it.",
)

ENQUIRY_DURATION = Clock(
    key="s47_duration",
    title="Outcome of a section 47 enquiry",
    area=Area.PROTECTION,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.DURATION,
    starts=(ENQUIRY_BEGUN,),
    stops=(ENQUIRY_ENDED,),
    ended_by=(CASE_CLOSED,),
    until_age=18,
    rules=always(WorkingDays(10), local.ENQUIRY_DURATION),
)

CONFERENCE = Clock(
    key="s47_icpc_15",
    title="Initial child protection conference",
    area=Area.PROTECTION,
    tier=Tier.GUIDANCE,
    starts=(ENQUIRY_BEGUN,),
    stops=(CONFERENCE_HELD,),
    by=Conferences.enquiry,
    lapses=ENQUIRY_ENDED_WITHOUT_CONFERENCE,
    lapses_undated=True,
    ended_by=(CASE_CLOSED,),
    until_age=18,
    reason=Conferences.late_reason,
    shown_by=(PLAN_BEGUN, ENQUIRY_ENDED_UNCLEAR),
    rules=editions(WorkingDays(15), working_together.CONFERENCE),
    note="From the strategy discussion at which the enquiry was begun, which dates its start.",
)

CONFERENCE_STATISTICAL = Clock(
    key="s47_icpc_15_statistical",
    title="Initial conference (as the DfE counts)",
    area=Area.PROTECTION,
    tier=Tier.STATISTICAL,
    outside_chain=OutsideChain.STATISTICS,
    starts=(ENQUIRY_BEGUN,),
    stops=(CONFERENCE_HELD,),
    by=Conferences.enquiry,
    lapses=ENQUIRY_ENDED,
    ended_by=(CASE_CLOSED,),
    until_age=18,
    reason=Conferences.late_reason,
    rules=(ClockRule(WorkingDays(15), statistics.CONFERENCE_BANDS, since=date(2012, 4, 1)),),
    note="Only conferences held are counted; an enquiry that ended without one drops out.",
)

TRANSFER_CONFERENCE = Clock(
    key="transfer_in_icpc",
    title="Transfer-in conference",
    area=Area.PROTECTION,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.FEW,
    starts=(TRANSFER_NOTIFIED,),
    stops=(TRANSFER_CONFERENCE_HELD,),
    ended_by=(CASE_CLOSED,),
    until_age=18,
    reason=Conferences.late_reason,
    rules=always(WorkingDays(15), local.TRANSFER_IN_CONFERENCE),
)

CORE_GROUP_FIRST = Clock(
    key="core_group_first",
    title="First core group",
    area=Area.PROTECTION,
    tier=Tier.GUIDANCE,
    starts=(BEGINNING,),
    stops=(CORE_GROUP_MET,),
    during=ON_PLAN,
    rules=editions(WorkingDays(10), working_together.CORE_GROUP),
    note="From the start of the plan, which is the day of the initial conference.",
)

CORE_GROUP_REPEAT = Clock(
    key="core_group_repeat",
    title="Next core group",
    area=Area.PROTECTION,
    tier=Tier.LOCAL,
    starts=(PREVIOUS,),
    stops=(CORE_GROUP_MET,),
    during=ON_PLAN,
    rules=always(Weeks(6), local.CORE_GROUP_REPEAT),
)

VISIT = Clock(
    key="cp_visit",
    title="Visit to a child on a protection plan",
    area=Area.PROTECTION,
    tier=Tier.LOCAL,
    starts=(BEGINNING, PREVIOUS),
    stops=(PLAN_VISIT_SEEN,),
    during=ON_PLAN_BORN,
    shown_by=(PLAN_VISIT_UNCLEAR,),
    rules=always(WorkingDays(10), local.PROTECTION_VISIT),
    plan_may_set=True,
    note="Only a visit at which the child was seen counts. It does not run before birth.",
)

REVIEW_FIRST = Clock(
    key="rcpc_first",
    title="First review conference",
    area=Area.PROTECTION,
    tier=Tier.GUIDANCE,
    starts=(BEGINNING,),
    stops=(PLAN_REVIEWED,),
    during=ON_PLAN,
    after_first_day=True,
    rules=editions(Months(3), working_together.FIRST_REVIEW_CONFERENCE),
    note="Within three months of the initial conference. What is entered as a review on the day"
    " that the plan began is that conference, and no review of it.",
)

REVIEW_REPEAT = Clock(
    key="rcpc_repeat",
    title="Later review conference",
    area=Area.PROTECTION,
    tier=Tier.GUIDANCE,
    starts=(PREVIOUS,),
    stops=(PLAN_REVIEWED,),
    during=ON_PLAN,
    after_first_day=True,
    rules=editions(Months(6), working_together.LATER_REVIEW_CONFERENCE),
)

PLAN_TWO_YEARS = Clock(
    key="cp_2yr",
    title="Protection plan of two years",
    area=Area.PROTECTION,
    tier=Tier.STATISTICAL,
    outside_chain=OutsideChain.DURATION,
    starts=(PLAN_BEGUN,),
    stops=(PLAN_ENDED,),
    within=OPEN_CASE,
    until_age=18,
    rules=always(CalendarDays(729), statistics.PLAN_TWO_YEARS, counts_start_day=True),
)

PLAN_REPEAT = Clock(
    key="cp_repeat",
    title="Second or later protection plan",
    area=Area.PROTECTION,
    tier=Tier.STATISTICAL,
    outside_chain=OutsideChain.WATCH,
    starts=(PREVIOUS,),
    stops=(PLAN_BEGUN,),
    during=ALWAYS,
    rules=always(None, statistics.REPEAT_PLAN),
    flag=True,
    note="Any earlier plan with this council counts, however long ago.",
)

SEEN_FIRST = Clock(
    key="seen_before_conference",
    title="Child seen before the initial conference",
    area=Area.PROTECTION,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.SEQUENCE,
    starts=(CONFERENCE_HELD,),
    stops=(NEED_VISIT_SEEN, PLAN_VISIT_SEEN, CHILD_SEEN_IN_ASSESSMENT),
    first_in=OPEN_CASE,
    until_age=18,
    from_birth=True,
    shown_by=(NEED_VISIT_UNCLEAR, PLAN_VISIT_UNCLEAR),
    rules=awaited(local.SEEN_FIRST),
    note="Seen at any time in the case. Nothing is owed until the council's file of local rules"
    " names a day, under [in_force].",
)

CLOCKS = (
    STRATEGY_DISCUSSION,
    INTERIM_SAFETY_PLAN,
    ENQUIRY_DURATION,
    CONFERENCE,
    CONFERENCE_STATISTICAL,
    TRANSFER_CONFERENCE,
    CORE_GROUP_FIRST,
    CORE_GROUP_REPEAT,
    VISIT,
    REVIEW_FIRST,
    REVIEW_REPEAT,
    PLAN_TWO_YEARS,
    PLAN_REPEAT,
    SEEN_FIRST,
)

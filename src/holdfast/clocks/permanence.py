"""Clocks of pre-proceedings, proceedings, emergency powers and adoption."""

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
    awaited,
)
from holdfast.journeys.care import (
    ADOPTION_PLACEMENT,
    CARE_VISIT_SEEN,
    CARE_VISIT_UNCLEAR,
    EMERGENCY_ORDER,
    POLICE_PROTECTION,
    RETURNED,
    REVIEWED,
    STATUS_ENDED,
)
from holdfast.journeys.contact import CASE_CLOSED, OPEN_CASE
from holdfast.journeys.permanence import (
    APPLICATION_AFTER_ACCEPTANCE,
    APPLICATION_MADE,
    AUTHORISED_NOT_PLACED,
    FAMILY_MEETING_EXCUSED,
    FAMILY_MEETING_HELD,
    FAMILY_MEETING_HELD_UNCLEAR,
    FAMILY_MEETING_OFFERED,
    FAMILY_MEETING_OFFERED_UNDATED,
    LETTER_SENT,
    MEETING_HELD,
    MEETING_REQUESTED,
    PRE_PROCEEDINGS_DECIDED,
    PROCEEDINGS_CONCLUDED,
    PROCEEDINGS_ISSUED,
)
from holdfast.law import Tier, adoption, children_acts, local, relaxations
from holdfast.periods import CalendarDays, Hours, Months, Weeks, WorkingDays

RELAXED = (Relaxed(relaxations.RELAXED_FROM, relaxations.RELAXED_UNTIL, relaxations.ADOPTION_36),)

LEGAL_PLANNING = Clock(
    key="lpm",
    title="Legal planning meeting",
    area=Area.PERMANENCE,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.PART,
    starts=(MEETING_REQUESTED,),
    stops=(MEETING_HELD,),
    ended_by=(CASE_CLOSED,),
    until_age=18,
    rules=always(WorkingDays(10), local.LEGAL_PLANNING_MEETING),
)

PRE_PROCEEDINGS = Clock(
    key="plo_preproc",
    title="Outcome of pre-proceedings",
    area=Area.PERMANENCE,
    tier=Tier.LOCAL,
    starts=(LETTER_SENT,),
    stops=(PRE_PROCEEDINGS_DECIDED,),
    ended_by=(CASE_CLOSED,),
    until_age=18,
    rules=always(Weeks(16), local.PRE_PROCEEDINGS),
)

FAMILY_MEETING_FIRST = Clock(
    key="fgdm_offer",
    title="Family group decision making offered before an application",
    area=Area.PERMANENCE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.SEQUENCE,
    starts=(APPLICATION_MADE,),
    stops=(FAMILY_MEETING_OFFERED,),
    first_in=OPEN_CASE,
    lapses=FAMILY_MEETING_EXCUSED,
    until_age=18,
    shown_by=(FAMILY_MEETING_OFFERED_UNDATED,),
    rules=awaited(children_acts.SECTION_31ZA),
    note="In force from a day that regulations set: until the council's file of local rules names"
    " it, under [in_force], nothing is owed.",
)

FAMILY_MEETING_HELD_FIRST = Clock(
    key="fgdm_held",
    title="Family group decision making held before an application, where accepted",
    area=Area.PERMANENCE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.SEQUENCE,
    starts=(APPLICATION_AFTER_ACCEPTANCE,),
    stops=(FAMILY_MEETING_HELD,),
    first_in=OPEN_CASE,
    lapses=FAMILY_MEETING_EXCUSED,
    until_age=18,
    shown_by=(FAMILY_MEETING_HELD_UNCLEAR,),
    rules=awaited(children_acts.SECTION_31ZA),
    note="In force from a day that regulations set: until the council's file of local rules names"
    " it, under [in_force], nothing is owed.",
)

PROCEEDINGS = Clock(
    key="proceedings_26",
    title="Care proceedings",
    area=Area.PERMANENCE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.DURATION,
    starts=(PROCEEDINGS_ISSUED,),
    stops=(PROCEEDINGS_CONCLUDED,),
    shown_by=(CASE_CLOSED,),
    rules=(
        ClockRule(
            Weeks(26),
            children_acts.SECTION_32,
            since=children_acts.TWENTY_SIX_WEEKS_IN_FORCE,
            counts_start_day=True,
        ),
    ),
    note="It binds the court. The day of issue is counted; extensions are not in the record.",
)

EMERGENCY_PROTECTION = Clock(
    key="epo",
    title="Emergency protection order",
    area=Area.PERMANENCE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
    starts=(EMERGENCY_ORDER,),
    stops=(STATUS_ENDED,),
    until_age=18,
    from_birth=True,
    shown_by=(CASE_CLOSED,),
    rules=always(CalendarDays(15), children_acts.SECTION_45_5),
    note="Eight days and one extension of seven. The record does not say whether it was"
    " extended, so it is called overdue only after both.",
)

POLICE_POWERS = Clock(
    key="police_protection",
    title="Police protection",
    area=Area.PERMANENCE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
    starts=(POLICE_PROTECTION,),
    stops=(STATUS_ENDED,),
    until_age=18,
    from_birth=True,
    shown_by=(CASE_CLOSED,),
    rules=always(Hours(72), children_acts.SECTION_46_6),
    note="The record holds days: 72 hours are judged as three days, give or take one.",
)

ADOPTION_VISIT = Clock(
    key="adopt_visit",
    title="Weekly visit to a child placed for adoption",
    area=Area.PERMANENCE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
    starts=(BEGINNING, PREVIOUS),
    stops=(CARE_VISIT_SEEN,),
    during=ADOPTION_PLACEMENT,
    until=(REVIEWED,),
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(ClockRule(Weeks(1), adoption.REGULATION_36_4, since=adoption.IN_FORCE),),
    note="Until the first review; after it the agency decides at each review.",
)

ADOPTION_REVIEW_FIRST = Clock(
    key="adopt_review",
    title="First review after placement for adoption",
    area=Area.PERMANENCE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
    starts=(BEGINNING,),
    stops=(REVIEWED,),
    during=ADOPTION_PLACEMENT,
    rules=(ClockRule(Weeks(4), adoption.REGULATION_36_3, since=adoption.IN_FORCE),),
    relaxed=RELAXED,
)

ADOPTION_REVIEW_SECOND = Clock(
    key="adopt_review_2",
    title="Second review after placement for adoption",
    area=Area.PERMANENCE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
    starts=(Previous(1, 1),),
    stops=(REVIEWED,),
    during=ADOPTION_PLACEMENT,
    rules=(ClockRule(Months(3), adoption.REGULATION_36_3, since=adoption.IN_FORCE),),
    relaxed=RELAXED,
)

ADOPTION_REVIEW_LATER = Clock(
    key="adopt_review_n",
    title="Later review after placement for adoption",
    area=Area.PERMANENCE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
    starts=(Previous(2),),
    stops=(REVIEWED,),
    during=ADOPTION_PLACEMENT,
    rules=(ClockRule(Months(6), adoption.REGULATION_36_3, since=adoption.IN_FORCE),),
    relaxed=RELAXED,
)

AUTHORISED_REVIEW_FIRST = Clock(
    key="adopt_review_authorised",
    title="First review of a child authorised for adoption and not placed",
    area=Area.PERMANENCE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
    starts=(BEGINNING,),
    stops=(REVIEWED,),
    during=AUTHORISED_NOT_PLACED,
    rules=(ClockRule(Months(3), adoption.REGULATION_36_1, since=adoption.IN_FORCE),),
    relaxed=RELAXED,
)

AUTHORISED_REVIEW_LATER = Clock(
    key="adopt_review_authorised_n",
    title="Later review of a child authorised for adoption and not placed",
    area=Area.PERMANENCE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
    starts=(PREVIOUS,),
    stops=(REVIEWED,),
    during=AUTHORISED_NOT_PLACED,
    rules=(ClockRule(Months(6), adoption.REGULATION_36_1, since=adoption.IN_FORCE),),
    relaxed=RELAXED,
)

RETURNED_REVIEW = Clock(
    key="adopt_review_returned",
    title="Review after a placement for adoption breaks down",
    area=Area.PERMANENCE,
    tier=Tier.STATUTE,
    starts=(BEGINNING,),
    stops=(REVIEWED,),
    during=RETURNED,
    rules=(ClockRule(CalendarDays(42), adoption.REGULATION_36_10, since=adoption.IN_FORCE),),
    relaxed=RELAXED,
    note="The regulation also asks that it be no earlier than 28 days after the return; the clock"
    " holds the later bound alone.",
)

CLOCKS = (
    LEGAL_PLANNING,
    PRE_PROCEEDINGS,
    FAMILY_MEETING_FIRST,
    FAMILY_MEETING_HELD_FIRST,
    PROCEEDINGS,
    EMERGENCY_PROTECTION,
    POLICE_POWERS,
    ADOPTION_VISIT,
    ADOPTION_REVIEW_FIRST,
    ADOPTION_REVIEW_SECOND,
    ADOPTION_REVIEW_LATER,
    AUTHORISED_REVIEW_FIRST,
    AUTHORISED_REVIEW_LATER,
    RETURNED_REVIEW,
)

"""Clocks of visits to children in care (regulation 28): each placement is a spell of its own."""

from holdfast.areas import Area
from holdfast.clocks.clock import BEGINNING, PREVIOUS, Clock, Relaxed, Rule, always
from holdfast.journeys.care import (
    AT_HOME_ON_CARE_ORDER,
    CARE_VISIT_SEEN,
    CARE_VISIT_UNCLEAR,
    FOSTERING_ENDED,
    FOSTERING_NOTIFIED,
    FOSTERING_VISIT_UNCLEAR,
    FOSTERING_VISITED,
    OTHER_LIVING,
    PLACED,
    PRIVATELY_FOSTERED,
    REVIEWED,
    SHORT_BREAK_SERIES,
    TEMPORARILY_APPROVED,
    WITH_PARENT_BEFORE_ASSESSMENT,
)
from holdfast.law import Tier, care_planning, private_fostering, relaxations
from holdfast.periods import Months, Weeks, WorkingDays
from holdfast.record.care import Placements, PrivateFosteringVisits

_FROM, _UNTIL = relaxations.RELAXED_FROM, relaxations.RELAXED_UNTIL
RELAXED = (Relaxed(_FROM, _UNTIL, relaxations.CARE_PLANNING_28),)
FIRST_YEAR = Months(12)
LONG_TERM = Placements.long_term_agreed
FEWER_AGREED = Placements.fewer_visits_agreed

VISIT_FIRST = Clock(
    key="cla_visit_first",
    title="First visit to a placement",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(BEGINNING,),
    stops=(CARE_VISIT_SEEN,),
    during=PLACED,
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(Rule(Weeks(1), care_planning.REGULATION_28_2_A, since=care_planning.IN_FORCE),),
    relaxed=RELAXED,
    note="Calendar weeks. It starts again at every move.",
)

VISIT_FIRST_YEAR = Clock(
    key="cla_visit_y1",
    title="Visit in the first year of a placement",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(CARE_VISIT_SEEN,),
    during=PLACED,
    until=(FIRST_YEAR,),
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(Rule(Weeks(6), care_planning.REGULATION_28_2_B, since=care_planning.IN_FORCE),),
    relaxed=RELAXED,
)

VISIT_AFTER = Clock(
    key="cla_visit_after",
    title="Visit after the first year of a placement",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(CARE_VISIT_SEEN,),
    during=PLACED,
    once=(FIRST_YEAR,),
    until=(LONG_TERM, FEWER_AGREED),
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(Rule(Weeks(6), care_planning.REGULATION_28_2_C, since=care_planning.IN_FORCE),),
    relaxed=RELAXED,
)

VISIT_AFTER_LONG_TERM = Clock(
    key="cla_visit_after_long_term",
    title="Visit to a placement meant to last until 18",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(CARE_VISIT_SEEN,),
    during=PLACED,
    once=(FIRST_YEAR, LONG_TERM),
    until=(FEWER_AGREED,),
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(Rule(Months(3), care_planning.REGULATION_28_2_C, since=care_planning.IN_FORCE),),
    relaxed=RELAXED,
)

VISIT_FEWER_AGREED = Clock(
    key="cla_visit_longterm_6m",
    title="Visit in long-term fostering where the child agreed to fewer",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(CARE_VISIT_SEEN,),
    during=PLACED,
    once=(FIRST_YEAR, FEWER_AGREED),
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(
        Rule(Months(3), care_planning.REGULATION_28_2_C, since=care_planning.IN_FORCE),
        Rule(
            Months(6),
            care_planning.REGULATION_28_3A,
            since=care_planning.LONG_TERM_FOSTERING_IN_FORCE,
        ),
    ),
    relaxed=RELAXED,
)

VISIT_PARENT_WEEKLY = Clock(
    key="cla_visit_pwp_pre",
    title="Weekly visit to a child placed with a parent before assessment",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(BEGINNING, PREVIOUS),
    stops=(CARE_VISIT_SEEN,),
    during=WITH_PARENT_BEFORE_ASSESSMENT,
    until=(REVIEWED,),
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(Rule(Weeks(1), care_planning.REGULATION_28_3, since=care_planning.IN_FORCE),),
    relaxed=RELAXED,
    note="Until the first review in the placement; then every six weeks.",
)

VISIT_PARENT_LATER = Clock(
    key="cla_visit_pwp_later",
    title="Visit to a child placed with a parent, after the review",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(CARE_VISIT_SEEN,),
    during=WITH_PARENT_BEFORE_ASSESSMENT,
    once=(REVIEWED,),
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(Rule(Weeks(6), care_planning.REGULATION_28_3, since=care_planning.IN_FORCE),),
    relaxed=RELAXED,
)

VISIT_TEMPORARY_WEEKLY = Clock(
    key="cla_visit_reg24_ico",
    title="Weekly visit under temporary approval or an interim order at home",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(BEGINNING, PREVIOUS),
    stops=(CARE_VISIT_SEEN,),
    during=TEMPORARILY_APPROVED,
    until=(REVIEWED,),
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(Rule(Weeks(1), care_planning.REGULATION_28_4, since=care_planning.IN_FORCE),),
    relaxed=RELAXED,
)

VISIT_TEMPORARY_LATER = Clock(
    key="cla_visit_reg24_ico_later",
    title="Visit under temporary approval or an interim order at home, after the review",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(CARE_VISIT_SEEN,),
    during=TEMPORARILY_APPROVED,
    once=(REVIEWED,),
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(Rule(Weeks(4), care_planning.REGULATION_28_4, since=care_planning.IN_FORCE),),
    relaxed=RELAXED,
)

VISIT_HOME_FIRST = Clock(
    key="cla_visit_co_home",
    title="First visit to a child at home on a care order",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(BEGINNING,),
    stops=(CARE_VISIT_SEEN,),
    during=AT_HOME_ON_CARE_ORDER,
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(Rule(Weeks(1), care_planning.REGULATION_28_5, since=care_planning.IN_FORCE),),
    relaxed=RELAXED,
    note="From the start of the arrangement; the regulation counts from the order.",
)

VISIT_HOME_LATER = Clock(
    key="cla_visit_co_home_later",
    title="Later visit to a child at home on a care order",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(CARE_VISIT_SEEN,),
    during=AT_HOME_ON_CARE_ORDER,
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(Rule(Weeks(6), care_planning.REGULATION_28_5, since=care_planning.IN_FORCE),),
    relaxed=RELAXED,
)

VISIT_OTHER_FIRST = Clock(
    key="cla_visit_other_living",
    title="First visit to other living arrangements",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(BEGINNING,),
    stops=(CARE_VISIT_SEEN,),
    during=OTHER_LIVING,
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(Rule(Weeks(1), care_planning.REGULATION_28_6, since=care_planning.IN_FORCE),),
    relaxed=RELAXED,
)

VISIT_OTHER_FIRST_YEAR = Clock(
    key="cla_visit_other_living_y1",
    title="Visit to other living arrangements in the first year",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(CARE_VISIT_SEEN,),
    during=OTHER_LIVING,
    until=(FIRST_YEAR,),
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(Rule(Weeks(6), care_planning.REGULATION_28_6, since=care_planning.IN_FORCE),),
    relaxed=RELAXED,
)

VISIT_OTHER_AFTER = Clock(
    key="cla_visit_other_living_after",
    title="Visit to other living arrangements after the first year",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(CARE_VISIT_SEEN,),
    during=OTHER_LIVING,
    once=(FIRST_YEAR,),
    shown_by=(CARE_VISIT_UNCLEAR,),
    rules=(Rule(Months(3), care_planning.REGULATION_28_6, since=care_planning.IN_FORCE),),
    relaxed=RELAXED,
)

SHORT_BREAK_VISIT_FIRST = Clock(
    key="short_breaks_visit_1",
    title="First visit in a series of short breaks",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(BEGINNING,),
    stops=(CARE_VISIT_SEEN,),
    during=SHORT_BREAK_SERIES,
    rules=(Rule(Months(3), care_planning.REGULATION_48_VISITS, since=care_planning.IN_FORCE),),
    relaxed=(Relaxed(_FROM, _UNTIL, relaxations.CARE_PLANNING_48_VISITS),),
)

SHORT_BREAK_VISIT_LATER = Clock(
    key="short_breaks_visit_n",
    title="Later visit in a series of short breaks",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(CARE_VISIT_SEEN,),
    during=SHORT_BREAK_SERIES,
    rules=(Rule(Months(6), care_planning.REGULATION_48_VISITS, since=care_planning.IN_FORCE),),
    relaxed=(Relaxed(_FROM, _UNTIL, relaxations.CARE_PLANNING_48_VISITS),),
)

SHORT_BREAK_REVIEW_FIRST = Clock(
    key="short_breaks_review_1",
    title="First review in a series of short breaks",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(BEGINNING,),
    stops=(REVIEWED,),
    during=SHORT_BREAK_SERIES,
    rules=(Rule(Months(3), care_planning.REGULATION_48_REVIEWS, since=care_planning.IN_FORCE),),
    relaxed=(Relaxed(_FROM, _UNTIL, relaxations.CARE_PLANNING_48_REVIEWS),),
)

SHORT_BREAK_REVIEW_LATER = Clock(
    key="short_breaks_review_n",
    title="Later review in a series of short breaks",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(REVIEWED,),
    during=SHORT_BREAK_SERIES,
    rules=(Rule(Months(6), care_planning.REGULATION_48_REVIEWS, since=care_planning.IN_FORCE),),
    relaxed=(Relaxed(_FROM, _UNTIL, relaxations.CARE_PLANNING_48_REVIEWS),),
)

FOSTERING_FIRST = Clock(
    key="pf_initial",
    title="First visit after private fostering is notified",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(FOSTERING_NOTIFIED,),
    stops=(FOSTERING_VISITED,),
    by=PrivateFosteringVisits.arrangement,
    lapses=FOSTERING_ENDED,
    shown_by=(FOSTERING_VISIT_UNCLEAR,),
    rules=(Rule(WorkingDays(7), private_fostering.REGULATION_7_1),),
    relaxed=(Relaxed(_FROM, _UNTIL, relaxations.PRIVATE_FOSTERING_7_1),),
    note="Seven working days, which is not a week.",
)

FOSTERING_FIRST_YEAR = Clock(
    key="pf_visit",
    title="Visit to a privately fostered child in the first year",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(BEGINNING, PREVIOUS),
    stops=(FOSTERING_VISITED,),
    during=PRIVATELY_FOSTERED,
    until=(FIRST_YEAR,),
    shown_by=(FOSTERING_VISIT_UNCLEAR,),
    rules=always(Weeks(6), private_fostering.REGULATION_8_1_A),
    relaxed=(Relaxed(_FROM, _UNTIL, relaxations.PRIVATE_FOSTERING_8_1),),
    note="The year runs from the day the council became aware (regulation 8(6)).",
)

FOSTERING_AFTER = Clock(
    key="pf_visit_after",
    title="Visit to a privately fostered child after the first year",
    area=Area.CARE,
    tier=Tier.STATUTE,
    starts=(PREVIOUS,),
    stops=(FOSTERING_VISITED,),
    during=PRIVATELY_FOSTERED,
    once=(FIRST_YEAR,),
    shown_by=(FOSTERING_VISIT_UNCLEAR,),
    rules=always(Weeks(12), private_fostering.REGULATION_8_1_B),
    relaxed=(Relaxed(_FROM, _UNTIL, relaxations.PRIVATE_FOSTERING_8_1),),
)

CLOCKS = (
    VISIT_FIRST,
    VISIT_FIRST_YEAR,
    VISIT_AFTER,
    VISIT_AFTER_LONG_TERM,
    VISIT_FEWER_AGREED,
    VISIT_PARENT_WEEKLY,
    VISIT_PARENT_LATER,
    VISIT_TEMPORARY_WEEKLY,
    VISIT_TEMPORARY_LATER,
    VISIT_HOME_FIRST,
    VISIT_HOME_LATER,
    VISIT_OTHER_FIRST,
    VISIT_OTHER_FIRST_YEAR,
    VISIT_OTHER_AFTER,
    SHORT_BREAK_VISIT_FIRST,
    SHORT_BREAK_VISIT_LATER,
    SHORT_BREAK_REVIEW_FIRST,
    SHORT_BREAK_REVIEW_LATER,
    FOSTERING_FIRST,
    FOSTERING_FIRST_YEAR,
    FOSTERING_AFTER,
)

"""Clocks of visits to children in care (regulation 28): each placement is a spell of its own."""

from holdfast.areas import Area
from holdfast.clocks.clock import (
    BEGINNING,
    PREVIOUS,
    Clock,
    ClockRule,
    OutsideChain,
    Relaxed,
    Start,
    Turning,
)
from holdfast.journeys.care import (
    AT_HOME_ON_CARE_ORDER,
    CARE_VISIT_SEEN,
    CARE_VISIT_UNCLEAR,
    OTHER_LIVING,
    PLACED,
    REVIEWED,
    SHORT_BREAK_SERIES,
    TEMPORARILY_APPROVED,
    WITH_PARENT_BEFORE_ASSESSMENT,
)
from holdfast.journeys.spell import Spell
from holdfast.law import Citation, Tier, care_planning, relaxations
from holdfast.periods import Limit, Months, Weeks
from holdfast.record.care import Placements

_FROM, _UNTIL = relaxations.RELAXED_FROM, relaxations.RELAXED_UNTIL
RELAXED = (Relaxed(_FROM, _UNTIL, relaxations.CARE_PLANNING_28),)
FIRST_YEAR = Months(12)
LONG_TERM = Placements.long_term_agreed
FEWER_AGREED = Placements.fewer_visits_agreed


def _visit(
    *,
    key: str,
    title: str,
    during: Spell,
    starts: tuple[Start, ...],
    within: Limit,
    cites: Citation,
    once: tuple[Turning, ...] = (),
    until: tuple[Turning, ...] = (),
    note: str = "",
) -> Clock:
    """A visit that regulation 28 asks for: the child is seen, while placed in one way."""
    return Clock(
        key=key,
        title=title,
        area=Area.CARE,
        tier=Tier.STATUTE,
        starts=starts,
        stops=(CARE_VISIT_SEEN,),
        during=during,
        once=once,
        until=until,
        shown_by=(CARE_VISIT_UNCLEAR,),
        rules=(ClockRule(within, cites, since=care_planning.IN_FORCE),),
        relaxed=RELAXED,
        note=note,
    )


VISIT_FIRST = _visit(
    key="cla_visit_first",
    title="First visit to a placement",
    starts=(BEGINNING,),
    during=PLACED,
    within=Weeks(1),
    cites=care_planning.REGULATION_28_2_A,
    note="Calendar weeks. It starts again at every move.",
)

VISIT_FIRST_YEAR = _visit(
    key="cla_visit_y1",
    title="Visit in the first year of a placement",
    starts=(PREVIOUS,),
    during=PLACED,
    until=(FIRST_YEAR,),
    within=Weeks(6),
    cites=care_planning.REGULATION_28_2_B,
)

VISIT_AFTER = _visit(
    key="cla_visit_after",
    title="Visit after the first year of a placement",
    starts=(PREVIOUS,),
    during=PLACED,
    once=(FIRST_YEAR,),
    until=(LONG_TERM, FEWER_AGREED),
    within=Weeks(6),
    cites=care_planning.REGULATION_28_2_C,
)

VISIT_AFTER_LONG_TERM = _visit(
    key="cla_visit_after_long_term",
    title="Visit to a placement meant to last until 18",
    starts=(PREVIOUS,),
    during=PLACED,
    once=(FIRST_YEAR, LONG_TERM),
    until=(FEWER_AGREED,),
    within=Months(3),
    cites=care_planning.REGULATION_28_2_C,
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
        ClockRule(Months(3), care_planning.REGULATION_28_2_C, since=care_planning.IN_FORCE),
        ClockRule(
            Months(6),
            care_planning.REGULATION_28_3A,
            since=care_planning.LONG_TERM_FOSTERING_IN_FORCE,
        ),
    ),
    relaxed=RELAXED,
)

VISIT_PARENT_WEEKLY = _visit(
    key="cla_visit_pwp_pre",
    title="Weekly visit to a child placed with a parent before assessment",
    starts=(BEGINNING, PREVIOUS),
    during=WITH_PARENT_BEFORE_ASSESSMENT,
    until=(REVIEWED,),
    within=Weeks(1),
    cites=care_planning.REGULATION_28_3,
    note="Until the first review in the placement; then every six weeks.",
)

VISIT_PARENT_LATER = _visit(
    key="cla_visit_pwp_later",
    title="Visit to a child placed with a parent, after the review",
    starts=(PREVIOUS,),
    during=WITH_PARENT_BEFORE_ASSESSMENT,
    once=(REVIEWED,),
    within=Weeks(6),
    cites=care_planning.REGULATION_28_3,
)

VISIT_TEMPORARY_WEEKLY = _visit(
    key="cla_visit_reg24_ico",
    title="Weekly visit under temporary approval or an interim order at home",
    starts=(BEGINNING, PREVIOUS),
    during=TEMPORARILY_APPROVED,
    until=(REVIEWED,),
    within=Weeks(1),
    cites=care_planning.REGULATION_28_4,
)

VISIT_TEMPORARY_LATER = _visit(
    key="cla_visit_reg24_ico_later",
    title="Visit under temporary approval or an interim order at home, after the review",
    starts=(PREVIOUS,),
    during=TEMPORARILY_APPROVED,
    once=(REVIEWED,),
    within=Weeks(4),
    cites=care_planning.REGULATION_28_4,
)

VISIT_HOME_FIRST = _visit(
    key="cla_visit_co_home",
    title="First visit to a child at home on a care order",
    starts=(BEGINNING,),
    during=AT_HOME_ON_CARE_ORDER,
    within=Weeks(1),
    cites=care_planning.REGULATION_28_5,
    note="From the start of the arrangement; the regulation counts from the order.",
)

VISIT_HOME_LATER = _visit(
    key="cla_visit_co_home_later",
    title="Later visit to a child at home on a care order",
    starts=(PREVIOUS,),
    during=AT_HOME_ON_CARE_ORDER,
    within=Weeks(6),
    cites=care_planning.REGULATION_28_5,
)

VISIT_OTHER_FIRST = _visit(
    key="cla_visit_other_living",
    title="First visit to other living arrangements",
    starts=(BEGINNING,),
    during=OTHER_LIVING,
    within=Weeks(1),
    cites=care_planning.REGULATION_28_6,
)

VISIT_OTHER_FIRST_YEAR = _visit(
    key="cla_visit_other_living_y1",
    title="Visit to other living arrangements in the first year",
    starts=(PREVIOUS,),
    during=OTHER_LIVING,
    until=(FIRST_YEAR,),
    within=Weeks(6),
    cites=care_planning.REGULATION_28_6,
)

VISIT_OTHER_AFTER = _visit(
    key="cla_visit_other_living_after",
    title="Visit to other living arrangements after the first year",
    starts=(PREVIOUS,),
    during=OTHER_LIVING,
    once=(FIRST_YEAR,),
    within=Months(3),
    cites=care_planning.REGULATION_28_6,
)

SHORT_BREAK_VISIT_FIRST = Clock(
    key="short_breaks_visit_1",
    title="First visit in a series of short breaks",
    area=Area.CARE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
    starts=(BEGINNING,),
    stops=(CARE_VISIT_SEEN,),
    shown_by=(CARE_VISIT_UNCLEAR,),
    during=SHORT_BREAK_SERIES,
    rules=(ClockRule(Months(3), care_planning.REGULATION_48_VISITS, since=care_planning.IN_FORCE),),
    relaxed=(Relaxed(_FROM, _UNTIL, relaxations.CARE_PLANNING_48_VISITS),),
)

SHORT_BREAK_VISIT_LATER = Clock(
    key="short_breaks_visit_n",
    title="Later visit in a series of short breaks",
    area=Area.CARE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
    starts=(PREVIOUS,),
    stops=(CARE_VISIT_SEEN,),
    shown_by=(CARE_VISIT_UNCLEAR,),
    during=SHORT_BREAK_SERIES,
    rules=(ClockRule(Months(6), care_planning.REGULATION_48_VISITS, since=care_planning.IN_FORCE),),
    relaxed=(Relaxed(_FROM, _UNTIL, relaxations.CARE_PLANNING_48_VISITS),),
)

SHORT_BREAK_REVIEW_FIRST = Clock(
    key="short_breaks_review_1",
    title="First review in a series of short breaks",
    area=Area.CARE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
    starts=(BEGINNING,),
    stops=(REVIEWED,),
    during=SHORT_BREAK_SERIES,
    rules=(
        ClockRule(Months(3), care_planning.REGULATION_48_REVIEWS, since=care_planning.IN_FORCE),
    ),
    relaxed=(Relaxed(_FROM, _UNTIL, relaxations.CARE_PLANNING_48_REVIEWS),),
)

SHORT_BREAK_REVIEW_LATER = Clock(
    key="short_breaks_review_n",
    title="Later review in a series of short breaks",
    area=Area.CARE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
    starts=(PREVIOUS,),
    stops=(REVIEWED,),
    during=SHORT_BREAK_SERIES,
    rules=(
        ClockRule(Months(6), care_planning.REGULATION_48_REVIEWS, since=care_planning.IN_FORCE),
    ),
    relaxed=(Relaxed(_FROM, _UNTIL, relaxations.CARE_PLANNING_48_REVIEWS),),
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
)

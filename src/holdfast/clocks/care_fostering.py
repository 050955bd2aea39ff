"""Clocks of private fostering, which a parent arranges and the council must visit."""

from holdfast.areas import Area
from holdfast.clocks.clock import (
    BEGINNING,
    PREVIOUS,
    Clock,
    ClockRule,
    OutsideChain,
    Relaxed,
    always,
)
from holdfast.journeys.care import (
    FOSTERING_ENDED,
    FOSTERING_NOTIFIED,
    FOSTERING_VISIT_UNCLEAR,
    FOSTERING_VISITED,
    PRIVATELY_FOSTERED,
)
from holdfast.law import Tier, private_fostering, relaxations
from holdfast.periods import Months, Weeks, WorkingDays
from holdfast.record.care import PrivateFosteringVisits

_FROM, _UNTIL = relaxations.RELAXED_FROM, relaxations.RELAXED_UNTIL
FIRST_YEAR = Months(12)

FOSTERING_FIRST = Clock(
    key="pf_initial",
    title="First visit after private fostering is notified",
    area=Area.CARE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
    starts=(FOSTERING_NOTIFIED,),
    stops=(FOSTERING_VISITED,),
    by=PrivateFosteringVisits.arrangement,
    lapses=FOSTERING_ENDED,
    until_age=18,
    shown_by=(FOSTERING_VISIT_UNCLEAR,),
    rules=(ClockRule(WorkingDays(7), private_fostering.REGULATION_7_1),),
    relaxed=(Relaxed(_FROM, _UNTIL, relaxations.PRIVATE_FOSTERING_7_1),),
    note="Seven working days, which is not a week.",
)

FOSTERING_FIRST_YEAR = Clock(
    key="pf_visit",
    title="Visit to a privately fostered child in the first year",
    area=Area.CARE,
    tier=Tier.STATUTE,
    outside_chain=OutsideChain.FEW,
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
    outside_chain=OutsideChain.FEW,
    starts=(PREVIOUS,),
    stops=(FOSTERING_VISITED,),
    during=PRIVATELY_FOSTERED,
    once=(FIRST_YEAR,),
    shown_by=(FOSTERING_VISIT_UNCLEAR,),
    rules=always(Weeks(12), private_fostering.REGULATION_8_1_B),
    relaxed=(Relaxed(_FROM, _UNTIL, relaxations.PRIVATE_FOSTERING_8_1),),
)

CLOCKS = (FOSTERING_FIRST, FOSTERING_FIRST_YEAR, FOSTERING_AFTER)

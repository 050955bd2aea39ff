"""Concerns about the pace of the work: nothing purposeful is recorded."""

from holdfast.areas import Area
from holdfast.clocks.clock import BEGINNING, PREVIOUS, Clock, always
from holdfast.clocks.contact import SEEN, UNCLEAR
from holdfast.concerns.concern import Concern, Strand
from holdfast.journeys.assessment import ASSESSMENT_AUTHORISED, ASSESSMENT_BEGUN
from holdfast.journeys.care import CARE_BEGUN, REVIEWED
from holdfast.journeys.contact import CHILDS_CASE
from holdfast.journeys.need import NEED_PLAN_BEGUN, NEED_REVIEWED
from holdfast.journeys.permanence import MEETING_HELD
from holdfast.journeys.protection import (
    CONFERENCE_HELD,
    CORE_GROUP_MET,
    ENQUIRY_BEGUN,
    ENQUIRY_ENDED,
    PLAN_BEGUN,
    PLAN_REVIEWED,
    STRATEGY_HELD,
    TRANSFER_CONFERENCE_HELD,
)
from holdfast.law import Tier, local
from holdfast.periods import CalendarDays

# What moves the work on for a child. A note, a supervision or a change of worker does not.
PURPOSEFUL = (
    *SEEN,
    *UNCLEAR,
    ASSESSMENT_BEGUN,
    ASSESSMENT_AUTHORISED,
    STRATEGY_HELD,
    ENQUIRY_BEGUN,
    ENQUIRY_ENDED,
    CONFERENCE_HELD,
    TRANSFER_CONFERENCE_HELD,
    PLAN_BEGUN,
    PLAN_REVIEWED,
    CORE_GROUP_MET,
    NEED_PLAN_BEGUN,
    NEED_REVIEWED,
    CARE_BEGUN,
    REVIEWED,
    MEETING_HELD,
)


def _quiet(days: int) -> Clock:
    return Clock(
        key=f"not_moving_{days}",
        title=f"Something purposeful recorded within {days} days",
        area=Area.OVERSIGHT,
        tier=Tier.LOCAL,
        starts=(BEGINNING, PREVIOUS),
        stops=PURPOSEFUL,
        during=CHILDS_CASE,
        rules=always(CalendarDays(days), local.CONCERN),
    )


QUIET_30, QUIET_14 = _quiet(30), _quiet(14)

NOT_MOVING = Concern(
    key="not_moving",
    title="Not moving",
    area=Area.OVERSIGHT,
    rule="The case is open and nothing that moves the work on has been recorded for 30 days, or "
    "for 14: no visit, assessment, strategy discussion, enquiry, conference, plan, review, core "
    "group or legal planning meeting. Whether anything is late does not matter.",
    ends="Any of these is recorded, or the case is closed.",
    never_means="That nothing was done: work that is not recorded, and notes, supervision and "
    "telephone calls, are not seen by this rule.",
    source="Ofsted's reports on drift and delay; 14 and 30 days are a stated policy choice.",
    strands=(
        Strand("nothing purposeful is recorded for 30 days", QUIET_30),
        Strand("nothing purposeful is recorded for 14 days", QUIET_14),
    ),
    version=2,
)

CONCERNS = (NOT_MOVING,)

"""Concerns about who holds a child: nobody who can act does."""

from datetime import date

from holdfast.areas import Area
from holdfast.clocks.clock import Clock
from holdfast.clocks.contact import ALLOCATION_SOCIAL_WORKER
from holdfast.concerns.concern import Concern, Strand
from holdfast.concerns.strands import strand_clock
from holdfast.concerns.workforce_allocation import TOO_MANY, UNSUPPORTED_ALLOCATION
from holdfast.journeys.spell import Spell
from holdfast.journeys.workforce import (
    HELD_BY_A_LEAVER,
    HELD_BY_A_MANAGER,
    HELD_BY_ONE_AWAY,
    IN_AN_INBOX,
    UNHELD,
)
from holdfast.periods import CalendarDays


def _while(key: str, title: str, spell: Spell, days: int = 0) -> Clock:
    """A clock of a strand that is true once a spell has lasted for some days."""
    return strand_clock(key, title, Area.WORKFORCE, spell, limit=CalendarDays(days))


NO_HOLDER = _while("nobody_no_holder", "Case taken on by somebody", UNHELD)
INBOX = _while("nobody_inbox", "Case taken on by a named worker", IN_AN_INBOX)

LEAVER = _while("nobody_left", "Case taken on from a worker who left", HELD_BY_A_LEAVER)
AWAY = _while("nobody_away", "Case taken on from a worker who is away", HELD_BY_ONE_AWAY, 10)
MANAGER = _while("nobody_manager", "Case taken on from a manager", HELD_BY_A_MANAGER)

NOBODY_CAN_ACT = Concern(
    key="nobody_can_act",
    title="Nobody can act",
    area=Area.WORKFORCE,
    rule="The case is open and no named worker who can act holds it: nobody is recorded, a "
    "team inbox stands where the name should, the worker who is named has left, has been away for "
    "more than ten days (annual leave apart) or is a manager; the child is under enquiry, on a "
    "protection plan or in care and no social worker leads; or the worker holds more children than "
    "the most that the council has set.",
    ends="A named worker takes the case on, or the case is closed.",
    never_means="That nobody has looked at the child: a colleague may have, without being "
    "recorded as holding the case. Nor that no worker is named: the measure Unallocated cases "
    "counts those children alone.",
    source="Ofsted, letter of 2018 (children without a named social worker); the times are local "
    "practice, set by the council.",
    strands=(
        Strand("nobody is recorded as holding the case", NO_HOLDER),
        Strand("a team inbox holds the case", INBOX),
        Strand("the worker who is named has left", LEAVER),
        Strand("the worker who is named has been away for more than ten days", AWAY),
        Strand("a manager holds the case, who is not meant to", MANAGER),
        Strand(
            "an enquiry, a protection plan or care is led by nobody who is a social worker",
            ALLOCATION_SOCIAL_WORKER,
        ),
        Strand("the named worker holds more children than the council’s most", TOO_MANY),
    ),
    version=3,
    since=date(2026, 11, 30),
)

CONCERNS = (NOBODY_CAN_ACT, UNSUPPORTED_ALLOCATION)

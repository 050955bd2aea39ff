"""Concerns about who holds a child: nobody who can act does."""

from holdfast.areas import Area
from holdfast.clocks.clock import BEGINNING, Clock, always
from holdfast.clocks.contact import ALLOCATION_SOCIAL_WORKER
from holdfast.concerns.concern import Concern, Strand
from holdfast.journeys.spell import Spell
from holdfast.journeys.workforce import IN_AN_INBOX, UNHELD
from holdfast.law import Tier, local
from holdfast.periods import CalendarDays


def _while(key: str, title: str, spell: Spell, days: int = 0) -> Clock:
    """A clock of a strand that is true once a spell has lasted for some days."""
    return Clock(
        key=key,
        title=title,
        area=Area.WORKFORCE,
        tier=Tier.LOCAL,
        starts=(BEGINNING,),
        stops=(spell.ends,),
        during=spell,
        rules=always(CalendarDays(days), local.CONCERN),
    )


NO_HOLDER = _while("nobody_no_holder", "Case taken on by somebody", UNHELD)
INBOX = _while("nobody_inbox", "Case taken on by a named worker", IN_AN_INBOX)

NOBODY_CAN_ACT = Concern(
    key="nobody_can_act",
    title="Nobody can act",
    area=Area.WORKFORCE,
    rule="The case is open and no named worker who can act holds it: nobody is recorded, or a "
    "team inbox stands where the name should; or the child is under enquiry, on a protection plan "
    "or in care and no social worker leads.",
    ends="A named worker takes the case on, or the case is closed.",
    never_means="That nobody has looked at the child: a colleague may have, without being "
    "recorded as holding the case.",
    source="Ofsted, letter of 2018 (children without a named social worker); the times are local "
    "practice, set by the council.",
    strands=(
        Strand("nobody is recorded as holding the case", NO_HOLDER),
        Strand("a team inbox holds the case", INBOX),
        Strand(
            "an enquiry, a protection plan or care is led by nobody who is a social worker",
            ALLOCATION_SOCIAL_WORKER,
        ),
    ),
)

CONCERNS = (NOBODY_CAN_ACT,)

"""Concerns at the front door: risk is known, and the child is not seen or not assessed."""

from holdfast.areas import Area
from holdfast.clocks.assessment import ASSESSMENT
from holdfast.clocks.clock import Clock, always
from holdfast.clocks.contact import FIRST_SEEN, FIRST_SEEN_ENQUIRY, SEEN, UNCLEAR
from holdfast.concerns.concern import Concern, Strand
from holdfast.journeys.assessment import CHILD_SEEN_IN_ASSESSMENT
from holdfast.journeys.contact import CHILDS_CASE_BORN
from holdfast.journeys.event import Event
from holdfast.journeys.missing import EXPLOITATION_CONCERN, FOUND, INTERVIEWED
from holdfast.journeys.protection import STRATEGY_HELD
from holdfast.law import Tier, local
from holdfast.periods import CalendarDays, WorkingDays
from holdfast.record.contact import Contacts

# The worker who holds the child was told something new.
CONTACT_ON_OPEN_CASE = Event(
    "a contact is passed to whoever already holds the child",
    Contacts.received,
    Contacts.outcome.among("existing"),
)

STRATEGY_UNSEEN = Clock(
    key="unassessed_strategy",
    title="Child seen after a strategy discussion",
    area=Area.PROTECTION,
    tier=Tier.LOCAL,
    starts=(STRATEGY_HELD,),
    stops=SEEN,
    during=CHILDS_CASE_BORN,
    shown_by=(*UNCLEAR, CHILD_SEEN_IN_ASSESSMENT),
    rules=always(WorkingDays(5), local.CONCERN),
)

MISSING_UNSEEN = Clock(
    key="unassessed_missing",
    title="Child seen after going missing while exploitation is feared",
    area=Area.MISSING,
    tier=Tier.LOCAL,
    starts=(FOUND,),
    stops=(INTERVIEWED, *SEEN),
    during=EXPLOITATION_CONCERN.until(18),
    shown_by=(*UNCLEAR, CHILD_SEEN_IN_ASSESSMENT),
    rules=always(CalendarDays(3), local.CONCERN),
)

NEW_INFORMATION = Clock(
    key="unassessed_new_information",
    title="Child seen after new information on an open case",
    area=Area.CONTACT,
    tier=Tier.LOCAL,
    starts=(CONTACT_ON_OPEN_CASE,),
    stops=SEEN,
    during=CHILDS_CASE_BORN,
    shown_by=(*UNCLEAR, CHILD_SEEN_IN_ASSESSMENT),
    rules=always(WorkingDays(20), local.CONCERN),
)

UNASSESSED_RISK = Concern(
    key="unassessed_risk",
    title="Unassessed risk",
    area=Area.CONTACT,
    rule="The council has been told of a risk to the child: an enquiry, a strategy discussion, an "
    "accepted referral, a missing episode while exploitation is feared, or new information on an "
    "open case. Since then the child has not been seen, or the assessment has not been completed, "
    "in the time that the rule allows.",
    ends="A visit at which the child was seen is recorded, or the case is closed. After a missing "
    "episode an interview ends it too; an assessment that is not complete ends it when authorised.",
    never_means="That harm was done, or that nobody visited: only that no visit at which the child "
    "was seen is recorded. A child who is not listed is not thereby safe.",
    source="Ofsted, inspection reports of 2017 and 2018 (unassessed risk); the times are local "
    "practice, set by the council.",
    strands=(
        Strand("an enquiry began, and the child has not been seen since", FIRST_SEEN_ENQUIRY),
        Strand(
            "a strategy discussion was held, and the child has not been seen since",
            STRATEGY_UNSEEN,
        ),
        Strand(
            "a referral was accepted, and the child has not been seen since",
            FIRST_SEEN,
        ),
        Strand(
            "the child went missing while exploitation is feared, and has neither been seen nor "
            "interviewed since",
            MISSING_UNSEEN,
        ),
        Strand(
            "new information came in on the open case, and the child has not been seen since",
            NEW_INFORMATION,
        ),
        Strand("a referral was accepted, and no assessment has been completed since", ASSESSMENT),
    ),
    version=2,
)

CONCERNS = (UNASSESSED_RISK,)

"""Concerns about how exploitation is answered: the steps that assure it, and never a score."""

from holdfast.areas import Area
from holdfast.clocks.clock import Clock, always
from holdfast.clocks.missing import EXPLOITATION_ASSESSMENT, EXPLOITATION_REVIEW
from holdfast.concerns.concern import Concern, Strand
from holdfast.concerns.strands import HAPPENS, strand_clock
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.event import Event
from holdfast.journeys.feared_episodes import FearedEpisodes
from holdfast.journeys.missing import EXPLOITATION_CONCERN
from holdfast.journeys.patterns import PatternDays
from holdfast.journeys.protection import ENQUIRY_BEGUN, STRATEGY_HELD
from holdfast.law import Tier, local
from holdfast.periods import CalendarDays, WorkingDays

EXPLOITATION_FEARED = EXPLOITATION_CONCERN.until(18)

NO_STRATEGY: Clock = strand_clock(
    "exploitation_no_strategy",
    "Strategy discussion after exploitation is feared",
    Area.MISSING,
    EXPLOITATION_FEARED,
    stops=(STRATEGY_HELD, ENQUIRY_BEGUN),
    limit=WorkingDays(5),
)
# Each episode has its own interview: in a spell, one interview would answer all that came before.
NO_INTERVIEW = Clock(
    key="exploitation_no_interview",
    title="Return home interview within 72 hours, while exploitation is feared",
    area=Area.MISSING,
    tier=Tier.LOCAL,
    starts=(Event("a missing child is found, exploitation feared", FearedEpisodes.found),),
    stops=(Event("the interview about the episode is held", FearedEpisodes.interviewed),),
    lapses=Event("none is asked for any more", FearedEpisodes.over),
    within=OPEN_CASE,
    until_age=18,
    rules=always(CalendarDays(3), local.CONCERN),
)
MISSING_AGAIN = strand_clock(
    "exploitation_missing_again",
    "Strategy discussion after three missing episodes in three months",
    Area.MISSING,
    EXPLOITATION_FEARED,
    HAPPENS[PatternDays.missing],
    (STRATEGY_HELD, ENQUIRY_BEGUN),
    WorkingDays(5),
)

EXPLOITATION_PROCESS = Concern(
    key="exploitation_process",
    title="Exploitation feared, a step not recorded",
    area=Area.MISSING,
    rule="Exploitation is feared and one of the steps that answer it is not recorded in time: an "
    "assessment of the risk and its review, a strategy discussion, an interview after each missing "
    "episode, or a strategy discussion after three episodes in three months.",
    ends="The step is recorded, or the fear is recorded as over.",
    never_means="Anything about how likely harm is. The checklists in use are weakly evidenced, "
    "and none is added up here.",
    source="Franklin, Brown and Brady (2018) on checklists; Ofsted, letter of 2018 (at risk of "
    "sexual exploitation); the times are local practice.",
    strands=(
        Strand("no assessment of the risk is recorded", EXPLOITATION_ASSESSMENT),
        Strand("no strategy discussion or enquiry is recorded", NO_STRATEGY),
        Strand(
            "three missing episodes in three months, and no strategy discussion since",
            MISSING_AGAIN,
        ),
        Strand("no return home interview is recorded after a missing episode", NO_INTERVIEW),
        Strand("the assessment of the risk has not been reviewed", EXPLOITATION_REVIEW),
    ),
    version=2,
)

CONCERNS = (EXPLOITATION_PROCESS,)

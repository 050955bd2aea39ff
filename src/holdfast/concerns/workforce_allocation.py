"""Concerns about an allocation: what was asked of a worker, and with which support.

They are about what the council did, shown to the worker and the manager, and never a score of
anybody. What the worker is, and what anybody thinks of the work, enters nothing here: only the
dates of a first year in practice, what a supervisor confirmed, and numbers that the council set.
"""

from datetime import date

from holdfast.areas import Area
from holdfast.clocks.clock import Clock
from holdfast.concerns.concern import Concern, Strand
from holdfast.concerns.strands import strand_clock
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.held_beyond import HeldBeyond
from holdfast.journeys.held_demands import HeldDemands
from holdfast.journeys.spell import Spell, Stretch
from holdfast.record.holding import JOINS, NAMED
from holdfast.record.schema.table import Column
from holdfast.record.workforce import Involvements


def _allocation_strand(key: str, title: str, held: Stretch, supported: Spell) -> Clock:
    """A strand that is true while a child is held so, and nobody who supports holds it too."""
    lasting = Spell(
        title,
        (held,),
        within=OPEN_CASE,
        apart_from=supported,
        until_age=18,
        children_alone=True,
    )
    return strand_clock(key, title, Area.WORKFORCE, lasting)


def _most_strand(key: str, title: str, first: Column) -> Clock:
    within_most = Stretch(first, HeldBeyond.ended, HeldBeyond.beyond.no)
    held = Stretch(first, HeldBeyond.ended, HeldBeyond.beyond.yes)
    return _allocation_strand(key, title, held, Spell(f"{title}, another", (within_most,)))


def _first_year_strand(key: str, title: str, first: Column) -> Clock:
    # A lead child protection practitioner is a social worker, named beside whoever leads.
    others = (
        Stretch(first, HeldDemands.ended, HeldDemands.first_year.no),
        Stretch(Involvements.started, Involvements.ended, JOINS & NAMED),
    )
    held = Stretch(first, HeldDemands.ended, HeldDemands.first_year.yes)
    return _allocation_strand(key, title, held, Spell(f"{title}, another", others))


def _experience_strand(key: str, title: str, first: Column) -> Clock:
    others = Stretch(first, HeldDemands.ended, HeldDemands.confirmed.yes)
    held = Stretch(first, HeldDemands.ended, HeldDemands.confirmed.no)
    return _allocation_strand(key, title, held, Spell(f"{title}, another", (others,)))


# A strand of *nobody can act*.
TOO_MANY = _most_strand(
    "nobody_too_many",
    "No more children with one worker than the most that the council has set",
    HeldBeyond.children,
)

FIRST_YEAR_COURT = _first_year_strand(
    "allocation_first_year_court",
    "A second worker, where one in the first year in practice leads care proceedings",
    HeldDemands.court,
)
FIRST_YEAR_PROTECTION = _first_year_strand(
    "allocation_first_year_protection",
    "A second worker, where one in the first year in practice leads a protection plan",
    HeldDemands.protection,
)
TOO_MANY_IN_COURT = _most_strand(
    "allocation_court_cases",
    "No more cases in court with one worker than the most that the council has set",
    HeldBeyond.court,
)
COURT_EXPERIENCE = _experience_strand(
    "allocation_experience_court",
    "Confirmed experience of whoever leads care proceedings",
    HeldDemands.court,
)
EXPLOITATION_EXPERIENCE = _experience_strand(
    "allocation_experience_exploitation",
    "Confirmed experience of whoever leads while exploitation is feared",
    HeldDemands.exploitation,
)
NEGLECT_EXPERIENCE = _experience_strand(
    "allocation_experience_neglect",
    "Confirmed experience of whoever leads a protection plan for neglect",
    HeldDemands.neglect,
)
PROTECTION_EXPERIENCE = _experience_strand(
    "allocation_experience_protection",
    "Confirmed experience of whoever leads a protection plan",
    HeldDemands.protection,
)

UNSUPPORTED_ALLOCATION = Concern(
    key="unsupported_allocation",
    title="Allocation without support",
    area=Area.WORKFORCE,
    rule="A worker in the first year in practice leads care proceedings or a protection plan, and "
    "no worker beyond that year leads too or stands beside; a worker holds more cases in court "
    "than the most that the council has set; or care proceedings, a protection plan or work "
    "against feared exploitation is led by somebody of whom no supervisor has confirmed "
    "experience in it.",
    ends="A second worker is named, another takes the case on, a supervisor confirms experience "
    "after training, or the proceedings, the plan or the fear end.",
    never_means="Anything about a worker’s skill or worth: it is about what the council asked of "
    "whom. A worker may have support that no record holds.",
    source="The post-qualifying standards and the supported first year in employment; Ofsted, "
    "letter of 2018 (skills and experience required for children’s complex needs). What is asked "
    "for is local practice, set by the council.",
    strands=(
        Strand(
            "a worker in the first year in practice leads care proceedings alone",
            FIRST_YEAR_COURT,
        ),
        Strand(
            "a worker in the first year in practice leads a protection plan alone",
            FIRST_YEAR_PROTECTION,
        ),
        Strand(
            "the named worker holds more cases in court than the council’s most",
            TOO_MANY_IN_COURT,
        ),
        Strand(
            "care proceedings are led without confirmed experience of them",
            COURT_EXPERIENCE,
        ),
        Strand(
            "exploitation is feared, and the case led without confirmed experience of it",
            EXPLOITATION_EXPERIENCE,
        ),
        Strand(
            "a plan for neglect is led without confirmed experience of neglect",
            NEGLECT_EXPERIENCE,
        ),
        Strand(
            "a protection plan is led without confirmed experience of plans",
            PROTECTION_EXPERIENCE,
        ),
    ),
    since=date(2026, 11, 30),
)

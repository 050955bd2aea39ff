"""Children in care: periods of care, placements, reviews, visits, health, plans."""

from dataclasses import replace

from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.event import Event
from holdfast.journeys.spell import Merging, Spell, Stretch, spell
from holdfast.record.care import (
    CareEpisodes,
    CarePlans,
    CareReviews,
    CareVisits,
    EducationPlans,
    LegalStatuses,
    Placements,
    PrivateFostering,
    PrivateFosteringVisits,
    ShortBreaks,
)
from holdfast.record.care_health import HealthChecks, StrengthsQuestionnaires
from holdfast.record.schema.condition import Condition
from holdfast.record.schema.table import Column

SHORT_BREAK_STATUSES = ("V3", "V4")
FOR_ADOPTION = ("A3", "A4", "A5", "A6")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
REMAND = ("J1",)
AT_OWN_PACE = ("19", "24", "home_interim", "home_full", "other_living")

PLACED_FOR_ADOPTION = Event(
    "the child is placed for adoption", Placements.started, Placements.kind.among(*FOR_ADOPTION)
)

# A child is looked after, and a care or placement order lasts, until 18 (Children Act 1989,
# sections 22(1), 91(12) and 105(1)); nobody is before birth.
IN_CARE = spell(
    "a period of care",
    CareEpisodes.started,
    CareEpisodes.ended,
    CareEpisodes.legal_status.not_among(*SHORT_BREAK_STATUSES),
    within=OPEN_CASE,
).of_children()
# Regulation 3: the Care Planning Regulations stop when a child is placed for adoption.
UNDER_CARE_PLANNING = Spell(
    "a period of care, until placed for adoption",
    IN_CARE.stretches,
    up_to=PLACED_FOR_ADOPTION,
    within=OPEN_CASE,
).of_children()
CARE_BEGUN = IN_CARE.begins
# The ages between which checks of health and education are owed.
IN_CARE_UNDER_FIVE = IN_CARE.aged(0, 5)
IN_CARE_FROM_FIVE = IN_CARE.aged(5)
IN_CARE_OF_SCHOOL_AGE = IN_CARE.aged(5, 16)
IN_CARE_FROM_FOUR = IN_CARE.aged(4, 17)

REVIEWED = Event(
    "the child's case in care is reviewed", CareReviews.held, CareReviews.cancelled.not_yes
)
CARE_VISIT_SEEN = Event(
    "a visit to a child in care, child seen", CareVisits.visited, CareVisits.seen.yes
)
CARE_VISIT_UNCLEAR = Event(
    "a visit to a child in care, not recorded whether the child was seen",
    CareVisits.visited,
    CareVisits.seen.missing,
)

IN_SHORT_BREAKS = spell(
    "a period of short breaks",
    CareEpisodes.started,
    CareEpisodes.ended,
    CareEpisodes.legal_status.among(*SHORT_BREAK_STATUSES),
)


def _visited(name: str, where: Condition, carries: tuple[Column, ...] = ()) -> Spell:
    """A placement in which visits are owed: not in short breaks, which regulation 48 sets apart.

    Each is a spell of its own: the visiting clock starts again at every move.
    """
    stretch = Stretch(Placements.started, Placements.ended, where)
    placed = Spell(name, (stretch,), Merging.NEVER, within=OPEN_CASE, apart_from=IN_SHORT_BREAKS)
    return replace(placed, carries=carries).of_children()


PLACED = _visited(
    "a placement",
    Placements.regulation.not_among(*AT_OWN_PACE)
    & Placements.kind.not_among(*FOR_ADOPTION, *TEMPORARY),
    carries=(Placements.long_term_agreed, Placements.fewer_visits_agreed),
)
WITH_PARENT_BEFORE_ASSESSMENT = _visited(
    "a placement with a parent before assessment (regulation 19)", Placements.regulation.among("19")
)
TEMPORARILY_APPROVED = _visited(
    "a placement with a carer approved for the time being, or at home on an interim care order",
    Placements.regulation.among("24", "home_interim"),
)
AT_HOME_ON_CARE_ORDER = _visited(
    "at home on a care order", Placements.regulation.among("home_full")
)
OTHER_LIVING = _visited(
    "living arrangements that somebody else makes", Placements.regulation.among("other_living")
)
ADOPTION_PLACEMENT = spell(
    "a placement for adoption",
    Placements.started,
    Placements.ended,
    Placements.kind.among(*FOR_ADOPTION),
    within=OPEN_CASE,
).of_children()

# Where a placement for adoption ends and the time in care does not, it has broken down. The
# care planning regulations hold the child again, until placed for adoption once more.
RETURNED = Spell(
    "in care again after a placement for adoption",
    IN_CARE.stretches,
    up_to=PLACED_FOR_ADOPTION,
    since=ADOPTION_PLACEMENT.ends,
    within=OPEN_CASE,
).of_children()

IN_PLACEMENT = spell("a time in placement", Placements.started, Placements.ended)
PLACEMENT_BEGUN = Event("a placement begins", Placements.started)
PLACEMENT_PLANNED = Event("the placement plan is agreed", Placements.plan_agreed)
PLACEMENT_ENDED = Event("the placement ends", Placements.ended)

# A plan made before the child came into care, and still in force, answers the duty.
CARE_PLAN = spell("a care plan", CarePlans.started, CarePlans.ended)
PERMANENCE_PLAN = spell(
    "a care plan that says how permanence is to be reached",
    CarePlans.started,
    CarePlans.ended,
    CarePlans.permanence_plan.recorded,
)

EDUCATION_PLAN_BEGUN = Event("a personal education plan is begun", EducationPlans.initiated)
EDUCATION_PLAN_DONE = Event("a personal education plan is complete", EducationPlans.completed)

HEALTH_ASSESSED = Event(
    "a health assessment is done",
    HealthChecks.held,
    HealthChecks.kind.among("health_assessment")
    & HealthChecks.status.not_among("planned", "refused", "cancelled"),
)
DENTAL_CHECKED = Event(
    "a dental check is done",
    HealthChecks.held,
    HealthChecks.kind.among("dental")
    & HealthChecks.status.not_among("planned", "refused", "cancelled"),
)
QUESTIONNAIRE_SCORED = Event(
    "a strengths and difficulties questionnaire is scored",
    StrengthsQuestionnaires.completed,
    StrengthsQuestionnaires.score.recorded,
)

REMANDED = Event(
    "the child is remanded", LegalStatuses.started, LegalStatuses.status.among(*REMAND)
)
POLICE_PROTECTION = Event(
    "the child is taken into police protection",
    LegalStatuses.started,
    LegalStatuses.status.among("L1"),
)
EMERGENCY_ORDER = Event(
    "an emergency protection order is made",
    LegalStatuses.started,
    LegalStatuses.status.among("L2"),
)
STATUS_ENDED = Event("the legal status ends", LegalStatuses.ended)

SHORT_BREAK_SERIES = spell(
    "a series of short breaks", ShortBreaks.started, ShortBreaks.ended, within=OPEN_CASE
).of_children()

PRIVATELY_FOSTERED = spell(
    "private fostering that the council is aware of",
    PrivateFostering.aware,
    PrivateFostering.ended,
    merging=Merging.NEVER,
).of_children()
FOSTERING_NOTIFIED = Event("private fostering is notified", PrivateFostering.notified)
FOSTERING_ENDED = Event("the private fostering ends", PrivateFostering.ended)
FOSTERING_VISITED = Event(
    "a visit to a privately fostered child, child seen",
    PrivateFosteringVisits.visited,
    PrivateFosteringVisits.seen.yes,
)
FOSTERING_VISIT_UNCLEAR = Event(
    "a visit to a privately fostered child, not recorded whether the child was seen",
    PrivateFosteringVisits.visited,
    PrivateFosteringVisits.seen.missing,
)

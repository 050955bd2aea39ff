"""The lanes of a life's picture, from the front door on. A lane with nothing in it is left out.

Each says which events and spells of ``journeys`` are drawn in it, in which shape, and the overdue
days of which clocks are hatched. Nothing else decides what the picture shows.
"""

from holdfast.journeys import (
    assessment,
    care,
    contact,
    early_help,
    leaving_care,
    missing,
    need,
    oversight,
    protection,
    workforce,
)
from holdfast.journeys.event import Event
from holdfast.journeys.spell import Merging, Spell
from holdfast.query.life.lane import (
    BarLook,
    Lane,
    LaneBar,
    LaneMark,
    LaneUndated,
    MarkLook,
    narrowed,
)
from holdfast.query.life.seeing import SEEING_CLOCKS
from holdfast.record.care import CareVisits, Placements
from holdfast.record.contact import Contacts
from holdfast.record.early_help import EarlyHelpVisits
from holdfast.record.missing import ExploitationConcerns, MissingEpisodes
from holdfast.record.need import NeedVisits
from holdfast.record.oversight import Supervisions
from holdfast.record.protection import Conferences, ProtectionPlans, ProtectionVisits
from holdfast.record.workforce import Involvements

CASE = Lane(
    "case",
    "Contacts, case",
    bars=(LaneBar(contact.OPEN_CASE, "case open", BarLook.CASE),),
    marks=(
        LaneMark(
            narrowed(
                contact.CONTACT_RECEIVED,
                Contacts.outcome.among("referral"),
                "a contact that became a referral",
            ),
            "contact, became a referral",
            MarkLook.DOT,
            (Contacts.source,),
        ),
        LaneMark(
            narrowed(
                contact.CONTACT_RECEIVED,
                Contacts.outcome.not_among("referral") | Contacts.outcome.missing,
                "a contact that became no referral",
            ),
            "other contact",
            MarkLook.RING,
            (Contacts.source, Contacts.outcome),
        ),
    ),
)

EARLY_HELP = Lane(
    "early_help",
    "Early help",
    bars=(LaneBar(early_help.IN_EARLY_HELP, "early help", BarLook.CASE),),
    marks=(
        LaneMark(
            early_help.EARLY_HELP_REVIEWED,
            "plan of early help reviewed",
            MarkLook.NOTCH,
            many=True,
        ),
    ),
    clocks=("eh_assessment", "eh_plan", "eh_review"),
)

_ASSESSMENT = Spell("an assessment", (assessment.ASSESSMENT_UNDER_WAY,), Merging.NEVER)

ASSESSED = Lane(
    "assessed",
    "Assessed",
    bars=(LaneBar(_ASSESSMENT, "assessment", BarLook.ASSESSED),),
    marks=(LaneMark(protection.ENQUIRY_BEGUN, "enquiry (section 47) begun", MarkLook.TRIANGLE),),
    clocks=("assessment_45", "assessment_first_step", "initial_assessment", "core_assessment"),
)

NEED = Lane(
    "need",
    "Need plan",
    bars=(LaneBar(need.ON_NEED_PLAN, "child in need plan", BarLook.NEED, each=True),),
    marks=(LaneMark(need.NEED_REVIEWED, "need plan reviewed", MarkLook.NOTCH, many=True),),
    clocks=("cin_plan_first", "cin_review"),
)

PROTECTION = Lane(
    "protection",
    "Protection",
    bars=(
        LaneBar(
            protection.ON_PLAN,
            "protection plan",
            BarLook.PLAN,
            ProtectionPlans.latest_category,
            each=True,
        ),
    ),
    marks=(
        LaneMark(protection.CONFERENCE_HELD, "initial conference", MarkLook.SQUARE),
        LaneMark(protection.TRANSFER_CONFERENCE_HELD, "transfer-in conference", MarkLook.SQUARE),
        LaneMark(protection.PLAN_REVIEWED, "review conference", MarkLook.NOTCH, many=True),
    ),
    undated=(
        LaneUndated(
            Conferences.held.missing & Conferences.plan_made.yes,
            ProtectionPlans.started,
            Conferences.plan,
            "conference that made the plan, its day not recorded",
        ),
    ),
    clocks=(
        "s47_icpc_15",
        "transfer_in_icpc",
        "core_group_first",
        "core_group_repeat",
        "rcpc_first",
        "rcpc_repeat",
    ),
)

CARE = Lane(
    "care",
    "In care",
    bars=(
        LaneBar(care.IN_CARE, "in care", BarLook.CASE),
        LaneBar(care.IN_PLACEMENT, "placement", BarLook.CARE, Placements.kind, each=True),
    ),
    marks=(LaneMark(care.REVIEWED, "review in care", MarkLook.NOTCH, many=True),),
    clocks=(
        "cla_care_plan",
        "cla_placement_plan",
        "cla_review_1",
        "cla_review_2",
        "cla_review_n",
        "cla_review_returned",
        "permanence_2nd",
    ),
)

LEAVING_CARE = Lane(
    "leaving_care",
    "Leaving care",
    bars=(LaneBar(leaving_care.LEAVING_CARE, "support on a pathway plan", BarLook.NEED),),
    marks=(
        LaneMark(leaving_care.PATHWAY_REVIEWED, "pathway plan reviewed", MarkLook.NOTCH, many=True),
        LaneMark(
            leaving_care.ADVISER_VISITED, "visit by the adviser", MarkLook.SMALL_DOT, many=True
        ),
    ),
    clocks=("cl_pathway_plan_agreed", "cl_pp_review", "cl_pp_review_28", "cl_pp_review_3m"),
)


def _seen(event: Event) -> LaneMark:
    return LaneMark(event, "visit, child seen", MarkLook.TICK, many=True)


def _unclear(event: Event) -> LaneMark:
    return LaneMark(event, "visit, not recorded whether the child was seen", MarkLook.UNCLEAR)


VISITS = Lane(
    "visits",
    "Visits",
    marks=(
        _seen(need.NEED_VISIT_SEEN),
        _seen(protection.PLAN_VISIT_SEEN),
        _seen(care.CARE_VISIT_SEEN),
        _seen(care.FOSTERING_VISITED),
        _seen(early_help.EARLY_HELP_VISIT_SEEN),
        *(
            LaneMark(
                Event("a visit, child not seen", table.visited, table.seen.no),
                "visit, child not seen",
                MarkLook.NOT_SEEN,
            )
            for table in (NeedVisits, ProtectionVisits, CareVisits, EarlyHelpVisits)
        ),
        _unclear(need.NEED_VISIT_UNCLEAR),
        _unclear(protection.PLAN_VISIT_UNCLEAR),
        _unclear(care.CARE_VISIT_UNCLEAR),
        _unclear(early_help.EARLY_HELP_VISIT_UNCLEAR),
    ),
    clocks=SEEING_CLOCKS,
)

MISSING = Lane(
    "missing",
    "Missing",
    bars=(
        LaneBar(
            missing.EXPLOITATION_CONCERN,
            "concern about exploitation",
            BarLook.ASSESSED,
            ExploitationConcerns.kind,
        ),
    ),
    marks=(
        LaneMark(
            narrowed(
                oversight.CHILD_MISSING,
                MissingEpisodes.interviewed.recorded,
                "a child goes missing and is interviewed after it",
            ),
            "missing or away, interview held",
            MarkLook.DIAMOND,
            (MissingEpisodes.kind,),
        ),
        LaneMark(
            narrowed(
                oversight.CHILD_MISSING,
                MissingEpisodes.interviewed.missing,
                "a child goes missing, no interview recorded",
            ),
            "missing or away, no interview recorded",
            MarkLook.HOLLOW_DIAMOND,
            (MissingEpisodes.kind, MissingEpisodes.interview_accepted),
        ),
    ),
)

WORKER = Lane(
    "worker",
    "Worker",
    bars=(
        LaneBar(workforce.HELD, "named worker", BarLook.WORK, Involvements.worker, each=True),
        LaneBar(workforce.UNHELD, "nobody named", BarLook.NOBODY),
        LaneBar(workforce.IN_AN_INBOX, "an inbox, no named worker", BarLook.NOBODY),
        LaneBar(
            workforce.HELD_BY_A_LEAVER, "the name of somebody who left", BarLook.NOBODY, laid=True
        ),
    ),
)

SUPERVISION = Lane(
    "supervision",
    "Supervision",
    marks=(
        LaneMark(
            narrowed(
                oversight.SUPERVISED,
                Supervisions.challenge.not_yes,
                "the case is discussed in supervision without challenge",
            ),
            "supervision",
            MarkLook.SMALL_DOT,
            many=True,
        ),
        LaneMark(
            narrowed(
                oversight.SUPERVISED,
                Supervisions.challenge.yes,
                "the case is challenged in supervision",
            ),
            "supervision, challenged",
            MarkLook.TRIANGLE,
        ),
    ),
    clocks=("supervision_case",),
    least=14,
)

LANES = (
    CASE,
    EARLY_HELP,
    ASSESSED,
    NEED,
    PROTECTION,
    CARE,
    LEAVING_CARE,
    VISITS,
    MISSING,
    WORKER,
    SUPERVISION,
)

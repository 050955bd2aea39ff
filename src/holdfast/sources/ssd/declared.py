"""The tables of the dataset, and how each becomes a table of the record.

Most of it is written once, in the record's own declarations, where every column names its
SSD column. Here is only what they cannot say: the names that other case systems' builds use,
the columns that hold JSON, the children found through another row, and what is not kept.
Written for version 1.4.5 of the dataset; earlier ones differ by the names below.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.record.assessment import AssessmentFactors, Assessments
from holdfast.record.care import CareEpisodes, CarePlans, CareReviews
from holdfast.record.care_health import HealthChecks, Immunisations, StrengthsQuestionnaires
from holdfast.record.contact import Contacts, Referrals
from holdfast.record.early_help import EarlyHelpEpisodes
from holdfast.record.family import Addresses, Persons
from holdfast.record.leaving_care import CareLeavers
from holdfast.record.need import NeedPlans
from holdfast.record.permanence import Permanence, PreProceedings
from holdfast.record.protection import (
    Conferences,
    Enquiries,
    ProtectionPlans,
    ProtectionReviews,
)
from holdfast.record.register import TABLES
from holdfast.record.schema.condition import Condition
from holdfast.record.schema.table import Column, Table
from holdfast.record.store.manifest import Reach
from holdfast.record.workforce import Involvements
from holdfast.sources.intake.mapping import Cell, Each, Origin, Projection
from holdfast.sources.ssd.meaning.outcomes import (
    ACTIONS,
    asked_where,
    factors,
    first_factor,
    first_yes,
    or_flag,
    yes_or_no,
)

# Other names of a column: of earlier versions, and of the Mosaic and Eclipse builds.
OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "pers_single_unique_id": ("pers_common_child_id",),
    "cinp_cin_plan_id": ("cin_plan_id",),
    "clae_cla_episode_ceased_date": ("clae_cla_episode_ceased",),
    "lacp_table_id": ("lacp_cla_care_plan_id",),
    "clar_cla_person_id": ("clar_person_id",),
}


@dataclass(frozen=True)
class ChildLookup:
    """A child found through another row: the one whose ``key`` the column ``by`` holds."""

    by: str
    key: Column
    child: Column

    @property
    def heading(self) -> str:
        """The heading under which the child is put beside the source's own columns."""
        return f"the child of {self.by} in {self.key.table.name}"


# Builds that leave out the person name a row that has one. It is believed only when every
# row of that name is about one and the same child: some systems open one referral for siblings.
FOUND: Mapping[str, tuple[ChildLookup, ...]] = {
    "ssd_assessment_factors": (
        ChildLookup("cinf_assessment_id", Assessments.assessment, Assessments.child),
    ),
    "ssd_cin_assessments": (ChildLookup("cina_referral_id", Referrals.referral, Referrals.child),),
    "ssd_cin_plans": (ChildLookup("cinp_referral_id", Referrals.referral, Referrals.child),),
    "ssd_cin_visits": (
        ChildLookup("cinv_cin_plan_id", NeedPlans.plan, NeedPlans.child),
        # The Mosaic build writes the referral's number in the plan's column.
        ChildLookup("cinv_cin_plan_id", Referrals.referral, Referrals.child),
    ),
    "ssd_s47_enquiry": (ChildLookup("s47e_referral_id", Referrals.referral, Referrals.child),),
    "ssd_initial_cp_conference": (
        ChildLookup("icpc_s47_enquiry_id", Enquiries.enquiry, Enquiries.child),
        ChildLookup("icpc_referral_id", Referrals.referral, Referrals.child),
    ),
    "ssd_cp_plans": (
        ChildLookup("cppl_icpc_id", Conferences.conference, Conferences.child),
        ChildLookup("cppl_referral_id", Referrals.referral, Referrals.child),
    ),
    "ssd_cp_visits": (ChildLookup("cppv_cp_plan_id", ProtectionPlans.plan, ProtectionPlans.child),),
    "ssd_cp_reviews": (
        ChildLookup("cppr_cp_plan_id", ProtectionPlans.plan, ProtectionPlans.child),
    ),
    "ssd_cla_episodes": (ChildLookup("clae_referral_id", Referrals.referral, Referrals.child),),
    "ssd_cla_placement": (
        ChildLookup("clap_cla_id", CareEpisodes.care_period, CareEpisodes.child),
        ChildLookup("clap_cla_placement_id", CareEpisodes.placement, CareEpisodes.child),
    ),
    "ssd_cla_reviews": (ChildLookup("clar_cla_id", CareEpisodes.care_period, CareEpisodes.child),),
    "ssd_cla_visits": (ChildLookup("clav_cla_id", CareEpisodes.care_period, CareEpisodes.child),),
    "ssd_involvements": (ChildLookup("invo_referral_id", Referrals.referral, Referrals.child),),
}

# Where a table writes a child's number with other leading zeros than ssd_person does.
AS_WRITTEN_HEADING = "the child as ssd_person writes the number"

# SSD's episodes of care carry no legal status, so it is taken from the statuses in force.
STATUS_HEADING = "the legal status on the first day"

# An enquiry that has ended, and of which nothing says whether a conference was needed, is not one
# that is still open: what its outcome lacks is put into a column of its own as unreadable.
UNSAID_HEADING = "whether a conference was needed"
UNSAID = "(ended, and nothing says it)"
_UNSAID_WHY = "The enquiry has ended, and nothing says whether a conference was needed."

# Whether the worker of an involvement is one named person, found from the worker's number and name.
NAMED_HEADING = "whether the worker is one named person"
NOT_SAID = "(who it is cannot be determined)"
_NOT_SAID_WHY = "The worker is left blank or cannot be read: who holds the child is not known."

_ASSESSMENT_OUTCOME = "cina_assessment_outcome_json"
ENQUIRY_OUTCOME = "s47e_s47_outcome_json"


def _no_further_action(column: str, outcome: str) -> Cell:
    """The answer in a column of its own, and where that is blank the flag in the outcome."""
    return Cell(column, outcome, through=or_flag("NFA_FLAG", ACTIONS))


# What the record keeps of a column that holds more, or that SSD does not have as such.
BESIDES: Mapping[Column, Cell] = {
    Referrals.no_further_action: _no_further_action(
        "cine_referral_nfa", "cine_referral_outcome_json"
    ),
    Assessments.no_further_action: _no_further_action(
        "cina_assessment_outcome_nfa", _ASSESSMENT_OUTCOME
    ),
    Enquiries.no_further_action: _no_further_action("s47e_s47_nfa", ENQUIRY_OUTCOME),
    Conferences.plan_made: Cell(
        "icpc_icpc_outcome_cp_flag", "icpc_icpc_outcome_json", through=or_flag("CP_FLAG")
    ),
    AssessmentFactors.factor: Cell("cinf_assessment_factors_json", through=first_factor),
    Contacts.outcome: Cell("cont_contact_outcome_json", through=first_yes),
    Assessments.support_needed: Cell(
        _ASSESSMENT_OUTCOME, through=yes_or_no("PROV_OF_SERVICES_FLAG", "NFA_FLAG")
    ),
    Enquiries.conference_needed: Cell(
        ENQUIRY_OUTCOME,
        UNSAID_HEADING,
        through=asked_where(UNSAID, _UNSAID_WHY, yes_or_no("CP_CONFERENCE_FLAG", "NFA_FLAG")),
    ),
    CarePlans.permanence_plan: Cell("lacp_cla_care_plan_json", through=first_yes),
    CareEpisodes.legal_status: Cell(STATUS_HEADING),
    Involvements.named: Cell(
        NAMED_HEADING, through=asked_where(NOT_SAID, _NOT_SAID_WHY, lambda text: text)
    ),
}

# What the dataset asks of every row: a part or a kind left blank may be any.
ASKED = (Involvements.role, HealthChecks.kind)

# What says that something happened whose day is left blank. An outcome of an assessment does not
# say that a manager signed it off, nor a reason for a move at which of two placements it stands.
HAPPENED: Mapping[Column, tuple[Condition, ...]] = {
    Referrals.closed: (Referrals.close_reason.recorded,),
    EarlyHelpEpisodes.ended: (EarlyHelpEpisodes.end_reason.recorded,),
    Enquiries.ended: (Enquiries.no_further_action.yes, Enquiries.conference_needed.yes),
    Conferences.held: (Conferences.plan_made.recorded,),
    ProtectionReviews.held: (
        ProtectionReviews.plan_continues.recorded,
        ProtectionReviews.quorate.yes,
        ProtectionReviews.participation.recorded,
    ),
    CareEpisodes.ended: (CareEpisodes.end_reason.recorded,),
    CareReviews.held: (CareReviews.participation.recorded,),
    HealthChecks.held: (HealthChecks.status.among("completed"),),
    StrengthsQuestionnaires.completed: (StrengthsQuestionnaires.score.recorded,),
    PreProceedings.outcome_agreed: (PreProceedings.outcome.recorded,),
    Permanence.ordered: (Permanence.order_type.recorded,),
    Permanence.reversed_on: (Permanence.reversed_reason.recorded,),
    Involvements.started: (Involvements.worker.recorded,),
}

# SSD gives only how these stand now.
_LATEST = (Addresses, CareLeavers, Immunisations)

# Rows of these that differ in nothing but this column are one and the same: the number is new
# at every extract, or the script wrote the row twice (corrected in its version 1.4.3).
UNSTABLE_NUMBERS: Mapping[str, str] = {
    "ssd_care_leavers": "clea_table_id",
    "ssd_cla_reviews": "clar_cla_review_id",
}

# Tables of the dataset that the record has no place for: its own machinery, and what is still
# structure only or about another service.
NOT_KEPT = (
    "ssd_dim_date",
    "ssd_cohort",
    "ssd_version_log",
    "ssd_extract_log",
    "ssd_api_data_staging",
    "ssd_api_data_staging_anon",
    "ssd_pre_cla_care_plan",
    "ssd_s251_finance",
    "ssd_voice_of_child",
    "ssd_send",
    "ssd_sen_need",
    "ssd_ehcp_requests",
    "ssd_ehcp_assessment",
    "ssd_ehcp_named_plan",
    "ssd_ehcp_active_plans",
)


def _projection(table: type[Table]) -> Projection:
    cells: dict[Column, Origin] = {
        column: Cell(column.ssd, *OTHER_NAMES.get(column.ssd, ()))
        for column in table.columns
        if column.ssd
    }
    child = table.subject()
    if child is not None and table is not Persons:
        own = (child.ssd, *OTHER_NAMES.get(child.ssd, ())) if child.ssd else ()
        found = (one.heading for one in FOUND.get(table.ssd, ()))
        cells[child] = Cell(AS_WRITTEN_HEADING, *own, *found)
    cells |= {column: cell for column, cell in BESIDES.items() if column.table is table}
    cells |= {column: _asked(cell, column) for column, cell in cells.items()}
    reach: Reach = "latest" if table in _LATEST else "every"
    return Projection(table, cells, reach, merge=table is Persons, each=_each(table))


def _asked(origin: Origin, column: Column) -> Origin:
    """The cell, asked of every row or of those that say otherwise that it happened."""
    if not isinstance(origin, Cell) or (column not in ASKED and column not in HAPPENED):
        return origin
    return Cell(
        *origin.names,
        through=origin.through,
        asked=column in ASKED,
        asked_if=HAPPENED.get(column, ()),
    )


def _each(table: type[Table]) -> Each | None:
    """One row of the record for each factor: SSD keeps those of an assessment in one cell."""
    if table is AssessmentFactors:
        return Each(AssessmentFactors.factor.ssd, factors)
    return None


PROJECTIONS: Mapping[str, Projection] = {
    table.ssd: _projection(table) for table in TABLES if table.ssd
}


def headings(projection: Projection) -> frozenset[str]:
    """Every heading by which the source may call a column of this table, in small letters."""
    cells = (cell for cell in projection.cells.values() if isinstance(cell, Cell))
    return frozenset(name.lower() for cell in cells for name in cell.names)


KNOWN_HEADINGS: Mapping[str, frozenset[str]] = {
    name: headings(projection) for name, projection in PROJECTIONS.items()
}

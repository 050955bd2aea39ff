"""The health of children in care."""

from holdfast.areas import Area
from holdfast.record.codes import care as codes_care
from holdfast.record.schema.table import (
    Column,
    ColumnKind,
    Table,
    code,
    day,
    flag,
    key,
    text,
    whole,
)
from holdfast.record.schema.table import child as the_child


class HealthChecks(Table, area=Area.CARE, ssd="ssd_cla_health"):
    """A health assessment, dental check or other check. One that was refused is not done."""

    health_check = key("The check.", "clah_health_check_id")
    child = the_child("clah_person_id")
    kind = code(codes_care.HEALTH_CHECK, "What kind of check.", "clah_health_check_type")
    held = day("The day of the check, or the day it is planned for.", "clah_health_check_date")
    status = code(codes_care.HEALTH_CHECK_STATUS, "What became of it.", "clah_health_check_status")


class Immunisations(Table, area=Area.CARE, ssd="ssd_cla_immunisations"):
    """Whether a child's immunisations are up to date: one row for each child."""

    child = Column(
        ColumnKind.ID,
        "The child whom the row is about.",
        "clai_person_id",
        required=True,
        subject=True,
        key=True,
        of="persons",
    )
    up_to_date = flag("They are up to date.", "clai_immunisations_status")
    checked = day("The day that was last recorded.", "clai_immunisations_status_date")


class SubstanceMisuse(Table, area=Area.CARE, ssd="ssd_cla_substance_misuse"):
    """A problem with alcohol or drugs."""

    misuse = key("The problem.", "clas_substance_misuse_id")
    child = the_child("clas_person_id")
    identified = day("The day it was identified.", "clas_substance_misuse_date")
    substance = text("The substance, in the worker's words.", "clas_substance_misused")
    helped = flag("The child received help for it.", "clas_intervention_received")


class Convictions(Table, area=Area.CARE, ssd="ssd_cla_convictions"):
    """An offence for which a child in care was convicted."""

    conviction = key("The conviction.", "clac_cla_conviction_id")
    child = the_child("clac_person_id")
    offended = day("The day of the offence.", "clac_cla_conviction_date")
    offence = text("The offence, in the worker's words.", "clac_cla_conviction_offence")


class StrengthsQuestionnaires(Table, area=Area.CARE, ssd="ssd_sdq_scores"):
    """A strengths and difficulties questionnaire, or the reason that there is none."""

    questionnaire = key("The questionnaire.", "csdq_table_id")
    child = the_child("csdq_person_id")
    completed = day("The day it was completed.", "csdq_sdq_completed_date")
    score = whole("The total score, 0 to 40; higher is more difficulty.", "csdq_sdq_score")
    reason = code(codes_care.SCORE_REASON, "Why there is no score.", "csdq_sdq_reason")

"""Assessments of need, and the factors found in them."""

from holdfast.areas import Area
from holdfast.record.codes import child as codes
from holdfast.record.schema.table import Table, code, day, flag, key, reference, text
from holdfast.record.schema.table import child as the_child


class Assessments(Table, area=Area.ASSESSMENT, ssd="ssd_cin_assessments"):
    """A statutory assessment of a child (Children Act 1989, sections 17 and 47).

    An assessment that SSD lost, because its form was begun and not ended, is not here: compare
    with the referrals that have none.
    """

    assessment = key("The assessment.", "cina_assessment_id")
    child = the_child("cina_person_id")
    referral = reference("referrals", "The referral that led to it.", "cina_referral_id")
    kind = code(
        codes.ASSESSMENT_KIND,
        "Single, a first step of Family Help, or one of two kinds used until about 2014.",
    )
    started = day("The day it began.", "cina_assessment_start_date", required=True)
    child_seen = flag("The child was seen during it.", "cina_assessment_child_seen")
    authorised = day(
        "The day a manager signed it off; empty while open.", "cina_assessment_auth_date"
    )
    no_further_action = flag("It ended in no further action.", "cina_assessment_outcome_nfa")
    support_needed = flag("It found that the child needs the council's social care.")
    late_reason = text("Why it took longer than the limit, in the worker's words.")
    team = reference("teams", "The team that did it.", "cina_assessment_team")
    worker = reference("professionals", "The worker who did it.", "cina_assessment_worker_id")


class AssessmentFactors(Table, area=Area.ASSESSMENT, ssd="ssd_assessment_factors"):
    """One factor found at an assessment: one row each, though SSD keeps them in one list."""

    factor_row = key("The factor of the assessment.", "cinf_table_id")
    assessment = reference(
        "assessments", "The assessment that found it.", "cinf_assessment_id", required=True
    )
    child = the_child()
    factor = code(
        codes.FACTOR, "The factor that was found.", "cinf_assessment_factors_json", required=True
    )

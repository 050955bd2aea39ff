"""The build for Eclipse (OLM): PostgreSQL, scripts of November 2025 to 2026, one for each table.

Every event is a form, and only forms that are complete are given: what is still open is not in
the tables at all. Questions left blank are answered with N, and the flags of an outcome have
names of their own.
"""

from holdfast.sources.made_up.dialects.dialect import (
    Build,
    BuildTable,
    Dialect,
    DroppedRows,
    open_still,
    outcomes,
)

_LIVE = "eclipse/live/"
_FILES = _LIVE + "ssd_deployment_individual_files/"

_ASSESSMENT = (
    "NFA_FLAG",
    "NFA_S47_END_FLAG",
    "STRATEGY_DISCUSSION_FLAG",
    "CLA_REQUEST_FLAG",
    "PRIVATE_FOSTERING_FLAG",
    "LEGAL_ACTION_FLAG",
    "PROV_OF_SERVICES_FLAG",
    "PROV_OF_SB_CARE_FLAG",
    "SPECIALIST_ASSESSMENT_FLAG",
    "REFERRAL_TO_OTHER_AGENCY_FLAG",
    "OTHER_ACTIONS_FLAG",
)
_ENQUIRY = (
    "NFA_FLAG",
    "LEGAL_ACTION_FLAG",
    "PROV_OF_SERVICES_FLAG",
    "CP_CONFERENCE_FLAG",
    "NFA_CONTINUE_SINGLE_FLAG",
    "MONITOR_FLAG",
)
_SOURCES = {
    "1A": "INDFRC",
    "1B": "INDACQ",
    "1C": "INDSELF",
    "1D": "OTHER",
    "2A": "SCHOOLS",
    "2B": "EDUSERV",
    "3A": "HSERVGP",
    "3B": "HSERVHVSTR",
    "3C": "HSERVSNRSE",
    "3D": "HSERVPHSERV",
    "3E": "HSERVAE",
    "3F": "HSERVOTHR",
    "4": "HOUSLA",
    "5A": "LASERVSCR",
    "5B": "LASERVOINT",
    "5C": "LASERVEXT",
    "5D": "",
    "6": "POLICE",
    "7": "OTHERLEG",
    "8": "OTHER",
    "9": "ANON",
    "10": "UNKNOWN",
}
_CATEGORY = {
    "NEG": "Neglect",
    "PHY": "Physical abuse",
    "SAB": "Sexual abuse",
    "EMO": "Emotional abuse",
    "MUL": "Multiple",
}
_YES_OR_NO = {"Y": "Yes", "N": "No"}

ECLIPSE = Dialect(
    build=Build.ECLIPSE,
    title="Eclipse (OLM), the scripts for PostgreSQL",
    day="{year}-{month}-{day} 00:00:00",
    numbers={
        "persons": "100012",
        "referrals": "1000121",
        "assessments": "1000122",
        "professionals": "2",
        "teams": "4",
    },
    no_rows=("ssd_cla_care_plan", "ssd_pre_proceedings"),
    from_memory=(
        "codes of relationships other than AW, the allocated worker's",
        "the code of a legal status (the scripts pass on LEGALSTATUS and do not say which)",
        "the names of a plan's categories",
        "the words for missing and absent",
    ),
    tables={
        "ssd_contacts": BuildTable(
            _LIVE + "ssd_contacts.sql",
            words={"cont_contact_source_code": _SOURCES},
            empty=("cont_contact_outcome_json",),
        ),
        "ssd_cin_episodes": BuildTable(
            _LIVE + "ssd_cin_episodes.sql", words={"cine_referral_nfa": {"": "N"}}
        ),
        "ssd_cin_assessments": BuildTable(
            _LIVE + "ssd_cin_assessments.sql",
            words={
                "cina_assessment_outcome_json": outcomes(
                    _ASSESSMENT,
                    before="OUTCOME_",
                    none="N",
                    OTHER_OUTCOMES_EXIST_FLAG="N",
                    TOTAL_NO_OF_OUTCOMES="",
                ),
                "cina_assessment_outcome_nfa": {"": "N"},
                "cina_assessment_child_seen": {"": "N"},
            },
            lost=DroppedRows(
                "only forms that are complete", open_still("cina_assessment_auth_date")
            ),
        ),
        "ssd_cin_visits": BuildTable(
            _LIVE + "ssd_cin_visits.sql", empty=("cinv_cin_visit_bedroom",)
        ),
        "ssd_s47_enquiry": BuildTable(
            _FILES + "ssd_s47_enquiry.sql",
            words={
                "s47e_s47_outcome_json": outcomes(
                    _ENQUIRY,
                    before="OUTCOME_",
                    none="N",
                    OTHER_OUTCOMES_EXIST_FLAG="N",
                    TOTAL_NO_OF_OUTCOMES=" ",
                    OUTCOME_COMMENTS=None,
                ),
                "s47e_s47_nfa": {"": "N"},
            },
            numbers_apart=("s47e_referral_id",),
            lost=DroppedRows("only forms that are complete", open_still("s47e_s47_end_date")),
        ),
        "ssd_initial_cp_conference": BuildTable(
            _FILES + "ssd_initial_cp_conference.sql",
            words={"icpc_icpc_transfer_in": {"": "N"}, "icpc_icpc_outcome_cp_flag": {"": "N"}},
            numbers_apart=("icpc_referral_id",),
            lost=DroppedRows("only conferences held are given", open_still("icpc_icpc_date")),
        ),
        "ssd_cp_plans": BuildTable(
            _LIVE + "ssd_cp_plans.sql",
            words={
                "cppl_cp_plan_initial_category": _CATEGORY,
                "cppl_cp_plan_latest_category": _CATEGORY,
            },
            empty=("cppl_cp_plan_ola",),
        ),
        "ssd_cp_visits": BuildTable(_LIVE + "ssd_cp_visits.sql", empty=("cppv_cp_visit_bedroom",)),
        "ssd_cp_reviews": BuildTable(
            _LIVE + "ssd_cp_reviews.sql",
            words={
                "cppr_cp_review_quorate": {"": "Y", "N": "Y"},
                "cppr_cp_review_outcome_continue_cp": {"": "N"},
            },
            lost=DroppedRows(
                "only review conferences held are given", open_still("cppr_cp_review_date")
            ),
        ),
        "ssd_cla_episodes": BuildTable(
            _LIVE + "ssd_cla_episodes.sql", numbers_apart=("clae_referral_id",)
        ),
        "ssd_cla_reviews": BuildTable(
            _LIVE + "ssd_cla_reviews.sql",
            lacks=("clar_cla_person_id",),
            words={"clar_cla_review_cancelled": {"": "N"}},
            lost=DroppedRows(
                "only reviews held are given",
                lambda row: (
                    not row.get("clar_cla_review_date")
                    or row.get("clar_cla_review_cancelled") == "Y"
                ),
            ),
        ),
        "ssd_cla_health": BuildTable(
            _LIVE + "ssd_cla_health.sql",
            words={
                "clah_health_check_type": {
                    "health_assessment": "Health check",
                    "dental": "Dental Check",
                    "other": "Optician check",
                },
                "clah_health_check_status": {
                    "completed": "COMPLETE",
                    "": "COMPLETE",
                    "refused": "Refused",
                    "cancelled": "Refused",
                },
            },
            lost=DroppedRows(
                "only forms that are complete",
                lambda row: row.get("clah_health_check_status") == "planned",
            ),
        ),
        "ssd_missing": BuildTable(
            _FILES + "ssd_missing.sql",
            words={
                "miss_missing_episode_type": {"missing": "Missing", "away": "Absent"},
                "miss_missing_rhi_offered": _YES_OR_NO,
                "miss_missing_rhi_accepted": _YES_OR_NO,
            },
        ),
        "ssd_professionals": BuildTable(
            _FILES + "ssd_professionals.sql",
            empty=(
                "prof_agency_worker_flag",
                "prof_professional_job_title",
                "prof_professional_caseload",
                "prof_professional_department",
                "prof_full_time_equivalency",
            ),
        ),
        "ssd_involvements": BuildTable(
            _LIVE + "ssd_involvements.sql; AW: " + _FILES + "ssd_s47_enquiry.sql",
            words={
                "invo_professional_role_id": {
                    "CW": "AW",
                    "PA": "PA",
                    "IRO": "IRO",
                    "CPC": "CPCHAIR",
                    "EHW": "EHWKR",
                    "FSW": "FSWKR",
                    "ADO": "ADOPTWKR",
                }
            },
            numbers_apart=("invo_referral_id",),
        ),
    },
)

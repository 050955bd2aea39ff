"""The build for Liquidlogic (System C): SQL Server, version 1.4.5 of the script.

Read: the procedures of July 2026 and before, and the notes on version 1.4.5, which passes on
the code of an involvement's type where earlier ones passed on its description.
"""

from holdfast.sources.made_up.dialects.dialect import (
    DATABASE_DAY,
    Build,
    BuildTable,
    Dialect,
    DroppedRows,
    Row,
    outcomes,
)

_PROCEDURES = "systemc/live/ssd_deployment_proc_files/procs/"
_ANNEX_A = "admin/tools-ssd_dfe_returns/AnnexA_sqlserver_v1.2.0_1_20240731.sql"
_NO_DAY = "1900-01-01T00:00:00"
_FILLER = "SSD_PH"

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
    "OTHER_OUTCOMES_EXIST_FLAG",
)
_ENQUIRY = (
    "NFA_FLAG",
    "LEGAL_ACTION_FLAG",
    "PROV_OF_SERVICES_FLAG",
    "PROV_OF_SB_CARE_FLAG",
    "CP_CONFERENCE_FLAG",
    "NFA_CONTINUE_SINGLE_FLAG",
    "MONITOR_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
)

# A description is passed on and not the code. These are the words of the return's own guidance,
# which case systems mostly use; a council's list may differ.
_LEGAL_STATUS = {
    "C1": "Interim care order",
    "C2": "Full care order",
    "D1": "Freeing order granted",
    "E1": "Placement order granted",
    "V2": "Single period of accommodation under section 20",
    "V3": "Accommodated under an agreed series of short-term breaks",
    "V4": "Accommodated under an agreed series of short-term breaks, agreement recorded",
    "L1": "Under police protection and in local authority accommodation",
    "L2": "Emergency protection order",
    "L3": "Under child assessment order and in local authority accommodation",
    "J1": "Remanded to local authority accommodation or to youth detention accommodation",
    "J2": "Placed in local authority accommodation under PACE 1984",
    "J3": "Sentenced to youth rehabilitation order with residence requirement",
}


def _form_begun(row: Row) -> bool:
    """Begun and not ended: its day reads 1900, which lies outside the six years kept."""
    seen, signed = row.get("cina_assessment_child_seen"), row.get("cina_assessment_auth_date")
    return bool(seen) and not signed


_ENDED_WITHIN = {
    "ssd_contacts": "cont_contact_date",
    "ssd_cin_visits": "cinv_cin_visit_date",
    "ssd_cp_plans": "cppl_cp_plan_end_date",
    "ssd_cp_visits": "cppv_cp_visit_date",
    "ssd_cla_placement": "clap_cla_placement_end_date",
    "ssd_cla_reviews": "clar_cla_review_date",
    "ssd_cla_visits": "clav_cla_visit_date",
}

SYSTEMC = Dialect(
    build=Build.SYSTEMC,
    title="Liquidlogic (System C), the dataset's script 1.4.5",
    day=DATABASE_DAY,
    years=6,
    nothing="NULL",
    numbers={"persons": "1", "referrals": "20", "professionals": "5", "teams": "4"},
    guids=("care_leavers",),
    no_rows=("ssd_pre_proceedings",),
    from_memory=(
        "NULL for an empty cell, as SQL Server Management Studio saves a result",
        "codes of involvement types other than CW and 16PLUS",
        "the wording of descriptions of legal statuses, health checks and missing episodes",
    ),
    tables={
        **{
            name: BuildTable(f"{_PROCEDURES}{name}.sql", window=heading)
            for name, heading in _ENDED_WITHIN.items()
        },
        # Not by its end: a referral that came earlier is kept only while it is open.
        "ssd_cin_episodes": BuildTable(
            _PROCEDURES + "ssd_cin_episodes.sql",
            window="cine_referral_date",
            open_by="cine_close_date",
        ),
        "ssd_person": BuildTable(
            _PROCEDURES + "ssd_person.sql",
            words={"pers_is_mother": {"N": ""}},
            empty=("pers_single_unique_id",),
        ),
        "ssd_cin_assessments": BuildTable(
            _PROCEDURES + "ssd_cin_assessments.sql",
            words={
                "cina_assessment_outcome_json": outcomes(
                    _ASSESSMENT, TOTAL_NO_OF_OUTCOMES=1, COMMENTS=""
                )
            },
            lost=DroppedRows(
                "the script loses an assessment whose form is begun and not ended", _form_begun
            ),
            window="cina_assessment_auth_date",
        ),
        "ssd_s47_enquiry": BuildTable(
            _PROCEDURES + "ssd_s47_enquiry.sql",
            words={
                "s47e_s47_outcome_json": outcomes(
                    _ENQUIRY, TOTAL_NO_OF_OUTCOMES=1, OUTCOME_COMMENTS=""
                ),
                "s47e_s47_completed_by_team": {"": "-1"},
                "s47e_s47_completed_by_worker_id": {"": "-1"},
            },
            window="s47e_s47_end_date",
        ),
        "ssd_initial_cp_conference": BuildTable(
            _PROCEDURES + "ssd_initial_cp_conference.sql",
            words={"icpc_icpc_team": {"": "-1"}, "icpc_icpc_worker_id": {"": "-1"}},
            window="icpc_icpc_date",
        ),
        "ssd_cp_reviews": BuildTable(
            _PROCEDURES + "ssd_cp_reviews.sql",
            words={
                "cppr_cp_review_quorate": {"Y": "Yes", "N": "No"},
                "cppr_cp_review_participation": {"": _FILLER},
            },
            window="cppr_cp_review_date",
        ),
        "ssd_legal_status": BuildTable(
            _PROCEDURES + "ssd_legal_status.sql",
            words={"lega_legal_status": _LEGAL_STATUS},
            window="lega_legal_status_end_date",
        ),
        "ssd_cla_episodes": BuildTable(
            _PROCEDURES + "ssd_cla_episodes.sql",
            words={"clae_cla_last_iro_contact_date": {"": _NO_DAY}},
            window="clae_cla_episode_ceased_date",
        ),
        "ssd_cla_health": BuildTable(
            _PROCEDURES + "ssd_cla_health.sql; the two spellings: " + _ANNEX_A,
            words={
                "clah_health_check_type": {
                    "health_assessment": ("Health Assessment", "HEALTH"),
                    "dental": ("Dental Check", "DENTAL"),
                    "other": "Health Surveillance Checks",
                },
                "clah_health_check_status": {
                    "completed": "Completed",
                    "refused": "Refused",
                    "cancelled": "Cancelled",
                    "planned": "Planned",
                },
            },
            window="clah_health_check_date",
        ),
        "ssd_sdq_scores": BuildTable(
            "the notes on placeholders of version 1.4.5",
            words={"csdq_sdq_reason": {"": _FILLER}},
        ),
        "ssd_missing": BuildTable(
            _PROCEDURES + "ssd_missing.sql",
            words={
                "miss_missing_episode_type": {"missing": "Missing", "away": "Absent"},
                "miss_missing_rhi_accepted": {"": ("", "NA")},
            },
            window="miss_missing_episode_end_date",
        ),
        "ssd_permanence": BuildTable(
            "the notes on placeholders of version 1.4.5",
            words={"perm_placed_foster_carer_date": {"": _NO_DAY}},
        ),
        "ssd_care_leavers": BuildTable(
            _PROCEDURES + "ssd_care_leavers.sql",
            words={
                "clea_care_leaver_eligibility": {
                    "eligible": "Eligible",
                    "relevant": "Relevant",
                    "former_relevant": "Former Relevant",
                    "qualifying": "Qualifying",
                    "": "No Current Eligibility",
                },
                "clea_pathway_plan_review_date": {"": _NO_DAY},
            },
        ),
        "ssd_involvements": BuildTable(
            "systemc/live/ssd_deployment_individual_files/"
            "systemc_sqlserver_v1.4.5_1_20260708.sql; 16PLUS: " + _PROCEDURES,
            words={
                "invo_professional_role_id": {
                    "CW": "CW",
                    "PA": "16PLUS",
                    "IRO": "IRO",
                    "CPC": "CPCHAIR",
                    "EHW": "EHW",
                    "FSW": "FSW",
                    "ADO": "ADOPT",
                }
            },
            window="invo_involvement_end_date",
        ),
        "ssd_early_help_episodes": BuildTable(
            "the notes on placeholders of version 1.4.5",
            words={"earl_episode_worker_id": {"": _FILLER}},
        ),
        "ssd_professionals": BuildTable(
            "the notes on columns that are always empty", empty=("prof_agency_worker_flag",)
        ),
    },
)

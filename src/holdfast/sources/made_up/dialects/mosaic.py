"""The build for Mosaic: SQL Server, the script that fills the tables of a data warehouse.

Read: the populate script of a council's warehouse (some of its step and question numbers are
that council's), the scripts beside it for Essex, and Blackpool's for involvements. It leaves
the person out of many tables and writes what comes next in words.
"""

import json

from holdfast.sources.made_up.dialects.dialect import (
    DATABASE_DAY,
    Build,
    BuildTable,
    Dialect,
    DroppedRows,
    Row,
    instead_of_json,
    open_still,
)

_FILES = "mosaic/live/ssd_deployment_individual_files/"
_POPULATE = _FILES + "populate_ssd_data_warehouse.sql"

# Of the enquiries that need no conference, every other one goes on to a plan for a child in
# need: "no further action" is N there as well.
_NFA = json.dumps({"NFA_FLAG": "Y"})
_PLAN = "Develop or update child or young person in need plan"


def _goes_on(row: Row) -> bool:
    number = (row.get("s47e_s47_enquiry_id") or "0")[-1]
    return row.get("s47e_s47_outcome_json") == _NFA and number in "02468"


def _next_actions(row: Row) -> str:
    if _goes_on(row):
        return _PLAN
    told = row.get("s47e_s47_outcome_json") or ""
    return "No further action" if told == _NFA else told


def _no_further_action(row: Row) -> str:
    return "Y" if row.get("s47e_s47_nfa") == "Y" and not _goes_on(row) else "N"


MOSAIC = Dialect(
    build=Build.MOSAIC,
    title="Mosaic, the populate script of the data warehouse",
    day=DATABASE_DAY,
    numbers={
        "persons": "3",
        "referrals": "61",
        "assessments": "300019262",
        "professionals": "8",
        "teams": "9",
    },
    guids=("mothers",),
    lacks=("ssd_family",),
    no_rows=("ssd_department", "ssd_pre_proceedings"),
    from_memory=(
        "descriptions of parts other than the allocated worker, the personal adviser and the "
        "early help worker",
        "wording of a contact's and an enquiry's next actions other than the two that the "
        "script names, and the reason after the stroke",
    ),
    tables={
        "ssd_contacts": BuildTable(
            _POPULATE,
            lacks=("cont_contact_source_code",),
            words={
                "cont_contact_outcome_json": instead_of_json(
                    {
                        "NEW_REFERRAL_FLAG": "Referral (CSSW)",
                        "EXISTING_REFERRAL_FLAG": "Add to existing work",
                        "NFA_FLAG": "No further action",
                        "ADVICE_FLAG": "Information and advice",
                        "OTHER_OUTCOMES_EXIST_FLAG": "Early Help Referral Decision (EH), Other",
                    }
                )
            },
        ),
        "ssd_cin_assessments": BuildTable(
            # The column of outcomes is given whether social work goes on, as Y or N.
            _POPULATE,
            words={
                "cina_assessment_outcome_json": instead_of_json(
                    {"PROV_OF_SERVICES_FLAG": "Y", "NFA_FLAG": "N", "": "N"}
                ),
                "cina_assessment_outcome_nfa": {"": "N"},
            },
        ),
        "ssd_assessment_factors": BuildTable(_POPULATE, empty=("cinf_table_id",)),
        "ssd_cin_plans": BuildTable(_POPULATE, renamed={"cinp_cin_plan_id": "cin_plan_id"}),
        "ssd_cin_visits": BuildTable(
            # Called the plan's number, and filled with the referral's.
            _POPULATE,
            lacks=("cinv_person_id",),
            through_referral={"cinv_cin_plan_id": "cinv_cin_visit_date"},
        ),
        "ssd_s47_enquiry": BuildTable(
            _POPULATE,
            words={
                "s47e_s47_outcome_json": instead_of_json(
                    {
                        "CP_CONFERENCE_FLAG": (
                            "Initial CP Conference",
                            "Initial CP Conference / Concerns substantiated, Ongoing work",
                        )
                    }
                )
            },
            by_row={"s47e_s47_outcome_json": _next_actions, "s47e_s47_nfa": _no_further_action},
        ),
        "ssd_initial_cp_conference": BuildTable(
            _POPULATE,
            empty=("icpc_icpc_meeting_id",),
            words={"icpc_icpc_transfer_in": {"N": ""}, "icpc_icpc_outcome_cp_flag": {"": "N"}},
            lost=DroppedRows("only conferences held are given", open_still("icpc_icpc_date")),
        ),
        "ssd_cp_plans": BuildTable(_POPULATE, lacks=("cppl_cp_plan_ola",)),
        "ssd_cp_visits": BuildTable(
            # The populate script names one column twice and makes no table; this one does.
            _FILES + "ssd_cp_visits_tag_dw.sql",
            words={
                "cppv_cp_visit_seen_alone": {"": "N"},
                "cppv_cp_visit_bedroom": {"": "N"},
            },
        ),
        "ssd_cp_reviews": BuildTable(
            _POPULATE,
            lacks=("cppr_person_id", "cppr_cp_review_meeting_id"),
            words={"cppr_cp_review_quorate": {"Y": "Yes", "N": "No"}},
            lost=DroppedRows(
                "only review conferences held are given", open_still("cppr_cp_review_date")
            ),
        ),
        "ssd_cla_placement": BuildTable(_POPULATE, lacks=("clap_person_id",)),
        "ssd_cla_care_plan": BuildTable(
            _POPULATE,
            renamed={"lacp_table_id": "lacp_cla_care_plan_id"},
            words={
                "lacp_cla_care_plan_json": instead_of_json(
                    {
                        "REMAINSUP": "A) Return to Family",
                        "RETURN1M": "A) Return to Family",
                        "RETURN6M": "A) Return to Family",
                        "RETURNEV": "A) Return to Family",
                        "ADOPTION": "B) Adoption",
                        "LTRELFR": "C) SGO/CAO",
                        "SUPPLIV": "D) Supported Living in the Community",
                        "RESPLMT": "E) Long-Term Residential Placement",
                        "LTFOST18": "F) Long-Term Fostering",
                        "OTHERPLN": "G) Other",
                    }
                )
            },
        ),
        "ssd_cla_health": BuildTable(
            # No status: only checks that were done are in these tables.
            _POPULATE,
            words={
                "clah_health_check_type": {
                    "health_assessment": "Health Assessment",
                    "dental": "Dental Check",
                    "other": "Health Check",
                },
            },
            empty=("clah_health_check_status",),
            lost=DroppedRows(
                "only checks that were done are given",
                lambda row: row.get("clah_health_check_status") not in (None, "", "completed"),
            ),
        ),
        "ssd_cla_reviews": BuildTable(
            # A cancelled review has no day.
            _POPULATE,
            words={"clar_cla_review_cancelled": {"": "N"}},
            by_row={
                "clar_cla_review_date": lambda row: (
                    ""
                    if row.get("clar_cla_review_cancelled") == "Y"
                    else row.get("clar_cla_review_date") or ""
                )
            },
        ),
        "ssd_cla_immunisations": BuildTable(
            _POPULATE,
            lacks=("clai_immunisations_status_date",),
            words={"clai_immunisations_status": {"": "N"}},
        ),
        "ssd_cla_convictions": BuildTable(_POPULATE, lacks=("clac_cla_conviction_offence",)),
        "ssd_missing": BuildTable(
            _POPULATE, words={"miss_missing_episode_type": {"missing": "M", "away": "A"}}
        ),
        "ssd_care_leavers": BuildTable(
            _POPULATE,
            empty=("clea_table_id",),
            words={
                "clea_care_leaver_eligibility": {
                    "relevant": "a) Relevant child",
                    "former_relevant": "b) Former relevant child",
                    "qualifying": "c) Qualifying care leaver",
                    "eligible": "d) Eligible",
                }
            },
        ),
        "ssd_professionals": BuildTable(
            _POPULATE,
            renamed={"prof_professional_id": "prof_staff_id"},
            lacks=("prof_professional_name", "prof_staff_id"),
            empty=(
                "prof_social_worker_registration_no",
                "prof_agency_worker_flag",
                "prof_professional_job_title",
                "prof_full_time_equivalency",
            ),
        ),
        "ssd_involvements": BuildTable(
            _POPULATE
            + "; descriptions: mosaic/live/ssd_mosaic_deployment_individual_files/"
            + "SQL_Involvements_DW.sql and, of allocated workers, ##populate_ssd_cin_plans",
            lacks=("invo_person_id",),
            through_referral={"invo_referral_id": "invo_involvement_start_date"},
            words={
                "invo_professional_role_id": {
                    "CW": ("Allocated Worker", "C&F Allocated Worker"),
                    "PA": "Personal Advisor",
                    "EHW": "IEYS Family Worker",
                    "IRO": "Independent Reviewing Officer",
                    "CPC": "Child Protection Chair",
                    "FSW": "Family Support Worker",
                    "ADO": "Adoption Social Worker",
                }
            },
        ),
    },
)

"""A small council of children on protection plans, for whom all that was owed was done in time."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from holdfast.clocks.duty import Status
from holdfast.record.store.snapshot import Snapshot
from tests.sources.answered import Answers
from tests.sources.answered import answers as answered
from tests.sources.ssd_made import take, write

AS_AT = date(2024, 3, 31)
MET, OVERDUE = Status.MET.value, Status.OVERDUE.value
UNTOLD, LATE = Status.CANNOT_TELL.value, Status.LATE.value

Table = list[dict[str, str]]
Council = dict[str, Table]
Spoil = Callable[[Council], object]

VISITS = ("2024-01-11", "2024-01-23", "2024-02-05", "2024-02-19", "2024-03-04", "2024-03-18")


def clean_child(child: str) -> Council:
    """A child on a protection plan, with all that was owed done in time."""
    outcome = '{"OUTCOME_CP_CONFERENCE_FLAG":"Y","OUTCOME_NFA_FLAG":"N"}'
    return {
        "ssd_person": [{"pers_person_id": child, "pers_forename": f"Forename {child}",
            "pers_sex": "F", "pers_dob": "2012-03-04"}],
        "ssd_cin_episodes": [{"cine_referral_id": f"r{child}", "cine_person_id": child,
            "cine_referral_date": "2023-10-02", "cine_referral_nfa": "N", "cine_close_date": ""}],
        "ssd_cin_assessments": [{"cina_assessment_id": f"a{child}", "cina_person_id": child,
            "cina_referral_id": f"r{child}", "cina_assessment_start_date": "2023-10-03",
            "cina_assessment_child_seen": "Y", "cina_assessment_auth_date": "2023-11-10",
            "cina_assessment_outcome_nfa": "N"}],
        "ssd_s47_enquiry": [{"s47e_s47_enquiry_id": f"e{child}", "s47e_referral_id": f"r{child}",
            "s47e_person_id": child, "s47e_s47_start_date": "2023-12-11",
            "s47e_s47_end_date": "2023-12-20", "s47e_s47_nfa": "N",
            "s47e_s47_outcome_json": outcome}],
        "ssd_initial_cp_conference": [{"icpc_icpc_id": f"i{child}", "icpc_person_id": child,
            "icpc_s47_enquiry_id": f"e{child}", "icpc_referral_id": f"r{child}",
            "icpc_icpc_date": "2024-01-04", "icpc_icpc_outcome_cp_flag": "Y",
            "icpc_icpc_transfer_in": "N"}],
        "ssd_cp_plans": [{"cppl_cp_plan_id": f"p{child}", "cppl_referral_id": f"r{child}",
            "cppl_icpc_id": f"i{child}", "cppl_person_id": child,
            "cppl_cp_plan_start_date": "2024-01-04", "cppl_cp_plan_end_date": ""}],
        "ssd_cp_visits": [{"cppv_cp_visit_id": f"v{n}{child}", "cppv_person_id": child,
            "cppv_cp_plan_id": f"p{child}", "cppv_cp_visit_date": day, "cppv_cp_visit_seen": "Y"}
            for n, day in enumerate(VISITS)],
        "ssd_cp_reviews": [{"cppr_cp_review_id": f"w{child}", "cppr_person_id": child,
            "cppr_cp_plan_id": f"p{child}", "cppr_cp_review_date": "2024-03-20",
            "cppr_cp_review_outcome_continue_cp": "Y"}],
        "ssd_involvements": [{"invo_involvements_id": f"j{child}", "invo_professional_id": "W1",
            "invo_professional_role_id": "CW", "invo_professional_team": "T1",
            "invo_person_id": child, "invo_involvement_start_date": "2023-10-02",
            "invo_involvement_end_date": "", "invo_referral_id": f"r{child}"}],
    }  # fmt: skip


def council(*children: str) -> Council:
    """Several such children, and the staff."""
    whole: Council = defaultdict(list)
    for child in children:
        for name, table in clean_child(child).items():
            whole[name] += table
    whole["ssd_professionals"] = [
        {"prof_professional_id": number, "prof_professional_name": name}
        for number, name in (("W1", "Pip Quill"), ("W9", "Duty Team"), ("W8", "Unallocated"))
    ]
    return whole


def put(given: Council, folder: Path) -> Path:
    for name, table in given.items():
        if table:
            write(folder, name, *table)
    return folder


def answers(tmp_path: Path, given: Council, *clocks: str) -> tuple[Snapshot, Answers]:
    """What is read of a council, and its answers: of these clocks, or of all."""
    snapshot = take(tmp_path, put(given, tmp_path / "in"), as_at=AS_AT)
    return snapshot, answered(snapshot, clocks)


def named(given: Council, table: str, column: str, written: Callable[[str], str]) -> None:
    """Write the number of every child of a table otherwise."""
    for row in given[table]:
        row[column] = written(row[column])


def others(found: Answers, *but: str) -> dict[tuple[str, str], Sequence[str]]:
    return {key: value for key, value in found.items() if key[0] not in but}

"""Small made-up tables in the dataset's shape, and the answers of an import of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.record.store.snapshot import Snapshot
from tests.sources.answered import answers as answered
from tests.sources.ssd_made import lines, take

AS_AT = date(2024, 3, 31)
UNTOLD = {Status.CANNOT_TELL}

Row = Mapping[str, str]
Tables = dict[str, list[dict[str, str]]]


def person(**cells: str) -> dict[str, str]:
    return {"pers_person_id": "K1", "pers_dob": "2013-03-04", "pers_expected_dob": "", **cells}


def referral(**cells: str) -> dict[str, str]:
    return {
        "cine_referral_id": "R1", "cine_person_id": "K1", "cine_referral_date": "2023-10-02",
        "cine_referral_nfa": "N", "cine_close_date": "", "cine_close_reason": "", **cells,
    }  # fmt: skip


def assessment(**cells: str) -> dict[str, str]:
    return {
        "cina_assessment_id": "A1", "cina_person_id": "K1", "cina_referral_id": "R1",
        "cina_assessment_start_date": "2023-10-03", "cina_assessment_auth_date": "", **cells,
    }  # fmt: skip


def enquiry(**cells: str) -> dict[str, str]:
    return {
        "s47e_s47_enquiry_id": "E1", "s47e_referral_id": "R1", "s47e_person_id": "K1",
        "s47e_s47_start_date": "2023-12-11", "s47e_s47_end_date": "", "s47e_s47_nfa": "",
        "s47e_s47_outcome_json": "", **cells,
    }  # fmt: skip


def conference(**cells: str) -> dict[str, str]:
    return {
        "icpc_icpc_id": "I1", "icpc_s47_enquiry_id": "E1", "icpc_person_id": "K1",
        "icpc_icpc_date": "", "icpc_icpc_outcome_cp_flag": "", **cells,
    }  # fmt: skip


def plan(**cells: str) -> dict[str, str]:
    return {
        "cppl_cp_plan_id": "P1", "cppl_person_id": "K1", "cppl_cp_plan_start_date": "2023-11-20",
        "cppl_cp_plan_end_date": "", **cells,
    }  # fmt: skip


def visit(day: str = "2023-11-27", **cells: str) -> dict[str, str]:
    return {
        "cppv_cp_visit_id": f"V{day}", "cppv_person_id": "K1", "cppv_cp_visit_seen": "Y",
        "cppv_cp_visit_date": day, **cells,
    }  # fmt: skip


def review(**cells: str) -> dict[str, str]:
    return {
        "cppr_cp_review_id": "W1", "cppr_person_id": "K1", "cppr_cp_review_due": "2024-02-20",
        "cppr_cp_review_date": "", "cppr_cp_review_outcome_continue_cp": "", **cells,
    }  # fmt: skip


def care(**cells: str) -> dict[str, str]:
    return {
        "clae_cla_episode_id": "C1", "clae_person_id": "K1", "clae_cla_id": "Q1",
        "clae_cla_episode_start_date": "2023-06-05", "clae_cla_episode_ceased_date": "",
        "clae_cla_episode_ceased_reason": "", **cells,
    }  # fmt: skip


STATUS = {
    "lega_legal_status_id": "S1", "lega_person_id": "K1", "lega_legal_status": "C2",
    "lega_legal_status_start_date": "2023-06-05", "lega_legal_status_end_date": "",
}  # fmt: skip


PLACED = {
    "clap_cla_placement_id": "L1", "clap_cla_id": "Q1", "clap_person_id": "K1",
    "clap_cla_placement_start_date": "2023-06-05", "clap_cla_placement_end_date": "",
    "clap_cla_placement_type": "U6",
}  # fmt: skip


def care_review(**cells: str) -> dict[str, str]:
    return {
        "clar_cla_review_id": "X1", "clar_cla_person_id": "K1", "clar_cla_review_date": "",
        "clar_cla_review_cancelled": "", **cells,
    }  # fmt: skip


def check(**cells: str) -> dict[str, str]:
    return {
        "clah_health_check_id": "H1", "clah_person_id": "K1",
        "clah_health_check_type": "Health Assessment", "clah_health_check_date": "",
        "clah_health_check_status": "Completed", **cells,
    }  # fmt: skip


def score(**cells: str) -> dict[str, str]:
    return {
        "csdq_table_id": "Q1", "csdq_person_id": "K1", "csdq_sdq_completed_date": "",
        "csdq_sdq_score": "", **cells,
    }  # fmt: skip


def worker(**cells: str) -> dict[str, str]:
    return {
        "invo_involvements_id": "J1", "invo_professional_id": "W1",
        "invo_professional_role_id": "CW", "invo_person_id": "K1",
        "invo_involvement_start_date": "2023-10-02", "invo_involvement_end_date": "", **cells,
    }  # fmt: skip


OF_ANOTHER = worker(invo_involvements_id="J2", invo_person_id="K2")


def tables(**given: Iterable[Row]) -> Tables:
    """The tables of a feed by their names without ``ssd_``."""
    of_person = {"ssd_person": [person()]}
    return of_person | {f"ssd_{name}": [dict(row) for row in rows] for name, rows in given.items()}


def looked_after(**given: Iterable[Row]) -> Tables:
    usual = {"cla_episodes": [care()], "legal_status": [STATUS], "cla_placement": [PLACED]}
    return tables(**{**usual, **given})


def imported(home: Path, feed: Tables, as_at: date = AS_AT) -> Snapshot:
    return take(home, written(home / "in", feed), as_at=as_at)


# The headings of a table that is given without rows.
WITHOUT_ROWS: Mapping[str, Row] = {
    "ssd_cp_plans": plan(),
    "ssd_cp_visits": visit(),
    "ssd_involvements": worker(),
    "ssd_cla_health": check(),
    "ssd_cla_reviews": care_review(),
    "ssd_permanence": {"perm_table_id": "", "perm_person_id": ""},
}


def written(folder: Path, feed: Tables) -> Path:
    folder.mkdir(parents=True)
    for name, rows in feed.items():
        text = lines(rows) if rows else lines([WITHOUT_ROWS[name]]).splitlines()[0] + "\r\n"
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


def told(snapshot: Snapshot, *clocks: str) -> dict[tuple[str, str], set[Status]]:
    """The answers that duties have, by child and clock; none where there is no duty.

    Of the clocks of these keys; of all where none is named.
    """
    found = answered(snapshot, clocks)
    return defaultdict(set, {key: set(each) for key, each in found.items()})


def unanswered(snapshot: Snapshot) -> set[str]:
    """The clocks that cannot tell, since the source does not carry what they need."""
    given = answers(CLOCKS, snapshot.manifest.feeds)
    return {one.clock.key for one in given if one.answer is Answer.CANNOT_TELL}

"""Builds that differ: earlier versions, other case systems, children left out of a table."""

import json
from pathlib import Path

import pytest

from tests.sources.ssd_made import (
    ENQUIRY,
    EPISODE,
    PERSON,
    PLAN,
    REFERRAL,
    VISIT,
    Row,
    counted,
    notes,
    rows,
    take,
    write_council,
)


def without(row: Row, *names: str) -> Row:
    return {name: cell for name, cell in row.items() if name not in names}


@pytest.mark.parametrize(
    ("table", "row", "record", "column", "value"),
    [
        (
            "ssd_person",
            {**PERSON, "pers_common_child_id": "999"},
            "persons",
            "health_number",
            "999",
        ),
        (
            "ssd_cin_plans",
            {
                "cin_plan_id": "N1",
                "cinp_person_id": "MU1",
                "cinp_cin_plan_start_date": "2018-01-09",
            },
            "need_plans",
            "plan",
            "N1",
        ),
        (
            "ssd_cla_care_plan",
            {
                "lacp_cla_care_plan_id": "A1",
                "lacp_person_id": "MU1",
                "lacp_cla_care_plan_start_date": "2018-01-09",
            },
            "care_plans",
            "plan",
            "A1",
        ),
        (
            "ssd_cla_episodes",
            {
                **without(EPISODE, "clae_cla_episode_ceased_date"),
                "clae_cla_episode_ceased": "2018-01-20",
            },
            "care_episodes",
            "ended",
            "2018-01-20",
        ),
        (
            "ssd_involvements",
            {
                "invo_involvements_id": "I1",
                "invo_person_id": "MU1",
                "invo_professional_role_id": "Allocated case worker",
            },
            "involvements",
            "role",
            "CW",
        ),
    ],
)
def test_a_column_is_known_by_its_other_name(
    tmp_path: Path, table: str, row: Row, record: str, column: str, value: str
) -> None:
    snapshot = take(tmp_path, write_council(tmp_path / "in", **{table: [row]}))
    assert str(rows(snapshot, record)[0][column]) == value
    assert column in snapshot.manifest.feeds[record].columns


FOUND: dict[str, tuple[str, Row, str]] = {
    "ssd_assessment_factors": (
        "assessment_factors",
        {"cinf_assessment_id": "A1", "cinf_assessment_factors_json": '["3B"]'},
        "cinf_assessment_id",
    ),
    "ssd_cp_visits": ("protection_visits", without(VISIT, "cppv_person_id"), "cppv_cp_plan_id"),
    "ssd_cp_reviews": (
        "protection_reviews",
        {"cppr_cp_review_id": "B1", "cppr_cp_plan_id": "P1", "cppr_cp_review_date": "2018-01-20"},
        "cppr_cp_plan_id",
    ),
    "ssd_cin_visits": (
        "need_visits",
        {"cinv_cin_plan_id": "N1", "cinv_cin_visit_date": "2018-01-20"},
        "cinv_cin_plan_id",
    ),
    "ssd_cla_placement": (
        "placements",
        {"clap_cla_id": "K1", "clap_cla_placement_start_date": "2018-01-20"},
        "clap_cla_id",
    ),
    "ssd_cla_reviews": (
        "care_reviews",
        {"clar_cla_id": "K1", "clar_cla_review_date": "2018-01-20"},
        "clar_cla_id",
    ),
    "ssd_involvements": (
        "involvements",
        {"invo_referral_id": "R1", "invo_involvement_start_date": "2018-01-20"},
        "invo_referral_id",
    ),
    "ssd_initial_cp_conference": (
        "conferences",
        {"icpc_s47_enquiry_id": "E1", "icpc_icpc_date": "2018-01-20"},
        "icpc_s47_enquiry_id",
    ),
}
OTHERS: dict[str, list[Row]] = {
    "ssd_cin_assessments": [
        {
            "cina_assessment_id": "A1",
            "cina_person_id": "MU1",
            "cina_assessment_start_date": "2018-01-03",
        }
    ],
    "ssd_cin_plans": [
        {
            "cinp_cin_plan_id": "N1",
            "cinp_person_id": "MU1",
            "cinp_cin_plan_start_date": "2018-01-04",
        }
    ],
}


@pytest.mark.parametrize("table", FOUND)
def test_a_child_left_out_is_found_through_another_row(tmp_path: Path, table: str) -> None:
    record, row, by = FOUND[table]
    folder = write_council(tmp_path / "in", **{**OTHERS, table: [row]})
    snapshot = take(tmp_path, folder)
    assert [one["child"] for one in rows(snapshot, record)] == ["MU1"]
    assert notes(snapshot, "found through this column") == {f"{table}: {by}": 1}


def test_a_referral_opened_for_siblings_names_no_one_child(tmp_path: Path) -> None:
    sibling = {**REFERRAL, "cine_person_id": "MU2"}
    row = {"invo_referral_id": "R1", "invo_involvement_start_date": "2018-01-20"}
    folder = write_council(
        tmp_path / "in", ssd_cin_episodes=[REFERRAL, sibling], ssd_involvements=[row]
    )
    snapshot = take(tmp_path, folder)
    assert counted(snapshot)["ssd_involvements"] == (1, 0, 1)
    assert len(rows(snapshot, "referrals")) == 2


def test_the_child_that_a_row_names_itself_goes_before_the_one_found(tmp_path: Path) -> None:
    other = {**VISIT, "cppv_cp_visit_id": "V2", "cppv_person_id": "MU2"}
    blank = {**VISIT, "cppv_cp_visit_id": "V3", "cppv_person_id": ""}
    folder = write_council(tmp_path / "in", ssd_cp_plans=[PLAN], ssd_cp_visits=[other, blank])
    found = {
        one["visit"]: one["child"] for one in rows(take(tmp_path, folder), "protection_visits")
    }
    assert found == {"V2": "MU2", "V3": "MU1"}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('["1A", "16A"]', ["1A", "16A"]),
        ('{"1A": "Y", "2B": "N", "3B": "Yes"}', ["1A", "3B"]),
        ('{"1A": "Alcohol misuse by the child", "2B": ""}', ["1A"]),
        ('{"factor_1": "1A", "factor_2": "16A"}', ["1A", "16A"]),
        ("1A, 16A", ["1A", "16A"]),
        ('["1A", "16A"', ["1A", "16A"]),
    ],
)
def test_factors_are_read_as_every_version_wrote_them(
    tmp_path: Path, written: str, found: list[str]
) -> None:
    row = {
        "cinf_table_id": "F1",
        "cinf_assessment_id": "A1",
        "cinf_assessment_factors_json": written,
    }
    folder = write_council(tmp_path / "in", **OTHERS, ssd_assessment_factors=[row])
    snapshot = take(tmp_path, folder)
    assert [one["factor"] for one in rows(snapshot, "assessment_factors")] == found
    assert counted(snapshot)["ssd_assessment_factors"] == (1, 1, 0)


@pytest.mark.parametrize(
    ("flags", "needed"),
    [
        ({"CP_CONFERENCE_FLAG": "Y", "NFA_FLAG": "N"}, True),
        ({"CP_CONFERENCE_FLAG": "N"}, False),
        ({"NFA_FLAG": "Y"}, False),
        ({"MONITOR_FLAG": "Y"}, None),
        ({}, None),
    ],
)
def test_whether_a_conference_is_needed_is_in_the_enquirys_outcome(
    tmp_path: Path, flags: dict[str, str], needed: bool | None
) -> None:
    row = {**ENQUIRY, "s47e_s47_outcome_json": json.dumps(flags)}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_s47_enquiry=[row]))
    assert rows(snapshot, "enquiries")[0]["conference_needed"] is needed


def test_an_outcome_that_is_broken_off_is_unreadable_and_told(tmp_path: Path) -> None:
    row = {**ENQUIRY, "s47e_s47_outcome_json": '{"CP_CONFERENCE_FLAG": "Y", "OUTC'}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_s47_enquiry=[row]))
    assert rows(snapshot, "enquiries")[0]["conference_needed"] is None
    assert counted(snapshot)["ssd_s47_enquiry"] == (1, 1, 0)


@pytest.mark.parametrize(
    ("flags", "outcome"),
    [
        ({"NEW_REFERRAL_FLAG": "Y", "ADVICE_FLAG": "Y"}, "referral"),
        ({"NEW_REFERRAL_FLAG": "N", "NFA_FLAG": "Y"}, "no_further_action"),
        ({"NEW_REFERRAL_FLAG": "N"}, None),
    ],
)
def test_what_was_decided_on_a_contact_is_in_its_outcome(
    tmp_path: Path, flags: dict[str, str], outcome: str | None
) -> None:
    row = {
        "cont_contact_id": "T1",
        "cont_person_id": "MU1",
        "cont_contact_date": "2018-01-02",
        "cont_contact_outcome_json": json.dumps(flags),
    }
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_contacts=[row]))
    assert rows(snapshot, "contacts")[0]["outcome"] == outcome


def test_the_outcome_of_an_assessment_says_whether_support_is_needed(tmp_path: Path) -> None:
    written = ['{"PROV_OF_SERVICES_FLAG":"Y"}', '{"NFA_FLAG":"Y"}', '{"CLA_REQUEST_FLAG":"Y"}']
    assessments = [
        {
            "cina_assessment_id": str(n),
            "cina_person_id": "MU1",
            "cina_assessment_start_date": "2018-01-03",
            "cina_assessment_outcome_json": outcome,
        }
        for n, outcome in enumerate(written)
    ]
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cin_assessments=assessments))
    found = {one["assessment"]: one["support_needed"] for one in rows(snapshot, "assessments")}
    assert found == {"0": True, "1": False, "2": None}


@pytest.mark.parametrize(
    ("written", "plan"),
    [
        ('{"REMAINSUP": "N", "ADOPTION": "Y", "LTFOST18": "Y"}', "ADOPTION"),
        ('{"REMAINSUP": "N"}', None),
        ("Adoption", "ADOPTION"),
    ],
)
def test_the_plan_for_permanence_is_in_the_care_plan(
    tmp_path: Path, written: str, plan: str | None
) -> None:
    row = {
        "lacp_table_id": "A1",
        "lacp_person_id": "MU1",
        "lacp_cla_care_plan_start_date": "2018-01-09",
        "lacp_cla_care_plan_json": written,
    }
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cla_care_plan=[row]))
    assert rows(snapshot, "care_plans")[0]["permanence_plan"] == plan


@pytest.mark.parametrize(
    ("column", "outcome", "answer"),
    [
        ("Y", '{"NFA_FLAG": "N"}', True),
        ("", '{"NFA_FLAG": "Y"}', True),
        ("", '{"NFA_FLAG": "N"}', False),
        ("", '{"OTHER_OUTCOMES_EXIST_FLAG": "Y"}', None),
        ("", "", None),
    ],
)
def test_a_blank_answer_is_looked_for_in_the_outcome(
    tmp_path: Path, column: str, outcome: str, answer: bool | None
) -> None:
    row = {**REFERRAL, "cine_referral_nfa": column, "cine_referral_outcome_json": outcome}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cin_episodes=[row]))
    assert rows(snapshot, "referrals")[0]["no_further_action"] is answer

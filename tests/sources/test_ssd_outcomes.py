"""Outcomes and flags as builds write them: read, or told as unreadable, never nothing."""

import json
from pathlib import Path

import pytest

from holdfast.record.store.refusals import told_refusals, told_unreadable
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.ssd.meaning.outcomes import first_yes, or_flag, yes_or_no
from tests.sources.ssd_made import ENQUIRY, REFERRAL, REVIEW, Row, rows, take, write_council

ENDED: Row = {**ENQUIRY, "s47e_s47_end_date": "2018-01-20T00:00:00"}
ASSESSMENT: Row = {
    "cina_assessment_id": "A1",
    "cina_person_id": "MU1",
    "cina_assessment_start_date": "2018-01-03",
    "cina_assessment_auth_date": "2018-01-20",
}

IN_WORDS = [
    "Child and Family Assessment / Concerns not substantiated",
    "Child in Need Plan, Close enquiry",
    "Nothing further to be done",
    '{"CP_CONFERENCE_FLAG": "Y", "OUTC',
    '["A conference, or something else"]',
    '"Y"',
    '{"CP_CONFERENCE_FLAG": "perhaps"}',
    '{"CP_CONFERENCE_FLAG": {"said": "Y"}}',
    '{"CP_CONFERENCE_FLAG": "Y", "NFA_FLAG": "Y"}',
    '{"CP_CONFERENCE_FLAG": "Y", "OUTCOME_CP_CONFERENCE_FLAG": "N"}',
    '{"CP_CONFERENCE_FLAG": "Y", "CP_CONFERENCE_FLAG": "N"}',
    '{"MONITOR_FLAG": "Y"}',
    '{"CP_CONFERENCE_FLAG": "", "ANOTHER_FLAG": "Y"}',
]


def unreadable(snapshot: Snapshot, column: str) -> list[str]:
    return [one["what"] for one in told_unreadable(snapshot) if one["column"] == column]


@pytest.mark.parametrize("written", IN_WORDS)
def test_an_outcome_that_does_not_answer_is_unreadable(tmp_path: Path, written: str) -> None:
    row = {**ENQUIRY, "s47e_s47_nfa": "N", "s47e_s47_outcome_json": written}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_s47_enquiry=[row]))
    assert rows(snapshot, "enquiries")[0]["conference_needed"] is None
    assert len(unreadable(snapshot, "s47e_s47_outcome_json")) == 1


@pytest.mark.parametrize("prefix", ["", "OUTCOME_", "outcome_"])
@pytest.mark.parametrize(
    ("flags", "needed"),
    [
        ({"CP_CONFERENCE_FLAG": "Y"}, True),
        ({"CP_CONFERENCE_FLAG": "N", "MONITOR_FLAG": "Y"}, False),
        ({"NFA_FLAG": "Y", "CP_CONFERENCE_FLAG": ""}, False),
        ({"NFA_FLAG": True}, False),
        ({"CP_CONFERENCE_FLAG": 1}, True),
    ],
)
def test_flags_are_read_under_either_name(
    prefix: str, flags: dict[str, object], needed: bool
) -> None:
    written = {prefix + name: said for name, said in flags.items()}
    beside = {"TOTAL_NO_OF_OUTCOMES": 1, "OUTCOME_COMMENTS": "CP_CONFERENCE_FLAG"}
    read = yes_or_no("CP_CONFERENCE_FLAG", "NFA_FLAG")
    said = "Yes" if needed else "No"
    assert read(json.dumps(written | beside)) == said
    assert read(json.dumps([written])) == said


@pytest.mark.parametrize(
    "written",
    ["{}", "[]", "[{}]", '{"CP_CONFERENCE_FLAG": "", "NFA_FLAG": null}', '{"NFA_FLAG": "N"}'],
)
def test_an_outcome_without_a_flag_says_nothing(written: str) -> None:
    assert yes_or_no("CP_CONFERENCE_FLAG", "NFA_FLAG")(written) is None
    assert first_yes(written) is None


@pytest.mark.parametrize("written", ["NULL", "  ", "N/A", "-", "SSD_PH", "Not recorded"])
def test_a_filler_in_place_of_an_outcome_says_nothing(written: str) -> None:
    assert yes_or_no("CP_CONFERENCE_FLAG", "NFA_FLAG")(written) is None


def test_the_number_of_outcomes_and_the_comments_are_no_outcome() -> None:
    written = {"NFA_FLAG": "N", "TOTAL_NO_OF_OUTCOMES": 1, "OUTCOME_COMMENTS": "yes"}
    assert first_yes(json.dumps(written)) is None
    assert first_yes(json.dumps({**written, "OUTCOME_ADVICE_FLAG": "Y"})) == "ADVICE_FLAG"


@pytest.mark.parametrize("written", ['{"NFA_FLAG": "maybe", "ADVICE_FLAG": "Y"}', '{"NFA_FLAG": "'])
def test_the_first_flag_that_is_set_cannot_be_told(written: str) -> None:
    with pytest.raises(ValueError, match=r"It is n|A flag"):
        first_yes(written)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('{"OUTCOME_NFA_FLAG": "Y"}', "Yes"),
        ('{"NFA_FLAG": "N", "ODD_FLAG": "Y"}', "No"),
        ('{"STRATEGY_DISCUSSION_FLAG": "Y"}', None),
        ('{"STRATEGY_DISCUSSION_FLAG": "N", "ODD_FLAG": "N"}', None),
        ("Y", "Y"),
    ],
)
def test_no_further_action_is_read_of_an_outcome(written: str, told: str | None) -> None:
    assert or_flag("NFA_FLAG", frozenset({"STRATEGY_DISCUSSION_FLAG"}))(written) == told


@pytest.mark.parametrize(
    "written", ['{"ODD_FLAG": "Y"}', '{"NFA_FLAG": "maybe"}', '{"NFA_FLAG": "Y', '["NFA"]']
)
def test_no_further_action_cannot_be_told(written: str) -> None:
    with pytest.raises(ValueError, match=r"It|A flag"):
        or_flag("NFA_FLAG", frozenset({"STRATEGY_DISCUSSION_FLAG"}))(written)


@pytest.mark.parametrize(
    ("cells", "unsaid"),
    [
        ({"s47e_s47_outcome_json": ""}, True),
        ({"s47e_s47_outcome_json": '{"NFA_FLAG": "N", "CP_CONFERENCE_FLAG": ""}'}, True),
        ({"s47e_s47_outcome_json": "", "s47e_s47_nfa": ""}, True),
        ({"s47e_s47_outcome_json": "", "s47e_s47_end_date": "31/11/2017"}, True),
        ({"s47e_s47_outcome_json": "", "s47e_s47_end_date": ""}, False),
        ({"s47e_s47_outcome_json": "", "s47e_s47_nfa": "Y"}, False),
        ({"s47e_s47_outcome_json": '{"CP_CONFERENCE_FLAG": "N"}'}, False),
        ({"s47e_s47_outcome_json": "In words"}, False),  # told as unreadable as it stands
    ],
)
def test_an_enquiry_that_ended_without_saying_whether_a_conference_was_needed_is_told(
    tmp_path: Path, cells: Row, unsaid: bool
) -> None:
    row = {**ENDED, "s47e_s47_nfa": "N", **cells}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_s47_enquiry=[row]))
    told = unreadable(snapshot, "whether a conference was needed")
    assert len(told) == unsaid
    assert "conference_needed" in snapshot.manifest.feeds["enquiries"].columns


def test_a_source_without_the_outcome_carries_no_answer(tmp_path: Path) -> None:
    row = {name: cell for name, cell in ENDED.items() if name != "s47e_s47_outcome_json"}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_s47_enquiry=[row]))
    assert "conference_needed" not in snapshot.manifest.feeds["enquiries"].columns
    assert unreadable(snapshot, "whether a conference was needed") == []


def test_support_needed_is_read_under_either_name(tmp_path: Path) -> None:
    outcome = '{"OUTCOME_NFA_FLAG":"N","OUTCOME_PROV_OF_SERVICES_FLAG":"Y"}'
    row = {**ASSESSMENT, "cina_assessment_outcome_json": outcome}
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cin_assessments=[row]))
    found = rows(snapshot, "assessments")[0]
    assert (found["support_needed"], found["no_further_action"]) == (True, False)


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("ssd_cla_reviews", {**REVIEW, "clar_cla_review_cancelled": "?"}, "cancelled"),
        ("ssd_cla_reviews", {**REVIEW, "clar_cla_review_cancelled": "Postponed"}, "cancelled"),
        ("ssd_cin_episodes", {**REFERRAL, "cine_referral_nfa": "Closed"}, "no_further_action"),
        (
            "ssd_cin_assessments",
            {**ASSESSMENT, "cina_assessment_child_seen": "by video"},
            "child_seen",
        ),
        (
            "ssd_cla_care_plan",
            {
                "lacp_person_id": "MU1",
                "lacp_cla_care_plan_start_date": "2018-01-09",
                "lacp_cla_care_plan_json": '{"ADOPTION": "Y"',
            },
            "permanence_plan",
        ),
        (
            "ssd_initial_cp_conference",
            {
                "icpc_person_id": "MU1",
                "icpc_icpc_date": "2018-01-09",
                "icpc_icpc_outcome_cp_flag": "",
                "icpc_icpc_outcome_json": "Child in need plan",
            },
            "plan_made",
        ),
    ],
)
def test_a_flag_in_other_words_is_unreadable_and_never_nothing(
    tmp_path: Path, table: str, row: Row, column: str
) -> None:
    snapshot = take(tmp_path, write_council(tmp_path / "in", **{table: [row]}))
    record = {
        "ssd_cla_reviews": "care_reviews",
        "ssd_cin_episodes": "referrals",
        "ssd_cin_assessments": "assessments",
        "ssd_cla_care_plan": "care_plans",
        "ssd_initial_cp_conference": "conferences",
    }[table]
    assert rows(snapshot, record)[0][column] is None
    assert len(told_unreadable(snapshot)) == 1


@pytest.mark.parametrize("written", ['["1A", "1', '{"1A": "Y", "2B'])
def test_a_list_of_factors_that_breaks_off_is_refused(tmp_path: Path, written: str) -> None:
    row = {
        "cinf_table_id": "F1",
        "cinf_assessment_id": "A1",
        "cinf_assessment_factors_json": written,
    }
    folder = write_council(
        tmp_path / "in", ssd_cin_assessments=[ASSESSMENT], ssd_assessment_factors=[row]
    )
    snapshot = take(tmp_path, folder)
    assert rows(snapshot, "assessment_factors") == []
    told = told_refusals(snapshot)
    assert [one["what"] for one in told] == ["cinf_assessment_factors_json: It breaks off."]

"""Whose row it is: numbers written otherwise, strangers, nobody's worker, rows that disagree.

Each case is a small council in which one thing is written as councils write it, with the answers
that are right. What is not recorded is never shown as not done, and never as met.
"""

from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.sources.answered import Answers
from tests.sources.answered import answers as stood
from tests.sources.cin_imported import imported
from tests.sources.plan_council import (
    LATE,
    MET,
    OVERDUE,
    UNTOLD,
    VISITS,
    answers,
    clean_child,
    council,
    named,
    others,
)
from tests.sources.ssd_made import notes, rows


@cache
def _as_written(*children: str) -> Answers:
    """The answers of all clocks for a council of these children, written as it should be."""
    with TemporaryDirectory() as folder:
        return answers(Path(folder), council(*children))[1]


def test_the_clean_council_has_every_answer(tmp_path: Path) -> None:
    _, found = answers(tmp_path, council("K1", "S1", "S2"))
    assert found["K1", "allocation"] == [MET]
    assert found["K1", "s47_icpc_15"] == [MET]
    assert set(found["K1", "cp_visit"][:-1]) == {MET}
    assert UNTOLD not in {one for said in found.values() for one in said}


# --- numbers of children ------------------------------------------------------------------


WRITTEN = {
    "apostrophe": lambda number: f"'{number}",
    "formula": lambda number: f'="{number}"',
    "thousands": lambda number: f"{int(number):,}",
    "zeros": lambda number: number.zfill(7),
    "quotation_marks": lambda number: f'"{number}"',
}


@pytest.mark.parametrize("way", WRITTEN)
@pytest.mark.parametrize(
    ("table", "column"),
    [("ssd_cp_visits", "cppv_person_id"), ("ssd_involvements", "invo_person_id")],
)
def test_a_number_written_otherwise_is_that_child(
    tmp_path: Path, way: str, table: str, column: str
) -> None:
    given = council("1001", "1002")
    clean = _as_written("1001", "1002")
    named(given, table, column, WRITTEN[way])
    snapshot, found = answers(tmp_path, given)
    assert found == clean
    assert notes(snapshot, "as that child")[table] == len(given[table])


@pytest.mark.parametrize("written", ["k1", " K1", "'K1", "'k1", '="K1"'])
def test_another_case_is_that_child_unless_case_tells_two_apart(
    tmp_path: Path, written: str
) -> None:
    given = council("K1", "S1")
    clean = _as_written("K1", "S1")
    named(given, "ssd_cp_visits", "cppv_person_id", lambda one: written if one == "K1" else one)
    assert answers(tmp_path, given)[1] == clean


def test_case_that_tells_two_children_apart_joins_nobody(tmp_path: Path) -> None:
    given = council("aB1", "ab1")
    given["ssd_cp_visits"][0]["cppv_person_id"] = "AB1"
    snapshot, found = answers(tmp_path, given, "cp_visit")
    assert "AB1" in {one["child"] for one in rows(snapshot, "protection_visits")}
    assert OVERDUE not in found["aB1", "cp_visit"]


def test_a_former_number_is_the_child_who_has_it_now(tmp_path: Path) -> None:
    given = council("K9", "S1")
    named(given, "ssd_cp_visits", "cppv_person_id", lambda one: "K1" if one == "K9" else one)
    given["ssd_linked_identifiers"] = [
        {"link_table_id": "1", "link_person_id": "K9", "link_identifier_type": "Former ID",
         "link_identifier_value": "K1"}
    ]  # fmt: skip
    snapshot, found = answers(tmp_path, given, "cp_visit")
    assert found["K9", "cp_visit"] == found["S1", "cp_visit"]
    assert notes(snapshot, "as that child")["ssd_cp_visits"] == len(VISITS)


@pytest.mark.parametrize("twice", ["two_children", "a_child"])
def test_a_former_number_that_may_be_anothers_joins_nobody(tmp_path: Path, twice: str) -> None:
    given = council("K9", "S1")
    links = [("K9", "K1"), ("S1", "K1")] if twice == "two_children" else [("K9", "S1")]
    given["ssd_linked_identifiers"] = [
        {"link_table_id": str(n), "link_person_id": child, "link_identifier_value": number}
        for n, (child, number) in enumerate(links)
    ]
    clean = _as_written("K9", "S1")
    assert clean["S1", "cp_visit"] == clean["K9", "cp_visit"]
    named(given, "ssd_cp_visits", "cppv_person_id", lambda one: "K1" if one == "K9" else one)
    found = answers(tmp_path, given, "cp_visit")[1]
    assert OVERDUE not in found["K9", "cp_visit"]


# --- strangers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "column", "clock"),
    [
        ("ssd_cp_visits", "cppv_person_id", "cp_visit"),
        ("ssd_cp_reviews", "cppr_person_id", "rcpc_first"),
        ("ssd_involvements", "invo_person_id", "allocation"),
        ("ssd_initial_cp_conference", "icpc_person_id", "s47_icpc_15"),
        ("ssd_cin_assessments", "cina_person_id", "assessment_45"),
    ],
)
@pytest.mark.parametrize("whose", ["everybody", "one_child"])
def test_a_number_that_matches_nobody_accuses_nobody(
    tmp_path: Path, table: str, column: str, clock: str, whose: str
) -> None:
    many = [f"S{n}" for n in range(1, 31)]
    given = council("K1", *many)
    named(
        given, table, column,
        lambda one: f"LA-{one}" if whose == "everybody" or one == "K1" else one,
    )  # fmt: skip
    _, found = answers(tmp_path, given)
    said = found.get(("K1", clock), [])
    assert OVERDUE not in said
    assert MET not in said or clock == "allocation_social_worker"
    if whose == "one_child":
        assert UNTOLD in said
        assert UNTOLD not in found["S1", clock]  # a row's own keys say whom it may be about


def test_a_stranger_among_many_costs_nobody_an_answer(tmp_path: Path) -> None:
    many = [f"S{n}" for n in range(1, 31)]
    given = council(*many)
    clean = _as_written(*many)
    for name, table in clean_child("sibling").items():
        if name != "ssd_person":
            given[name] += table
    assert others(answers(tmp_path, given)[1], "sibling") == clean


def test_strangers_without_other_keys_doubt_the_table_where_they_are_many(tmp_path: Path) -> None:
    many = [f"S{n}" for n in range(1, 31)]
    given = council(*many)
    given["ssd_cp_visits"] = [
        row | {"cppv_cp_plan_id": "", "cppv_person_id": f"LA-{row['cppv_person_id']}"}
        if row["cppv_person_id"] in ("S1", "S2") else row
        for row in given["ssd_cp_visits"]
    ]  # fmt: skip
    _, found = answers(tmp_path, given)
    assert OVERDUE not in {one for said in found.values() for one in said}


def test_a_table_of_strangers_alone_says_nothing(tmp_path: Path) -> None:
    given = council("K1", "S1")
    named(given, "ssd_cp_visits", "cppv_person_id", lambda one: f"other {one}")
    for row in given["ssd_cp_visits"]:
        row["cppv_cp_plan_id"] = ""
    snapshot, found = answers(tmp_path, given)
    assert "protection_visits" not in snapshot.manifest.feeds
    assert ("K1", "cp_visit") not in found or set(found["K1", "cp_visit"]) == {UNTOLD}
    assert found["K1", "allocation"] == [MET]


# --- workers ------------------------------------------------------------------------------


NOBODY = (
    "-1", "", "0", "Unknown", "Unallocated", "TBC", "N/A", "1.2E+05", "#REF!", "Duty team",
    "MASH inbox", "W9", "W8", "Vacant", "To be allocated", "not known",
)  # fmt: skip


@pytest.mark.parametrize("worker", NOBODY)
def test_nobody_holds_no_child(tmp_path: Path, worker: str) -> None:
    given = council("K1", "S1", "S2")
    given["ssd_involvements"][0]["invo_professional_id"] = worker
    _, found = answers(tmp_path, given, "allocation")
    assert MET not in found["K1", "allocation"]
    assert found["S1", "allocation"] == [MET]
    if worker in ("", "1.2E+05", "#REF!", "Unknown", "TBC", "N/A", "not known"):
        assert OVERDUE not in found["K1", "allocation"]


def test_workers_that_no_row_names_are_not_recorded(tmp_path: Path) -> None:
    given = council(*(f"S{n}" for n in range(120)))
    for row in given["ssd_involvements"]:
        row["invo_professional_id"] = ""
    _, found = answers(tmp_path, given, "allocation")
    assert {OVERDUE, MET}.isdisjoint(
        one for n in range(120) for one in found[f"S{n}", "allocation"]
    )


# --- rows that disagree -------------------------------------------------------------------


@pytest.mark.parametrize("first", ["Y", "N"])
def test_two_rows_of_one_visit_that_disagree(tmp_path: Path, first: str) -> None:
    given = council("K1", "S1")
    last = given["ssd_cp_visits"][len(VISITS) - 1]
    last["cppv_cp_visit_seen"] = first
    given["ssd_cp_visits"].append(last | {"cppv_cp_visit_seen": "N" if first == "Y" else "Y"})
    _, found = answers(tmp_path, given, "cp_visit")
    assert found["K1", "cp_visit"][:5] == [MET] * 5
    assert set(found["K1", "cp_visit"][5:]) == {UNTOLD}
    assert UNTOLD not in found["S1", "cp_visit"]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("table", "column", "value", "clock"),
    [
        ("ssd_cin_assessments", "cina_assessment_auth_date", "2024-03-01", "assessment_45"),
        ("ssd_cin_assessments", "cina_assessment_auth_date", "", "assessment_45"),
        ("ssd_initial_cp_conference", "icpc_icpc_date", "2024-02-20", "s47_icpc_15"),
        ("ssd_cp_plans", "cppl_cp_plan_end_date", "2024-02-01", "cp_visit"),
        ("ssd_involvements", "invo_involvement_start_date", "2024-03-01", "allocation"),
    ],
)
def test_one_number_with_two_days(
    tmp_path: Path, turned: bool, table: str, column: str, value: str, clock: str
) -> None:
    given = council("K1", "S1")
    given[table].append(given[table][0] | {column: value})
    if turned:
        given[table].reverse()
    _, found = answers(tmp_path, given, clock)
    assert UNTOLD in found["K1", clock]
    assert {OVERDUE, LATE}.isdisjoint(found["K1", clock])
    assert UNTOLD not in found["S1", clock]


def test_words_in_which_two_rows_differ_cost_nothing(tmp_path: Path) -> None:
    given = council("K1", "S1")
    clean = _as_written("K1", "S1")
    given["ssd_person"].append(given["ssd_person"][0] | {"pers_forename": "Other"})
    assert answers(tmp_path, given)[1] == clean


@pytest.mark.parametrize("turned", [False, True])
def test_two_people_under_one_number(tmp_path: Path, turned: bool) -> None:
    given = council("K1", "S1")
    other = given["ssd_person"][0] | {
        "pers_dob": "2016-09-09", "pers_sex": "M", "pers_forename": "Other"
    }  # fmt: skip
    given["ssd_person"].append(other)
    if turned:
        given["ssd_person"].reverse()
    _, found = answers(tmp_path, given)
    assert {one for (child, _), said in found.items() if child == "K1" for one in said} == {UNTOLD}
    assert UNTOLD not in {one for (c, _), said in found.items() if c == "S1" for one in said}


def test_two_births_of_one_child_take_the_ages_alone(tmp_path: Path) -> None:
    given = council("K1", "S1")
    given["ssd_person"].append(given["ssd_person"][0] | {"pers_dob": "2004-03-04"})
    _, found = answers(tmp_path, given, "cp_visit")
    assert UNTOLD in found["K1", "cp_visit"]


def test_siblings_under_one_referral_number_are_no_disagreement(tmp_path: Path) -> None:
    given = council("K1", "S1")
    for row in deepcopy(given["ssd_cin_episodes"]):
        row["cine_referral_id"] = "r"
        given["ssd_cin_episodes"].append(row | {"cine_close_date": ""})
    given["ssd_cin_episodes"] = given["ssd_cin_episodes"][2:]
    given["ssd_cin_episodes"][1]["cine_referral_date"] = "2023-10-01"
    for table, column in (("ssd_cin_assessments", "cina_referral_id"),):
        named(given, table, column, lambda _: "r")
    _, found = answers(tmp_path, given, "assessment_45")
    assert found["K1", "assessment_45"] == [MET]
    assert found["S1", "assessment_45"] == [MET]


ASSESSED = (
    "<Assessments><AssessmentActualStartDate>2024-05-02</AssessmentActualStartDate>"
    "<AssessmentAuthorisationDate>{0}</AssessmentAuthorisationDate>"
    "<AssessmentAuthorisationDate>{1}</AssessmentAuthorisationDate></Assessments>"
)


@pytest.mark.parametrize("days", [("2024-06-10", "2024-12-10"), ("2024-12-10", "2024-06-10")])
def test_a_census_element_given_twice_is_neither_day(tmp_path: Path, days: tuple[str, str]) -> None:
    text = (
        "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year>"
        "<ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails></Header><Children><Child>"
        "<ChildIdentifiers><LAchildID>MU1</LAchildID><PersonBirthDate>2015-05-05</PersonBirthDate>"
        "<Sex>M</Sex></ChildIdentifiers><CINdetails><CINreferralDate>2024-05-01</CINreferralDate>"
        f"{ASSESSED.format(*days)}<ReferralNFA>0</ReferralNFA></CINdetails></Child></Children>"
        "</Message>"
    )
    found = stood(imported(tmp_path, y2025=text))
    assert found["MU1", "assessment_45"] == [UNTOLD]
    assert found["MU1", "assessment_45_statistical"] == [UNTOLD]


# --- what an event belongs to -------------------------------------------------------------


@pytest.mark.parametrize("number", ["", "00eX", "eS1"])
@pytest.mark.parametrize("plan", ["Y", "N"])
def test_a_conference_of_no_enquiry_that_is_there(tmp_path: Path, number: str, plan: str) -> None:
    given = council("K1", "S1")
    given["ssd_initial_cp_conference"][0] |= {
        "icpc_s47_enquiry_id": number, "icpc_icpc_outcome_cp_flag": plan
    }  # fmt: skip
    if plan == "N":
        named(given, "ssd_cp_plans", "cppl_person_id", lambda one: one)
        given["ssd_cp_plans"] = given["ssd_cp_plans"][1:]
    _, found = answers(tmp_path, given, "s47_icpc_15")
    assert found["K1", "s47_icpc_15"] == [UNTOLD]
    assert found["S1", "s47_icpc_15"] == [MET]


def test_an_assessment_of_no_referral_that_is_there(tmp_path: Path) -> None:
    given = council("K1", "S1")
    for name in ("ssd_cp_plans", "ssd_cp_visits", "ssd_cp_reviews"):
        given[name] = given[name][len(given[name]) // 2 :]
    given["ssd_cin_assessments"][0]["cina_referral_id"] = "00rX"
    assert answers(tmp_path, given, "assessment_45")[1]["K1", "assessment_45"] == [UNTOLD]

"""Whose row it is: leading zeros, children ssd_person lacks, numbers that cannot be read."""

import json
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from holdfast.record.store.refusals import told_refusals
from holdfast.sources.ssd.files.delimited import open_delimited
from holdfast.sources.ssd.files.part import Ragged
from holdfast.sources.ssd.meaning.child_numbers import ChildNumbers
from holdfast.sources.ssd.meaning.whose_row import WhoseRow
from tests.sources.ssd_made import (
    AS_AT,
    EPISODE,
    PERSON,
    PLAN,
    REFERRAL,
    STATUS,
    VISIT,
    Row,
    counted,
    notes,
    rows,
    take,
    write,
    write_council,
)

ZEROS = "other leading zeros"
STRANGERS = "not in ssd_person"


def person(number: str) -> Row:
    return {**PERSON, "pers_person_id": number}


def visit(number: str, **cells: str) -> Row:
    return {**VISIT, "cppv_person_id": number, **cells}


def visited(tmp_path: Path, people: list[str], numbers: list[str]) -> list[str]:
    """The children that visits are read as, where ssd_person has ``people``."""
    visits = [visit(one, cppv_cp_visit_id=f"V{n}") for n, one in enumerate(numbers)]
    folder = write_council(
        tmp_path / "in", ssd_person=[person(one) for one in people], ssd_cp_visits=visits
    )
    found = {
        one["visit"]: one["child"] for one in rows(take(tmp_path, folder), "protection_visits")
    }
    return [found[f"V{n}"] for n in range(len(numbers))]


@pytest.mark.parametrize(
    ("people", "number", "child"),
    [
        (["00123"], "123", "00123"),
        (["123"], "00123", "123"),
        (["0123"], "000123.0", "0123"),
        (["00123"], "00123", "00123"),
        (["00123"], "124", "124"),
        (["00123", "123"], "0123", "0123"),  # zeros tell two children apart here
        (["00123", "0123", "77"], "077", "077"),
        (["K0012"], "K12", "K12"),
        (["00", "1"], "01", "1"),
    ],
)
def test_leading_zeros_are_no_other_child_unless_they_tell_two_apart(
    tmp_path: Path, people: list[str], number: str, child: str
) -> None:
    assert visited(tmp_path, people, [number]) == [child]


def test_zeros_are_counted_and_rows_beside_stand(tmp_path: Path) -> None:
    visits = [
        visit(one, cppv_cp_visit_id=one) for one in ("0001", "1", "0002", "MU9", "00007", "-1")
    ]
    folder = write_council(
        tmp_path / "in", ssd_person=[person("0001"), person("2")], ssd_cp_visits=visits,
        ssd_cp_plans=[],
    )  # fmt: skip
    snapshot = take(tmp_path, folder)
    found = {one["visit"]: one["child"] for one in rows(snapshot, "protection_visits")}
    assert found == {"0001": "0001", "1": "0001", "0002": "2", "MU9": "MU9", "00007": "00007"}
    assert notes(snapshot, ZEROS) == {"ssd_cp_visits": 2}
    assert notes(snapshot, STRANGERS)["ssd_cp_visits"] == 2
    assert counted(snapshot)["ssd_cp_visits"] == (6, 5, 1)


def test_the_refused_row_is_kept_as_it_stood(tmp_path: Path) -> None:
    wrong = visit("1", cppv_cp_visit_date="30/02/2018")
    folder = write_council(
        tmp_path / "in", ssd_person=[person("0001")], ssd_cp_visits=[wrong, visit("1")]
    )
    snapshot = take(tmp_path, folder)
    assert [one["row"] for one in told_refusals(snapshot)] == [2]
    kept = json.loads(pq.read_table(snapshot.refusals)["kept"][0].as_py())
    assert kept["cppv_person_id"] == "1"


def test_a_legal_status_is_found_whatever_its_zeros(tmp_path: Path) -> None:
    folder = write_council(
        tmp_path / "in",
        ssd_person=[person("0001")],
        ssd_cla_episodes=[{**EPISODE, "clae_person_id": "1"}],
        ssd_legal_status=[{**STATUS, "lega_person_id": "001"}],
    )
    found = rows(take(tmp_path, folder), "care_episodes")
    assert [(one["child"], one["legal_status"]) for one in found] == [("0001", "C1")]


def test_a_child_found_through_a_row_is_one_child_whatever_its_zeros(tmp_path: Path) -> None:
    plans = [{**PLAN, "cppl_person_id": one} for one in ("0001", "1")]
    folder = write_council(
        tmp_path / "in",
        ssd_person=[person("0001")],
        ssd_cp_plans=plans,
        ssd_cp_visits=[visit("")],
    )
    assert [one["child"] for one in rows(take(tmp_path, folder), "protection_visits")] == ["0001"]


def test_without_persons_numbers_stand_and_no_one_is_a_stranger(tmp_path: Path) -> None:
    folder = write_council(tmp_path / "in", ssd_person=[], ssd_cp_visits=[visit("1"), visit("01")])
    snapshot = take(tmp_path, folder)
    assert {one["child"] for one in rows(snapshot, "protection_visits")} == {"1", "01"}
    assert notes(snapshot, STRANGERS) == {}


def test_children_whom_persons_lacks_are_counted_once_and_stay(tmp_path: Path) -> None:
    visits = [visit(one, cppv_cp_visit_id=f"V{n}") for n, one in enumerate(["MU7", "MU7", "MU8"])]
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cp_visits=visits))
    assert notes(snapshot, STRANGERS) == {"ssd_cp_visits": 2}
    assert counted(snapshot)["ssd_cp_visits"] == (3, 3, 0)


UNREADABLE = ["1.00012E+11", "#####", "#N/A", "N/A", "Unborn", "unknown", "0", "-1", "TBC", ""]


@pytest.mark.parametrize("number", UNREADABLE)
def test_a_number_that_cannot_be_read_joins_nobody(tmp_path: Path, number: str) -> None:
    folder = write_council(
        tmp_path / "in",
        ssd_person=[person(number), person(number)],
        ssd_cp_plans=[{**PLAN, "cppl_person_id": number}],
        ssd_cp_visits=[visit(number)],
    )
    snapshot = take(tmp_path, folder)
    assert counted(snapshot)["ssd_person"] == (2, 0, 2)
    assert counted(snapshot)["ssd_cp_plans"] == (1, 0, 1)
    assert counted(snapshot)["ssd_cp_visits"] == (1, 0, 1)


@pytest.mark.parametrize("number", UNREADABLE)
def test_the_child_of_a_row_that_cannot_be_read_is_found_through_the_plan(
    tmp_path: Path, number: str
) -> None:
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_cp_visits=[visit(number)]))
    assert [one["child"] for one in rows(snapshot, "protection_visits")] == ["MU1"]
    assert counted(snapshot)["ssd_cp_visits"] == (1, 1, 0)
    assert notes(snapshot, "found through this column") == {"ssd_cp_visits: cppv_cp_plan_id": 1}


@pytest.mark.parametrize("sibling", ["MU2", "1.00012E+11", "N/A", ""])
def test_a_name_of_which_one_row_is_about_another_or_nobody_names_no_child(
    tmp_path: Path, sibling: str
) -> None:
    referrals = [REFERRAL, {**REFERRAL, "cine_person_id": sibling}]
    row = {"invo_person_id": "1.00012E+11", "invo_referral_id": "R1"}
    folder = write_council(tmp_path / "in", ssd_cin_episodes=referrals, ssd_involvements=[row])
    assert counted(take(tmp_path, folder))["ssd_involvements"] == (1, 0, 1)


def test_a_shortened_reference_joins_no_rows(tmp_path: Path) -> None:
    plan = {**PLAN, "cppl_cp_plan_id": "2.5E+10"}
    blank = visit("", cppv_cp_plan_id="2.5E+10")
    folder = write_council(tmp_path / "in", ssd_cp_plans=[plan], ssd_cp_visits=[blank])
    snapshot = take(tmp_path, folder)
    assert counted(snapshot)["ssd_cp_visits"] == (1, 0, 1)
    assert rows(snapshot, "protection_plans")[0]["plan"] is None


HEADINGS = ("cppv_cp_visit_id", "cppv_person_id", "cppv_cp_plan_id", "cppv_cp_visit_date",
            "cppv_cp_visit_seen")  # fmt: skip


@pytest.mark.parametrize(
    ("line", "child"),
    [
        ("V1,MU1,P1,2018-01-12,Y,moved", "MU1"),
        ("V1,MU1,P1,the first, that is,2018-01-12,Y", "MU1"),
        ("V1,MU1,P1,2018-01-12", "MU1"),
        (" V1 , MU1 ,P1,2018-01-12,Y,moved", "MU1"),
        ("V1,MU9,P1,2018-01-12,Y,moved", None),  # no child of ssd_person
        ("V1,MU1,P1,2018-01-12,YV2,MU2,P2,2018-01-13,Y", None),  # two rows run together
        ("V1,MU1", None),  # it may itself be cut
        ("V1,MU1,P1", None),  # without a day it may be the end of another row
        ("V1,MU1,P1,30/02/2018,Y,moved", None),
        ("V1,a,MU1,P1,2018-01-12,Y", None),
        ("moved,MU1,2018-01-12", None),
        ("V1,-1,P1,2018-01-12,Y,moved", None),
    ],
)
def test_a_row_that_does_not_fit_names_its_child_where_that_is_certain(
    tmp_path: Path, line: str, child: str | None
) -> None:
    people = write(tmp_path, "ssd_person", person("MU1"), person("MU2"))
    visits = tmp_path / "ssd_cp_visits.csv"
    visits.write_text("\n".join((",".join(HEADINGS), "V0,MU2,P2,2018-01-01,Y", line, "")))
    part = open_delimited(visits, "ssd_cp_visits", True)
    numbers = ChildNumbers({"ssd_person": open_delimited(people, "ssd_person", True)}, AS_AT)
    (row,) = (one for batch in part.batches() for one in batch.refused)
    assert WhoseRow(part.table, part.headings, numbers, AS_AT).named(row).child == child
    assert "MU" not in row.refusal.what + row.refusal.next_step


@pytest.mark.parametrize(
    ("line", "child"), [("V1,2018-01-12,MU1", None), ("V1,2018-01-12,MU1,P1", "MU1")]
)
def test_the_last_cell_of_a_short_row_may_itself_be_cut(
    tmp_path: Path, line: str, child: str | None
) -> None:
    people = write(tmp_path, "ssd_person", person("MU1"), person("MU12"))
    visits = tmp_path / "ssd_cp_visits.csv"
    headings = (HEADINGS[0], HEADINGS[3], HEADINGS[1], HEADINGS[2], HEADINGS[4])
    visits.write_text("\n".join((",".join(headings), line, "")))
    part = open_delimited(visits, "ssd_cp_visits", True)
    numbers = ChildNumbers({"ssd_person": open_delimited(people, "ssd_person", True)}, AS_AT)
    refused = [one for batch in part.batches() for one in batch.refused]
    whose = WhoseRow(part.table, part.headings, numbers, AS_AT)
    assert [whose.named(one).child for one in refused] == [child]


@pytest.mark.parametrize(
    ("role", "child"), [("CW", "MU1"), ("Lead, of the team", None), ("Lead", None)]
)
def test_words_to_the_left_of_the_child_must_be_known_ones(
    tmp_path: Path, role: str, child: str | None
) -> None:
    people = write(tmp_path, "ssd_person", person("MU1"), person("7"))
    headings = (
        "invo_involvements_id",
        "invo_professional_id",
        "invo_professional_role_id",
        "invo_professional_team",
        "invo_person_id",
        "invo_involvement_start_date",
    )
    path = tmp_path / "ssd_involvements.csv"
    path.write_text("\n".join((",".join(headings), f"I1,W1,{role},T7,MU1,2018-01-12,more,", "")))
    part = open_delimited(path, "ssd_involvements", True)
    numbers = ChildNumbers({"ssd_person": open_delimited(people, "ssd_person", True)}, AS_AT)
    refused: list[Ragged] = [one for batch in part.batches() for one in batch.refused]
    whose = WhoseRow(part.table, part.headings, numbers, date(2018, 1, 31))
    assert [whose.named(one).child for one in refused] == [child]

from pathlib import Path

import pytest

from holdfast.returns.answers import GivenAnswer
from holdfast.returns.assignees import NOT_KNOWN, Assignee
from holdfast.returns.outcome import Outcome
from holdfast.returns.report import report
from holdfast.returns.worklist import ANSWERED, OPEN, FindingsWanted, Worklist, worklist
from tests.returns.cin_census.building import census
from tests.returns.cin_census.running import check

EARLY = {"AssessmentActualStartDate": "2025-06-02", "AssessmentAuthorisationDate": "2025-06-01"}
LONG = {"AssessmentActualStartDate": "2025-06-02"}
TABLES = {
    "Child": [{}, {}, {}, {"LAchildID": "ZZ000004"}],
    "Assessments": [
        {"child": "1"} | EARLY | {"AssessmentFactors": "2A"},
        {"child": "2"} | LONG,
        {"child": "3"} | LONG,
        {"child": "4"} | LONG,
    ],
}
HELD_BY = {"MU000001": Assignee("North", "Ann"), "MU000002": Assignee("South", "Bo"),
         "MU000003": Assignee("North", "Cy")}  # fmt: skip
RULES = ("8608", "8670Q", "HF01")


@pytest.fixture
def outcome(tmp_path: Path) -> Outcome:
    path = tmp_path / "census.xml"
    path.write_text(census(TABLES), encoding="utf-8")
    return check(path, 2026, *RULES)


@pytest.fixture
def held(outcome: Outcome) -> Worklist:
    return worklist(outcome, HELD_BY, {})


def children(
    held: Worklist, wanted: FindingsWanted, order: str = "file", **more: bool
) -> list[str]:
    return [row["child"] for row in held.rows(wanted, order, **more)]


def answer(held: Worklist, child: str) -> dict[tuple[str, str], GivenAnswer]:
    row = next(one for one in held.rows(FindingsWanted()) if one["child"] == child)
    one = GivenAnswer(row["code"], row["mark"], 2026, "Why", "anne", "2026-04-20")
    return {(one.code, one.mark): one}


def test_a_report_adds_up_the_same_findings(outcome: Outcome, held: Worklist) -> None:
    printed = report(outcome, HELD_BY, {})
    assert printed.findings == held.rows(FindingsWanted())
    found = {row["code"]: row["findings"] for row in printed.rules()}
    assert found == {"HF01": 0, "8608": 1, "8670Q": 3}
    assert printed.teams() == [
        {"team": "North", "errors": 1, "queries": 1, "answered": 0, "children": 2},
        {"team": "South", "errors": 0, "queries": 1, "answered": 0, "children": 1},
        {"team": NOT_KNOWN, "errors": 0, "queries": 1, "answered": 0, "children": 1},
    ]


def test_a_child_without_a_number_is_one_whom_the_record_cannot_know(tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    path.write_text(census({"Child": [{"LAchildID": "(none)"}]}), encoding="utf-8")
    (row,) = report(check(path, 2026, "8500"), HELD_BY, {}).findings
    assert (row["child"], row["team"]) == (None, NOT_KNOWN)


def test_it_is_narrowed_and_counted(held: Worklist) -> None:
    assert children(held, FindingsWanted(team="North")) == ["MU000001", "MU000003"]
    assert children(held, FindingsWanted(rule="8608")) == ["MU000001"]
    assert children(held, FindingsWanted(severities=("error",))) == ["MU000001"]
    assert children(held, FindingsWanted(team=NOT_KNOWN)) == ["ZZ000004"]
    assert children(held, FindingsWanted(table="Reviews")) == []
    found = held.counted()
    assert (found.findings, found.children, found.errors, found.queries) == (4, 4, 1, 3)
    assert (found.answered, found.open) == (0, 4)


def test_it_is_sorted_and_paged(held: Worklist) -> None:
    names = ["MU000001", "MU000002", "MU000003", "ZZ000004"]
    assert children(held, FindingsWanted(), "child") == names
    assert children(held, FindingsWanted(), "child", descending=True) == names[::-1]
    by_hand = children(held, FindingsWanted(), "hand")
    assert by_hand == ["MU000001", "MU000003", "MU000002", "ZZ000004"]
    assert [row["child"] for row in held.rows(FindingsWanted(), "child", 2, 1)] == names[1:3]


def test_an_answer_counts_and_only_for_its_row(held: Worklist) -> None:
    with_one = held.with_answers(answer(held, "MU000002"))
    assert children(with_one, FindingsWanted(states=(ANSWERED,))) == ["MU000002"]
    assert "MU000002" not in children(with_one, FindingsWanted(states=(OPEN,)))
    assert with_one.counted().answered == 1
    (row,) = with_one.rows(FindingsWanted(states=(ANSWERED,)))
    assert (row["answer"], row["answered"]) == ("Why", 2026)
    assert held.counted().answered == 0


def test_what_can_be_answered_is_found_by_its_mark(held: Worklist) -> None:
    marks = held.queries()
    assert {code for code, _ in marks} == {"8670Q"}
    assert len(marks) == 3
    assert sorted(held.of(*one)[0]["child"] for one in marks) == [
        "MU000002", "MU000003", "ZZ000004",
    ]  # fmt: skip


def test_teams_come_with_the_most_errors_first(held: Worklist) -> None:
    assert next(row["team"] for row in held.teams()) == "North"
    assert {row["team"]: row["counted"].findings for row in held.teams()} == {
        "North": 2, "South": 1, NOT_KNOWN: 1,
    }  # fmt: skip


def test_a_list_of_nothing_can_be_asked_for_everything(tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    path.write_text(census({}), encoding="utf-8")
    held = worklist(check(path, 2026, "8608"), {}, {})
    assert held.rows(FindingsWanted(), "hand", 50, 0) == []
    assert held.counted().open == 0
    assert (held.teams(), held.queries(), held.tables()) == ([], [], [])
    assert not held.teams_known

"""`holdfast check`: what it prints, in every form, and with which code it ends."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner, Result

from holdfast.__main__ import app
from holdfast.cli import check
from holdfast.returns.answers import GivenAnswer
from tests.returns.cin_census.building import census

LATE = {
    "Assessments": [
        {
            "AssessmentActualStartDate": "2025-06-02",
            "AssessmentAuthorisationDate": "2025-06-01",
            "AssessmentFactors": "2A",
        }
    ]
}
LONG = {"Assessments": [{"AssessmentActualStartDate": "2025-06-02"}]}
UNREAL = {"Child": [{"PersonBirthDate": "2018-02-30"}]}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(tmp_path: Path, text: str, *options: str) -> Result:
    path = tmp_path / "census.xml"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["check", str(path), *options])


def told(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def codes(result: Result) -> list[str]:
    return [one["code"] for one in told(result)["findings"]]


def test_a_clean_census_ends_with_nothing(tmp_path: Path) -> None:
    result = run(tmp_path, census({"CINdetails": [{}, {"child": "2"}]}), "--format", "json")
    assert [one for one in codes(result) if one not in ("2887Q",)] == []
    assert {one["state"] for one in told(result)["rules"]} == {"ran"}
    assert told(result)["children"] == 2


def test_a_finding_says_where_and_what(tmp_path: Path) -> None:
    result = run(tmp_path, census(LATE), "--format", "json")
    one = next(found for found in told(result)["findings"] if found["code"] == "8608")
    assert result.exit_code == 1
    assert one["child"] == "MU000001"
    assert one["table"] == "Assessments"
    assert one["fields"] == ["AssessmentActualStartDate", "AssessmentAuthorisationDate"]
    lines = census(LATE).splitlines()
    assert lines[one["line"] - 1] == "<Assessments>"


def test_a_day_that_is_none_is_told_as_such_and_not_as_missing(tmp_path: Path) -> None:
    found = codes(run(tmp_path, census(UNREAL), "--format", "json"))
    assert "HF01" in found
    assert "8525Q" not in found


def test_every_rule_is_named_with_how_it_went(tmp_path: Path) -> None:
    text = census({"Header": [{"ReferenceDate": "never"}]})
    rules = {one["code"]: one for one in told(run(tmp_path, text, "--format", "json"))["rules"]}
    assert rules["8670Q"]["state"] == "not run"
    assert "reference date" in rules["8670Q"]["why"]
    assert rules["8608"]["state"] == "ran"


def test_as_csv_it_holds_every_finding(tmp_path: Path) -> None:
    result = run(tmp_path, census(LATE), "--format", "csv")
    rows = list(csv.DictReader(StringIO(result.stdout)))
    assert "8608" in [row["code"] for row in rows]
    assert all(row["fix"] for row in rows)


def test_as_a_workbook(tmp_path: Path) -> None:
    out = tmp_path / "found.xlsx"
    run(tmp_path, census(LATE), "--format", "xlsx", "--out", str(out))
    book = CalamineWorkbook.from_path(out)
    assert book.sheet_names == ["Rules", "Teams", "Findings"]
    codes = [row[0] for row in book.get_sheet_by_name("Findings").to_python()]
    assert codes[0] == "Code"
    assert "8608" in codes


def test_as_a_table_it_says_how_many(tmp_path: Path) -> None:
    result = run(tmp_path, census(LATE))
    assert "1 children" in result.stdout
    assert "8608" in result.stdout


@pytest.mark.parametrize("text", ["", "name,born\n", "<Return/>", "<!DOCTYPE x><Message/>"])
def test_what_is_no_census_is_told_as_elsewhere(tmp_path: Path, text: str) -> None:
    result = run(tmp_path, text, "--format", "json")
    assert result.exit_code == 3
    assert told(result)["refusals"][0]["next_step"]
    assert told(result)["rules"] == []


def test_a_year_without_rules_is_not_found(tmp_path: Path) -> None:
    assert run(tmp_path, census({}, 2019)).exit_code == 5


def test_a_broken_child_is_refused_and_the_rest_is_checked(tmp_path: Path) -> None:
    text = census({"Child": [{}, {}], **LATE}).replace("</CINdetails>", "</CINdetail>", 1)
    result = run(tmp_path, text, "--format", "json")
    assert result.exit_code == 1
    assert told(result)["children"] == 1
    (refused,) = told(result)["refusals"]
    assert refused["first"] < refused["last"]
    assert "MU0" not in json.dumps(refused)


def test_an_answer_is_shown_as_long_as_the_facts_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def query(text: str) -> dict[str, Any]:
        found = told(run(tmp_path, text, "--format", "json"))["findings"]
        return next(one for one in found if one["code"] == "8670Q")

    from holdfast.returns.cin_census.file_check import check_file
    from holdfast.returns.worklist import worklist

    run(tmp_path, census(LONG))
    found = worklist(check_file(tmp_path / "census.xml"), {}, {})
    ((_, mark),) = [one for one in found.queries() if one[0] == "8670Q"]
    answer = GivenAnswer("8670Q", mark, 2026, "Waiting for a court.", "anne", "2026-04-20")
    monkeypatch.setattr(check, "answers_given", lambda form: {("8670Q", mark): answer})
    assert query(census(LONG))["answer"] == "Waiting for a court."
    changed = {"Assessments": [{"AssessmentActualStartDate": "2025-06-03"}]}
    assert query(census(changed))["answer"] is None

"""The command ``holdfast check --as ssda903``, and what it says is not run."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from holdfast.cli.application import app
from tests.returns.ssda903.building import beside, write_return

ROWS = {
    "Header": [{"CHILD": "C1", "SEX": "F", "DOB": "01/05/2012", "ETHNIC": "XXXX"}],
    "Episodes": [{"CHILD": "C1", "DECOM": "01/05/2025", "RNE": "S", "URN": "SC999"}],
}


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))

    def ask(*options: str) -> tuple[int, str]:
        folder = write_return(tmp_path / "return", ROWS, whole=False)
        done = CliRunner().invoke(app, ["check", str(folder), "--as", "ssda903", *options])
        return done.exit_code, done.stdout

    return ask


def test_it_tells_every_rule_and_finding_for_machines(asked) -> None:  # type: ignore[no-untyped-def]
    code, told = asked("--year", "2026", "--format", "json")
    answer = json.loads(told)
    rules = {one["code"]: one for one in answer["rules"]}
    assert code == 1
    assert len(rules) == 316 + 4
    others = {one["code"]: one["why"] for one in answer["not_in_force"]}
    assert others["700"] == "new with 2026/27"
    assert others["SW01aSTG1"] == "withdrawn with 2025/26"
    assert not others.keys() & rules.keys()
    assert rules["103"]["findings"] == 1
    assert rules["1008"]["state"] == "not run"
    assert "--providers" in rules["1008"]["why"]
    assert rules["502"]["why"] == "last year's file of Episodes was not given"
    assert rules["166"]["why"] == "no file of Reviews was given"


def test_with_the_lists_their_rules_run(asked, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    given = beside(tmp_path / "lists")
    lists = ("--providers", str(given.providers), "--postcodes", str(given.postcodes))
    _, told = asked("--year", "2026", "--format", "csv", *lists, "--authority", given.authority)
    rows = list(csv.DictReader(StringIO(told)))
    assert {("1008", "Episodes", "2", "C1")} <= {
        (row["code"], row["table"], row["line"], row["child"]) for row in rows
    }


def test_the_year_is_told_where_it_was_not_given(asked) -> None:  # type: ignore[no-untyped-def]
    assert json.loads(asked("--format", "json")[1])["notes"] == [
        "By its days this is the return of 2025/26."
    ]


def test_what_is_no_return_is_refused_in_words(asked, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, told = asked("--year", "2035", "--format", "json")
    assert code != 0
    assert "2035" in json.loads(told)["refusals"][0]["what"]
    done = CliRunner().invoke(app, ["check", str(tmp_path / "none"), "--as", "ssda903"])
    assert done.exit_code == 3
    wrong = CliRunner().invoke(app, ["check", str(tmp_path), "--authority", "E1"])
    assert wrong.exit_code != 0

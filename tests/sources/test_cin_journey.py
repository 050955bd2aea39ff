"""`holdfast import --as cin-census`, and what `holdfast child` and `due` then tell."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from holdfast.__main__ import app
from holdfast.errors import BadSetting
from tests.returns.cin_census.building import Row, Tables, census
from tests.sources.test_cin_import import WHOLE


def earlier(row: Row) -> Row:
    """The row two years before: the command line takes no file of a year that is not over."""
    days = (("2026-", "2024-"), ("2027-", "2025-"))
    made = dict(row)
    for name, text in row.items():
        for day, before in days:
            text = text.replace(day, before)
        made[name] = text
    return made


ONE: Tables = {
    name: [earlier(row) for row in given]
    for name, given in WHOLE.items()
    if name != "PreProceedingsandFGDM"
}
OTHER: Tables = {
    "Child": [{"LAchildID": "MU2"}],
    "CINdetails": [{"CINreferralDate": "2024-05-12"}],
    "Section47": [{"S47ActualStartDate": "2024-06-02", "ICPCnotRequired": "0"}],
}
JOURNEY = [
    ("2024-05-12", "A referral is received and not closed at once"),
    ("2024-05-13", "An assessment begins"),
    ("2024-05-20", "The transfer-in conference is held"),
    ("2024-06-20", "An assessment is authorised"),
    ("2024-06-21", "A child in need plan begins"),
    ("2024-08-01", "Need plans: ended"),
    ("2024-08-03", "A section 47 enquiry begins"),
    ("2024-08-20", "A child protection plan begins"),
    ("2024-08-20", "An initial child protection conference is held"),
    ("2024-08-24", "Conferences: target"),
    ("2024-11-10", "A review conference is held"),
    ("2025-02-01", "The child protection plan ends"),
    ("2025-02-02", "The case is closed"),
]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "250")
    folder = tmp_path / "census"
    folder.mkdir()
    for name, tables in (("one", ONE), ("other", OTHER)):
        (folder / f"{name}.xml").write_text(census(tables, 2025), encoding="utf-8")
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def told(*words: str) -> Any:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.exception
    return json.loads(result.stdout)


def take(path: Path, *more: str) -> Result:
    return run("import", str(path), "--as", "cin-census", *more)


def test_the_import_accounts_for_every_row(files: Path) -> None:
    result = take(files / "one.xml")
    assert result.exit_code == 0
    assert "CINdetails" in result.stdout
    assert "Clocks: 9 history, 0 current" in result.stderr


def test_the_import_for_machines(files: Path) -> None:
    said = told("import", str(files / "other.xml"), "--as", "cin-census")
    rows = {one["table"]: (one["given"], one["read"], one["refused"]) for one in said["tables"]}
    assert (rows["Child"], rows["Section47"]) == ((1, 1, 0), (1, 1, 0))
    answers = {one["key"]: one["answers"] for one in said["clocks"]}
    assert (answers["s47_icpc_15"], answers["cp_visit"]) == ("history", "cannot tell")


def test_a_day_that_the_files_do_not_reach_is_refused(files: Path) -> None:
    error = take(files / "one.xml", "--as-at", "2025-04-30").exception
    assert isinstance(error, BadSetting)
    assert "2025-03-31" in error.what


def test_a_child_s_journey(files: Path) -> None:
    take(files / "one.xml")
    journey = told("child", "MU1")
    assert [(one["day"], one["what"]) for one in journey["events"]] == JOURNEY
    assert all("one.xml" in one["source"] for one in journey["events"])
    duties = {one["clock"]: one["status"] for one in journey["duties"]}
    assert (duties["assessment_45"], duties["s47_icpc_15"]) == ("met", "met")


def test_a_child_s_journey_to_read(files: Path) -> None:
    take(files / "one.xml")
    shown = run("child", "MU1")
    assert shown.exit_code == 0
    for words in ("An assessment is authorised", "A review conference is held"):
        assert words in shown.stdout
    assert "one.xml" in run("child", "MU1", "--format", "json").stdout


def test_who_is_overdue(files: Path) -> None:
    take(files / "other.xml")
    assert [(one["child"], one["clock"]) for one in told("due")] == [("MU2", "s47_icpc_15")]
    unclear = told("due", "--status", "cannot-tell")
    assert [(one["child"], one["clock"]) for one in unclear] == [("MU2", "assessment_45")]

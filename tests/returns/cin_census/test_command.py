"""`holdfast return cin`: what it writes, says and refuses."""

import json
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from holdfast.__main__ import app
from holdfast.errors import BadSetting
from holdfast.record.store.snapshots import Store
from holdfast.returns.cin_census.schema import invalid_elements
from tests.records import reseal
from tests.returns.cin_census.conftest import County


@pytest.fixture(autouse=True)
def home(county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "home"
    copytree(county.snapshot.folder.parents[1], place)
    monkeypatch.setenv("HOLDFAST_HOME", str(place))
    return place


def run(out: Path, *options: str, year: str = "2026") -> Result:
    return CliRunner().invoke(app, ["return", "cin", "--year", year, "--out", str(out), *options])


def told(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def refused(result: Result) -> BadSetting:
    assert isinstance(result.exception, BadSetting)
    return result.exception


def test_it_writes_the_census_and_says_what_was_written(tmp_path: Path, county: County) -> None:
    out = tmp_path / "census.xml"
    result = run(out, "--authority", "999", "--format", "json")
    assert result.exit_code == 0
    said = told(result)
    assert said["written"]["Child"] == county.projected.tables["Child"].num_rows
    assert (said["whole"], said["known"]) == (True, "2026-03-31")
    assert {one["state"] for one in said["rules"]} == {"ran"}
    assert all(one["line"] for one in said["findings"] if one["child"])
    assert not any("schema" in note or "--authority" in note for note in said["notes"])
    assert invalid_elements(out, 2026) == {}
    assert [one["rows"] for one in said["left_out"]] == [
        one.rows for one in county.projected.left_out
    ]


def test_as_a_table(tmp_path: Path) -> None:
    result = run(tmp_path / "census.xml")
    assert result.exit_code == 0
    assert "CINdetails" in result.stdout
    assert "Census of 2026" in result.stdout
    assert "names no council" in " ".join(result.stderr.split())


def test_the_year_must_be_over(tmp_path: Path, home: Path) -> None:
    reseal(Store(home).current(), as_at=date(2025, 11, 30))
    out = tmp_path / "census.xml"
    error = refused(run(out))
    assert "--as-at 2025-11-30" in error.next_step
    assert not out.exists()
    said = told(run(out, "--as-at", "2025-11-30", "--format", "json"))
    assert said["whole"] is False
    assert any("not to be sent" in note for note in said["notes"])


def test_so_far_fewer_are_written(tmp_path: Path) -> None:
    whole = told(run(tmp_path / "whole.xml", "--format", "json"))
    part = told(run(tmp_path / "part.xml", "--as-at", "2025-09-30", "--format", "json"))
    assert 0 < part["written"]["CINdetails"] < whole["written"]["CINdetails"]


@pytest.mark.parametrize(
    ("year", "options"),
    [
        ("2019", ()),
        ("2027", ()),
        ("2026", ("--as-at", "2026-04-01")),
        ("2026", ("--as-at", "2025-03-31")),
        ("2026", ("--as-at", "31/03/2026")),
        ("2026", ("--authority", "Essex")),
    ],
)
def test_what_cannot_be_done_is_refused(
    tmp_path: Path, year: str, options: tuple[str, ...]
) -> None:
    out = tmp_path / "census.xml"
    assert refused(run(out, *options, year=year)).next_step
    assert not out.exists()


def test_a_place_where_nothing_can_be_written(tmp_path: Path) -> None:
    assert "cannot be written" in refused(run(tmp_path / "absent" / "census.xml")).what

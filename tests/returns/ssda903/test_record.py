"""The return drawn from the record, written, and read back equal."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from holdfast.cli import return_ssda903
from holdfast.cli.application import app
from holdfast.errors import BadSetting
from holdfast.record.store.snapshot import Snapshot
from holdfast.returns.outcome import State
from holdfast.returns.ssda903.projecting import project
from holdfast.returns.ssda903.record_check import check_record
from holdfast.returns.ssda903.writing import write_return
from holdfast.returns.ssda903.writing_xml import NOT_IN_XML, XML, write_return_xml
from holdfast.sources.ssda903 import read_return
from tests.returns.cin_census.recorded import council, snapshot_of

PLACE = ("row", "child", "line", "unreadable")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return council(tmp_path_factory.mktemp("county"), 900, 2026)


def test_what_is_written_is_read_back_equal(county: Snapshot, tmp_path: Path) -> None:
    drawn = project(county, 2026)
    write_return(drawn.tables, tmp_path)
    reading = read_return(tmp_path)
    assert reading.refused == []
    assert reading.troubles == []
    for name, rows in drawn.tables.items():
        assert reading.tables[name].drop(PLACE).equals(rows.drop(PLACE)), name
    filled = {name for name, rows in drawn.tables.items() if rows.num_rows}
    assert {"Header", "Episodes", "Reviews", "SWEpisodes"} <= filled


def test_what_is_written_as_xml_is_read_back_equal(county: Snapshot, tmp_path: Path) -> None:
    drawn = project(county, 2026)
    write_return_xml(drawn.tables, tmp_path / XML)
    reading = read_return(tmp_path / XML)
    assert (reading.refused, reading.troubles) == ([], [])
    for name in drawn.tables.keys() - set(NOT_IN_XML):
        assert _sorted(reading.tables[name]) == _sorted(drawn.tables[name]), name
    assert not set(NOT_IN_XML) & reading.tables.keys()
    assert reading.tables["Episodes"].num_rows > 10


def _sorted(rows: pa.Table) -> list[tuple[str, ...]]:
    return sorted(tuple(map(str, row.values())) for row in rows.drop(PLACE).to_pylist())


def test_the_command_writes_xml_checks_it_and_says_what_it_has_no_place_for(
    county: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(return_ssda903, "current_snapshot", lambda: county)
    asked = ["return", "ssda903", "--year", "2026", "--as", "xml", "--out", str(tmp_path)]
    done = CliRunner().invoke(app, [*asked, "--format", "json"])
    answer = json.loads(done.stdout)
    assert [path.name for path in tmp_path.iterdir()] == [XML]
    assert answer["file"].endswith(XML)
    assert any("has no place for SWEpisodes" in note for note in answer["notes"])
    states = {one["code"]: one for one in answer["rules"]}
    assert states["143"]["state"] == "ran"
    assert states["SW05STG1"]["state"] == "not run"
    assert "SWEpisodes" not in answer["written"]


def test_the_record_is_checked_by_every_rule_that_it_can_answer(county: Snapshot) -> None:
    outcome = check_record(county, 2026).outcome
    states = {one.rule.code: one for one in outcome.rules}
    assert not outcome.failed
    assert outcome.children > 0
    assert states["143"].state is State.RAN
    assert "home" in states["392d"].why
    assert "last year" in states["503A"].why


def test_a_child_of_the_year_is_drawn_as_the_return_counts() -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "persons": [
            {"child": "1", "sex": "F", "born": "2010-05-01", "ethnicity": "WBRI"},
            {"child": "2", "sex": "M", "born": "2012-05-01"},
        ],
        "placements": [
            {"placement": "p", "child": "1", "started": "2025-06-01", "kind": "T1",
             "provider": "PR4", "postcode": "AA1 1AA"},
        ],
        "care_episodes": [
            {"episode": "a", "child": "1", "started": "2025-06-01", "start_reason": "S",
             "legal_status": "C2", "placement": "p"},
            {"episode": "b", "child": "2", "started": "2020-06-01", "ended": "2025-03-31"},
        ],
        "care_reviews": [
            {"review": "r", "child": "1", "held": "2025-07-01", "participation": "PN1"},
            {"review": "s", "child": "1", "held": "2025-08-01", "cancelled": True},
        ],
    }  # fmt: skip
    drawn = project(snapshot_of(rows), 2026).tables
    (episode,) = drawn["Episodes"].to_pylist()
    assert (episode["CHILD"], episode["RNE"], episode["PLACE"], episode["DEC"]) == (
        "1", "S", "T1", None,
    )  # fmt: skip
    assert episode["PLACE_PROVIDER"] is None  # a temporary placement has none
    assert drawn["Header"]["CHILD"].to_pylist() == ["1"]
    assert [str(day) for day in drawn["Reviews"]["REVIEW"].to_pylist()] == ["2025-07-01"]


def test_a_year_that_had_not_begun_is_refused(county: Snapshot) -> None:
    for year in (2022, 2027):
        with pytest.raises(BadSetting, match=str(year)):
            project(county, year)

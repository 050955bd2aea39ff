"""The return drawn from the record, written, and read back equal."""

from pathlib import Path
from typing import Any

import pytest

from holdfast.errors import BadSetting
from holdfast.record.store.snapshot import Snapshot
from holdfast.returns.outcome import State
from holdfast.returns.ssda903.projecting import project
from holdfast.returns.ssda903.record_check import check_record
from holdfast.returns.ssda903.writing import write_return
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

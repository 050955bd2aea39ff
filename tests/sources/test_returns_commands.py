"""What commands say on a census alone: never nought of what it carries nothing of."""

import json
from pathlib import Path

import pytest

from holdfast.record.store.snapshots import Store
from holdfast.returns.cin_census.projecting import last_day, project
from holdfast.returns.cin_census.writing import write_census
from holdfast.sources.made_up import council_tables, import_council
from tests.commanding import Terminal
from tests.sources.cin_imported import MADE

CHILDREN, YEAR, SEED = 200, 2024, 5


@pytest.fixture(scope="module")
def census(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up council's own census, as a file."""
    place, day = tmp_path_factory.mktemp("census"), last_day(YEAR)
    made = council_tables(CHILDREN, day, SEED)
    whole = import_council(Store(place / "whole"), made, CHILDREN, day, SEED, MADE)
    found = project(whole, YEAR, day)
    write_census(found.header, found.tables, place / "census.xml")
    return place / "census.xml"


@pytest.fixture
def terminal(
    census: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Terminal:
    found = Terminal(tmp_path / "home", monkeypatch, capsys)
    assert found.run("import", str(census), "--as", "cin-census").code == 0
    return found


def test_commands_say_what_a_census_cannot_tell(terminal: Terminal) -> None:
    concerns = terminal.run("concerns")
    assert "Nobody can act cannot be determined:" in " ".join(concerns.err.split())
    counted = json.loads(terminal.run("concerns", "--format", "json").out)
    by_key = {one["concern"]: one for one in counted}
    assert by_key["nobody_can_act"]["children"] is None
    assert by_key["drift"]["children"] is not None

    today = " ".join(terminal.run("today").out.split())
    assert "Nobody can act for them: cannot be determined: the source does not carry" in today
    assert "Not seen when they should have been: cannot be determined" in today
    assert "Steps overdue: cannot" not in today

    unallocated = terminal.run("unallocated")
    assert unallocated.out == ""
    why = "the source does not carry involvements: worker."
    assert f"Whom nobody holds cannot be determined: {why}" in " ".join(unallocated.err.split())
    assert json.loads(terminal.run("unallocated", "--format", "json").out) == []

    door = terminal.run("front-door")
    assert door.out == ""
    assert "nothing of the front door can be determined" in " ".join(door.err.split())

"""The commands about caseloads, allocation and the workforce, as a person runs them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.query.caseload.points import FILE, shipped_text
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_made_up
from tests.commanding import Terminal

COMMANDS = ("caseload", "unallocated", "workforce")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home")
    import_made_up(Store(place), 300, date(2018, 1, 31), 4, "2018-02-01T08:30:00")
    return place


@pytest.fixture
def terminal(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(home, monkeypatch, capsys)


def told(terminal: Terminal, *words: str) -> Any:
    said = terminal.run(*words, "--format", "json")
    assert said.code == 0, said.err
    return json.loads(said.out)


def busiest(terminal: Terminal) -> str:
    team: str = told(terminal, "caseload")["workers"][0]["team"]
    return team


@pytest.mark.parametrize("command", COMMANDS)
def test_each_fits_eighty_columns_and_says_what_it_is(terminal: Terminal, command: str) -> None:
    said = terminal.run(command, "--team", busiest(terminal))
    assert said.code == 0, said.err
    # The tests' terminal has 300 columns: workforce has words that are to wrap.
    if command != "workforce":
        assert max((len(line) for line in said.out.splitlines()), default=0) <= 80
    assert terminal.run(command, "--format", "csv").code == 0


def test_a_caseload_stands_with_its_spread_and_its_scheme(terminal: Terminal) -> None:
    found = told(terminal, "caseload", "--team", busiest(terminal))
    assert sum(found["spread"]["numbers"][n][0] for n in range(1)) == found["spread"]["least"]
    assert found["scheme"]["scheme"]["status"]["protection_plan"] == 9
    assert all(one["points"] >= 0 for one in found["workers"])
    said = terminal.run("caseload")
    assert "Neither children nor points measure anyone’s work." in " ".join(said.err.split())


def test_a_refused_points_file_is_told_and_the_answer_goes_on(
    terminal: Terminal, home: Path
) -> None:
    (home / FILE).write_text("[status]\nin_care = 7\n", encoding="utf-8")
    try:
        said = terminal.run("caseload", "--format", "json")
    finally:
        (home / FILE).unlink()
    assert said.code == 0
    assert "refused at line 1" in " ".join(said.err.split())
    assert json.loads(said.out)["scheme"]["own"] is False


def test_the_shipped_points_are_printed_to_be_edited(terminal: Terminal) -> None:
    assert terminal.run("points").out == shipped_text()


def test_a_proposal_says_that_it_writes_nothing(terminal: Terminal) -> None:
    waits = told(terminal, "unallocated")
    assert waits
    team = next(one["team"] for one in waits if one["team"])
    found = told(terminal, "allocate", "--team", team, "--dry-run")
    assert found["placed"] or found["unplaced"]
    said = terminal.run("allocate", "--team", team)
    assert "nothing is written" in " ".join(said.err.split())
    assert terminal.run("allocate", "--team", team, "--format", "csv").code == 0


@pytest.mark.parametrize("command", [*COMMANDS, "allocate"])
def test_an_unknown_team_is_told_in_words(terminal: Terminal, command: str) -> None:
    said = terminal.run(command, "--team", "none")
    assert said.code == 5
    assert "There is no team of that name." in " ".join(said.err.split())

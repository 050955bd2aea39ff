"""``holdfast measures``: the register, and one measure with its figure."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.measures.chain import chain
from holdfast.measures.measure import MeasureRow
from holdfast.measures.register import MEASURES
from holdfast.query.outlook import open_outlook
from holdfast.query.scope import Scope
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_made_up
from tests.commanding import Terminal

AS_AT = date(2018, 1, 31)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home")
    import_made_up(Store(place), 120, AS_AT, 7, "2018-02-01T08:30:00")
    return place


@pytest.fixture
def terminal(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(home, monkeypatch, capsys)


def told(terminal: Terminal, *words: str) -> Any:
    said = terminal.run("measures", *words, "--format", "json")
    assert said.code == 0, said.err
    return json.loads(said.out)


def test_the_register_for_people_and_for_machines(terminal: Terminal) -> None:
    rows = told(terminal)
    assert [row["measure"] for row in rows] == [one.key for one in MEASURES]
    assert {tuple(row) for row in rows} == {tuple(MeasureRow.__dataclass_fields__)}
    said = terminal.run("measures")
    assert f"{len(MEASURES)} measures" in said.out
    assert "conference_in_time" in said.out
    listed = terminal.run("measures", "--format", "csv").out.splitlines()
    assert len(listed) == len(MEASURES) + 1


def test_one_measure_is_the_figure_of_the_chain_with_its_counts(
    terminal: Terminal, home: Path
) -> None:
    outlook = open_outlook(Store(home).current(), Book(CLOCKS))
    team = outlook.rows("select team, count(*) as n from holders group by team order by n desc")
    scope = Scope(team[0]["team"])
    (link,) = (one for one in chain(outlook, 6, scope) if one.link.key == "supervision")
    outlook.close()
    asked = ("--months", "6", "--team", scope.team)
    found = told(terminal, "supervision_in_time", *asked)
    assert (found["counted"], found["of"]) == (link.in_time, link.passed)
    assert (found["open"], found["overdue"]) == (link.open, link.overdue)
    assert found["team"] == scope.team
    assert found["declared"]["measure"] == "supervision_in_time"
    assert found["series"] is None
    overdue = told(terminal, "supervision_overdue", *asked)
    assert overdue["value"] == link.overdue == overdue["series"][-1]["overdue"]
    text = terminal.run("measures", "supervision_wait", *asked).out
    assert "Kaplan and Meier" in text
    assert f"team {scope.team}" in text


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["nothing"], 5, "There is no measure of that key."),
        (["seen_wait", "--team", "nobody's"], 5, "There is no team of that name."),
        (["--team", "T1"], 2, "for the figure of one measure"),
        (["seen_wait", "--as-at", "2018-02-01"], 2, "nothing after 2018-01-31"),
    ],
)
def test_errors_are_told_in_words(
    words: list[str], code: int, says: str, terminal: Terminal
) -> None:
    said = terminal.run("measures", *words)
    assert (said.code, said.out) == (code, "")
    assert says in said.err

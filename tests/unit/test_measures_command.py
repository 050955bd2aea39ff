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


def test_by_period_and_group(terminal: Terminal) -> None:
    found = told(terminal, "referrals", "--by", "year", "--by", "sex")["counts"]
    assert {one["group"] for one in found} <= {"female", "male", "not recorded"}
    assert sum(one["counted"] for one in found) > 0
    every = told(terminal, "--by", "quarter")["counts"]
    assert {"referrals", "in_need", "seen_due_met"} <= {one["measure"] for one in every}
    behind = told(terminal, "in_need", "--children")
    assert {tuple(one) for one in behind} == {("child", "day", "counted")}
    assert "referrals" in terminal.run("measures", "referrals", "--by", "month").out


def test_pace_with_a_target(terminal: Terminal, home: Path) -> None:
    said = terminal.run("pace", "supervision_due_met", "--target", "90", "--format", "json")
    assert said.code == 0, said.err
    found = json.loads(said.out)
    assert found["target"] == 0.9
    assert 0 <= found["reaching"]["within_12"] <= found["reaching"]["within_24"] <= 1
    text = terminal.run("pace", "supervision_due_met", "--target", "90").out
    assert "Its own past" in text


def test_what_is_needed_and_whom_to_serve(terminal: Terminal) -> None:
    every = terminal.run("needed", "--format", "json")
    assert every.code == 0, every.err
    assert len(json.loads(every.out)) > 20
    one = json.loads(terminal.run("needed", "supervision", "--format", "json").out)
    assert one["longest_waiting"]
    assert len(one["nearest_the_limit"]) <= 10
    assert "Longest waiting" in terminal.run("needed", "supervision").out


def test_a_published_file_is_read_in(terminal: Terminal, tmp_path: Path) -> None:
    place = tmp_path / "dfe.csv"
    head = "time_period,geographic_level,region_name,la_name,old_la_code,rate"
    place.write_text(f"{head}\n202526,National,,,,80.1\n", encoding="utf-8")
    said = terminal.run("benchmarks", str(place), "--measure", "icpc_15", "--column", "rate")
    assert said.code == 0, said.err
    assert "1 figures of icpc_15 read" in said.err + said.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["measures", "referrals", "--by", "month", "--by", "year"], "one period and one group"),
        (["measures", "agency_rate", "--children"], "No children stand behind this measure"),
        (["pace", "seen_due_met", "--target", "140"], "not a value that the measure can have"),
        (["pace", "referrals", "--target", "5"], "for a measure that has a good way"),
        (["pace", "three_workers"], "each month looks back over 12"),
        (["needed", "nothing"], "There is no link of that name"),
        (["needed", "seen", "--until", "2018-02-01"], "a week ahead"),
        (["benchmarks", "none.csv", "--measure", "x", "--column", "y"], "No measure is held"),
        (["benchmarks", "none.csv", "--measure", "icpc_15", "--column", "y"], "no such file"),
    ],
)
def test_what_cannot_be_is_refused(words: list[str], says: str, terminal: Terminal) -> None:
    said = terminal.run(*words)
    assert said.code != 0
    assert says in said.err.replace("\n", " ")

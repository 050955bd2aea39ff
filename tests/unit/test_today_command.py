"""``holdfast today``: for a team, a worker, every team; for people and for machines."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.query.outlook import open_outlook
from holdfast.query.today.choices import Choices
from holdfast.query.today.team_day import every_team_day
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_made_up
from tests.commanding import Terminal

AS_AT = date(2018, 1, 31)
SECTIONS = [
    "nobody_can_act", "not_seen", "steps_overdue", "unassessed_risk", "allocations", "workers",
    "due_in_five_days", "left_undone", "open_on_paper", "cannot_be_determined",
]  # fmt: skip
SECTION = {"key", "title", "unit", "count", "families", "rows", "lacking"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home")
    import_made_up(Store(place), 200, AS_AT, 7, "2018-02-01T08:30:00")
    return place


@pytest.fixture
def terminal(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(home, monkeypatch, capsys)


def told(terminal: Terminal, *words: str) -> Any:
    said = terminal.run("today", *words, "--format", "json")
    assert said.code == 0, said.err
    return json.loads(said.out)


def test_every_team_for_machines(terminal: Terminal, home: Path) -> None:
    found = told(terminal, "--all-teams")
    outlook = open_outlook(Store(home).current(), Book(CLOCKS))
    every = every_team_day(outlook, Choices())
    outlook.close()
    assert [one["team"] for one in found] == list(every)
    for one in found:
        assert [section["key"] for section in one["sections"]] == SECTIONS
        assert all(set(section) == SECTION for section in one["sections"])
        counts = {section["key"]: section["count"] for section in one["sections"]}
        assert counts["left_undone"] == every[one["team"]].not_asked
        assert counts["unassessed_risk"] == len(every[one["team"]].unassessed)


def test_rows_are_those_of_the_page_unless_all_are_asked_for(terminal: Terminal) -> None:
    short = {one["key"]: one for one in told(terminal)[0]["sections"]}
    whole = {one["key"]: one for one in told(terminal, "--whole")[0]["sections"]}
    assert len(short["not_seen"]["rows"]) <= 6
    children = {child for row in whole["not_seen"]["rows"] for child in row["children"]}
    assert len(children) == whole["not_seen"]["count"] == short["not_seen"]["count"]


def test_a_worker_s_families(terminal: Terminal, home: Path) -> None:
    outlook = open_outlook(Store(home).current(), Book(CLOCKS))
    held = outlook.rows(
        "select worker, count(*) as n from holders where worker is not null group by worker "
        "order by n desc, worker"
    )[0]
    outlook.close()
    (found,) = told(terminal, "--worker", held["worker"])
    assert found["worker"] == held["worker"]
    assert sum(one["count"] for one in found["sections"][:3]) == held["n"]


def test_people_are_told_in_sections(terminal: Terminal) -> None:
    said = terminal.run("today")
    assert said.code == 0
    assert "Every team, as at 31 January 2018" in said.out
    assert "Not seen when they should have been" in said.out


def test_the_file_has_a_line_for_each_row_and_each_count(terminal: Terminal) -> None:
    said = terminal.run("today", "--all-teams", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert {row["section"] for row in rows} == set(SECTIONS)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--team", "T1", "--worker", "W1"), 2),
        (("--team", "T1", "--all-teams"), 2),
        (("--team", "no such team"), 5),
        (("--worker", "no such worker"), 5),
    ],
)
def test_what_cannot_be_asked_is_refused(
    words: tuple[str, ...], code: int, terminal: Terminal
) -> None:
    said = terminal.run("today", *words)
    assert said.code == code, said.err
    assert said.out == ""

"""``holdfast measures``: the register, and one measure with its figure."""

import csv
import json
import re
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.concerns.register import duty_book
from holdfast.errors import NotFound
from holdfast.measures.benchmarks.own_council import own_council
from holdfast.measures.benchmarks.published import published_table
from holdfast.measures.cases import asked_group
from holdfast.measures.cases.groups import By
from holdfast.measures.chain import chain
from holdfast.measures.figure_groups import GroupFigure
from holdfast.measures.measure import MeasureRow
from holdfast.measures.register import MEASURES, measure
from holdfast.query.fairness.groups import ORDER, Characteristic
from holdfast.query.outlook import open_outlook
from holdfast.query.people import Team, teams
from holdfast.query.scope import EVERYBODY, Scope
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
    assert f"{len(MEASURES)} measures" in said.err
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


def test_a_period_is_told_by_the_first_day_that_is_counted(terminal: Terminal) -> None:
    found = told(terminal, "referrals")
    assert (found["period_from"], found["as_at"]) == ("2017-02-01", "2018-01-31")
    assert len(told(terminal, "referrals", "--children")) == found["of"]
    assert min(row["day"] for row in told(terminal, "referrals", "--children")) >= "2017-02-01"
    assert "2017-02-01 to 2018-01-31" in terminal.run("measures", "seen_wait").out
    assert told(terminal, "seen_wait", "--by", "sex")["period_from"] == "2017-02-01"
    assert "2017-02-01 to 2018-01-31" in terminal.run("chain").out


def test_by_period_and_group(terminal: Terminal) -> None:
    found = told(terminal, "referrals", "--by", "year", "--by", "sex")["counts"]
    assert {one["group"] for one in found} <= {"female", "male", "not recorded"}
    assert sum(one["counted"] for one in found) > 0
    every = told(terminal, "--by", "quarter")["counts"]
    assert {"referrals", "in_need", "seen_due_met"} <= {one["measure"] for one in every}
    behind = told(terminal, "in_need", "--children")
    assert {tuple(one) for one in behind} == {("child", "day", "counted")}
    assert "Referrals, by month" in terminal.run("measures", "referrals", "--by", "month").out


def test_the_children_behind_a_group(terminal: Terminal) -> None:
    of_year = ("referrals", "--months", "12", "--by", "sex")
    rows = [told(terminal, *of_year, "--children", "--group", each) for each in ("female", "male")]
    assert all(rows)
    assert not {one["child"] for one in rows[0]} & {one["child"] for one in rows[1]}
    for words, says in (
        (("--children",), "Give --by once and --group"),
        (("--group", "female"), "Give KEY, --children and --by as well"),
    ):
        said = terminal.run("measures", *of_year, *words)
        assert (said.code, said.out) == (2, "")
        assert says in said.err
    # It would list the children of a year where those of a quarter are asked for.
    said = terminal.run("measures", *of_year, "--by", "quarter", "--children", "--group", "female")
    assert (said.code, said.out) == (2, "")
    assert "Leave --by quarter out; give --months" in " ".join(said.err.split())


def test_a_group_is_asked_for_by_its_code_or_as_pages_show_it(
    terminal: Terminal, home: Path
) -> None:
    outlook = open_outlook(Store(home).current(), duty_book(home))
    named = {one.team: one.title for one in teams(outlook) if one.title != one.team}
    outlook.close()
    asked = ("cases_closed", "--by", "team", "--children", "--group")
    team = next(one for one in named if told(terminal, *asked, one))
    assert told(terminal, *asked, named[team] or "") == told(terminal, *asked, team)
    need = ("referrals", "--by", "need", "--children", "--group")
    for shown in ("family in acute stress", "Family in acute stress (N4)"):
        assert told(terminal, *need, shown) == told(terminal, *need, "N4")
    # An empty list would read as none.
    for words, says in ((asked, "There are"), (need, "family in acute stress (N4)")):
        said = terminal.run("measures", *words, "nonsense")
        assert (said.code, said.out) == (5, "")
        assert "There is no group by" in said.err
        assert says in " ".join(said.err.split())


def test_a_name_of_two_groups_is_refused_with_their_codes(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlook = open_outlook(Store(home).current(), duty_book(home))
    twice = [Team("T-1", "Safeguarding"), Team("T-2", "Safeguarding"), Team("T-3", "Intake")]
    monkeypatch.setattr(asked_group, "teams", lambda outlook: twice)
    with pytest.raises(NotFound, match=r"2 groups by team of that name.*T-1, T-2"):
        asked_group.known_group(outlook, By.TEAM, "safeguarding")
    assert asked_group.known_group(outlook, By.TEAM, " intake") == "T-3"
    outlook.close()


def test_the_groups_of_a_figure_without_months(terminal: Terminal, home: Path) -> None:
    found = told(terminal, "seen_wait", "--by", "sex")
    outlook = open_outlook(Store(home).current(), duty_book(home))
    one = measure("seen_wait")
    assert one.groups
    own = one.groups.ask(outlook, 12, By.SEX, EVERYBODY)
    assert found["groups"] == [asdict(each) for each in own]
    whole = one.figure(outlook, 12)
    outlook.close()
    assert sum(each["of"] for each in found["groups"]) == whole.of
    assert sum(each["open"] for each in found["groups"]) == whole.open
    asked = ("seen_wait", "--by", "sex", "--children", "--group")
    for each in found["groups"]:
        behind = told(terminal, *asked, each["group"])
        assert sum(row["counted"] is True for row in behind) == each["counted"]
        assert sum(row["counted"] is None for row in behind) == each["cannot_tell"]


def test_the_groups_of_a_figure_as_a_file_and_as_a_table(terminal: Terminal) -> None:
    said = terminal.run("measures", "seen_wait", "--by", "age", "--format", "csv")
    head, *rows = csv.reader(said.out.splitlines())
    assert head[:6] == ["measure", "by", "team", "period_from", "as_at", "snapshot"]
    assert head[6:] == list(GroupFigure.__dataclass_fields__)
    ages = [row[6] for row in rows]
    assert ages == [one for one in ORDER[Characteristic.AGE] if one in ages]  # from the youngest
    table = terminal.run("measures", "seen_wait", "--by", "age")
    assert "Child seen: median wait, by age" in table.out
    assert "Open" in table.out
    staff = terminal.run("measures", "vacancy_rate", "--by", "team")
    assert "Open" not in staff.out
    assert "more vacant hours than the whole" in " ".join(staff.err.split())
    rates = terminal.run("measures", "referral_rate", "--by", "sex")
    assert "[children_by_sex.2018]" in rates.err  # what to write is said once, below
    # A rate is of twelve months, whatever is asked for.
    assert told(terminal, "referral_rate", "--by", "sex", "--months", "3") == told(
        terminal, "referral_rate", "--by", "sex"
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["seen_wait", "--by", "month"], "has no months"),
        (["seen_wait", "--by", "month", "--by", "sex"], "has no months"),
        (["seen_wait", "--by", "age", "--by", "sex"], "one kind of group at a time"),
        (["agency_rate", "--by", "sex"], "no groups by sex. Staff are not grouped"),
        (["referral_rate", "--by", "team", "--children", "--group", "T1"], "no groups by team"),
        (["agency_rate", "--by", "team", "--children", "--group", "T1"], "No children stand"),
    ],
)
def test_groups_that_a_figure_has_not_are_refused(
    words: list[str], says: str, terminal: Terminal
) -> None:
    said = terminal.run("measures", *words)
    assert (said.code, said.out) == (2, "")
    assert says in " ".join(said.err.split())


def test_at_eighty_columns_nothing_is_cut_off(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    listed = terminal.run("measures").out
    for one in MEASURES:
        assert f" {one.key} " in listed, one.key
    needed = terminal.run("needed").out
    for line in needed.splitlines():
        assert len(line) <= 80
    assert "assessment_statistical " in needed
    assert "…" not in listed + needed + terminal.run("measures", "--by", "year").out


@pytest.mark.parametrize("given", ["999", "Nowhereshire"])
def test_a_council_that_is_none_is_refused(
    given: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_AUTHORITY", given)
    said = terminal.run("pace", "conferences_15_days")
    assert (said.code, said.out) == (2, "")
    assert "HOLDFAST_AUTHORITY: no council has that code, or that name" in said.err
    assert "such as 916" in said.err


def test_a_council_is_known_by_its_code_and_by_its_name(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for given in ("916", "gloucestershire", "Gloucestershire"):
        monkeypatch.setenv("HOLDFAST_AUTHORITY", given)
        assert own_council(published_table(home)) == "916"
    monkeypatch.delenv("HOLDFAST_AUTHORITY")
    assert own_council(published_table(home)) == ""


def test_pace_with_a_target(terminal: Terminal, home: Path) -> None:
    said = terminal.run("pace", "supervision_due_met", "--target", "90", "--format", "json")
    assert said.code == 0, said.err
    found = json.loads(said.out)
    assert found["target"] == 0.9
    soon, later = found["reaching"]["within_12"], found["reaching"]["within_24"]
    assert soon is later is None or 0.05 <= soon <= later <= 0.9
    text = terminal.run("pace", "supervision_due_met", "--target", "90").out
    assert found["reaching"]["reached"] or "How likely" in text
    level, gap = found["reaching"]["level"], found["reaching"]["gap"]
    assert gap == pytest.approx(0.9 - level)
    assert re.search(rf"Level[ │]+{100 * level:.1f}%", text)
    way = "beyond the target" if gap <= 0 else "to go: it has to rise"
    assert re.search(rf"Gap[ │]+{abs(100 * gap):.1f} points {way}", text)
    assert "Its own forecasts" in text


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
        (["measures", "--by", "month", "--children"], "`holdfast measures KEY --children`"),
        (["measures", "--children"], "`holdfast measures KEY --children`"),
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

"""A survey tells what an import would make, imports nothing and leaves nothing behind."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from holdfast.__main__ import app
from holdfast.cli.importing.survey import tell_survey
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import read_book
from holdfast.errors import BadSetting, Busy, CannotRead
from holdfast.importing.survey import surveying
from holdfast.importing.survey.surveying import survey
from holdfast.importing.survey.told import Survey
from holdfast.printing import Format
from holdfast.record.store.draft import locked
from holdfast.record.store.snapshots import Store
from holdfast.sources.importers import Kinds
from tests.returns.cin_census.building import census
from tests.sources import annex_a_made as annex_a
from tests.sources.cin_made import RICH
from tests.sources.ssd_made import (
    AS_AT,
    MADE_AT,
    PERSON,
    PLAN,
    REFERRAL,
    VISIT,
    counted,
    take,
    write_council,
)


def surveyed(
    home: Path,
    *paths: Path,
    kind: Kinds = Kinds.SSD,
    as_at: date | None = AS_AT,
    made: str = MADE_AT,
) -> Survey:
    given = [str(path) for path in paths]
    book = read_book(CLOCKS, None)
    return survey(home, kind, given, as_at, made, book, lambda what, done, of: None)


def held(folder: Path) -> set[str]:
    """Every file and folder below a folder."""
    return {str(Path(at, name)) for at, dirs, files in os.walk(folder) for name in dirs + files}


def one(rows: list[dict[str, Any]], **wanted: object) -> dict[str, Any]:
    """The one row in which these hold what is wanted."""
    found = [row for row in rows if all(row[name] == held for name, held in wanted.items())]
    assert len(found) == 1, found
    return found[0]


def test_nothing_is_imported_and_nothing_stays(tmp_path: Path) -> None:
    home = tmp_path / "home"
    surveyed(home, write_council(tmp_path / "in"))
    assert held(home) == {str(home / "surveys"), str(home / "surveys.lock")}


def test_nothing_stays_of_one_that_breaks_off(tmp_path: Path) -> None:
    home, empty = tmp_path / "home", tmp_path / "in"
    empty.mkdir()
    with pytest.raises(CannotRead):
        surveyed(home, empty)
    assert list((home / "surveys").iterdir()) == []


def test_what_one_that_was_killed_has_left_is_cleared(tmp_path: Path) -> None:
    home = tmp_path / "home"
    left = home / "surveys" / "0123456789abcdef" / "snapshots"
    left.mkdir(parents=True)
    surveyed(home, write_council(tmp_path / "in"))
    assert list((home / "surveys").iterdir()) == []


def test_the_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    surveyed(tmp_path / "home", write_council(tmp_path / "in"))
    assert (tmp_path / "home" / "surveys").stat().st_mode & 0o077 == 0


def test_one_survey_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "surveys").mkdir()
    with locked(tmp_path / "surveys.lock"), pytest.raises(Busy, match="Another survey"):
        surveyed(tmp_path, write_council(tmp_path / "in"))


def test_it_counts_as_the_import_does(tmp_path: Path) -> None:
    bad = {**VISIT, "cppv_cp_visit_id": "V2", "cppv_cp_visit_date": "31/11/2017"}
    folder = write_council(tmp_path / "in", ssd_cp_visits=[VISIT, bad])
    found, snapshot = surveyed(tmp_path / "home", folder), take(tmp_path, folder)
    counts = {
        row["table"]: (row["given"], row["read"], row["refused"])
        for row in found.tables
        if row["state"] == "found"
    }
    assert counts == counted(snapshot)
    assert found.as_at == "2018-01-31"


def test_headings_missing_and_not_known_are_told(tmp_path: Path) -> None:
    row = {**PERSON, "our_own_column": "x"}
    row.pop("pers_surname")
    found = surveyed(tmp_path, write_council(tmp_path / "in", ssd_person=[row]))
    assert one(found.headings, heading="our_own_column")["state"] == "not known, and not read"
    assert one(found.headings, heading="pers_surname")["state"] == "missing"
    assert one(found.tables, table="ssd_contacts")["state"] == "missing"


def test_the_order_of_days_is_told_by_column(tmp_path: Path) -> None:
    days = ["1/24/2018", "1/4/2018"]
    visits = [{**VISIT, "cppv_cp_visit_id": day, "cppv_cp_visit_date": day} for day in days]
    referral = {**REFERRAL, "cine_referral_date": "24/12/2017"}
    folder = write_council(tmp_path / "in", ssd_cp_visits=visits, ssd_cin_episodes=[referral])
    found = surveyed(tmp_path, folder)
    told = one(found.days, heading="cppv_cp_visit_date")
    assert (told["order"], told["month_only"], told["either"]) == ("month first, it seems", 1, 1)
    assert one(found.days, heading="cine_referral_date")["order"] == "day first"
    assert found.days[0] == told


def test_a_month_first_column_is_what_to_correct_first(tmp_path: Path) -> None:
    days = ["1/24/2018", "1/4/2018"]
    visits = [{**VISIT, "cppv_cp_visit_id": day, "cppv_cp_visit_date": day} for day in days]
    found = surveyed(tmp_path, write_council(tmp_path / "in", ssd_cp_visits=visits))
    first = found.first[0]
    assert "month before day" in first["what"]
    assert first["where"] == "ssd_cp_visits: cppv_cp_visit_date"
    assert (first["cells"], first["children"]) == (2, 1)
    assert first["clocks"] >= 1
    assert one(found.clocks, key="cp_visit")["answers"] == "cannot tell"
    assert not any("protection_visits" in row["what"] for row in found.absent)


def test_what_takes_more_away_comes_first(tmp_path: Path) -> None:
    plans = [
        {**PLAN, "cppl_cp_plan_id": f"P{n}", "cppl_person_id": f"MU{n}",
         "cppl_cp_plan_end_date": "31/11/2017"}
        for n in range(1, 4)
    ]  # fmt: skip
    people = [{**PERSON, "pers_person_id": f"MU{n}"} for n in range(1, 4)]
    referral = {**REFERRAL, "cine_close_date": "31/11/2017"}
    folder = write_council(
        tmp_path / "in", ssd_cp_plans=plans, ssd_person=people, ssd_cin_episodes=[referral]
    )
    found = surveyed(tmp_path, folder)
    ends = one(found.first, where="ssd_cp_plans: cppl_cp_plan_end_date")
    assert (ends["cells"], ends["children"]) == (3, 3)
    assert ends["duties"] >= 3
    worth = [(row["clocks"], row["children"]) for row in found.first]
    assert worth == sorted(worth, reverse=True)


def test_two_faults_of_one_column_are_one_place_and_one_child(tmp_path: Path) -> None:
    plans = [
        {**PLAN, "cppl_cp_plan_id": f"P{n}", "cppl_cp_plan_end_date": day}
        for n, day in enumerate(["31/11/2017", "tbc", "tbc"])
    ]
    found = surveyed(tmp_path, write_council(tmp_path / "in", ssd_cp_plans=plans))
    where = "ssd_cp_plans: cppl_cp_plan_end_date"
    faults = [row for row in found.first if row["where"] == where]
    assert [row["children"] for row in faults] == [1, 1]
    place = one(found.first_by_place, where=where)
    assert (place["cells"], place["children"]) == (3, 1)
    assert [fault["cells"] for fault in place["faults"]] == [2, 1]
    assert place["clocks"] < sum(row["clocks"] for row in faults)


def test_places_hold_every_fault(tmp_path: Path) -> None:
    plan = {**PLAN, "cppl_cp_plan_end_date": "tbc", "cppl_cp_plan_initial_category": "Wibble"}
    people = [{**PERSON, "pers_person_id": number} for number in ("0077", "77")]
    folder = write_council(tmp_path / "in", ssd_cp_plans=[plan], ssd_person=people)
    found = surveyed(tmp_path, folder)
    met = {(row["where"], row["what"]) for row in found.first}
    held = {
        (place["where"], fault["what"])
        for place in found.first_by_place
        for fault in place["faults"]
    }
    assert met == held
    assert len({where for where, _ in met}) == len(found.first_by_place) >= 3


def test_how_the_day_is_known_holds_no_word_of_the_command_line(tmp_path: Path) -> None:
    found = surveyed(tmp_path, write_council(tmp_path / "in"), as_at=None)
    assert found.as_at_from == "taken from the latest event in the data"


def test_defaults_and_days_too_late_are_counted(tmp_path: Path) -> None:
    referral = {**REFERRAL, "cine_close_date": "1900-01-01T00:00:00"}
    visit = {**VISIT, "cppv_cp_visit_date": "2018-03-05"}
    folder = write_council(
        tmp_path / "in", ssd_cin_episodes=[referral], ssd_cp_visits=[VISIT, visit]
    )
    found = surveyed(tmp_path, folder)
    default = one(found.days_told, where="ssd_cin_episodes: cine_close_date")
    assert ("placeholder" in default["what"], default["count"]) == (True, 1)
    assert any("after the extract's own" in row["what"] for row in found.days_told)


def test_words_that_nobody_knows_are_counted(tmp_path: Path) -> None:
    plans = [
        {**PLAN, "cppl_cp_plan_id": str(n), "cppl_cp_plan_initial_category": word}
        for n, word in enumerate(["NEG", "Wibble", "Wibble"])
    ]
    found = surveyed(tmp_path, write_council(tmp_path / "in", ssd_cp_plans=plans))
    assert found.words == [
        {"table": "protection_plans", "column": "initial_category", "word": "Wibble", "count": 2}
    ]


def test_a_word_that_may_be_about_a_child_is_not_shown(tmp_path: Path) -> None:
    written = "Mum rang, Dulse is staying with her aunt until the end of the week"
    plan = {**PLAN, "cppl_cp_plan_initial_category": written}
    found = surveyed(tmp_path, write_council(tmp_path / "in", ssd_cp_plans=[plan]))
    assert "not shown" in one(found.words, column="initial_category")["word"]
    assert "Dulse" not in json.dumps(found.as_json())


def test_children_left_out_and_padded_numbers_are_told(tmp_path: Path) -> None:
    people = [{**PERSON, "pers_person_id": "0077"}]
    plan = {**PLAN, "cppl_person_id": "77"}
    folder = write_council(tmp_path / "in", ssd_person=people, ssd_cp_plans=[plan])
    found = surveyed(tmp_path, folder)
    assert any("zeros" in row["what"] and row["count"] == 1 for row in found.identifiers)
    left = one(found.identifiers, where="protection_visits")
    assert (left["count"], "not among the persons" in left["what"]) == (1, True)


def test_numbers_that_noughts_alone_tell_apart_are_told(tmp_path: Path) -> None:
    people = [{**PERSON, "pers_person_id": number} for number in ("0077", "77")]
    found = surveyed(tmp_path, write_council(tmp_path / "in", ssd_person=people))
    assert one(found.identifiers, where="all tables")["count"] == 2
    assert any("noughts in front" in row["what"] for row in found.first)


def test_numbers_that_a_spreadsheet_has_shortened_are_told(tmp_path: Path) -> None:
    plan = {**PLAN, "cppl_person_id": "1.00012E+11"}
    found = surveyed(tmp_path, write_council(tmp_path / "in", ssd_cp_plans=[PLAN, plan]))
    assert one(found.identifiers, where="ssd_cp_plans: cppl_person_id")["count"] == 1


def test_no_cell_is_quoted_but_words_of_codes(tmp_path: Path) -> None:
    people = [{**PERSON, "pers_person_id": "SECRET-7"}, {**PERSON, "pers_person_id": "SECRET-8"}]
    plan = {**PLAN, "cppl_person_id": "SECRET-9", "cppl_cp_plan_end_date": "SECRET-10"}
    folder = write_council(tmp_path / "in", ssd_person=people, ssd_cp_plans=[plan])
    told = json.dumps(surveyed(tmp_path, folder).as_json())
    assert "SECRET" not in told
    assert "Dulse" not in told


def test_what_is_not_given_names_the_clocks_it_costs(tmp_path: Path) -> None:
    found = surveyed(tmp_path, write_council(tmp_path / "in"))
    assert one(found.absent, what="need_visits (ssd_cin_visits)")["clocks"] >= 1
    assert "no place" in one(found.absent, what="core_groups")["next_step"]


def test_an_annex_a_is_surveyed(tmp_path: Path) -> None:
    path = annex_a.workbook(
        tmp_path / "a.xlsx",
        annex_a.page(3, {"Date of referral": date(2018, 1, 5)}, {"Date of referral": "30/02/2018"}),
        annex_a.page(1, {"Date of Contact": "5/1/2018"}),
    )
    found = surveyed(tmp_path / "home", path, kind=Kinds.ANNEX_A)
    assert one(found.tables, table="List 3: Referral")["refused"] == 1
    assert one(found.tables, table="List 7: Child protection")["state"].endswith("no such list")
    assert one(found.days, heading="Date of Contact")["order"].startswith("day first")
    assert any("Date of referral" in row["where"] or "Date of referral" in row["what"]
               for row in found.first)  # fmt: skip


def test_a_census_is_surveyed(tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    path.write_text(census(RICH, year=2026))
    made = "2026-06-01T09:00:00"
    found = surveyed(tmp_path / "home", path, kind=Kinds.CIN_CENSUS, as_at=None, made=made)
    assert one(found.tables, table="Child")["read"] == 4
    assert found.as_at_from == "the reference date of the latest census"


def test_the_council_s_own_files_are_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    def look(store: Store, *_: object, **__: object) -> None:
        seen.append([path.name for path in store.home.iterdir()])
        raise CannotRead("looked")

    (tmp_path / "own_words.toml").write_text("")
    monkeypatch.setattr(surveying, "importer", lambda kind: look)
    with pytest.raises(CannotRead, match="looked"):
        surveyed(tmp_path, write_council(tmp_path / "in"))
    assert seen == [["own_words.toml"]]


def test_the_command_ends_with_0_whatever_it_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = {**VISIT, "cppv_cp_visit_date": "31/11/2017"}
    folder = write_council(tmp_path / "in", ssd_cp_visits=[bad])
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))
    words = ["survey", str(folder), "--as", "ssd", "--as-at", "2018-01-31", "--format", "json"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["as_at"] == "2018-01-31"


def test_a_day_that_is_none_is_an_error_for_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))
    done = CliRunner().invoke(app, ["survey", str(tmp_path), "--as", "ssd", "--as-at", "31/1/18"])
    assert isinstance(done.exception, BadSetting)


def test_it_is_told_as_tables_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = {**VISIT, "cppv_cp_visit_date": "31/11/2017"}
    found = surveyed(tmp_path, write_council(tmp_path / "in", ssd_cp_visits=[bad]))
    tell_survey(found, Format.TABLE)
    printed = capsys.readouterr()
    assert "What to correct first" in printed.out
    assert "--as-at sets the day" in " ".join((printed.out + printed.err).split())
    tell_survey(found, Format.JSON)
    told = json.loads(capsys.readouterr().out)
    assert set(told) == set(found.as_json())
    assert told["first"][0]["where"] == "ssd_cp_visits: cppv_cp_visit_date"
    assert told["first_by_place"][0]["where"] == "ssd_cp_visits: cppv_cp_visit_date"


def test_the_screen_has_one_line_for_a_column_with_two_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    days = ["31/11/2017", "tbc"]
    bad = [{**VISIT, "cppv_cp_visit_id": day, "cppv_cp_visit_date": day} for day in days]
    found = surveyed(tmp_path, write_council(tmp_path / "in", ssd_cp_visits=bad))
    tell_survey(found, Format.TABLE)
    first = capsys.readouterr().out.partition("What to correct first")[2]
    assert first.count("ssd_cp_visits: cppv_cp_visit_date") == 1
    assert "There is no such day" in first
    assert "It is not written as a day" in first

"""The census of the record: what would fail if it were sent today."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from holdfast.returns.cin_census import record_check
from holdfast.returns.cin_census.projecting import project
from holdfast.returns.register import RETURNS
from holdfast.web import data as pages_data
from holdfast.web import returns
from holdfast.web.audit.models import AuditRow
from tests.pages.returned import (
    CHILDREN,
    ERROR,
    QUERY,
    STRANGER,
    VALUES,
    projected,
    text_of,
    write_census,
)

CENSUS = RETURNS["cin"]
LACKING = {("Assessments", "AssessmentAuthorisationDate"): "the record does not hold it"}


def lack(home: Path, monkeypatch: pytest.MonkeyPatch, what: Mapping[tuple[str, str], str]) -> None:
    def project(*_: Any) -> Any:
        return projected(write_census(home / "own.xml"), what)

    monkeypatch.setattr(record_check, "project", project)


def test_it_says_what_would_fail_and_on_what_it_rests(manager: Client, recent: Path) -> None:
    text = text_of(manager, "/returns/cin/")
    assert "Children in need census 2025/26" in text
    assert "Sent today, the census would give rise to" in text
    assert "none of them answered" in text
    assert "31 March 2026" in text
    assert 'href="/imports/2026-03-31-0001/"' in text
    assert f'href="/returns/cin/findings/?rule={ERROR}"' in text
    assert f'href="/returns/cin/findings/?rule={QUERY}"' in text
    assert "The census year ended on 31 March 2026" in text


def test_the_address_that_was_the_census_s_own_leads_to_it(manager: Client, recent: Path) -> None:
    answer = manager.get("/returns/?year=2025")
    assert (answer.status_code, answer["Location"]) == (302, "/returns/cin/?year=2025")
    assert manager.get("/returns/")["Location"] == "/returns/cin/"


@pytest.mark.parametrize("page", ["", "findings/", "findings.csv", "team/", "rules/", "check/"])
def test_a_return_that_there_is_not_has_no_pages(page: str, manager: Client, recent: Path) -> None:
    assert manager.get(f"/returns/cin/{page}").status_code == 200
    assert manager.get(f"/returns/other/{page}").status_code == 404


def test_it_names_no_child(manager: Client, recent: Path) -> None:
    text = text_of(manager, "/returns/cin/")
    assert not [value for value in [*CHILDREN, STRANGER] if value in text]
    assert AuditRow.objects.count() == 0


def test_each_team_leads_to_its_worklist(manager: Client, recent: Path) -> None:
    text = text_of(manager, "/returns/cin/")
    assert "The record does not know the child" in text
    assert 'href="/returns/cin/team/?team=' in text


def test_a_rule_that_lacks_its_fields_is_told_as_not_run_with_why(
    manager: Client, recent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lack(tmp_path, monkeypatch, LACKING)
    text = text_of(manager, "/returns/cin/")
    assert "Rules that were not run, and why" in text
    assert "The record does not hold it" in text
    assert "What this record cannot give the census (1)" in text
    assert f"?rule={ERROR}" not in text


def test_what_is_left_out_and_what_must_be_borne_in_mind_are_told(
    manager: Client, recent: Path
) -> None:
    text = text_of(manager, "/returns/cin/")
    assert "Assessments of another year" in text
    assert "The source tells of six months only." in text


def test_the_record_s_own_census_is_drawn_and_checked(
    manager: Client, recent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_check, "project", project)
    found = returns.checked(pages_data.outlook(), CENSUS, 2026)
    assert found.worklist.outcome.children > 5
    assert not found.worklist.outcome.failed
    counted = found.worklist.counted()
    text = text_of(manager, "/returns/cin/")
    assert f"{counted.errors:,} error" in text
    assert f"{counted.queries:,} quer" in text


def test_another_year_is_asked_for_and_kept_in_the_links(manager: Client, recent: Path) -> None:
    text = text_of(manager, "/returns/cin/?year=2025")
    assert "Children in need census 2024/25" in text
    assert f'href="/returns/cin/findings/?year=2025&amp;rule={ERROR}"' in text
    assert "2026/27" not in text  # that year has not begun


@pytest.mark.parametrize("year", ["2019", "x", "-1", "2027", "9" * 5000])
def test_a_year_that_cannot_be_shown_is_the_year_of_the_data(
    year: str, manager: Client, recent: Path
) -> None:
    assert "Children in need census 2025/26" in text_of(manager, f"/returns/cin/?year={year}")


def test_before_any_import_a_file_can_be_checked_all_the_same(manager: Client, home: Path) -> None:
    text = text_of(manager, "/returns/cin/")
    assert "No data yet" in text
    assert 'href="/returns/cin/check/"' in text


def test_data_older_than_every_known_census_says_so(manager: Client, data: Path) -> None:
    text = text_of(manager, "/returns/cin/")
    assert "No census whose rules are known" in text
    assert 'href="/returns/cin/check/"' in text
    assert "Not found" in text_of(manager, "/returns/cin/findings/", 404)


def test_it_is_worked_out_once(
    manager: Client, recent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_of(manager, "/returns/cin/")
    monkeypatch.setattr(record_check, "project", lambda *_: pytest.fail("projected again"))
    text_of(manager, "/returns/cin/")
    text_of(manager, "/returns/cin/findings/")


def test_while_the_year_runs_it_says_that_this_may_change(
    manager: Client, recent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returns, "years", lambda form, as_at: (2027, 2026))
    text = text_of(manager, "/returns/cin/")
    assert "The census year ends on 31 March 2027; the data ends before" in text


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 3, 31), 2026), (date(2026, 4, 1), 2027), (date(2025, 12, 31), 2026)],
)
def test_a_census_year_runs_from_april_to_march(day: date, year: int) -> None:
    assert returns.ends_in(day) == year


def test_only_censuses_that_had_begun_are_offered() -> None:
    assert returns.years(CENSUS.form, date(2024, 4, 1)) == (2025, 2024, 2023)
    assert returns.years(CENSUS.form, date(2022, 3, 31)) == ()
    assert returns.years(CENSUS.form, date(2040, 1, 1))[0] == 2027


@pytest.mark.parametrize("page", ["cin/", "cin/findings/", "cin/team/", "cin/rules/", "cin/check/"])
def test_the_place_is_found_from_the_way_about(page: str, manager: Client, recent: Path) -> None:
    text = text_of(manager, f"/returns/{page}")
    assert 'href="/returns/" aria-current="true"' in text


def test_no_value_of_a_child_is_in_an_address(manager: Client, recent: Path) -> None:
    pages = ("cin/", "cin/findings/", "cin/findings/?sort=-child", "cin/team/?team=x", "cin/rules/")
    for page in pages:
        text = text_of(manager, f"/returns/{page}")
        addresses = re.findall(r'(?:href|action|value|name|id|for)="([^"]*)"', text)
        assert not [one for one in addresses if any(value in one for value in VALUES)]

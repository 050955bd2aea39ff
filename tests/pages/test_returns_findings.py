"""The list of findings, the file of it, and each team's worklist."""

import csv
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from holdfast.returns.register import RETURNS
from holdfast.returns.worklist import FindingsWanted
from holdfast.web import data as pages_data
from holdfast.web import returns
from holdfast.web.audit.models import AuditRow
from holdfast.web.pages.returns import findings as returns_findings
from holdfast.web.pages.returns import listing as returns_list
from tests.pages.returned import ERROR, QUERY, STRANGER, VALUES, text_of
from tests.pages.test_access import restrict

LIST = "/returns/cin/findings/"


def rows(text: str) -> list[str]:
    """The words of each row of the tables."""
    found = re.findall(r'<tr class="govuk-table__row">(.*?)</tr>', text)
    return [re.sub(r"<[^>]+>", " ", one) for one in found if "<td" in one]


def worklist() -> Any:
    return returns.checked(pages_data.outlook(), RETURNS["cin"], 2026).worklist


def test_each_finding_says_whom_what_where_and_what_would_mend_it(
    manager: Client, recent: Path
) -> None:
    (row,) = rows(text_of(manager, f"{LIST}?rule={ERROR}"))
    assert "MU000001" in row
    assert "authorised before it begins" in row
    assert "Correct the day it began or the day it was authorised." in row
    assert "Assessments" in row
    assert "AssessmentActualStartDate, AssessmentAuthorisationDate" in row
    assert "Must be corrected" in row
    assert "line" not in row  # the record has no lines


def test_a_child_leads_to_the_journey_and_a_stranger_nowhere(manager: Client, recent: Path) -> None:
    text = text_of(manager, f"{LIST}?rule={QUERY}")
    handle = pages_data.handle("MU000002")
    assert f'href="/children/{handle}/">MU000002<' in text
    assert re.search(rf"{STRANGER}<span[^>]*>not in the record<", text)


def test_a_restricted_record_leaves_the_list_and_takes_no_stranger_with_it(
    manager: Client, recent: Path
) -> None:
    restrict("MU000002")
    text = text_of(manager, f"{LIST}?rule={QUERY}")
    assert ">MU000002<" not in text
    assert re.search(rf"{STRANGER}<span[^>]*>not in the record<", text)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (f"rule={ERROR}", FindingsWanted(rule=ERROR)),
        ("kind=query", FindingsWanted(severities=("query",))),
        ("kind=query&kind=error", FindingsWanted()),
        ("table=Assessments&state=open", FindingsWanted(table="Assessments", states=("open",))),
        (
            "team=the+record+does+not+know+the+child",
            FindingsWanted(team="the record does not know the child"),
        ),
        ("rule=8608'--&kind=x&team=MU000001&table=..&state=none", FindingsWanted()),
    ],
)
def test_a_filter_narrows_the_list(
    query: str, wanted: FindingsWanted, manager: Client, recent: Path
) -> None:
    expected = worklist().counted(wanted).findings
    assert expected
    text = text_of(manager, f"{LIST}?{query}")
    assert f"{expected} finding" in text
    assert len(rows(text)) == expected


def test_what_a_filter_leaves_empty_is_no_pass(manager: Client, recent: Path) -> None:
    text = text_of(manager, f"{LIST}?state=answered")
    assert "No findings" in text
    assert "that is no pass" in text
    assert "Download" not in text


def test_the_list_is_sorted_at_the_server(manager: Client, recent: Path) -> None:
    up = rows(text_of(manager, f"{LIST}?rule={QUERY}&sort=child"))
    down = rows(text_of(manager, f"{LIST}?rule={QUERY}&sort=-child"))
    assert "MU000002" in up[0]
    assert STRANGER in down[0]
    assert up == down[::-1]


@pytest.mark.parametrize("sort", ["rule", "table", "hand", "-hand", "answer", "'", "line"])
def test_no_order_loses_a_row(sort: str, manager: Client, recent: Path) -> None:
    expected = worklist().counted().findings
    assert len(rows(text_of(manager, f"{LIST}?sort={sort}"))) == expected


def test_long_lists_are_paged(
    manager: Client, recent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("holdfast.web.parts.paging.paging.__defaults__", (2,))
    assert len(rows(text_of(manager, f"{LIST}?rule={QUERY}"))) == 2
    assert len(rows(text_of(manager, f"{LIST}?rule={QUERY}&page=2"))) == 1


@pytest.mark.both_databases
def test_a_view_is_noted_without_any_child(manager: Client, recent: Path) -> None:
    text_of(manager, f"{LIST}?rule={QUERY}")
    row = AuditRow.objects.exclude(kind__in=["shown", "taken"]).last()
    assert (row.kind, row.page, row.target) == ("list", "census findings", "")
    assert "Rule: 8670Q" in row.detail
    assert "3 findings about 3 children shown" in row.detail
    assert not [value for value in VALUES if value in row.detail]


@pytest.mark.parametrize("page", ["findings/", "findings.csv", "team/?team=nobody+holds+the+child"])
def test_what_cannot_be_noted_is_not_shown(
    page: str, manager: Client, recent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*parts: Any, **named: Any) -> None:
        raise RuntimeError

    for verb in ("record_list", "record_download"):
        monkeypatch.setattr(returns_findings, verb, fail)
    assert manager.get(f"/returns/cin/{page}").status_code == 500


def test_the_file_holds_the_list_and_what_it_rests_on(manager: Client, recent: Path) -> None:
    text = text_of(manager, f"{LIST}?rule={QUERY}&page=1&sort=child")
    address = f"/returns/cin/findings.csv?rule={QUERY}&sort=child"
    assert f'href="{address.replace("&", "&amp;")}"' in text
    answer = manager.get(address)
    assert answer["Content-Disposition"].endswith('"census-2026-findings-2026-03-31.csv"')
    held = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["code"] for row in held} == {QUERY}
    assert {row["child"] for row in held} == {"MU000002", "MU000003", STRANGER}
    assert {(row["as_at"], row["census"]) for row in held} == {("2026-03-31", "2026")}
    assert AuditRow.objects.exclude(kind__in=["shown", "taken"]).last().kind == "download"


def test_a_file_that_would_be_too_long_says_what_to_do(
    manager: Client, recent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returns_list, "LONGEST_FILE", 1)
    assert "narrow the list" in text_of(manager, "/returns/cin/findings.csv", 400)


def test_before_any_import_there_is_no_list(manager: Client, home: Path) -> None:
    for page in ("findings/", "findings.csv", "team/", "findings/x/"):
        assert "No data yet" in text_of(manager, f"/returns/cin/{page}", 503)


def team_of(child: str) -> str:
    found = worklist().rows(FindingsWanted())
    return str(next(row["team"] for row in found if row["child"] == child))


def test_a_worklist_is_the_team_s_and_by_worker(manager: Client, recent: Path) -> None:
    team = team_of("MU000001")
    text = text_of(manager, f"/returns/cin/team/?team={team}")
    assert f"Worklist: {team}" in text
    expected = worklist().rows(FindingsWanted(team=team), "hand")
    assert all(row["child"] in words for row, words in zip(expected, rows(text), strict=True))
    captions = re.findall(r"<caption[^>]*><span>(.*?)</span>", text)
    workers = list(dict.fromkeys(row["worker"] for row in expected))
    assert [one.lower() for one in captions] == [one.lower() for one in workers]
    row = AuditRow.objects.exclude(kind__in=["shown", "taken"]).last()
    assert (row.kind, row.page) == ("list", "census worklist")


@pytest.mark.parametrize("query", ["", "?team=", "?team=MU000001", "?team=no+such+team"])
def test_without_a_team_every_team_is_offered(query: str, manager: Client, recent: Path) -> None:
    text = text_of(manager, f"/returns/cin/team/{query}")
    assert "Worklists by team" in text
    assert "By team" in text
    assert AuditRow.objects.count() == 0

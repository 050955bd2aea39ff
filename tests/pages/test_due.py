import csv
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from holdfast.areas import Area
from holdfast.query.due import STATUSES, Wanted, count, counted, due
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.web import data as pages_data
from holdfast.web.accounts.models import User
from holdfast.web.audit.models import AuditRow
from holdfast.web.pages import due as due_page
from holdfast.web.parts.spreadsheet import harmless
from holdfast.web.people.bounds import bound_of
from holdfast.web.people.permission import Permission
from tests.pages.site import lay_council

ALL = Wanted(statuses=(*STATUSES["overdue"], *STATUSES["due-soon"]), closed_too=False)


LIST = "/due/?status=overdue&status=due-soon"


def page(manager: Client, path: str = LIST) -> str:
    answer = manager.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def seen_by_manager() -> Outlook:
    """What the page is asked of: everybody but those whose records a rule restricts."""
    user = User.objects.get(username="manager")
    return pages_data.whole().bounded(bound_of(user, Permission.SEE_LISTS))


def cells(text: str) -> list[list[str]]:
    body = text[text.index("<tbody") : text.index("</tbody>")]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("<tr")[1:]]
    return [[re.sub(r"<[^>]+>", " ", cell).strip() for cell in row] for row in rows]


def test_the_list_begins_with_what_a_manager_can_act_on(manager: Client, council: Path) -> None:
    text = page(manager)
    found = counted(seen_by_manager(), ALL)
    assert found.children
    assert found.workers
    assert f"{found.duties} duties overdue or due soon, of {found.children} children" in text
    shown = due(seen_by_manager(), ALL, limit=50)
    assert [row[0].split()[0] for row in cells(text)] == [
        duty.child or _name(duty.worker or "") for duty in shown
    ]


def _name(worker: str) -> str:
    rows = seen_by_manager().rows(f"select full_name from professionals where worker = '{worker}'")
    return str(rows[0]["full_name"]).split()[0] if rows[0]["full_name"] else worker


def test_what_closed_cases_left_undone_is_said_and_shown_when_asked_for(
    manager: Client, home: Path
) -> None:
    lay_council(home, seed=16)  # in which some are
    everything = Wanted(statuses=ALL.statuses)
    duties = count(seen_by_manager(), everything)[0]
    hidden = duties - count(seen_by_manager(), ALL)[0]
    assert hidden > 0
    assert f"Not shown: {hidden} that cases left undone" in page(manager)
    text = page(manager, "/due/?also=closed")
    assert f"{duties} duties overdue or due soon, of " in text
    assert "that cases left undone" not in text


def test_a_list_says_why_a_figure_can_be_larger(manager: Client, council: Path) -> None:
    assert "a figure can be larger than the list that it leads to" in page(manager)


def test_what_nobody_can_tell_is_never_lost_from_the_list(manager: Client, council: Path) -> None:
    unclear = counted(seen_by_manager(), replace(ALL, statuses=STATUSES["cannot-tell"]))
    assert unclear.duties
    told = f"Not shown: {unclear.duties} duties of {unclear.children} children"
    assert told in page(manager)
    assert told in page(manager, "/due/?status=overdue")
    for asked in ("/due/?status=cannot-tell", "/due/?status=overdue&status=cannot-tell"):
        assert "how they stand" not in page(manager, asked)
    assert "how they stand" not in page(manager, "/due/?status=met")
    told = f"{unclear.duties} duties that cannot be determined, of {unclear.children} children"
    assert told in page(manager, "/due/?status=cannot-tell")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("status=overdue", replace(ALL, statuses=STATUSES["overdue"])),
        (
            "status=met&status=late",
            replace(ALL, statuses=(*STATUSES["met"], *STATUSES["late"])),
        ),
        ("clock=cp_visit", replace(ALL, clock="cp_visit")),
        ("link=supervision", replace(ALL, clocks=("supervision_case",))),
        (
            "area=protection&status=met",
            replace(ALL, statuses=STATUSES["met"], area=Area.PROTECTION),
        ),
    ],
)
def test_a_filter_narrows_the_list(
    query: str, wanted: Wanted, manager: Client, council: Path
) -> None:
    duties = count(seen_by_manager(), wanted)[0]
    assert duties
    assert re.search(rf"\b{duties:,} dut(y|ies) [a-z, ]+, of ", page(manager, f"/due/?{query}"))


def test_a_team_takes_in_the_teams_below_it(manager: Client, council: Path) -> None:
    outlook = seen_by_manager()
    parents = outlook.rows("select distinct parent from teams where parent is not null")
    team = parents[0]["parent"]
    below = outlook.rows(f"select team from teams where parent = '{team}'")
    assert below
    text = page(manager, f"{LIST}&team={team}")
    wanted = Wanted(statuses=ALL.statuses, closed_too=False)
    listed = count(outlook, wanted, Scope(team))[0]
    assert re.search(rf"\b{listed:,} dut(y|ies) overdue or due soon, of ", text)


def test_a_worker_s_own_list_has_only_their_children(manager: Client, council: Path) -> None:
    held = seen_by_manager().rows(
        "select worker, count(*) as n from holders where worker is not null "
        "group by worker order by n desc, worker"
    )
    worker = held[0]["worker"]
    text = page(manager, f"/due/?worker={worker}&also=closed")
    rows = due(seen_by_manager(), Wanted(statuses=ALL.statuses), scope=Scope(worker=worker))
    assert {row.worker for row in rows} == {worker}
    assert len(cells(text)) == min(50, len(rows))


def test_values_that_the_data_does_not_know_are_no_filter(manager: Client, council: Path) -> None:
    odd = "status=x&team='or+1=1&worker=MU000001&clock=nope&area=nope&link=nope"
    assert cells(page(manager, f"{LIST}&{odd}")) == cells(page(manager))


def test_clocks_of_another_area_are_not_offered(manager: Client, council: Path) -> None:
    text = page(manager, "/due/?area=protection")
    offered = text[text.index('id="clock"') :]
    offered = offered[: offered.index("</select>")]
    assert 'value="cp_visit"' in offered
    assert 'value="cin_visit"' not in offered


@pytest.mark.parametrize(
    ("sort", "column", "extreme"),
    [("due", 2, min), ("-due", 2, max), ("started", 5, min), ("-started", 5, max)],
)
def test_the_list_is_sorted_by_a_day_at_the_server(
    sort: str, column: int, extreme: Any, manager: Client, council: Path
) -> None:
    name = sort.removeprefix("-")
    days = [getattr(duty, name) for duty in due(seen_by_manager(), ALL)]
    first = extreme(day for day in days if day is not None)
    assert cells(page(manager, f"/due/?sort={sort}"))[0][column] == f"{first.day} {first:%b %Y}"


def test_the_longest_over_stand_first_unless_asked_otherwise(
    manager: Client, council: Path
) -> None:
    over = [row.days_over for row in due(seen_by_manager(), ALL)]
    assert max(over) > min(over)
    orders = {"": max(over), "&sort=-days-over": max(over), "&sort=days-over": min(over)}
    for query, first in orders.items():
        assert cells(page(manager, f"{LIST}{query}"))[0][3] == f"{first:,}"


def test_long_lists_are_paged(manager: Client, council: Path) -> None:
    total = count(seen_by_manager(), ALL)[0]
    assert total > 50
    one, two = cells(page(manager)), cells(page(manager, f"{LIST}&page=2"))
    assert len(one) == 50
    assert len(two) == min(50, total - 50)
    assert f"Showing 51 to {min(100, total)} of {total} duties" in page(manager, f"{LIST}&page=2")
    last = cells(page(manager, "/due/?page=999999"))
    assert last[-1] == cells(page(manager, f"/due/?page={-(-total // 50)}"))[-1]


def test_no_identifier_of_a_child_is_in_an_address(manager: Client, council: Path) -> None:
    for path in ("/due/", "/due/?sort=child&also=closed&page=2", "/due/?status=cannot-tell"):
        text = page(manager, path)
        children = {row["child"] for row in seen_by_manager().rows("select child from persons")}
        addresses = re.findall(r'(?:href|action|value)="([^"]*)"', text)
        assert not [one for one in addresses if any(child in one for child in children)]
        assert re.search(r'href="/children/[0-9a-f]{20}/"', text)


def test_an_empty_list_says_that_it_is_no_sign_of_safety(manager: Client, council: Path) -> None:
    text = page(manager, "/due/?status=overdue&clock=lado")
    assert "No duties" in text
    assert "No duty has all of these" in text
    assert "no sign that nothing is due" in text
    assert "Download" not in text


def test_what_nobody_can_tell_says_why(manager: Client, council: Path) -> None:
    text = page(manager, "/due/?status=cannot-tell&also=closed")
    assert "Cannot tell" in text
    assert "later events show that the step happened" in text


def test_of_what_nobody_can_tell_no_days_over_are_shown(manager: Client, council: Path) -> None:
    undetermined, *_ = cells(page(manager, "/due/?status=cannot-tell&also=closed"))
    assert undetermined[3].split() == ["–", "cannot", "be", "determined"]
    met, *_ = cells(page(manager, "/due/?status=met"))
    assert met[3] == "0"


def test_what_cannot_tell_means_names_what_could_not_be_read(
    manager: Client, council: Path
) -> None:
    text = page(manager)
    meaning = text[text.index("<dt>Cannot tell</dt>") :]
    meaning = meaning[: meaning.index("</dd>")]
    assert "or a cell or row of the source could not be read" in meaning


def test_paper_says_the_day_and_the_filters(manager: Client, council: Path) -> None:
    text = page(manager, "/due/?area=protection&status=overdue")
    assert "On 31 January 2018. Status: overdue; Area: Child protection." in text


@pytest.mark.both_databases
def test_a_view_of_the_list_is_noted_without_any_child(manager: Client, council: Path) -> None:
    text = page(manager, "/due/?area=protection")
    row = AuditRow.objects.exclude(kind__in=["shown", "taken"]).last()
    assert (row.who, row.kind, row.page, row.target) == ("manager", "list", "due", "")
    shown = {one[0] for one in cells(text)}
    assert "Area: Child protection" in row.detail
    assert row.detail.endswith(f"{len(cells(text))} duties of {len(shown)} children shown")
    assert not any(child in row.detail for child in shown)


def test_a_list_that_cannot_be_noted_is_not_shown(
    manager: Client, council: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*parts: Any, **named: Any) -> None:
        raise RuntimeError

    for verb in ("record_list", "record_download"):
        monkeypatch.setattr(due_page, verb, fail)
    assert manager.get(LIST).status_code == 500
    assert manager.get("/due.csv").status_code == 500


def test_the_file_holds_the_whole_list_and_its_day(manager: Client, council: Path) -> None:
    answer = manager.get("/due.csv?status=overdue&area=protection")
    assert answer["Content-Type"] == "text/csv"
    assert answer["Content-Disposition"] == 'attachment; filename="due-2018-01-31.csv"'
    assert answer["Cache-Control"] == "no-store"
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    wanted = Wanted(area=Area.PROTECTION, closed_too=False)
    assert [row["child"] for row in rows] == [row.child for row in due(seen_by_manager(), wanted)]
    assert {row["as_at"] for row in rows} == {"2018-01-31"}
    assert {row["snapshot"] for row in rows} == {"2018-01-31-0001"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", rows[0]["due"])


@pytest.mark.both_databases
def test_a_download_is_noted(manager: Client, council: Path) -> None:
    manager.get("/due.csv?status=overdue")
    row = AuditRow.objects.exclude(kind__in=["shown", "taken"]).last()
    assert (row.kind, row.page, row.target) == ("download", "due file", "")
    assert "Status: overdue" in row.detail


def test_the_file_is_on_the_day_and_by_the_filters_of_the_page(
    manager: Client, council: Path
) -> None:
    text = page(manager, "/due/?status=overdue&as_at=2017-06-30&sort=due&page=2")
    found = re.search(r'href="(/due\.csv[^"]*)"', text)
    assert found is not None
    address = found[1].replace("&amp;", "&")
    assert address == "/due.csv?status=overdue&as_at=2017-06-30&sort=due"
    assert "due-2017-06-30.csv" in manager.get(address)["Content-Disposition"]


def test_a_file_that_would_be_too_long_is_refused_with_what_to_do(
    manager: Client, council: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due_page, "LONGEST_FILE", 10)
    answer = manager.get("/due.csv")
    assert answer.status_code == 400
    assert "a file may hold 10" in answer.content.decode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " ="])
def test_nothing_in_a_file_is_a_formula(start: str) -> None:
    assert harmless(f"{start}HYPERLINK(1)").startswith("'")
    assert harmless("a = b") == "a = b"
    assert harmless(-3) == -3
    assert harmless(None) == ""


def test_no_one_signed_out_gets_the_file(anyone: Client, council: Path) -> None:
    assert anyone.get("/due.csv")["Location"].startswith("/sign-in/")

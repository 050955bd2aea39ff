import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from holdfast.measures.chain import MONTHS, chain, weakest
from holdfast.measures.links import LINKS
from holdfast.query.daily import daily_overdue
from holdfast.query.due import STATUSES, Wanted, count
from holdfast.query.people import teams
from holdfast.query.scope import Scope
from holdfast.web import data as pages_data
from holdfast.web.audit.models import AuditKind, AuditRow
from holdfast.web.pages.chain import PERIODS


def page(manager: Client, path: str = "/") -> str:
    answer = manager.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def row(text: str, title: str) -> str:
    """The row of a link, from its name to the end."""
    return next(one for one in text.split("<tr") if f">{title}</a></th>" in one)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_the_first_page_names_the_weakest_links_with_their_counts(
    manager: Client, council: Path
) -> None:
    text = words(page(manager))
    worst = weakest(chain(pages_data.outlook()))
    assert len(worst) == 3
    assert "In the 12 months to 31 January 2018 most days past due were at" in text
    for one in worst:
        assert f"{one.link.title} ({one.child_days_over:,} child-days over" in text


def test_every_link_is_there_in_order_with_its_figures(manager: Client, council: Path) -> None:
    text = page(manager)
    titles = re.findall(r'holdfast-row-head"><a[^>]*>([^<]*)</a></th>', text)
    assert titles == [link.title for link in LINKS]
    for one in chain(pages_data.outlook()):
        shown = words(row(text, one.link.title))
        assert f"({one.in_time:,} of {one.passed:,})" in shown or "no cases" in shown
        assert f"{one.child_days_over:,}" in shown


def test_what_is_overdue_leads_to_a_list_of_as_many(manager: Client, council: Path) -> None:
    text = page(manager)
    for one in chain(pages_data.outlook()):
        found = re.search(r'href="([^"]*)">(\d+)<span[^>]*> overdue', row(text, one.link.title))
        if not one.overdue:
            assert found is None
            continue
        assert found is not None
        assert int(found[2]) == one.overdue
        listed = words(page(manager, found[1].replace("&amp;", "&")))
        assert re.search(rf"\b{one.overdue} dut(y|ies) overdue, of", listed)


@pytest.mark.parametrize(
    ("figure", "name"), [("open", "open"), ("cannot_tell", "cannot be determined")]
)
def test_what_is_open_and_what_cannot_be_told_lead_to_lists_of_as_many(
    figure: str, name: str, manager: Client, council: Path
) -> None:
    text = page(manager)
    told = next(one for one in chain(pages_data.outlook()) if getattr(one, figure))
    number, shown = getattr(told, figure), row(text, told.link.title)
    found = re.search(rf'href="([^"]*)">{number}<span[^>]*> {name}', shown)
    assert found is not None
    listed = words(page(manager, found[1].replace("&amp;", "&")))
    assert re.search(rf"\b{number} dut(y|ies) [a-z, ]+, of", listed)


@pytest.mark.parametrize("months", PERIODS)
def test_the_period_is_chosen_and_said(months: int, manager: Client, council: Path) -> None:
    text = page(manager, f"/?months={months}")
    assert f"The chain in the {months} months to 31 January 2018" in text
    assert re.findall(r'aria-current="true">(\d+) months', text) == [str(months)]
    told = {one.link.key: one for one in chain(pages_data.outlook(), months)}
    assert f"{told['supervision'].child_days_over:,}" in words(row(text, "Case supervised"))


@pytest.mark.parametrize("months", ["5", "x", "-12", "", "12;"])
def test_a_period_that_is_not_offered_is_the_usual_one(
    months: str, manager: Client, council: Path
) -> None:
    assert f"the {MONTHS} months to" in page(manager, f"/?months={months}")


def test_a_link_keeps_the_period(manager: Client, council: Path) -> None:
    assert 'href="/chain/contact/?months=6"' in page(manager, "/?months=6")
    assert 'href="/chain/contact/"' in page(manager)


@pytest.fixture
def team(council: Path) -> Scope:
    """The team that leads most cases, but not all."""
    rows = pages_data.outlook().rows(
        "select team, count(*) as n from holders where team is not null group by team order by n"
    )
    assert len(rows) > 1
    return Scope(rows[-1]["team"])


def test_the_chain_of_a_team_says_whose_it_is_and_leads_to_its_lists(
    manager: Client, team: Scope
) -> None:
    seen = pages_data.outlook()
    text = page(manager, f"/?team={team.team}")
    (title,) = (each.title for each in teams(seen) if each.team == team.team)
    children = team.own(seen)
    assert f"Only {title}: the {len(children):,} child" in words(text)
    assert "for the children of this team" in words(text)
    assert f'<option value="{team.team}" selected>' in text
    told = {one.link.key: one for one in chain(seen, scope=team)}
    assert told != {one.link.key: one for one in chain(seen)}
    for one in told.values():
        shown = words(row(text, one.link.title))
        assert f"({one.in_time:,} of {one.passed:,})" in shown or "no cases" in shown
        assert f'href="/chain/{one.link.key}/?team={team.team}"' in text
    overdue = next(one for one in told.values() if one.overdue)
    found = re.search(r'href="([^"]*)">(\d+)<span[^>]*> overdue', row(text, overdue.link.title))
    assert found is not None
    listed = words(page(manager, found[1].replace("&amp;", "&")))
    assert re.search(rf"\b{overdue.overdue} dut(y|ies) overdue, of", listed)


def test_the_page_of_a_link_of_a_team_adds_up(manager: Client, team: Scope) -> None:
    seen = pages_data.outlook()
    told = next(one for one in chain(seen, scope=team) if one.overdue)
    text = page(manager, f"/chain/{told.link.key}/?team={team.team}")
    now = daily_overdue(seen, told.link.clocks, team)[-1].overdue
    assert now == told.overdue
    assert f"On 31 January 2018 {now} {'was' if now == 1 else 'were'} overdue. The line is" in text
    assert "a year before" not in text
    assert f'href="/?team={team.team}" class="govuk-back-link"' in text
    assert 'href="?team=">Show every team' in text or 'href="?">Show every team' in text


def test_a_team_that_the_data_does_not_know_is_no_filter(manager: Client, council: Path) -> None:
    assert words(page(manager, "/?team='or+1=1")) == words(page(manager))


def test_a_team_that_holds_nobody_is_said_to_hold_nobody(manager: Client, council: Path) -> None:
    seen = pages_data.outlook()
    none = next(one for one in teams(seen) if not Scope(one.team).own(seen))
    text = words(page(manager, f"/?team={none.team}"))
    assert "it leads no child’s case on 31 January 2018 and has a part in none" in text


def sheet(manager: Client, address: str) -> list[dict[str, str]]:
    answer = manager.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_figures_of_a_team_are_had_as_files(manager: Client, team: Scope) -> None:
    seen = pages_data.outlook()
    told = chain(seen, 6, team)
    rows = sheet(manager, f"/chain.csv?team={team.team}&months=6")
    assert [(one["link"], one["passed"], one["overdue"]) for one in rows] == [
        (one.link.key, str(one.passed), str(one.overdue)) for one in told
    ]
    about = {"team": team.team, "as_at": "2018-01-31", "period_from": "2017-08-01"}
    assert all(about.items() <= one.items() for one in rows)
    link = next(one for one in told if one.overdue)
    counts = sheet(manager, f"/chain/{link.link.key}.csv?team={team.team}&months=6")
    overdue = sum(int(one["duties"]) for one in counts if one["status"] == "overdue")
    assert overdue == link.overdue
    days = sheet(manager, f"/chain/{link.link.key}/overdue.csv?team={team.team}")
    assert days[-1]["overdue"] == str(link.overdue)
    written = [one.page for one in AuditRow.objects.filter(kind=AuditKind.DOWNLOAD)]
    assert written == ["chain file", "link file", "link days file"]


def test_there_is_no_file_of_what_cannot_be_determined(manager: Client, data: Path) -> None:
    for address in ("/chain/contact.csv", "/chain/contact/overdue.csv", "/chain/nothing.csv"):
        assert manager.get(address).status_code == 404


def test_links_that_cannot_be_told_say_why(manager: Client, data: Path) -> None:
    """A snapshot whose source carries nothing: nothing is done, and nothing is overdue."""
    text = page(manager)
    assert f"{len(LINKS)} of the {len(LINKS)} links cannot be determined" in text
    assert "no day past due can be seen at any link" in text
    for link in LINKS:
        shown = words(row(text, link.title))
        assert "Cannot tell the source does not carry" in shown
        assert "%" not in shown


def test_every_link_has_a_page_of_its_own(manager: Client, council: Path) -> None:
    for link in LINKS:
        text = page(manager, f"/chain/{link.key}/")
        assert f'<h1 class="govuk-heading-l">{link.title}</h1>' in text
        for key in link.clocks:
            assert f'href="/clocks/{key}/"' in text


def test_the_page_of_a_link_adds_up(manager: Client, council: Path) -> None:
    text = page(manager, "/chain/care_visit/")
    told = next(one for one in chain(pages_data.outlook()) if one.link.key == "care_visit")
    table = text[text.index("Duties by clock and status") :]
    body = table[table.index("<tbody") : table.index("</tbody")]
    rows = [re.findall(r"numeric\">([\d,]+)<", one) for one in body.split("<tr")[1:]]
    columns = zip(*rows, strict=True)
    sums = [sum(int(number.replace(",", "")) for number in column) for column in columns]
    overdue, soon, running, cannot_tell, met, late, *_ = sums
    assert (overdue, overdue + soon + running) == (told.overdue, told.open)
    assert (cannot_tell, met, met + late) == (told.cannot_tell, told.in_time, told.passed)


def test_the_overdue_of_a_link_are_told_in_a_sentence_a_chart_and_a_table(
    manager: Client, council: Path
) -> None:
    text = page(manager, "/chain/supervision/")
    link = next(link for link in LINKS if link.key == "supervision")
    wanted = Wanted(statuses=STATUSES["overdue"], clocks=link.clocks)
    now, before = (count(pages_data.outlook(day), wanted)[0] for day in (None, date(2017, 1, 31)))
    assert now != before
    assert f"On 31 January 2018 {now} {'was' if now == 1 else 'were'} overdue" in text
    assert f"a year before ({before})" in text
    assert '<svg class="holdfast-chart__drawing"' in text
    assert 'role="img" aria-labelledby="chart-title chart-text"' in text
    table = words(text[text.index("Overdue at the end of each month") :])
    assert f"31 January 2018 {now} " in table
    assert f"31 January 2017 {before} " in table
    assert len(re.findall(r"(?:28|29|30|31) [A-Z][a-z]+ 201[678]", table)) >= 24


def test_a_link_that_cannot_be_told_has_a_page_that_says_why(manager: Client, data: Path) -> None:
    text = page(manager, "/chain/contact/")
    assert "This cannot be determined from this data" in text
    assert "The source does not carry" in text or "the source does not carry" in text
    assert "<svg class" not in text


def test_a_link_that_is_not_there_is_not_found(manager: Client, council: Path) -> None:
    answer = manager.get("/chain/no-such-link/")
    assert answer.status_code == 404
    assert "The chain has no link of that name" in answer.content.decode()

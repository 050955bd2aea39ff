import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from holdfast.concerns.register import CONCERNS
from holdfast.query.concerns import concerns_true
from holdfast.query.journey import Person
from holdfast.web import data
from holdfast.web.audit.models import AuditRow
from holdfast.web.children import KEPT, told
from holdfast.web.pages.child.record import DAYS


@pytest.fixture
def busiest(council: Path) -> str:
    """The child for whom most clocks ran."""
    rows = data.outlook().rows(
        "select p.child from persons as p join standing as s on s.subject = p.child "
        "group by p.child order by count(*) desc, p.child limit 1"
    )
    return str(rows[0]["child"])


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_child_is_found_and_the_number_goes_into_no_address(
    manager: Client, busiest: str
) -> None:
    answer = manager.post("/children/", {"number": f" {busiest.lower()} "})
    assert answer.status_code == 302
    assert answer["Location"] == f"/children/{data.handle(busiest)}/"
    assert busiest not in answer["Location"]


def test_a_child_is_found_by_the_number_in_the_case_system(manager: Client, busiest: str) -> None:
    rows = data.outlook().rows(f"select system_number from persons where child = '{busiest}'")
    answer = manager.post("/children/", {"number": rows[0]["system_number"]})
    assert answer["Location"] == f"/children/{data.handle(busiest)}/"


def test_looking_on_another_day_stays_on_that_day(manager: Client, busiest: str) -> None:
    answer = manager.post("/children/?as_at=2016-06-30", {"number": busiest})
    assert answer["Location"].endswith("/?as_at=2016-06-30")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", "Enter the child’s number"),
        ("nobody", "There is no child with that number in the data. Check the number."),
        ("' or 1=1 --", "There is no child with that number"),
        ("professionals-0000001", "There is no child with that number"),
    ],
)
def test_a_number_that_leads_nowhere_is_said_to(
    number: str, words: str, manager: Client, council: Path
) -> None:
    text = manager.post("/children/", {"number": number}).content.decode()
    assert "<title>Error: Find a child" in text
    assert f'<a href="#number">{words}' in text.replace("&#x27;", "'")
    assert 'aria-describedby="number-hint number-error"' in text


def test_a_handle_that_stands_for_nobody_is_not_found(manager: Client, council: Path) -> None:
    assert manager.get("/children/0123456789abcdef0123/").status_code == 404
    assert not AuditRow.objects.exists()


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("part", "page"),
    [("", "child"), ("record/", "whole record of a child"), ("clocks/", "clocks of a child")],
)
def test_every_view_of_a_child_is_noted(
    part: str, page: str, manager: Client, busiest: str
) -> None:
    for _ in range(2):
        seen(manager, f"/children/{data.handle(busiest)}/{part}")
    rows = AuditRow.objects.all()
    assert [(row.who, row.kind, row.page, row.target) for row in rows] == [
        ("manager", "view", page, busiest)
    ] * 2


def test_a_view_that_cannot_be_noted_is_not_shown(
    manager: Client, busiest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**named: object) -> None:
        raise OSError

    monkeypatch.setattr("holdfast.web.pages.child.page.record_view", refuse)
    answer = manager.get(f"/children/{data.handle(busiest)}/")
    assert answer.status_code == 500
    assert busiest not in answer.content.decode()


def test_the_whole_record_says_who_and_what_happened_with_its_sources(
    manager: Client, busiest: str
) -> None:
    text = seen(manager, f"/children/{data.handle(busiest)}/record/")
    assert f'<h1 class="govuk-heading-l">Child {busiest}</h1>' in text
    assert busiest not in text[: text.index("</head>")]
    assert "Named worker" in text
    assert re.search(r"Read from made up, [a-z_]+, row", text)
    assert "Clock started: " in text
    assert f"Showing 1 to {DAYS} of" in text
    assert text.count("<h1") == 1


def test_a_story_runs_from_the_oldest_and_can_be_turned(manager: Client, busiest: str) -> None:
    address = f"/children/{data.handle(busiest)}/record/"
    days = re.findall(r'<time datetime="([\d-]+)"', seen(manager, address))
    assert days == sorted(days)
    turned = re.findall(r'<time datetime="([\d-]+)"', seen(manager, f"{address}?order=newest"))
    assert turned == sorted(turned, reverse=True)
    assert turned[0] > days[-1]


def test_a_year_leads_to_the_page_on_which_it_begins(manager: Client, busiest: str) -> None:
    address = f"/children/{data.handle(busiest)}/record/"
    links = re.findall(r'holdfast-jump" href="([^"]+)">(\d{4})<', seen(manager, address))
    assert len(links) > 1
    for link, year in links:
        query = link.partition("#")[0].replace("&amp;", "&")
        assert f'id="year-{year}"' in seen(manager, address + query)


def test_a_story_is_narrowed_by_area(manager: Client, busiest: str) -> None:
    text = seen(manager, f"/children/{data.handle(busiest)}/record/?area=contact")
    areas = re.findall(r'holdfast-quiet">([^.<]+)\. Read from', text)
    assert set(areas) == {"Contact and referral"}
    assert "Remove the filter" in text


def test_looking_back_says_so_and_leaves_out_what_came_later(manager: Client, busiest: str) -> None:
    address = f"/children/{data.handle(busiest)}/record/"
    first = re.findall(r'<time datetime="([\d-]+)"', seen(manager, address))[0]
    text = seen(manager, f"{address}?as_at={first}")
    assert "are left out." in text
    assert set(re.findall(r'<time datetime="([\d-]+)"', text)) == {first}
    before = seen(manager, f"{address}?as_at=1990-01-01")
    assert "Nothing to show" in before


def test_every_clock_is_listed_with_its_rule_and_sorted(manager: Client, busiest: str) -> None:
    address = f"/children/{data.handle(busiest)}/clocks/"
    number = len(told(data.outlook(), busiest).duties)
    text = seen(manager, address)
    assert f"{number} runs of clocks" in text
    assert re.search(r"\d+ working days?\. .+\((verified|second-hand|unverified)\)", text)
    over = re.findall(r'numeric">(\d[\d,]*)<', seen(manager, f"{address}?sort=-days_over"))
    days = [int(one.replace(",", "")) for one in over]
    assert days == sorted(days, reverse=True)
    assert days[0] > 0


def test_clocks_are_narrowed_by_status(manager: Client, busiest: str) -> None:
    text = seen(manager, f"/children/{data.handle(busiest)}/clocks/?status=met")
    assert set(re.findall(r'govuk-tag--\w+">([^<]+)<', text)) == {"Met", "Made-up children"}
    text = seen(manager, f"/children/{data.handle(busiest)}/clocks/?as_at=1990-01-01")
    assert "No clock to show" in text


def test_only_the_last_few_journeys_are_kept(council: Path) -> None:
    outlook = data.outlook()
    children = [row["child"] for row in outlook.rows("select child from persons order by child")]
    for child in children[: KEPT + 4]:
        told(outlook, child)
    kept = data.remember(outlook, "journeys", dict)
    assert list(kept) == children[4 : KEPT + 4]


def test_an_index_finds_the_same_journey_as_reading_every_table(council: Path) -> None:
    from holdfast.query.journey import journey

    outlook = data.outlook()
    rows = outlook.rows("select child from persons order by child limit 12")
    for row in rows:
        assert told(outlook, row["child"]) == journey(outlook, row["child"])


def test_the_page_says_who_what_is_open_the_life_and_what_happened(
    manager: Client, busiest: str
) -> None:
    text = seen(manager, f"/children/{data.handle(busiest)}/")
    assert busiest not in text[: text.index("</head>")]
    for heading in ("Now", "The life in the record", "What happened"):
        assert re.search(rf'<h2 class="govuk-heading-m" id="\w+">{heading}</h2>', text)
    assert re.findall("<dt>([^<]+)</dt>", text)[:2] == ["On", "Held by"]
    assert text.count("<h1") == 1
    assert 'role="img" aria-labelledby="life-title life-text"' in text
    assert "The same as a table" in text
    assert f'href="/children/{data.handle(busiest)}/record/"' in text


def test_what_happened_is_told_newest_first_and_can_be_turned(
    manager: Client, busiest: str
) -> None:
    address = f"/children/{data.handle(busiest)}/"
    days = re.findall(r'holdfast-chron__day" datetime="([\d-]+)"', seen(manager, address))
    assert days == sorted(days, reverse=True)
    turned = seen(manager, f"{address}?order=oldest")
    assert re.findall(r'holdfast-chron__day" datetime="([\d-]+)"', turned) == days[::-1]
    years = re.findall(r'id="year-(\d+)"', turned)
    assert years == sorted(years)


def test_the_concerns_that_are_true_are_shown_with_since_when(
    manager: Client, council: Path
) -> None:
    true = concerns_true(data.outlook(), CONCERNS[0]) or concerns_true(data.outlook(), CONCERNS[2])
    one = true[0]
    handle = data.handle(one.child)
    text = seen(manager, f"/children/{handle}/")
    assert f'href="/concerns/{one.concern}/{handle}/?strand={one.strand}"' in text
    assert f"From {one.since.day} {one.since:%b %Y}, " in text


def test_brothers_and_sisters_are_named_and_linked(manager: Client, council: Path) -> None:
    rows = data.outlook().rows(
        "select min(child) as child, max(child) as other from family_links "
        "group by family having count(*) > 1 order by count(*) desc, child limit 1"
    )
    text = seen(manager, f"/children/{data.handle(rows[0]['child'])}/")
    assert f'href="/children/{data.handle(rows[0]["other"])}/"' in text


def test_looking_back_the_page_ends_on_the_day(manager: Client, busiest: str) -> None:
    address = f"/children/{data.handle(busiest)}/"
    text = seen(manager, f"{address}?as_at=2016-06-30")
    days = re.findall(r'holdfast-chron__day" datetime="([\d-]+)"', text)
    assert max(days, default="") <= "2016-06-30"
    assert "dated after 30 June 2016" in text
    before = seen(manager, f"{address}?as_at=1990-01-01")
    assert "Nothing to show" in before
    assert "holds nothing of this life" in before
    assert "never means that the child is safe" in before


def test_every_page_has_the_form_that_finds_a_child(manager: Client, busiest: str) -> None:
    for address in ("/", "/clocks/", "/children/", "/no-such-page/"):
        text = manager.get(address).content.decode()
        assert text.count('id="find-at-top"') == 1, address
        assert text.count("csrfmiddlewaretoken") >= 1, address
    text = seen(manager, "/chain/supervision/?as_at=2017-06-30")
    assert 'method="post" action="/children/?as_at=2017-06-30"' in text
    assert 'id="find-at-top"' not in Client().get("/sign-in/").content.decode()


def test_a_child_of_whom_there_is_no_row_as_a_person_has_a_page(
    manager: Client, busiest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = told(data.outlook(), busiest)
    bare = {name: rows for name, rows in whole.history.items() if name != "persons"}
    nobody = replace(whole, person=Person(busiest), lead=None, beside=(), history=bare)
    monkeypatch.setattr(
        "holdfast.web.pages.child.page.told", lambda outlook, child, entries: nobody
    )
    text = seen(manager, f"/children/{data.handle(busiest)}/")
    assert f'<h1 class="govuk-heading-l">Child {busiest}</h1>' in text
    assert "Date of birth not recorded" in text
    assert "nobody is recorded" in text

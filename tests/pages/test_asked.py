import re
from pathlib import Path

import pytest
from django.http import QueryDict
from django.test import Client

from holdfast.web.asked import NoSuchDay, ask

PAGES = ["/", "/chain/contact/", "/due/", "/clocks/", "/clocks/cp_visit/"]
every_page = pytest.mark.parametrize("path", PAGES)


@every_page
def test_a_page_is_as_at_the_latest_day(path: str, manager: Client, council: Path) -> None:
    text = manager.get(path).content.decode()
    assert "Data as at <strong>31 January 2018</strong>" in text
    assert "You are looking at" not in text
    assert "as_at=" not in text


@every_page
def test_a_page_on_another_day_says_so_and_stays_there(
    path: str, manager: Client, council: Path
) -> None:
    text = manager.get(f"{path}?as_at=2017-06-30").content.decode()
    assert "You are looking at <strong>30 June 2017</strong>" in text
    main = text[text.index("<main") : text.index("</main>")]
    links = re.findall(r'href="(/[^"]*)"', main)
    assert links
    assert all("as_at=2017-06-30" in link for link in links)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2018-02-01", "The data ends on 31 January 2018"),
        ("2017-02-30", "a day that does not exist"),
        ("1066-10-14", "a day that does not exist"),
        ("2017-W05-1", "a day that does not exist"),
        ("20170630", "a day that does not exist"),
        ("yesterday", "a day that does not exist"),
    ],
)
@every_page
def test_a_day_of_which_nothing_is_known_is_refused_in_words(
    path: str, day: str, words: str, manager: Client, council: Path
) -> None:
    answer = manager.get(path, {"as_at": day})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert words in text
    assert "choose a day up to 31 January 2018" in text
    assert day not in text


def test_the_latest_day_asked_for_by_name_is_no_other_day(council: Path) -> None:
    asked = ask(QueryDict("as_at=2018-01-31"))
    assert not asked.chosen
    assert asked.link("due", link="contact") == "/due/?link=contact"


def test_links_carry_the_day(council: Path) -> None:
    asked = ask(QueryDict("as_at=2017-06-30&months=6&page=3"))
    assert asked.link("clock", "cp_visit") == "/clocks/cp_visit/?as_at=2017-06-30"
    assert asked.link("due", status="overdue") == "/due/?as_at=2017-06-30&status=overdue"
    assert asked.latest_url == "?months=6"
    assert asked.kept == [("months", "6")]
    assert asked.box.values == ("30", "6", "2017")


def test_the_three_boxes_lead_to_the_day_written_as_one(manager: Client, council: Path) -> None:
    boxes = {"as_at-day": "30", "as_at-month": "6", "as_at-year": "2017", "months": "6"}
    answer = manager.get("/", boxes | {"page": "2"})
    assert (answer.status_code, answer["Location"]) == (302, "?months=6&as_at=2017-06-30")


def test_boxes_that_give_no_day_are_refused(manager: Client, council: Path) -> None:
    answer = manager.get("/", {"as_at-day": "31", "as_at-month": "2", "as_at-year": "2017"})
    assert answer.status_code == 400
    assert "There is no such day" in answer.content.decode()


def test_the_error_has_no_traceback_in_it(council: Path) -> None:
    with pytest.raises(NoSuchDay) as refused:
        ask(QueryDict("as_at=2018-02-01"))
    assert refused.value.next_step

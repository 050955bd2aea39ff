import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import Client, override_settings

from holdfast.web.accounts.models import User
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.paging import paging
from holdfast.web.parts.sorting import SortableColumn, sorting
from holdfast.web.project.context import NAVIGATION, navigation

STATUS = Filter("status", "Status", (Choice("overdue", "Overdue"), Choice("met", "Met")))
AS_AT = Filter("as-at", "As at", kind="day")
COLUMNS = (
    SortableColumn("child", "Child"),
    SortableColumn("due", "Due"),
    SortableColumn("note", "Note", sortable=False),
)


def drawn(text: str, **context: object) -> str:
    return Template(text).render(Context(context))


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("{{ it|plain_day }}", date(2018, 1, 31), "31 January 2018"),
        ("{{ it|plain_day }}", date(2018, 2, 1), "1 February 2018"),
        ("{{ it|plain_day }}", None, "not recorded"),
        ("{{ it|short_day }}", date(2018, 1, 31), "31 Jan 2018"),
        ("{{ it|thousands }}", 1234567, "1,234,567"),
        ("{{ it|thousands }}", None, "not known"),
        ("{{ it|count_of:'child,children' }}", 1, "1 child"),
        ("{{ it|count_of:'child,children' }}", 2000, "2,000 children"),
        ("{{ it|count_of:'day' }}", 0, "0 days"),
        ("{{ it|share_of:1486 }}", 1204, "81% (1,204 of 1,486)"),
        ("{{ it|share_of:0 }}", 0, "no cases"),
    ],
)
def test_days_and_numbers_are_written_in_plain_words(text: str, value: Any, words: str) -> None:
    assert drawn(text, it=value) == words


def test_a_tag_carries_its_meaning_in_words() -> None:
    text = drawn("{% status_tag 'overdue' 'by 6 working days' %}")
    assert text == '<strong class="govuk-tag govuk-tag--red">Overdue by 6 working days</strong>'


def test_a_status_that_is_not_listed_is_shown_in_its_own_words() -> None:
    assert ">Awaiting review</strong>" in drawn("{% status_tag 'awaiting_review' %}")


def test_what_is_put_in_a_tag_is_escaped() -> None:
    assert "<b>" not in drawn("{% status_tag 'met' it %}", it="<b>")


def test_a_wide_table_is_named_by_its_caption_and_reached_by_keyboard() -> None:
    text = drawn("{% wide_table it %}<tbody>{{ it }}</tbody>{% endwide_table %}", it="A & B")
    assert 'role="region" aria-labelledby="table-a-b" tabindex="0"' in text
    assert 'id="table-a-b"><span>A &amp; B</span></caption><tbody>A &amp; B</tbody></table>' in text


@pytest.mark.parametrize(
    ("asked", "number", "first", "last"),
    [("", 1, 1, 50), ("page=2", 2, 51, 100), ("page=3", 3, 101, 120), ("page=99", 3, 101, 120)],
)
def test_a_page_shows_its_rows(asked: str, number: int, first: int, last: int) -> None:
    found = paging(QueryDict(asked), 120)
    assert (found.number, found.first, found.last) == (number, first, last)
    assert (found.offset, found.limit) == (first - 1, 50)


@pytest.mark.parametrize(
    "asked", ["page=0", "page=-1", "page=x", "page=%C2%B2", "page=" + "9" * 99]
)
def test_a_page_number_that_is_none_is_answered_with_one_there_is(asked: str) -> None:
    assert 1 <= paging(QueryDict(asked), 120).number <= 3


def test_an_empty_list_has_one_page_with_no_rows() -> None:
    found = paging(QueryDict(""), 0)
    assert (found.pages, found.first, found.last, found.next) == (1, 0, 0, "")


@pytest.mark.parametrize(
    ("number", "steps"),
    [
        (1, [1, 2, None, 40]),
        (2, [1, 2, 3, None, 40]),
        (20, [1, None, 19, 20, 21, None, 40]),
        (40, [1, None, 39, 40]),
    ],
)
def test_the_steps_are_the_ends_the_neighbours_and_gaps(number: int, steps: Any) -> None:
    found = paging(QueryDict(f"page={number}"), 2000)
    assert [step.number for step in found.steps] == steps
    assert [step.number for step in found.steps if step.here] == [number]


def test_page_links_keep_the_filters_and_the_order() -> None:
    found = paging(QueryDict("status=met&status=overdue&sort=-due&page=2"), 500)
    assert found.next == "?status=met&status=overdue&sort=-due&page=3"
    assert found.previous == "?status=met&status=overdue&sort=-due"


@pytest.mark.parametrize(
    ("asked", "key", "descending"),
    [
        ("", "due", False),
        ("sort=child", "child", False),
        ("sort=-child", "child", True),
        ("sort=note", "due", False),
        ("sort=due;drop", "due", False),
        ("sort=--due", "due", False),
    ],
)
def test_only_a_sortable_column_is_an_order(asked: str, key: str, descending: bool) -> None:
    found = sorting(QueryDict(asked), COLUMNS, "due")
    assert (found.key, found.descending) == (key, descending)


def test_heads_say_the_order_and_a_second_press_turns_it() -> None:
    heads = sorting(QueryDict("sort=due&page=3&status=met"), COLUMNS, "child").heads
    assert [head.order for head in heads] == ["none", "ascending", ""]
    assert [head.url for head in heads] == ["?sort=child&status=met", "?sort=-due&status=met", ""]


def test_only_declared_choices_pass_a_filter() -> None:
    found = Filtering(QueryDict("status=met&status=Wren&team=north"), [STATUS])
    assert found.values("status") == ("met",)
    assert [one.words for one in found.selected] == ["Met"]


def test_each_choice_in_force_can_be_taken_off() -> None:
    query = "status=met&status=overdue&sort=due&page=4"
    found = Filtering(QueryDict(query), [STATUS])
    assert [one.url for one in found.selected] == [
        "?status=met&sort=due",
        "?status=overdue&sort=due",
    ]
    assert found.clear == "?sort=due"
    assert found.kept == [("sort", "due")]


@pytest.mark.parametrize(
    ("day", "month", "year", "read", "problems"),
    [
        ("31", "1", "2018", date(2018, 1, 31), 0),
        ("", "", "", None, 0),
        ("30", "2", "2018", None, 1),
        ("31", "1", "", None, 1),
        ("x", "1", "2018", None, 1),
        ("³", "1", "2018", None, 1),
    ],
)
def test_a_day_is_read_or_said_to_be_none(
    day: str, month: str, year: str, read: Any, problems: int
) -> None:
    query = QueryDict(mutable=True)
    query.update({"as-at-day": day, "as-at-month": month, "as-at-year": year})
    found = Filtering(query, [AS_AT])
    assert found.day("as-at") == read
    assert len(found.problems) == problems
    assert len(found.selected) == (1 if read else 0)


def test_the_navigation_says_where_one_is(manager: Client, data: Path) -> None:
    text = manager.get("/due/").content.decode()
    assert re.findall(r'href="(/[a-z/]*)" aria-current="true"', text) == ["/due/"]
    assert all(f">{place.title}<" in text for place in NAVIGATION)


@pytest.mark.parametrize(
    ("path", "place"),
    [("/", "Chain"), ("/chain/cp_visit/", "Chain"), ("/due/", "Due and overdue"),
     ("/clocks/cp_visit/", "Chain"), ("/fairness/", "Concerns"), ("/about/", None),
     ("/audits/", "Challenge"), ("/supervision/own/", "Challenge"), ("/progress/", "Measures")],
)  # fmt: skip
def test_a_page_lies_in_one_place_of_the_navigation(
    path: str, place: str | None, manager: Client
) -> None:
    user = User.objects.get(username="manager")
    assert [one["title"] for one in navigation(path, user) if one["here"]] == (
        [place] if place else []
    )


@override_settings(ROOT_URLCONF="tests.pages.gallery")
def test_the_gallery_shows_all_the_parts(manager: Client, data: Path) -> None:
    text = manager.get(
        "/gallery/?status=overdue&page=3&as-at-day=31&as-at-month=2"
    ).content.decode()
    assert 'aria-sort="descending"' in text
    assert "Showing 101 to 150 of 1,234 children" in text
    assert 'aria-current="page">3</a>' in text
    assert "As at must be a real day" in text
    assert 'value="overdue" checked' in text
    assert '<time datetime="2017-11-02">2 November 2017</time>' in text
    assert "Day not recorded" in text
    assert "{{" not in text
    assert "{#" not in text


def test_an_error_summary_leads_to_the_field_and_says_what_to_do() -> None:
    part = "{% include 'parts/error_summary.html' with at='file' %}"
    text = drawn(part, problem="It is <b>no</b> list.", next_step="Choose another.")
    assert 'data-module="govuk-error-summary"' in text
    assert '<div role="alert">' in text
    assert '<a href="#file">It is &lt;b&gt;no&lt;/b&gt; list.</a>' in text
    assert '<p class="govuk-body">Choose another.</p>' in text
    assert '<p class="govuk-body">' not in drawn(part, problem="It is no list.")
    assert drawn(part, problem="").strip() == ""

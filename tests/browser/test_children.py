"""A child's pages, and the form that finds one, in every state and way of reading."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visit, Windows
from tests.browser.looking import (
    OF_COLOUR,
    TELEPHONE,
    ZOOMED,
    faults,
    policy_breaks,
    resize,
    shown,
    shown_as,
    sideways,
    tab_walk,
)

pytestmark = pytest.mark.browser

STATES = {
    "page": "",
    "oldest first": "?order=oldest",
    "looking back": "?as_at=2016-06-30",
    "before anything": "?as_at=1990-01-01",
    "record, filtered": "record/?area=contact&kind=events&order=newest",
    "record, second page": "record/?page=2",
    "no such day": "?as_at=2018-02-30",
    "clocks": "clocks/",
    "clocks sorted": "clocks/?sort=-days_over&page=2",
    "clocks that cannot be determined": "clocks/?status=cannot-tell&status=overdue",
    "no clock": "clocks/?as_at=1990-01-01",
}


@pytest.fixture(scope="session")
def child(browser: Browser, address: str, signed_in: Any) -> str:
    """The address of the child who is longest over: a child with much to tell."""
    with browser.new_context(base_url=address, storage_state=signed_in) as context:
        page = context.new_page()
        page.goto("/due/?also=closed")
        link = page.locator("tbody th a").first.get_attribute("href")
        assert link is not None
        return link.partition("?")[0]


@pytest.fixture(scope="module", params=list(STATES.values()), ids=list(STATES))
def state(request: pytest.FixtureRequest, child: str, windows: Windows) -> Iterator[Page]:
    """A child's page in one state, loaded once for all that is asked of it."""
    with windows.tab() as page:
        page.goto(child + request.param)
        yield page


@pytest.fixture
def page(state: Page) -> Iterator[Page]:
    """The page in one state, after each test again as it was loaded."""
    size = state.viewport_size
    yield state
    resize(state, size)


def test_axe_finds_no_fault(page: Page) -> None:
    assert page.get_by_role("heading", level=1).is_visible()
    assert faults(page) == []


def test_axe_finds_no_fault_on_a_telephone(page: Page) -> None:
    resize(page, TELEPHONE)
    assert page.get_by_role("heading", level=1).is_visible()
    assert faults(page) == []


def test_at_400_percent_nothing_has_a_fault_or_scrolls_sideways(page: Page) -> None:
    resize(page, ZOOMED)
    assert page.get_by_role("heading", level=1).is_visible()
    assert sideways(page) == []
    assert faults(page) == []


def test_in_forced_colours_axe_finds_no_fault(page: Page) -> None:
    with shown_as(page, forced_colors="active"):
        assert page.get_by_role("heading", level=1).is_visible()
        assert faults(page, rules=OF_COLOUR) == []


@pytest.mark.parametrize("part", STATES.values(), ids=STATES)
def test_without_scripts_the_heading_is_there(part: str, child: str, visit: Visit) -> None:
    page = visit(child + part, java_script_enabled=False)
    assert page.get_by_role("heading", level=1).is_visible()


@pytest.mark.parametrize(
    ("part", "met_too"),
    [
        ("", "summary: The same as a table"),
        ("record/", "button: Apply filters"),
        ("clocks/", "button: Apply filters"),
    ],
)
def test_the_keyboard_reaches_everything_and_comes_out(
    part: str, met_too: str, child: str, visit: Visit
) -> None:
    met = tab_walk(visit(child + part), most=400)
    assert met[0] == "a: Skip to main content"
    assert "button: Find a child" in met
    assert met_too in met
    assert "a: Cookies" in met


@pytest.mark.parametrize("part", ["", "clocks/"])
def test_the_policy_holds_and_everything_loads(part: str, child: str, visit: Visit) -> None:
    page = visit("about:blank")
    with policy_breaks(page) as heard:
        page.goto(child + part, wait_until="networkidle")
        assert heard == []


@pytest.mark.parametrize("part", ["record/?area=contact", "clocks/?status=met"])
def test_paper_has_the_day_and_the_filters_in_words(part: str, child: str, visit: Visit) -> None:
    page: Page = visit(child + part)
    page.emulate_media(media="print")
    assert faults(page) == []
    for kept_off in ("nav", "footer", ".holdfast-filter", "main form", "main details"):
        assert not shown(page, kept_off), kept_off
    words = page.locator(".holdfast-paper").inner_text()
    assert "Area of care: Contact and referral." in words or "Status: Met." in words
    assert page.get_by_text("31 January 2018").first.is_visible()


def test_paper_has_the_life_and_the_counts_of_what_is_folded(child: str, visit: Visit) -> None:
    page = visit(child)
    page.emulate_media(media="print")
    assert faults(page) == []
    for kept_off in ("nav", "footer", "form", "main details"):
        assert not shown(page, kept_off), kept_off
    assert page.get_by_role("img").first.is_visible()
    assert page.get_by_text(re.compile("^Routine: ")).last.is_visible()


@pytest.mark.parametrize("number", ["", "nobody"])
def test_the_form_with_a_problem_has_no_fault(number: str, visit: Visit) -> None:
    page = visit("/children/")
    page.get_by_label("Child’s number").fill(number)
    page.get_by_role("button", name="Find the child").click()
    page.get_by_role("alert").wait_for()
    assert page.title().startswith("Error: ")
    assert faults(page) == []


def test_a_child_is_found_without_scripts(child: str, visit: Visit) -> None:
    identifier = visit(f"{child}record/").locator("h1").inner_text().removeprefix("Child ")
    page = visit("/children/", java_script_enabled=False)
    page.get_by_label("Child’s number").fill(identifier)
    page.get_by_role("button", name="Find the child").click()
    assert page.url.endswith(child)


def test_a_child_is_found_from_the_header_of_any_page(child: str, visit: Visit) -> None:
    identifier = visit(f"{child}record/").locator("h1").inner_text().removeprefix("Child ")
    page = visit("/chain/supervision/?as_at=2017-06-30", java_script_enabled=False)
    page.get_by_label("Find a child by number").fill(identifier)
    page.get_by_role("button", name="Find a child", exact=True).click()
    assert page.url.endswith(f"{child}?as_at=2017-06-30")
    assert identifier not in page.url

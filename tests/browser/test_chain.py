"""The chain, the list of who is due and the register, as people use them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit, _start
from tests.browser.looking import ZOOMED, faults, resize, shown, sideways, tab_walk
from tests.pages.site import lay_snapshot

pytestmark = pytest.mark.browser


def test_a_manager_gets_from_the_chain_to_the_children_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/")
    overdue = page.locator("tbody a.holdfast-strong").first
    number = re.match(r"[\d,]+", overdue.inner_text())
    assert number is not None
    overdue.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/due/"))
    duties = "duty" if number[0] == "1" else "duties"
    expect(page.get_by_role("status")).to_contain_text(f"{number[0]} {duties} overdue")
    page.locator("tbody th a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/children/[0-9a-f]{20}/$"))


def test_the_list_is_narrowed_and_sorted_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/due/?sort=child")
    page.get_by_role("checkbox", name="Overdue").focus()
    page.keyboard.press("Space")
    page.get_by_label("Area").focus()
    page.keyboard.type("Management")
    page.get_by_role("button", name="Apply filters").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("area=oversight"))
    page.get_by_role("link", name="Due", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("sort=due"))
    expect(page.locator("th[aria-sort=ascending]")).to_have_text(re.compile("^\\s*Due"))
    assert "area=oversight" in page.url
    page.get_by_role("link", name="Remove the filter Area").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "area" not in url)
    assert "status=overdue" in page.url


def test_the_chain_is_asked_for_one_team_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/?months=6")
    page.get_by_label("Team").focus()
    page.keyboard.type("Safeguarding")
    page.get_by_role("button", name="Apply filters").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("team="))
    assert "months=6" in page.url
    expect(page.get_by_text(re.compile("Only Safeguarding"))).to_be_visible()
    page.locator("tbody th a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/chain/[a-z_]+/.*team="))
    expect(page.get_by_text(re.compile("Only Safeguarding"))).to_be_visible()
    page.get_by_role("link", name="Show every team").click()
    page.wait_for_url(lambda url: "team=" not in url)


@pytest.mark.parametrize("width", [1280, 768, 320])
def test_the_filter_of_the_chain_has_no_fault_at_any_width(width: int, visit: Visit) -> None:
    page = visit("/", viewport={"width": width, "height": 800})
    page.get_by_label("Team").select_option(index=1)
    page.get_by_role("button", name="Apply filters").click()
    page.wait_for_url(re.compile("team="))
    assert faults(page) == []
    assert sideways(page) == []


def test_another_day_is_chosen_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/?months=6")
    page.locator("summary", has_text="Look at another day").focus()
    page.keyboard.press("Enter")
    for label, number in (("Day", "30"), ("Month", "6"), ("Year", "2017")):
        page.get_by_label(label, exact=True).fill(number)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("as_at=2017-06-30"))
    assert "months=6" in page.url
    expect(page.get_by_text("You are looking at 30 June 2017")).to_be_visible()
    page.get_by_role("link", name="Go to 31 January 2018").click()
    page.wait_for_url(lambda url: "as_at" not in url)


def test_another_day_is_chosen_without_scripts(visit: Visit) -> None:
    page = visit("/clocks/cp_visit/", java_script_enabled=False)
    assert page.get_by_role("heading", level=1).inner_text().startswith("Visit to a child")
    page = visit("/due/", java_script_enabled=False)
    page.get_by_text("Look at another day").click()
    page.get_by_label("Year", exact=True).fill("2017")
    page.get_by_role("button", name="Show that day").click()
    assert "as_at=2017-01-31" in page.url


def test_open_details_have_no_fault_and_stay_in_the_page(visit: Visit) -> None:
    for path in ("/", "/due/", "/chain/supervision/"):
        page = visit(path, viewport=ZOOMED)
        for one in page.locator("main details summary").all():
            one.click()
        assert faults(page) == []
        assert sideways(page) == []


def test_the_chart_is_drawn_and_named(visit: Visit) -> None:
    page = visit("/chain/supervision/")
    chart = page.get_by_role("img", name=re.compile("Overdue each day: Case supervised"))
    box = chart.bounding_box()
    assert box is not None
    assert box["height"] > 150
    stroke = page.locator(".holdfast-chart__line").evaluate("(it) => getComputedStyle(it).stroke")
    assert stroke == "rgb(18, 67, 109)"


def test_the_chart_scrolls_in_its_own_frame_on_a_small_screen(visit: Visit) -> None:
    page = visit("/chain/supervision/", viewport=ZOOMED)
    frame = page.locator(".holdfast-chart")
    assert frame.evaluate("(it) => it.scrollWidth > it.clientWidth")
    assert frame.get_attribute("tabindex") == "0"
    assert sideways(page) == []


def test_paper_says_which_duties_and_of_which_day(visit: Visit) -> None:
    page = visit("/due/?area=protection&status=overdue&as_at=2017-06-30")
    line = page.get_by_text("On 30 June 2017. Status: overdue; Area: Child protection.")
    assert not line.is_visible()
    page.emulate_media(media="print")
    assert line.is_visible()
    assert page.get_by_text("You are looking at 30 June 2017").is_visible()
    for kept_off in (".holdfast-periods", ".holdfast-another-day", ".holdfast-screen"):
        assert not shown(page, kept_off)


def test_the_table_fits_the_screen_of_an_ordinary_laptop(visit: Visit) -> None:
    page = visit("/due/?status=overdue", viewport={"width": 1280, "height": 800})
    frame = page.locator(".holdfast-table")
    assert frame.evaluate("(it) => it.scrollWidth <= it.clientWidth + 1")
    assert sideways(page) == []


@pytest.fixture(scope="module")
def bare(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A window on a council whose source carries nothing: no clock can be told."""
    home = tmp_path_factory.mktemp("bare")
    lay_snapshot(home)
    server: Any = _start(home)
    address = server.stdout.readline().strip().rstrip("/")
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/sign-in/")
        name, password = page.locator(".govuk-inset-text strong").all_inner_texts()
        page.get_by_label("User name").fill(name)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Sign out").wait_for()
        yield page
    server.terminate()
    server.wait(timeout=30)
    server.stdout.close()


@pytest.mark.parametrize("path", ["/", "/chain/contact/", "/due/", "/clocks/", "/clocks/cp_visit/"])
def test_what_cannot_be_told_has_no_fault(path: str, bare: Page) -> None:
    resize(bare, {"width": 1280, "height": 800})
    bare.goto(path)
    assert faults(bare) == []
    assert "a: Cookies" in tab_walk(bare)
    resize(bare, {"width": 320, "height": 256})
    assert sideways(bare) == []
    assert faults(bare) == []

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit
from tests.browser.looking import ZOOMED, faults, resize, tab_walk

pytestmark = pytest.mark.browser


def test_axe_would_find_a_fault(visit: Visit) -> None:
    page = visit("/gallery/")
    page.evaluate("() => document.querySelector('main label').remove()")
    found = faults(page)
    assert len(found) == 1
    assert found[0].startswith("label: Form elements must have labels")


def test_the_walk_would_find_a_focus_that_cannot_be_seen(visit: Visit) -> None:
    page = visit("/cookies/")
    page.evaluate(
        "() => { const it = document.querySelector('footer a');"
        "it.style.setProperty('outline', 'none', 'important');"
        "it.style.setProperty('box-shadow', 'none', 'important'); }"
    )
    with pytest.raises(AssertionError, match="cannot be seen on a: Accessibility"):
        tab_walk(page)


def test_the_walk_would_find_a_focus_off_the_screen(visit: Visit) -> None:
    page = visit("/cookies/")
    page.evaluate(
        "() => { const it = document.querySelector('footer a');"
        "it.style.position = 'fixed'; it.style.top = '-100px'; }"
    )
    with pytest.raises(AssertionError, match="off the screen on a: Accessibility"):
        tab_walk(page)


def test_the_walk_would_find_a_way_without_an_end(visit: Visit) -> None:
    page = visit("/cookies/")
    with pytest.raises(AssertionError, match="never came back to the top"):
        tab_walk(page, most=5)


def test_filters_are_applied_and_taken_off_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/gallery/?sort=due&page=3")
    page.get_by_role("checkbox", name="Overdue").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_label("Team").focus()
    page.keyboard.type("So")
    page.get_by_role("button", name="Apply filters").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("team=south"))
    assert "sort=due" in page.url
    assert "page=" not in page.url
    assert page.get_by_label("Due soon").is_checked()
    page.get_by_role("link", name="Remove the filter Status: Due soon").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Due soon")).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Overdue")).to_be_checked()
    page.get_by_role("link", name="Clear filters").click()
    expect(page.get_by_role("checkbox", name="Overdue")).not_to_be_checked()
    assert page.url.endswith("?sort=due")


def test_nothing_is_sent_when_a_choice_is_ticked(visit: Visit) -> None:
    page = visit("/gallery/")
    before = page.url
    page.get_by_role("checkbox", name="Overdue").check()
    page.wait_for_timeout(300)
    assert page.url == before


def test_a_head_sorts_and_a_second_press_turns_the_order(visit: Visit) -> None:
    page = visit("/gallery/", java_script_enabled=False)
    head = page.get_by_role("columnheader", name="Due")
    for order in ("ascending", "descending", "ascending"):
        head.get_by_role("link").click()
        expect(head).to_have_attribute("aria-sort", order)


def test_a_wide_table_scrolls_by_keyboard_in_its_own_frame(visit: Visit) -> None:
    page = visit("/gallery/", viewport={"width": 320, "height": 640})
    frame = page.get_by_role("region", name="Children with an overdue clock")
    frame.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.holdfast-table').scrollLeft > 0")


def test_a_page_made_larger_or_smaller_is_laid_out_when_it_is_looked_at(visit: Visit) -> None:
    page = visit("/")
    wide = page.viewport_size
    menu = page.locator(".govuk-js-service-navigation-toggle")
    for _ in range(20):
        resize(page, ZOOMED)
        assert menu.get_attribute("hidden") is None
        resize(page, wide)
        assert menu.get_attribute("hidden") == ""


def test_a_wrong_password_leads_the_eye_to_the_box(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/sign-in/")
        page.get_by_label("User name").fill("nobody")
        page.get_by_label("Password", exact=True).fill("wrong")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("The user name or the password is wrong")
        assert faults(page) == []
        page.get_by_role("link", name="The user name or the password").click()
        expect(page.get_by_label("User name")).to_be_focused()


def test_the_skip_link_goes_to_the_words(visit: Visit) -> None:
    page = visit("/gallery/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main-content"


def test_every_target_is_at_least_24_pixels_high_or_stands_in_words(visit: Visit) -> None:
    page = visit("/gallery/")
    small = page.evaluate(
        "() => [...document.querySelectorAll('button, select, .holdfast-selected__one,"
        " .govuk-pagination__link')].filter((it) => it.offsetParent"
        " && it.getBoundingClientRect().height < 24).map((it) => it.outerHTML.slice(0, 99))"
    )
    assert small == []

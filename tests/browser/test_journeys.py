"""From signing in to the answer, by keyboard alone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def tab_to(page: Page, words: str | re.Pattern[str], most: int = 150) -> None:
    """Press Tab until what is in focus has these words."""
    focused = (
        "() => { const it = document.activeElement;"
        "return (it.labels?.[0]?.innerText || it.innerText || '').trim() }"
    )
    met = []
    for _ in range(most):
        page.keyboard.press("Tab")
        met.append(page.evaluate(focused))
        if re.fullmatch(words, met[-1]):
            return
    raise AssertionError(f"the Tab key never came to {words!r}; it met {met}")


def follow(page: Page, words: str | re.Pattern[str], heading: str | re.Pattern[str]) -> None:
    """Follow a link or press a button by keyboard, and see the page that it leads to."""
    tab_to(page, words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_a_manager_goes_from_the_chain_to_a_child_and_the_data_by_keyboard(
    browser: Browser, address: str
) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/sign-in/")
        user, password = page.locator(".govuk-inset-text strong").all_inner_texts()
        tab_to(page, "User name")
        page.keyboard.type(user)
        tab_to(page, "Password")
        page.keyboard.type(password)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Where children wait")
        follow(page, "Due and overdue", "Due and overdue")
        follow(page, re.compile(r"All [\d,]+ overdue duties, one by one"), "Due and overdue")
        child = page.locator("tbody th a").first.inner_text()
        follow(page, re.escape(child), re.compile(r"\w+ \w+"))
        assert child not in page.url
        assert child not in page.title()
        follow(page, "Every clock that ran for this child", f"Child {child}")
        follow(page, "The child’s journey", re.compile(r"\w+ \w+"))
        follow(page, "Chain", "Where children wait")
        follow(page, "Clocks", re.compile("clocks", re.IGNORECASE))
        follow(page, "Imports", "Imports")
        follow(page, "2018-01-31-0001", "Import of 31 January 2018")
        tab_to(page, "Check that every file is whole")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("The import is whole")


def test_a_child_is_found_by_keyboard_and_a_wrong_number_is_told(
    browser: Browser, address: str, signed_in: Any
) -> None:
    with browser.new_context(base_url=address, storage_state=signed_in) as context:
        page = context.new_page()
        page.goto("/children/")
        tab_to(page, "Child’s number")
        page.keyboard.type("nobody")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("There is no child with that number")
        tab_to(page, re.compile("There is no child with that number.*"))
        page.keyboard.press("Enter")
        expect(page.get_by_label("Child’s number")).to_be_focused()
        page.keyboard.press("Control+A")
        page.keyboard.type("MU000007")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Find a child")
        expect(page.locator("main")).to_contain_text("MU000007")

"""The imports' pages where something is wrong, and where there is nothing at all."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import _start
from tests.browser.looking import ZOOMED, faults, shown, sideways, tab_walk
from tests.pages.awkward import lay_awkward
from tests.pages.site import lay_snapshot

pytestmark = pytest.mark.browser

AWKWARD = "2017-12-31-0001"
PAGES = [
    "/imports/",
    f"/imports/{AWKWARD}/",
    f"/imports/{AWKWARD}/refusals/",
    f"/imports/{AWKWARD}/refusals/?page=3",
    f"/imports/{AWKWARD}/answers/",
    f"/imports/{AWKWARD}/words/",
    f"/imports/{AWKWARD}/words/?word=0",
    "/imports/2018-01-31-0002/",
    "/imports/2018-01-31-0002/refusals/",
    "/imports/2018-01-31-0002/answers/",
    "/imports/2018-01-31-0002/words/",
    "/imports/2018-01-31-0009/",
]
every_page = pytest.mark.parametrize("path", PAGES)

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def troubled(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[tuple[Path, str]]:
    """The data folder and address of a server with an import full of trouble."""
    home = tmp_path_factory.mktemp("troubled")
    lay_awkward(home)
    lay_snapshot(home)
    server = _start(home)
    assert server.stdout is not None
    yield home, server.stdout.readline().strip().rstrip("/")
    server.terminate()
    server.wait(timeout=30)
    server.stdout.close()


@pytest.fixture(scope="module")
def cookies(troubled: tuple[Path, str], browser: Browser) -> Any:
    with browser.new_context(base_url=troubled[1]) as context:
        page = context.new_page()
        page.goto("/sign-in/")
        user, password = page.locator(".govuk-inset-text strong").all_inner_texts()
        page.get_by_label("User name").fill(user)
        page.get_by_label("Password", exact=True).fill(password)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Sign out").wait_for()
        return context.storage_state()


@pytest.fixture
def look(troubled: tuple[Path, str], cookies: Any, browser: Browser) -> Iterator[Open]:
    """``look("/imports/")`` opens a page of the troubled server, signed in."""
    contexts = []

    def open_page(path: str, **options: Any) -> Page:
        context = browser.new_context(base_url=troubled[1], storage_state=cookies, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@every_page
def test_axe_finds_no_fault_in_any_medium(path: str, look: Open) -> None:
    page = look(path)
    assert faults(page) == []
    page.emulate_media(media="print")
    assert faults(page) == []
    assert page.get_by_role("heading", level=1).is_visible()
    assert not shown(page, ".govuk-pagination")


@every_page
def test_at_400_percent_nothing_scrolls_sideways(path: str, look: Open) -> None:
    page = look(path, viewport=ZOOMED)
    assert sideways(page) == []
    assert faults(page) == []


@every_page
def test_nothing_is_missing_without_scripts(path: str, look: Open) -> None:
    page = look(path, java_script_enabled=False)
    assert page.get_by_role("heading", level=1).is_visible()


def test_the_keyboard_reaches_every_refusal_and_comes_out(look: Open) -> None:
    met = tab_walk(look(f"/imports/{AWKWARD}/refusals/"))
    assert "div: Rows that were refused" in met
    assert "a: Cookies" in met


def test_what_a_word_means_is_said_by_keyboard_alone(
    troubled: tuple[Path, str], look: Open
) -> None:
    page = look(f"/imports/{AWKWARD}/words/")
    page.get_by_role("link", name=re.compile("Say what it means.*Key Worker")).focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What does “Key Worker” mean?").wait_for()
    page.get_by_role("button", name="Keep what it means").press("Enter")
    page.get_by_role("link", name="Choose what the word means").wait_for()
    assert faults(page) == []
    page.get_by_label("It means").focus()
    page.keyboard.type("CW")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("You have said: CW").wait_for()
    assert faults(page) == []
    own = (troubled[0] / "vocabulary.toml").read_text(encoding="utf-8")
    assert '"Key Worker" = "CW"' in own


def test_a_damaged_import_is_told_without_a_fault(troubled: tuple[Path, str], look: Open) -> None:
    file = troubled[0] / "snapshots" / AWKWARD / "refusals.parquet"
    whole = file.read_bytes()
    page = look(f"/imports/{AWKWARD}/")
    file.write_bytes(whole + b"x")
    try:
        page.get_by_role("button", name="Check that every file is whole").click()
        page.get_by_text("This import is damaged").wait_for()
        assert faults(page) == []
        page.goto(f"/imports/{AWKWARD}/refusals/")
        assert faults(page) == []
        assert page.get_by_text("cannot be read").is_visible()
    finally:
        file.write_bytes(whole)
    page.goto(f"/imports/{AWKWARD}/")
    page.get_by_role("button", name="Check that every file is whole").click()
    page.get_by_text("The import is whole").wait_for()
    assert faults(page) == []

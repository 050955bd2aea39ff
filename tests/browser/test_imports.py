"""The imports' pages where something is wrong, and where there is nothing at all."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visit, Windows, _start
from tests.browser.looking import ZOOMED, faults, resize, shown, sideways, tab_walk
from tests.pages.awkward import lay_awkward
from tests.pages.sent import FAULTY, packed
from tests.pages.site import lay_snapshot

pytestmark = pytest.mark.browser

AWKWARD = "2017-12-31-0001"
PAGES = [
    "/imports/",
    "/imports/survey/",
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


@pytest.fixture(scope="module")
def own_windows(troubled: tuple[Path, str], cookies: Any, browser: Browser) -> Iterator[Windows]:
    with closing(Windows(browser, troubled[1], cookies)) as windows:
        yield windows


@pytest.fixture
def look(own_windows: Windows) -> Iterator[Visit]:
    """``look("/imports/")`` opens a page of the troubled server, signed in."""
    with own_windows.visits() as look:
        yield look


@every_page
def test_axe_finds_no_fault_in_any_medium(path: str, look: Visit) -> None:
    page = look(path)
    assert faults(page) == []
    page.emulate_media(media="print")
    assert faults(page) == []
    assert page.get_by_role("heading", level=1).is_visible()
    assert not shown(page, ".govuk-pagination")


@every_page
def test_at_400_percent_nothing_scrolls_sideways(path: str, look: Visit) -> None:
    page = look(path, viewport=ZOOMED)
    assert sideways(page) == []
    assert faults(page) == []


@every_page
def test_nothing_is_missing_without_scripts(path: str, look: Visit) -> None:
    page = look(path, java_script_enabled=False)
    assert page.get_by_role("heading", level=1).is_visible()


def test_the_keyboard_reaches_every_refusal_and_comes_out(look: Visit) -> None:
    met = tab_walk(look(f"/imports/{AWKWARD}/refusals/"))
    assert "div: Rows that were refused" in met
    assert "a: Cookies" in met


def test_what_a_word_means_is_said_by_keyboard_alone(
    troubled: tuple[Path, str], look: Visit
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


def test_a_damaged_import_is_told_without_a_fault(troubled: tuple[Path, str], look: Visit) -> None:
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


def surveyed(page: Page) -> Page:
    """What was found in files with more to correct than a screen holds."""
    faulty = packed(**FAULTY)
    page.locator("#file").set_input_files(
        {"name": "export.zip", "mimeType": "application/zip", "buffer": faulty}
    )
    page.get_by_label("Day of the data").fill("2018-01-31")
    # The answer waits for a whole import, on however busy a machine.
    page.get_by_role("button", name="Look through it").click(timeout=120_000)
    page.get_by_role("heading", name="What was found in the data").wait_for()
    return page


def test_what_was_found_is_without_fault_folded_and_open(look: Visit) -> None:
    page = surveyed(look("/imports/survey/"))
    assert faults(page) == []
    while (folded := page.locator("main details:not([open]) > summary")).count():
        folded.first.click()
    assert page.locator("main details:not([open])").count() == 0
    assert faults(page) == []
    resize(page, ZOOMED)
    assert sideways(page) == []
    assert faults(page) == []


def test_what_was_found_begins_with_a_dozen_rows(look: Visit) -> None:
    page = surveyed(look("/imports/survey/"))
    first = page.get_by_role("table", name="Columns and tables to correct first")
    assert first.get_by_role("row").count() == 1 + 12
    assert not page.locator("details", has_text="more columns").locator("table").is_visible()


def test_a_fold_of_what_was_found_opens_by_keyboard_and_without_scripts(look: Visit) -> None:
    page = surveyed(look("/imports/survey/", java_script_enabled=False))
    for words in ("What each clock will be able to answer", "more columns or tables to correct"):
        fold = page.locator("details", has=page.locator("summary", has_text=words))
        assert not fold.locator("table").is_visible()
        fold.locator("summary").press("Enter")
        assert fold.locator("table").is_visible()


def test_the_keyboard_goes_through_what_was_found_and_comes_out(look: Visit) -> None:
    met = tab_walk(surveyed(look("/imports/survey/")))
    assert any(one.startswith("summary: What each clock") for one in met)
    assert "a: Cookies" in met

"""The pages of the census where there is one: what would fail, the answers, a file that is sent.

What the pages say where there is no census, and the register, are among the pages of
``test_every_page``.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit, Windows, _start
from tests.browser.looking import ZOOMED, faults, policy_breaks, shown, sideways, tab_walk
from tests.browser.test_journeys import tab_to
from tests.pages.returned import FAULTS, QUERY, lay_recent
from tests.returns.cin_census.building import census

pytestmark = pytest.mark.browser

LIST = "/returns/cin/findings/"
PAGES = [
    "/returns/cin/",
    "/returns/cin/?year=2024",
    LIST,
    f"{LIST}?kind=query&kind=error&sort=-hand",
    f"{LIST}?state=answered&table=Reviews",
    "/returns/cin/team/",
    "/returns/cin/team/?team=nobody+holds+the+child",
    "/returns/cin/rules/",
    "/returns/cin/rules/8670Q/",
    f"{LIST}x/",
    "/returns/cin/check/",
    "/returns/cin/check/x/",
]
every_page = pytest.mark.parametrize("path", PAGES)

# An invalid child record, a day that does not exist, an end too soon: all that a check can tell.
TROUBLED = census(FAULTS).replace("</CINdetails>", "</CINdetail>", 1)
TROUBLED = TROUBLED[: TROUBLED.rindex("</Children>")]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """The address of a server whose data ends with a census year."""
    home = tmp_path_factory.mktemp("recent")
    lay_recent(home)
    server = _start(home)
    assert server.stdout is not None
    yield server.stdout.readline().strip().rstrip("/")
    server.terminate()
    server.wait(timeout=30)
    server.stdout.close()


@pytest.fixture(scope="module")
def cookies(served: str, browser: Browser) -> Any:
    with browser.new_context(base_url=served) as context:
        page = context.new_page()
        page.goto("/sign-in/")
        user, password = page.locator(".govuk-inset-text strong").all_inner_texts()
        page.get_by_label("User name").fill(user)
        page.get_by_label("Password", exact=True).fill(password)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Sign out").wait_for()
        return context.storage_state()


@pytest.fixture(scope="module")
def own_windows(served: str, cookies: Any, browser: Browser) -> Iterator[Windows]:
    with closing(Windows(browser, served, cookies)) as windows:
        yield windows


@pytest.fixture
def look(own_windows: Windows) -> Iterator[Visit]:
    """``look("/returns/cin/")`` opens a page of that server, signed in."""
    with own_windows.visits() as look:
        yield look


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "census.xml"
    path.write_text(TROUBLED, encoding="utf-8")
    return path


def send(page: Page, file: Path) -> None:
    page.get_by_label("Census file", exact=True).set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check of a census file")


def whole(page: Page) -> None:
    """Nothing is wrong with a page, on the screen and on paper."""
    assert faults(page) == []
    assert sideways(page) == []
    page.emulate_media(media="print")
    assert faults(page) == []
    assert page.get_by_role("heading", level=1).is_visible()
    for kept_off in (".govuk-service-navigation", ".holdfast-filter", ".holdfast-screen"):
        assert not shown(page, kept_off), kept_off
    page.emulate_media(media="screen")


@every_page
def test_axe_finds_no_fault_in_any_medium(path: str, look: Visit) -> None:
    whole(look(path))


@every_page
def test_at_400_percent_nothing_scrolls_sideways(path: str, look: Visit) -> None:
    page = look(path, viewport=ZOOMED)
    assert sideways(page) == []
    assert faults(page) == []


@every_page
def test_the_keyboard_reaches_everything_and_comes_out(path: str, look: Visit) -> None:
    page = look(path)
    met = tab_walk(page, 600)
    assert "a: Cookies" in met
    assert len(met) >= page.locator("main a:visible, main button:visible").count()


@pytest.mark.parametrize("options", [{}, {"viewport": ZOOMED}, {"java_script_enabled": False}])
def test_a_file_with_every_trouble_is_told_without_a_fault(
    options: dict[str, Any], look: Visit, file: Path
) -> None:
    page = look("/returns/cin/check/", **options)
    send(page, file)
    expect(page.get_by_text("The file stops before its end")).to_be_visible()
    expect(page.get_by_role("region", name="Lines that could not be read")).to_be_visible()
    if options.get("java_script_enabled", True):
        whole(page)
    page.get_by_role("link", name="See every finding").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Findings")
    if options.get("java_script_enabled", True):
        whole(page)
    page.get_by_role("link", name=re.compile(f"Answer query {QUERY}")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Query {QUERY}")
    assert "MU0" not in page.url


def test_no_file_and_a_wrong_one_lead_to_the_box(look: Visit, tmp_path: Path) -> None:
    page = look("/returns/cin/check/")
    wrong = tmp_path / "wrong.xml"
    wrong.write_text("<!DOCTYPE x><Message/>", encoding="utf-8")
    for chosen in (None, wrong):
        if chosen:
            page.get_by_label("Census file", exact=True).set_input_files(chosen)
        page.get_by_role("button", name="Check the file").click()
        expect(page).to_have_title(re.compile("^Error: Check a census file"))
        whole(page)
        page.get_by_role("alert").get_by_role("link").click()
        expect(page.get_by_label("Census file", exact=True)).to_be_focused()


def test_the_report_is_taken_away_and_the_check_deleted(look: Visit, file: Path) -> None:
    page = look("/returns/cin/check/")
    send(page, file)
    for name in ("a workbook (Excel)", "the findings (CSV)"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert download.value.suggested_filename.startswith("census-2026-check.")
    address = page.url
    page.get_by_role("button", name="Delete this check now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check a census file")
    page.goto(address)
    expect(page.get_by_text("not held any more")).to_be_visible()


def test_a_query_is_answered_by_keyboard_alone(look: Visit) -> None:
    page = look("/returns/cin/")
    tab_to(page, "See every finding")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Findings if it were sent today")
    page.goto(f"{LIST}?kind=query&state=open")
    tab_to(page, re.compile(r"Answer\s+query .*"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Query "))
    whole(page)
    page.reload()
    tab_to(page, "Keep the reason")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Enter the reason")
    whole(page)
    page.get_by_role("link", name="Enter the reason").press("Enter")
    expect(page.get_by_label("Reason", exact=True)).to_be_focused()
    page.keyboard.type("It is right as it stands.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The reason is kept with the query")
    whole(page)
    page.goto(f"{LIST}?state=answered")
    expect(page.get_by_text("It is right as it stands.")).to_be_visible()
    whole(page)


def test_the_box_says_how_much_may_still_be_written(look: Visit) -> None:
    page = look(f"{LIST}?kind=query")
    page.get_by_role("link", name=re.compile("Answer query|Look at it")).first.click()
    page.get_by_label("Reason", exact=True).fill("x" * 501)
    expect(page.locator(".govuk-character-count__status")).to_contain_text("1 character too many")
    assert faults(page) == []


def test_the_policy_holds(look: Visit) -> None:
    page = look("about:blank")
    with policy_breaks(page) as heard:
        for path in ("/returns/cin/", LIST, "/returns/cin/check/"):
            page.goto(path, wait_until="networkidle")
        assert heard == []


def test_a_team_s_worklist_is_chosen_and_printed(look: Visit) -> None:
    page = look("/returns/cin/team/")
    box = page.get_by_label("Team", exact=True)
    names = [one for one in box.locator("option").all_inner_texts() if one != "Choose a team"]
    box.select_option(label=names[0])
    page.get_by_role("button", name="Show the worklist").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Worklist: ")
    whole(page)

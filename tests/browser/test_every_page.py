"""Every kind of page, in every way of reading it. Data pages add their addresses to PAGES."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

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

GUEST_PAGES = ["/sign-in/", "/sign-in/?next=/gallery/", "/accessibility/", "/cookies/"]
PAGES = [
    "/",
    "/?months=3&as_at=2017-06-30",
    "/?as_at=2019-01-01",
    "/chain/supervision/",
    "/chain/care_visit/?as_at=2017-06-30",
    "/concerns/",
    "/concerns/?as_at=2017-06-30",
    "/concerns/unassessed_risk/",
    "/concerns/nobody_can_act/?fact=nobody_left",
    "/concerns/no_effective_action/",
    "/concerns/unsupported_allocation/",
    "/concerns/drift/?true_for=over_a_year",
    "/today/",
    "/today/?as_at=2017-06-30",
    "/today/?team=teams-0000001",
    "/today/left-undone/",
    "/loop/",
    "/loop/deficits/open/",
    "/actions/",
    "/loop/settle/",
    "/loop/teams/raise/",
    "/supervision/",
    "/supervision/own/",
    "/people/you/",
    "/people/roles/",
    "/people/restricted/",
    "/people/opened/",
    "/people/audit/",
    "/people/audit/unlinked/",
    "/team/",
    "/team/?team=teams-0000007&worker=professionals-0000070",
    "/team/allocation/?team=teams-0000011",
    "/front-door/",
    "/front-door/same-child/",
    "/front-door/?as_at=2017-06-11&months=3",
    "/audits/",
    "/improvement/",
    "/improvement/letter/",
    "/improvement/finding/made-up-delay/",
    "/improvement/action/made-up-action-duty/",
    "/improvement/enter/action/made-up-action-duty/",
    "/inspections/made-up-visit-2018/",
    "/improvement/plan/",
    "/improvement/promises/",
    "/improvement/leadership/",
    "/improvement/survey/",
    "/improvement/history/",
    "/what-if/",
    "/improvement/enter/letter/",
    "/improvement/enter/action/",
    "/inspections/",
    "/packs/",
    "/packs/make/inspection/",
    "/packs/make/contingency/",
    "/packs/make/scrutiny/",
    "/digest/",
    "/progress/",
    "/progress/?as_at=2017-06-30",
    "/measures/",
    "/measures/?area=protection",
    "/measures/conference_due_met/",
    "/measures/seen_due_met/?weeks=52",
    "/measures/conferences_15_days/",
    "/measures/seen_wait/",
    "/measures/on_plan_rate/",
    "/measures/seen_due_met/groups/?by=age&every=year",
    "/measures/seen_wait/groups/?by=team",
    "/measures/on_plan_rate/groups/?by=age",
    "/measures/seen_due_met/children/?month=2017-11",
    "/fairness/",
    "/scrutiny/",
    "/scrutiny/measures/",
    "/fairness/first_seen/",
    "/due/",
    "/due/?set_by=guidance",
    "/due/?status=overdue&status=late&area=oversight&also=closed&sort=due&page=2",
    "/due/?status=cannot-tell&also=closed",
    "/due/?status=overdue&clock=lado",
    "/clocks/",
    "/clocks/cla_review_n/",
    "/clocks/cp_visit/",
    "/clocks/cp_visit/recording/",
    "/reconcile/?clock=cp_visit",
    "/accessibility/",
    "/cookies/",
    "/gallery/",
    "/gallery/?status=overdue&status=met&team=north&page=12&sort=due",
    "/gallery/?as-at-day=31&as-at-month=2&as-at-year=2018",
    "/children/",
    "/imports/",
    "/imports/2018-01-31-0001/",
    "/imports/2018-01-31-0001/refusals/",
    "/imports/2018-01-31-0001/answers/",
    "/imports/2018-01-31-0001/words/",
    "/returns/cin/",
    "/returns/cin/findings/",
    "/returns/cin/rules/",
    "/returns/cin/rules/?kind=query&table=Assessments&year=2024",
    "/returns/cin/rules/8614/",
    "/returns/cin/rules/9999/",
    "/returns/cin/check/",
    "/returns/ssda903/",
    "/returns/ssda903/findings/",
    "/returns/ssda903/rules/?table=UASC",
    "/returns/ssda903/rules/SW10aSTG2/",
    "/returns/ssda903/check/",
    "/returns/dfe-api/",
    "/no-such-page/",
    "/fails/fault/",
    "/fails/no-data/",
]
ALL = [(path, True) for path in GUEST_PAGES] + [(path, False) for path in PAGES]


@dataclass(frozen=True)
class Opened:
    """A page as it was loaded, and what the browser refused or could not load of it."""

    page: Page
    broken: list[str]


@pytest.fixture(scope="module", params=ALL, ids=[path for path, _ in ALL])
def opened(request: pytest.FixtureRequest, windows: Windows) -> Iterator[Opened]:
    """Each address, loaded once for all that is asked of it."""
    path, guest = request.param
    with windows.tab(guest) as page, policy_breaks(page) as heard:
        page.goto(path)
        yield Opened(page, heard)


@pytest.fixture
def page(opened: Opened) -> Iterator[Page]:
    """The page, after each test again at the size that it was loaded at."""
    size = opened.page.viewport_size
    yield opened.page
    resize(opened.page, size)


def test_axe_finds_no_fault(page: Page) -> None:
    assert faults(page) == []


def test_axe_finds_no_fault_on_a_telephone(page: Page) -> None:
    resize(page, TELEPHONE)
    assert faults(page) == []


def test_at_400_percent_no_page_scrolls_sideways(page: Page) -> None:
    resize(page, ZOOMED)
    assert sideways(page) == []


def test_the_keyboard_reaches_everything_and_comes_out(page: Page) -> None:
    met = tab_walk(page)
    assert met[0] == "a: Skip to main content"
    assert "a: Cookies" in met
    assert len(met) >= page.locator("main a:visible, main button:visible").count()


def test_the_policy_holds_and_everything_loads(opened: Opened) -> None:
    # Chromium reports an answer of 404, 500 or 503 for the page itself as an error too.
    refused = [one for one in opened.broken if "the server responded with a status of" not in one]
    assert refused == []
    assert opened.page.locator("body.govuk-frontend-supported").count() == 1


@pytest.mark.parametrize(("path", "guest"), ALL)
def test_without_scripts_nothing_is_missing(path: str, guest: bool, visit: Visit) -> None:
    page = visit(path, guest, java_script_enabled=False)
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator("button:visible[hidden]").count() == 0
    assert page.get_by_role("link", name="Accessibility statement").is_visible()


def test_paper_has_the_words_and_not_the_way_about(page: Page) -> None:
    with shown_as(page, media="print"):
        assert page.get_by_role("heading", level=1).is_visible()
        for kept_off in (".govuk-service-navigation", "footer", ".holdfast-filter", "nav"):
            assert not shown(page, kept_off), kept_off
        after = "(links) => links.map((it) => getComputedStyle(it, '::after').content)"
        assert set(page.locator("main a").evaluate_all(after)) <= {"none", '""'}


def test_in_forced_colours_axe_finds_no_fault(page: Page) -> None:
    with shown_as(page, forced_colors="active"):
        assert faults(page, rules=OF_COLOUR) == []


def test_the_title_says_what_the_page_is(page: Page) -> None:
    heading = page.get_by_role("heading", level=1).inner_text()
    title = page.title().removesuffix(" – Holdfast").removeprefix("Error: ")
    assert title
    assert title.split()[0] == heading.split()[0] or title == "Start"

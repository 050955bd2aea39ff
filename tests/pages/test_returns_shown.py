"""Every page on what a return alone tells: much of it cannot be determined, and no page fails.

Censuses, looked-after returns and Ofsted's lists are the first that a council has to hand. What
they do not carry is said, never shown as nought.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from holdfast.evidence.kinds import PackKind
from holdfast.measures.links import LINKS
from holdfast.measures.register import MEASURES
from holdfast.record.store.snapshots import Store
from holdfast.returns.cin_census.projecting import last_day, project
from holdfast.returns.cin_census.writing import write_census
from holdfast.returns.ssda903.made_up import write_years
from holdfast.sources.annex_a.importing import import_annex_a
from holdfast.sources.cin_census import import_cin_census
from holdfast.sources.made_up import council_tables, import_council, write_annex_a
from holdfast.sources.ssda903 import import_ssda903
from tests.depth import in_turn
from tests.pages.packs_made import opened, pack_of

CHILDREN, YEAR, SEED = 250, 2024, 5
DAY = date(YEAR, 3, 31)
MADE = f"{YEAR}-05-05T09:00:00"
SOURCES = ("cin_census", "ssda903", "annex_a")

PAGES = (
    "/", "/?months=3", "/today/", "/today/left-undone/", "/concerns/", "/loop/", "/actions/",
    "/team/", "/front-door/", "/fairness/", "/improvement/", "/progress/", "/measures/", "/packs/",
    "/scrutiny/", "/due/", "/children/", "/imports/", "/what-if/", "/digest/",
)  # fmt: skip

# A number that is not there, written as one.
SLIP = re.compile(r"\bNone (?:days?|of \d|to \d)|\bNone%|[(:] None\b|\bnan\b")


def quiet(what: str, done: int, of: int) -> None:
    """Nobody watches a test."""


@pytest.fixture(scope="module", params=SOURCES)
def returns_home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds what one kind of return of a made-up council tells."""
    place = tmp_path_factory.mktemp("returns")
    made = council_tables(CHILDREN, DAY, SEED)
    whole = import_council(Store(place / "whole"), made, CHILDREN, DAY, SEED, MADE)
    home, files = place / "home", place / "in"
    files.mkdir()
    if request.param == "annex_a":
        path = write_annex_a(made, DAY, files / "lists.xlsx", "2024")
        import_annex_a(Store(home), [str(path)], DAY, MADE, quiet)
    elif request.param == "ssda903":
        write_years(whole, range(YEAR - 1, YEAR + 1), files / "years", False)
        import_ssda903(Store(home), [str(files / "years")], DAY, MADE, quiet)
    else:
        for year in (YEAR - 1, YEAR):
            found = project(whole, year, last_day(year))
            write_census(found.header, found.tables, files / f"{year}.xml")
        import_cin_census(Store(home), [str(files)], None, MADE, quiet)
    return home


@pytest.fixture
def seen(
    home: Path, returns_home: Path, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> Client:
    """A manager's browser, to whom that return is shown."""
    monkeypatch.setenv("HOLDFAST_HOME", str(returns_home))
    return manager


def words_of(client: Client, address: str) -> str:
    """What a page says, without its marks. Fails where it does not answer."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    assert not SLIP.search(text), address
    return " ".join(text.split())


def test_every_page_is_shown(seen: Client) -> None:
    for address in PAGES:
        words_of(seen, address)


def test_every_link_of_the_chain_is_shown(seen: Client) -> None:
    for one in LINKS:
        words_of(seen, f"/chain/{one.key}/")


def test_every_measure_is_shown(seen: Client, returns_home: Path) -> None:
    census = Store(returns_home).current().manifest.source == "cin_census"
    for one in MEASURES if census else in_turn(MEASURES, 3):
        words_of(seen, f"/measures/{one.key}/")


def test_every_pack_is_made(returns_home: Path) -> None:
    with opened(returns_home) as outlook:
        for kind in PackKind:
            assert pack_of(returns_home, kind, outlook).kind is kind


def test_today_does_not_tell_nought_of_what_it_does_not_know(
    seen: Client, returns_home: Path
) -> None:
    today, unknown = words_of(seen, "/today/"), "– cannot be determined: {}".format
    assert unknown("families nobody can act for") in today
    assert unknown("children to supervise") in today
    assert "This data cannot tell: who can act for a child (the source does not carry" in today
    # Of Ofsted's lists alone the latest visits are told.
    of_lists = Store(returns_home).current().manifest.source == "annex_a"
    assert (unknown("families not seen when due") in today) is not of_lists


def test_a_concern_of_which_nothing_can_be_told_is_not_told_as_nought(
    seen: Client, returns_home: Path
) -> None:
    if Store(returns_home).current().manifest.source != "cin_census":
        pytest.skip("of a census alone: no table of it says who holds a child")
    assert re.search(
        r"on a protection plan .* the council has set\. Cannot tell", concerns_of(seen)
    )
    one = words_of(seen, "/concerns/nobody_can_act/")
    assert "It cannot be determined from this data of any child." in one


def concerns_of(client: Client) -> str:
    """The page of all concerns up to the second of them."""
    return words_of(client, "/concerns/").partition("Allocation without support")[0]


def test_the_front_door_and_the_loop_say_what_the_source_does_not_carry(
    seen: Client, returns_home: Path
) -> None:
    door, loop = words_of(seen, "/front-door/"), words_of(seen, "/loop/")
    carries = "contacts" in Store(returns_home).current().manifest.feeds
    assert ("0 contacts about" not in door) or carries
    assert ("nothing of the front door can be determined" in door) is not carries
    assert "This data carries no supervision" in loop or "deficits were open" not in loop


def test_what_waits_for_an_assessment_is_not_told_as_nought(
    seen: Client, returns_home: Path
) -> None:
    if Store(returns_home).current().manifest.source != "cin_census":
        pytest.skip("of a census alone")
    about = words_of(seen, "/chain/assessment/")
    assert "Overdue now not known" in about
    assert "Child-days over not known" in about
    assert "the source does not tell of each that is not done whether it still waits" in about
    assert "Median wait not known" in about


def test_what_the_source_does_not_carry_is_not_told_as_nothing_to_count(seen: Client) -> None:
    twelve = words_of(seen, "/progress/")
    assert "There is nothing to count" not in twelve
    assert re.search(r"\d+ cannot be determined from this data", twelve)
    assert "Not charted: the source does not carry" in twelve
    visits = words_of(seen, "/measures/seen_due_met/")
    assert "This cannot be determined from this data: the source does not carry" in visits
    assert ": nothing." not in visits

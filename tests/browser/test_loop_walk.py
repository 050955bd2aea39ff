"""One deficit from its detection to *held*, across imports, by two people in a real browser.

Pictures are kept where ``HOLDFAST_PICTURES`` names a folder.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_tables
from tests.browser.conftest import _start
from tests.browser.looking import faults, sideways
from tests.records import Rows, tables_of

pytestmark = pytest.mark.browser

# Milliseconds, for a machine that others use as well: nothing here is about how long a thing takes.
PATIENCE = 120_000
PICTURES = os.environ.get("HOLDFAST_PICTURES", "")
OTHER, PASSWORD = "hazel", "seven words that nobody guesses"
BEGAN, FOUND, SEEN_ON = date(2018, 1, 2), date(2018, 2, 15), date(2018, 2, 22)
ADD_OTHER = f"""
from holdfast.web.serving import open_people
open_people()
from holdfast.web.accounts.models import User
from holdfast.web.actions.people import give_role
from holdfast.web.people.roles import EVERYTHING
user = User.objects.create_user({OTHER!r}, password={PASSWORD!r})
give_role(by="the test", user=user, role=EVERYTHING)
"""


def lay(home: Path, as_at: date) -> None:
    """A child whom nobody saw in time after a referral; since then every fortnight."""
    child = {"child": "C1"}
    visits = [SEEN_ON + timedelta(days=14 * number) for number in range(20)]
    rows: Rows = {
        "persons": [child | {"forename": "Ember", "surname": "Saltwort", "born": date(2010, 5, 4)}],
        "professionals": [{"worker": "W1", "full_name": "Reed Figwort", "kind": "worker"}],
        "teams": [{"team": "T1", "team_name": "Cove safeguarding team"}],
        "referrals": [child | {"referral": "R1", "received": BEGAN, "no_further_action": False}],
        "involvements": [
            child
            | {"involvement": "I1", "worker": "W1", "team": "T1", "role": "CW", "started": BEGAN}
        ],
        "need_plans": [child | {"plan": "P1", "started": BEGAN}],
        "need_visits": [
            child | {"visit": f"V{day}", "visited": day, "seen": True, "recorded": day}
            for day in visits
            if day <= as_at
        ],
    }
    tables = {
        name: table.drop_columns(["source_file", "source_part", "source_row"])
        for name, table in tables_of(rows).items()
    }
    import_tables(Store(home), tables, as_at, f"{as_at.isoformat()}T18:00:00")


@pytest.fixture
def served(tmp_path: Path, browser: Browser) -> Iterator[tuple[Path, str]]:
    lay(tmp_path, FOUND)
    server = _start(tmp_path)
    assert server.stdout is not None
    yield tmp_path, server.stdout.readline().strip().rstrip("/")
    server.terminate()
    server.wait(timeout=PATIENCE / 1000)
    server.stdout.close()


def signed_in(browser: Browser, address: str, name: str = "", password: str = "") -> Page:
    page = browser.new_context(base_url=address).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto("/sign-in/")
    if not name:
        name, password = page.locator(".govuk-inset-text strong").all_inner_texts()
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    return page


def shown(page: Page, name: str) -> None:
    assert faults(page) == []
    assert not sideways(page)
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def once_shown(page: Page, day: str) -> None:
    """Wait until the pages have made ready for the next import."""
    for _ in range(240):
        page.reload()
        if day in page.locator("body").inner_text():
            # That page may have been begun on the import before.
            page.reload()
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"the import of {day} is not shown")


def test_a_deficit_goes_from_detected_to_held(served: tuple[Path, str], browser: Browser) -> None:
    home, address = served
    env = os.environ | {"HOLDFAST_HOME": str(home)}
    subprocess.run([sys.executable, "-c", ADD_OTHER], env=env, check=True)
    page = signed_in(browser, address)
    page.goto("/supervision/?worker=W1")
    shown(page, "1-sitting")
    page.get_by_role("link", name="Discuss").click()
    visit = page.get_by_role("group", name="Child seen after a referral")
    visit.get_by_label("Direct").check()
    assert visit.get_by_label("Direct").input_value() == "directed"
    visit.get_by_label("What is to be done, asked or known").fill("See Ember alone, at school")
    visit.get_by_label("By (a day").fill("1 3 2018")
    page.get_by_label("What is life like").fill("Nobody knows.")
    # Kept while it is typed: whoever comes back finds it, though nothing was sent.
    page.get_by_text("Your draft was kept at").wait_for()
    page.goto(page.url)
    assert page.get_by_label("What is life like").input_value() == "Nobody knows."
    assert visit.get_by_label("By (a day").input_value() == "1 3 2018"
    shown(page, "2-supervision")
    page.get_by_role("button", name="Save, and stop here").click()
    page.get_by_text("The supervision is saved").or_(
        page.get_by_text("written up")
    ).first.wait_for()
    page.get_by_role("link", name="Discuss").click()
    page.get_by_role("link", name=re.compile("Its path.*Child seen after a referral")).click()
    assert "Directed on 15 February 2018" in page.locator("main").inner_text()
    shown(page, "3-directed")
    deficit = page.url
    lay(home, date(2018, 3, 1))
    once_shown(page, "Data as at 1 March 2018")
    told = page.locator("main").inner_text()
    assert "Evidenced\t22 February 2018" in told
    page.get_by_label("What you looked at").fill("The visit: seen alone")
    page.get_by_role("button", name="It is put right").click()
    assert "somebody else must look" in page.locator("main").inner_text()
    other = signed_in(browser, address, OTHER, PASSWORD)
    other.goto(deficit)
    other.get_by_label("What you looked at").fill("The visit: seen alone, and what was said")
    shown(other, "4-evidenced")
    other.get_by_role("button", name="It is put right").click()
    assert "Verified\t1 March 2018" in other.locator("main").inner_text()
    lay(home, date(2018, 6, 1))
    once_shown(other, "Data as at 1 June 2018")
    assert "Held\t24 May 2018" in other.locator("main").inner_text()
    shown(other, "5-held")
    other.goto("/loop/")
    assert "How far deficits came" in other.locator("main").inner_text()
    shown(other, "6-loop")

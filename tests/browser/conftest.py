"""A real Chromium, and the product served as it is in use, by gunicorn on this machine alone."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.looking import AXE
from tests.pages.site import COUNCIL, lay_council

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    # Whatever is not this machine is nowhere: a page that asked for it would show as broken.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium from the system. Without one these tests say loudly that they did not run."""
    place = chromium()
    if not place or not AXE.exists():
        lacking = "Chromium is not installed" if not place else "axe is missing: run `npm ci`"
        pytest.skip(f"NO PAGE WAS TRIED IN A BROWSER: {lacking}")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps a loop running until the last test of all has run, and Django refuses
        # its database beside one: the commands tried after the browser's tests write a log.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=place, args=QUIET)
        yield browser
        browser.close()


def chromium() -> str | None:
    """Where Chromium is; none when there is none."""
    names = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """The address of a server that holds a made-up council."""
    home = tmp_path_factory.mktemp("served")
    lay_council(home)
    server = _start(home)
    assert server.stdout is not None
    yield server.stdout.readline().strip().rstrip("/")
    server.terminate()
    server.wait(timeout=30)
    server.stdout.close()


def _start(home: Path) -> "subprocess.Popen[str]":
    settings = {
        "HOLDFAST_HOME": str(home),
        "HOLDFAST_DEMO": "1",
        "HOLDFAST_COUNCIL": COUNCIL,
        "DJANGO_SETTINGS_MODULE": "tests.pages.gallery_settings",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.browser.server"],
        cwd=Path(__file__).parents[2],
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="session")
def signed_in(browser: Browser, address: str) -> Any:
    """The cookies of someone who signed in by the form, as the sign-in page told them to."""
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/sign-in/")
        told = page.locator(".govuk-inset-text strong").all_inner_texts()
        page.get_by_label("User name").fill(told[0])
        page.get_by_label("Password", exact=True).fill(told[1])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Sign out").wait_for()
        return context.storage_state()


Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def windows(browser: Browser, address: str, signed_in: Any) -> Iterator[Callable[..., Any]]:
    """A browser window for each set of options, kept open: what it has loaded is not loaded again.

    Axe is read in from outside, past the content security policy, which one test holds to.
    """
    kept: dict[str, BrowserContext] = {}

    def window(guest: bool, **options: Any) -> BrowserContext:
        name = f"{guest} {sorted(options.items())}"
        if name not in kept:
            state = None if guest else signed_in
            kept[name] = browser.new_context(base_url=address, storage_state=state, **options)
            kept[name].set_default_timeout(10_000)
        return kept[name]

    yield window
    for context in kept.values():
        context.close()


@pytest.fixture
def visit(windows: Callable[..., Any]) -> Iterator[Visit]:
    """``visit("/path/")`` opens a page, signed in; ``guest=True`` without.

    Further options are Playwright's for a context, such as ``java_script_enabled=False``.
    """
    pages: list[Page] = []

    def open_page(path: str, guest: bool = False, **options: Any) -> Page:
        page = windows(guest, **options).new_page()
        pages.append(page)
        page.goto(path)
        return page

    yield open_page
    for page in pages:
        page.close()

"""A real Chromium, and the product served as it is in use, by gunicorn on this machine alone."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.looking import AXE, resize
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


class Windows:
    """Windows of the browser on one server, kept open: what one has loaded is not loaded again.

    A tab is lent and given back, since to open one costs more processor than a page in it: about
    a second with the process of its own that Chromium starts for it. Axe is read in from outside,
    past the content security policy, which one test holds to.
    """

    def __init__(self, browser: Browser, address: str, signed_in: Any) -> None:
        self._browser, self._address, self._signed_in = browser, address, signed_in
        self._kept: dict[str, tuple[BrowserContext, list[Page]]] = {}

    @contextmanager
    def tab(self, guest: bool = False, **options: Any) -> Iterator[Page]:
        """A tab that nothing is asked of, signed in or as a ``guest``, of the window with these
        options of Playwright's for a context; given back as it was lent, wherever it has gone."""
        window, free = self._window(guest, **options)
        page = free.pop() if free else window.new_page()
        size = page.viewport_size
        page.bring_to_front()  # of a tab behind another Chromium draws a frame a second, or none
        yield page
        if page.is_closed():
            return
        page.emulate_media(media="null", forced_colors="none")
        resize(page, size)
        free.append(page)

    def _window(self, guest: bool, **options: Any) -> tuple[BrowserContext, list[Page]]:
        name = f"{guest} {sorted(options.items())}"
        if name not in self._kept:
            state = None if guest else self._signed_in
            window = self._browser.new_context(
                base_url=self._address, storage_state=state, **options
            )
            window.set_default_timeout(10_000)
            self._kept[name] = (window, [])
        return self._kept[name]

    @contextmanager
    def visits(self) -> Iterator[Visit]:
        """``visit("/path/")`` opens a page in a tab of its own until the end of the block."""
        with ExitStack() as lent:

            def visit(path: str, guest: bool = False, **options: Any) -> Page:
                page = lent.enter_context(self.tab(guest, **options))
                page.goto(path)
                return page

            yield visit

    def close(self) -> None:
        for window, _ in self._kept.values():
            window.close()


@pytest.fixture(scope="session")
def windows(browser: Browser, address: str, signed_in: Any) -> Iterator[Windows]:
    """Windows on the made-up council."""
    with closing(Windows(browser, address, signed_in)) as windows:
        yield windows


@pytest.fixture
def visit(windows: Windows) -> Iterator[Visit]:
    """``visit("/path/")`` opens a page, signed in; ``guest=True`` without.

    Further options are Playwright's for a context, such as ``java_script_enabled=False``.
    """
    with windows.visits() as visit:
        yield visit

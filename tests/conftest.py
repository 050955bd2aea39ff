"""What holds for every test: nothing outside this machine is asked, and luck plays no part."""

import gc
import os
import socket
from collections import Counter
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import settings

from tests import postgresql
from tests.depth import DEEP, TURN

# The same examples at every run, so that a failure is the change's and not the day's. The deep
# run looks for new ones: make deep. No deadline: the machine is shared.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def is_this_machine(address: Any) -> bool:
    """Whether a socket's address is a file, or a loopback address and its port."""
    if not isinstance(address, tuple):
        return True
    try:
        return ip_address(address[0]).is_loopback
    except ValueError:
        return bool(address[0] == "localhost")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Any:
    """A test that reaches beyond this machine fails, and says where it wanted to go."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if not is_this_machine(address):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_home_of_a_person(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A test that names no data folder has an empty one, and not that of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOLDFAST_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Any:
    """Collect thousands of tests without looking through all of them for garbage meanwhile.

    A quarter of the time that it takes. What is loaded by then is there until the end, and need
    never be looked through again.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only ``make deep`` runs; pytest says how many were deselected."""
    deep = [] if DEEP else [item for item in items if item.get_closest_marker("deep")]
    if deep:
        config.hook.pytest_deselected(items=deep)
        items[:] = [item for item in items if item not in deep]


def pytest_unconfigure() -> None:
    """Let all be looked through again at the end: DuckDB's binding tells what it then finds."""
    gc.unfreeze()


Tried = Callable[[str, int], None]
_TRIED = pytest.StashKey[Counter[str]]()


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> Tried:
    """``tried("kills during an import", 50)`` counts what an attack tried, for the end's table."""
    counts = request.config.stash.setdefault(_TRIED, Counter())

    def count(attack: str, times: int) -> None:
        counts[attack] += times

    return count


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """How often each attack was tried (one that did harm is a test that failed); what was not."""
    if postgresql.NOT_STARTED:
        terminalreporter.section("LEFT OUT")
        why = ", ".join(postgresql.NOT_STARTED)
        terminalreporter.write_line(
            f"!!! PostgreSQL did not start ({why}): nothing was shown on it"
        )
    terminalreporter.write_line(f"cases taken in turn: HOLDFAST_TESTS_TURN={TURN}")
    counts = config.stash.get(_TRIED, None)
    if counts:
        terminalreporter.section("attacks tried")
        for attack, times in sorted(counts.items()):
            terminalreporter.write_line(f"{times:7,}  {attack}")

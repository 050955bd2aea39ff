"""Sets Django up once for the whole run, on a people's database of its own in a temporary folder.

Each test runs in a transaction that is undone, and has a data folder of its own. Tests of what is
written are marked ``both_databases``: they run on a real PostgreSQL too.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time
from typing import Any
from unittest.mock import patch

import pytest

from holdfast.evidence.keeping import KeptPack
from holdfast.evidence.kinds import PackKind
from holdfast.returns.cin_census import record_check
from holdfast.returns.cin_census.register import YEARS
from holdfast.web import serving
from tests.pages.packs_made import opened, pack_of
from tests.pages.returned import lay_recent, projected, write_census
from tests.pages.site import COUNCIL, lay_council, lay_snapshot
from tests.postgresql import started

PEOPLE = Path(tempfile.mkdtemp(prefix="holdfast-pages-"))

# Test modules import models, so Django must stand before they are collected.
before = os.umask(0o077)
# Django's test client calls the machine that it asks "testserver"; nobody else may.
with patch.dict(os.environ, HOLDFAST_HOME=str(PEOPLE), HOLDFAST_HOSTS="testserver"):
    serving.prepare()
os.umask(before)

from django.contrib.auth.hashers import ScryptPasswordHasher  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from holdfast.web import data as pages_data  # noqa: E402
from holdfast.web import outlooks  # noqa: E402
from holdfast.web.accounts.models import User  # noqa: E402
from holdfast.web.actions.people import give_role  # noqa: E402
from holdfast.web.audit.models import AuditRow  # noqa: E402
from holdfast.web.people.guarding import FOR_WHOM  # noqa: E402
from holdfast.web.people.roles import EVERYTHING  # noqa: E402
from holdfast.web.project.database import database as database_settings  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def _people() -> Iterator[None]:
    """The people's database, cleared away at the end.

    Playwright leaves a loop running in this thread once a browser test has run, and Django then
    takes every question to the database for one asked inside that loop. None is.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield
        connections.close_all()
    shutil.rmtree(PEOPLE)


@pytest.fixture(scope="session", autouse=True)
def _quick() -> Iterator[None]:
    """A password is hashed as in use, but not as slowly; the outlooks of earlier tests are kept."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ScryptPasswordHasher, "work_factor", 16)
        patched.setattr(outlooks, "MOST", 12)
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL with an empty database, started when it is first asked for."""
    with started() as address:
        yield address


@pytest.fixture(scope="session")
def filled(postgresql: str) -> dict[str, Any]:
    """Django's words for that database, once the tables of the people's part are in it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HOLDFAST_DATABASE", postgresql)
        found = database_settings(PEOPLE)
    with answered_by(found):
        call_command("migrate", verbosity=0, interactive=False)
    return connections.settings["default"] | found


@contextmanager
def answered_by(found: dict[str, Any]) -> Iterator[None]:
    """Have Django ask another database in this thread and in those that it starts."""
    settings, connection = connections.settings["default"], connections["default"]
    connections.settings["default"] = settings | {"CONN_MAX_AGE": 0} | found
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"], connections["default"] = settings, connection


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked so on both databases."""
    if metafunc.definition.get_closest_marker("both_databases"):
        kinds = ["sqlite", "postgresql"] if EVERYWHERE == "sqlite" else [EVERYWHERE]
        metafunc.parametrize("database", kinds, indirect=True)


# ``make postgresql`` has every test of the pages ask PostgreSQL, those marked for both once.
EVERYWHERE = os.environ.get("HOLDFAST_TESTS_DATABASE", "sqlite")


@pytest.fixture(autouse=True)
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Which database Django asks."""
    kind = str(getattr(request, "param", EVERYWHERE))
    if kind == "sqlite":
        yield kind
        return
    with answered_by(request.getfixturevalue("filled")):
        yield kind


@pytest.fixture(autouse=True)
def home(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder, and a database whose changes are undone."""
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    monkeypatch.setenv("HOLDFAST_COUNCIL", COUNCIL)
    monkeypatch.delenv("HOLDFAST_DEMO", raising=False)
    cache.clear()
    with transaction.atomic():
        yield tmp_path
        transaction.set_rollback(True)


@pytest.fixture
def data(home: Path) -> Path:
    """The data folder with a snapshot of made-up children as at 31 January 2018."""
    lay_snapshot(home)
    return home


@pytest.fixture(scope="session")
def council_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a made-up council, made once: what is tested may not write to it."""
    home = tmp_path_factory.mktemp("council")
    lay_council(home)
    return home


@pytest.fixture
def council(home: Path, council_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a made-up council of 200 children as at 31 January 2018."""
    monkeypatch.setenv("HOLDFAST_HOME", str(council_home))
    return council_home


@pytest.fixture
def own_council(council_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that council, for a test that writes to it."""
    own = shutil.copytree(council_home, tmp_path / "home")
    monkeypatch.setenv("HOLDFAST_HOME", str(own))
    return own


@pytest.fixture(scope="session")
def told_home(council_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the council, of which pages tell: what they tell is written there."""
    return Path(shutil.copytree(council_home, tmp_path_factory.mktemp("told") / "home"))


@pytest.fixture(scope="session")
def packs_home(council_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of that council in which packs are made: what is tested may not write to it."""
    return Path(shutil.copytree(council_home, tmp_path_factory.mktemp("packs") / "home"))


@pytest.fixture(scope="session")
def made(packs_home: Path) -> dict[PackKind, KeptPack]:
    """Each pack of that council, made once, without Chromium."""
    with opened(packs_home) as outlook:
        return {kind: pack_of(packs_home, kind, outlook) for kind in PackKind}


@pytest.fixture(scope="session")
def recent_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a made-up council at the end of a census year, made once."""
    home = tmp_path_factory.mktemp("recent")
    lay_recent(home)
    return home


@pytest.fixture
def recent(home: Path, recent_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of that council, whose census is FAULTS whatever the year."""
    monkeypatch.setenv("HOLDFAST_HOME", str(recent_home))
    path = write_census(home / "own.xml")
    monkeypatch.setattr(record_check, "project", lambda snapshot, year: projected(path))
    yield recent_home
    # The outlook is kept for the next test; what was worked out and answered in this is not.
    kept = pages_data._OUTLOOKS._answers(pages_data.outlook())
    for year in YEARS:
        kept.pop(("return", "cin", year), None)


@pytest.fixture
def anyone() -> Client:
    """A browser that has not signed in."""
    return Client()


@pytest.fixture
def manager(anyone: Client) -> Client:
    """A browser in which a manager has signed in."""
    user, _ = User.objects.get_or_create(username="manager")
    give_role(by="a test", user=user, role=EVERYTHING)
    anyone.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    session = anyone.session
    session[FOR_WHOM] = ["a test", int(time())]
    session.save()
    AuditRow.objects.all().delete()  # of the sign-in: what a test does comes first in the log
    return anyone

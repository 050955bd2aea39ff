"""The commands for accounts and for the audit log, in one process."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from holdfast.cli import application as command_line
from holdfast.errors import BadSetting, Damaged, NotFound
from holdfast.web.audit.models import AuditRow

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command sets for its whole process is not for the process of the tests."""
    monkeypatch.setattr(command_line, "keep_private", lambda: None)


def run(*words: str) -> Any:
    done = CliRunner().invoke(command_line.app, words)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def password_shown(words: Sequence[str]) -> str:
    found = re.search(r"with password (\S+)", run(*words).stderr)
    assert found
    return found[1]


def test_accounts_are_made_listed_and_given_another_password(home: Path, anyone: Client) -> None:
    first = password_shown(["user", "add", "A.Manager"])
    second = password_shown(["user", "password", "A.Manager"])
    assert first != second
    (one,) = json.loads(run("user", "list", "--format", "json").stdout)
    assert {"name": "A.Manager", "last_sign_in": None}.items() <= one.items()
    form = {"username": "A.Manager", "password": first, "next": ""}
    assert anyone.post("/sign-in/", form).status_code == 200
    assert anyone.post("/sign-in/", form | {"password": second}).status_code == 302
    rows = AuditRow.objects.filter(who__startswith="command line: ")
    assert list(rows.values_list("kind", "target")) == [
        ("add user", "A.Manager"),
        ("change password", "A.Manager"),
    ]


def test_a_name_that_is_taken_or_nobody_s_is_told(home: Path) -> None:
    run("user", "add", "A.Manager")
    with pytest.raises(BadSetting):
        run("user", "add", "A.Manager")
    with pytest.raises(NotFound):
        run("user", "password", "nobody")
    assert AuditRow.objects.count() == 1


def test_the_audit_log_is_verified_and_a_change_is_found(home: Path) -> None:
    for name in ("one", "two", "three"):
        run("user", "add", name)
    known = run("audit", "verify").stdout.strip()
    assert known == AuditRow.objects.get(number=3).hash
    run("audit", "verify", "--known", known)
    AuditRow.objects.filter(number=3).delete()
    run("audit", "verify")
    with pytest.raises(Damaged, match="ends at row 2"):
        run("audit", "verify", "--known", known)
    AuditRow.objects.filter(number=2).update(who="nobody")
    with pytest.raises(Damaged, match="Row 2 "):
        run("audit", "verify")

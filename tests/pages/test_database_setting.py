"""PostgreSQL by one setting: what it says of a database that is there, and of one that is not."""

import builtins
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
import pytest
from typer.testing import CliRunner

from holdfast.cli import application, demo
from holdfast.errors import BadSetting
from holdfast.settings import DATABASE
from holdfast.web.project.database import database as database_settings
from tests import processes

SECRET = "hunter2-secret"


@pytest.fixture
def empty(postgresql: str) -> Iterator[str]:
    """The address of an empty database in the server that the tests have started."""
    name = f"empty_{token_hex(4)}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        yield postgresql.replace("/postgres?", f"/{name}?")
        connection.execute(f"drop database {name} with (force)")


def run(home: Path, address: str, *words: str) -> subprocess.CompletedProcess[str]:
    done = processes.run(home, *words, width=300, HOLDFAST_DATABASE=address)
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stdout + done.stderr
    return done


def test_accounts_log_and_backups_know_where_they_lie(tmp_path: Path, empty: str) -> None:
    home = tmp_path / "home"
    assert run(home, empty, "user", "add", "A.Manager").returncode == 0
    (one,) = json.loads(run(home, empty, "user", "list", "--format", "json").stdout)
    assert one["name"] == "A.Manager"
    assert "whole: 1 rows" in run(home, empty, "audit", "verify").stderr
    assert not (home / "people.sqlite3").exists()
    (home / "local_rules.toml").write_text("# none\n", encoding="utf-8")
    made = run(home, empty, "backup", str(tmp_path / "one.tar.gz"))
    assert made.returncode == 0
    assert "It holds children's data, no password hashes and the key" in made.stderr
    assert "the audit log are not in it" in made.stderr
    assert "pg_dump" in made.stderr
    back = run(home, empty, "restore", str(tmp_path / "one.tar.gz"), "--into", str(tmp_path / "2"))
    assert (
        "the audit log are those of the PostgreSQL database that HOLDFAST_DATABASE" in back.stderr
    )
    assert "whole: 3 rows" in run(tmp_path / "2", empty, "audit", "verify").stderr
    alone = run(
        tmp_path, "", "restore", str(tmp_path / "one.tar.gz"), "--into", str(tmp_path / "3")
    )
    assert "It held no accounts" in alone.stderr


def test_a_folder_with_a_log_does_not_begin_another_unasked(tmp_path: Path, empty: str) -> None:
    run(tmp_path, "", "user", "add", "A.Manager")
    refused = run(tmp_path, empty, "user", "list")
    assert refused.returncode == 2
    assert "HOLDFAST_DATABASE names an empty database" in refused.stderr
    (tmp_path / "people.sqlite3").rename(tmp_path.with_name("kept.sqlite3"))
    assert run(tmp_path, empty, "user", "list").returncode == 0


def test_a_server_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    nowhere = f"postgresql://holdfast:{SECRET}@127.0.0.1:9/people"
    done = run(tmp_path, nowhere, "user", "list")
    assert done.returncode == 3
    assert "The PostgreSQL database that HOLDFAST_DATABASE names cannot be used." in done.stderr
    assert "See that its server runs" in done.stderr
    (tmp_path / "local_rules.toml").write_text("# none\n", encoding="utf-8")
    done = run(tmp_path, nowhere, "backup", str(tmp_path.with_name("a.tar.gz")))
    assert done.returncode == 11
    assert "Nothing was changed, because the log" in done.stderr
    assert "See that the PostgreSQL database that HOLDFAST_DATABASE names" in done.stderr


@pytest.mark.parametrize(
    "address",
    [
        f"mysql://u:{SECRET}@host/people",
        f"people:{SECRET}",
        f"postgresql://u:{SECRET}@host",
        f"postgresql://u:{SECRET}@host/people?no_such_word=1",
        f"postgresql://u:{SECRET}@[::1/people",
    ],
)
def test_an_address_that_is_none_is_refused_and_not_repeated(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_DATABASE", address)
    with pytest.raises(BadSetting, match="The setting HOLDFAST_DATABASE ") as refused:
        database_settings(tmp_path)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("postgresql://u@db.council.example/people", ("verify-full", "system")),
        ("postgresql://u@db.council.example/people?sslmode=disable", ("disable", None)),
        ("postgresql://u@127.0.0.1/people", (None, None)),
        ("postgresql:///people?host=/run/postgresql", (None, None)),
    ],
)
def test_another_machine_must_prove_itself_unless_the_address_says_otherwise(
    address: str,
    options: tuple[str | None, str | None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOLDFAST_DATABASE", address)
    found = database_settings(tmp_path)["OPTIONS"]
    assert (found.get("sslmode"), found.get("sslrootcert")) == options


def test_a_driver_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imports = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("psycopg"):
            raise ImportError(name)
        return imports(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setenv("HOLDFAST_DATABASE", "postgresql://u@127.0.0.1/people")
    with pytest.raises(BadSetting, match="its driver is not installed") as refused:
        database_settings(tmp_path)
    assert "psycopg" in refused.value.next_step


def test_the_demonstration_keeps_out_of_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(application, "keep_private", lambda: None)
    monkeypatch.setattr(demo, "serve_pages", lambda *_, **__: seen.append(DATABASE.text()))
    monkeypatch.setenv(DATABASE.name, f"postgresql://u:{SECRET}@127.0.0.1/people")
    done = CliRunner().invoke(application.app, ["demo", "--children", "20"])
    assert done.exception is None
    assert seen == [""]

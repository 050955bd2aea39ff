"""Nothing that breaks shows a traceback or a value: each way to one is words and an exit code."""

import errno
import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from holdfast import faults
from holdfast.cli import options
from holdfast.errors import BadSetting, CannotRead, CannotWrite, Fault, HoldfastError
from holdfast.record.store.snapshots import Store
from holdfast.settings import SETTINGS, Setting
from holdfast.sources.made_up import import_made_up
from holdfast.web.options import SETTINGS as PAGE_SETTINGS
from holdfast.web.options import hosts, is_on
from tests.commanding import Terminal

CANARY = "Xanthippe-90210"


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home")
    import_made_up(Store(place), 20, date(2018, 1, 31), 7, "2018-02-01T08:30:00")
    return place


@pytest.fixture
def terminal(
    laid: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(laid, monkeypatch, capsys)


def duckdb_error() -> Exception:
    try:
        duckdb.execute(f"select cast('{CANARY}' as int)").fetchall()
    except duckdb.Error as error:
        return error
    raise AssertionError("the engine took a word for a number")


def sqlite_error() -> Exception:
    try:
        sqlite3.connect("/no such folder/people.sqlite3")
    except sqlite3.Error as error:
        return error
    raise AssertionError("there is such a folder")


KINDS: dict[str, tuple[Callable[[], BaseException], type[HoldfastError], str]] = {
    "disk full": (lambda: OSError(errno.ENOSPC, CANARY), CannotWrite, "disk is full"),
    "quota": (lambda: OSError(errno.EDQUOT, CANARY), CannotWrite, "disk is full"),
    "engine on a full disk": (
        lambda: duckdb.IOException(f"{CANARY}: {os.strerror(errno.ENOSPC)}"),
        CannotWrite,
        "disk is full",
    ),
    "read-only": (lambda: OSError(errno.EROFS, CANARY), CannotWrite, "read-only"),
    "no right to write": (lambda: PermissionError(errno.EACCES, CANARY), CannotWrite, "may not"),
    "disk error": (lambda: OSError(errno.EIO, CANARY), CannotRead, "input/output error"),
    "no number": (lambda: OSError(CANARY), CannotRead, "cannot be read"),
    "memory": (lambda: MemoryError(CANARY), Fault, "not enough memory"),
    "engine's memory": (lambda: duckdb.OutOfMemoryException(CANARY), Fault, "not enough memory"),
    "nested": (lambda: RecursionError(CANARY), CannotRead, "parts within parts"),
    "characters": (
        lambda: UnicodeDecodeError("utf-8", CANARY.encode(), 0, 1, CANARY),
        CannotRead,
        "characters",
    ),
    "accounts": (sqlite_error, CannotRead, "people.sqlite3"),
    "engine": (duckdb_error, CannotRead, "snapshot verify"),
    "arrow": (lambda: pa.ArrowInvalid(CANARY), CannotRead, "snapshot verify"),
    "our own query": (lambda: duckdb.BinderException(CANARY), Fault, "Holdfast itself"),
    "anything": (lambda: ValueError(CANARY), Fault, "Holdfast itself"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_command_that_breaks_says_so_in_words(
    kind: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, told, words = KINDS[kind]

    def broken() -> None:
        raise make()

    monkeypatch.setattr(options, "current_snapshot", broken)
    said = terminal.run("chain")
    assert said.code == told.exit_code
    assert words in said.err
    assert f"{type(make()).__name__} at cli/options.py:" in said.err.replace("\n", " ")
    assert "reference" in said.err
    assert CANARY not in said.all
    assert "Traceback" not in said.all


def test_only_the_setting_for_developers_shows_more(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ValueError(CANARY)

    monkeypatch.setattr(options, "current_snapshot", broken)
    monkeypatch.setenv("HOLDFAST_TRACEBACKS", "1")
    said = terminal.run("chain")
    assert CANARY in said.err
    assert "Traceback" in said.err


def test_stopping_at_the_keyboard_is_no_fault(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(options, "current_snapshot", stopped)
    said = terminal.run("chain")
    assert said.code == 130
    assert "Traceback" not in said.all


def test_a_file_is_named_where_its_name_is_ours_or_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    given = "/elsewhere/given.csv"
    monkeypatch.setattr(sys, "argv", ["holdfast", "import", given])

    def told(path: str) -> str:
        return faults.in_words(FileNotFoundError(errno.ENOENT, "", path)).what

    assert str(tmp_path / "current") in told(str(tmp_path / "current"))
    assert given in told(given)
    assert CANARY not in told(f"/elsewhere/{CANARY}.csv")
    assert CANARY not in told(str(tmp_path / "uploads" / f"{CANARY}.csv"))


@pytest.fixture
def hooks() -> Iterator[None]:
    held = (sys.excepthook, threading.excepthook, sys.unraisablehook, logging.raiseExceptions)
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook, logging.raiseExceptions = held


@pytest.mark.usefixtures("hooks")
def test_a_thread_that_breaks_leaves_one_line(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise ValueError(CANARY)

    faults.guard()
    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith("Holdfast failed: ValueError at test_faults.py:")
    assert CANARY not in caplog.text


@pytest.mark.usefixtures("hooks")
def test_what_breaks_while_it_is_cleared_away_leaves_one_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    faults.guard()
    sys.unraisablehook(SimpleNamespace(exc_value=ValueError(CANARY)))
    sys.excepthook(ValueError, ValueError(CANARY), None)
    assert len(caplog.records) == 2
    assert CANARY not in caplog.text


HOSTILE = [
    "abc", "0", "-1", "1.5.2", "99999999999", "9" * 5000, "²", "٣", "1e9", "1\x1b[2J", "\udcff",
    "x" * 300, "[/]", "1GB; drop table", "nan", "~nobody-of-this-name/x", "2", "../../..",
]  # fmt: skip


@pytest.mark.parametrize("setting", [*SETTINGS, *PAGE_SETTINGS], ids=lambda one: one.name)
def test_a_hostile_setting_is_refused_in_words(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways: dict[str, Callable[[], Any]] = {
        "HOLDFAST_HOME": setting.path,
        "HOLDFAST_KEEP_DAYS": setting.whole,
        "HOLDFAST_DUE_SOON": setting.whole,
        "HOLDFAST_UPLOAD_MB": setting.whole,
        "HOLDFAST_MEMORY": setting.size,
        "HOLDFAST_DEMO_OTHER": setting.whole,
        "HOLDFAST_DEMO": lambda: is_on(setting),
        "HOLDFAST_HTTPS": lambda: is_on(setting),
        "HOLDFAST_HOSTS": hosts,
    }
    refused: list[str] = []
    for value in HOSTILE:
        monkeypatch.setenv(setting.name, value)
        try:
            ways.get(setting.name, setting.text)()
        except BadSetting as error:
            refused.append(error.what)
    assert len(refused) >= 2
    assert all(setting.name in what for what in refused)
    assert not any(value in what for what in refused for value in HOSTILE if len(value) > 3)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("HOLDFAST_MEMORY", "abc", ("chain",)),
        ("HOLDFAST_KEEP_DAYS", "99999999999", ("snapshot", "prune")),
        ("HOLDFAST_DUE_SOON", "²", ("due",)),
    ],
)
def test_a_command_under_a_wrong_setting(
    name: str, value: str, words: tuple[str, ...], terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv(name, value)
    said = terminal.run(*words)
    assert said.code == 2
    assert name in said.err


DAYS = ("0001-01-01", "1984-12-31", "2029-01-01", "9999-12-31")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "words",
    [
        ("chain",), ("due",), ("child", "1"), ("recording",), ("import", "x", "--as", "ssd"),
        ("survey", "x", "--as", "ssd"), ("return", "cin", "--year", "2018", "--out", "x.xml"),
        ("made-up", "--as", "ssd", "--out", "x"), ("demo", "--no-serve"),
        ("reconcile", "x.csv", "--clock", "cp_visit"),
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_a_day_that_none_can_answer_is_refused(
    words: tuple[str, ...], day: str, terminal: Terminal
) -> None:
    said = terminal.run(*words, "--as-at", day)
    assert said.code == 7
    assert "1985-01-01 to 2028-12-31" in " ".join(said.err.split())


def test_more_children_than_can_be_made_are_refused_at_once(
    terminal: Terminal, tmp_path: Path
) -> None:
    out = str(tmp_path / "out")
    said = terminal.run(
        "made-up", "--as", "ssd", "--out", out, "--children", "99999999999999999999"
    )
    assert said.code == 2
    assert "1,000,000" in said.err


@pytest.mark.parametrize(
    "typed",
    [
        f"postgresql:/user:{CANARY}@host/base", f"postgresql//user:{CANARY}@host/base",
        f"://user:{CANARY}@host/base", f"user:{CANARY}@host/base", f"host=x password={CANARY}",
        f"postgresql://user:{CANARY}@host:port/base", f"pstgresql://user:{CANARY}@host/base",
        f"postgresql://user:{CANARY}/base",
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["import", "survey"])
@pytest.mark.parametrize("kind", ["ssd", "annex-a", "cin-census"])
def test_a_mistyped_connection_string_is_not_repeated(
    typed: str, command: str, kind: str, terminal: Terminal
) -> None:
    said = terminal.run(command, typed, "--as", kind)
    assert said.code == 2
    assert CANARY not in said.all


NOBODY = 65534


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become somebody without rights")
@pytest.mark.parametrize("spoilt", ["persons", "manifest", "current", "home"])
def test_what_may_not_be_read_is_said(spoilt: str, laid: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(laid, home)
    places = {
        "persons": next(home.rglob("persons.parquet")),
        "manifest": next(home.rglob("manifest.json")),
        "current": home / "current",
        "home": home,
    }
    for one in [tmp_path, *tmp_path.parents]:
        if one.stat().st_uid == 0 and str(one).startswith("/tmp/"):
            one.chmod(0o755)
    for one in [home, *home.rglob("*")]:
        os.chown(one, NOBODY, NOBODY)
    places[spoilt].chmod(0)
    done = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY],
        env=_env(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (3, 11), done.stderr
    assert "Traceback" not in done.stderr


def _env(home: Path) -> dict[str, str]:
    return {"HOLDFAST_HOME": str(home), "PATH": os.environ["PATH"]}


# Imported while files may still be read, then run by somebody who may not read all of them.
_AS_NOBODY = f"""
import os, sys
from holdfast.__main__ import main
import holdfast.engine.duck, django.conf
os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})
sys.argv = ["holdfast", "chain"]
main()
"""


def test_the_pointer_holds_no_text(laid: Path, terminal: Terminal) -> None:
    pointer = laid / "current"
    before = pointer.read_bytes()
    pointer.write_bytes(b"\xff\xfe\xff")
    try:
        said = terminal.run("chain")
    finally:
        pointer.write_bytes(before)
    assert said.code == 0
    assert "not as it was written" in said.err
    assert "Traceback" not in said.all

"""The commands for accounts and for the audit log, and what other commands write to it."""

import os
import pty
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_made_up
from tests.processes import own_environment, run

ASKED = "a password asked for"


def typed(home: Path, words: list[str], lines: list[str]) -> tuple[int, str]:
    """Run a command at a terminal at which lines are typed; give its code and what was shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "holdfast", *words], env=own_environment(home),
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    shown = ""
    for line in lines:
        shown = _read_until(ours, ": ", shown)
        os.write(ours, f"{line}\n".encode())
    try:
        while piece := os.read(ours, 1000):
            shown += piece.decode()
    except OSError:
        pass  # the terminal's end
    os.close(ours)
    return process.wait(), shown


def _read_until(handle: int, ending: str, shown: str) -> str:
    asked = ""
    while not asked.endswith(ending):
        asked += os.read(handle, 1000).decode()
    return shown + asked


def rows(home: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(home / "people.sqlite3") as people:
        found = people.execute(
            "select who, kind, page, target, detail from audit_auditrow order by number"
        )
        log = [tuple(map(str, row)) for row in found]
    people.close()
    return log


def test_a_password_is_asked_for_at_a_terminal_and_not_shown(tmp_path: Path) -> None:
    code, shown = typed(tmp_path, ["user", "add", "A.Manager"], [ASKED, ASKED])
    assert code == 0, shown
    assert ASKED not in shown
    assert "The password is set" in shown


@pytest.mark.slow
def test_imports_and_prunes_are_in_the_log(tmp_path: Path) -> None:
    old = import_made_up(Store(tmp_path), 20, date(2017, 1, 31), 7, "2017-02-01T08:30:00")
    made = tmp_path / "made"
    run(tmp_path, "made-up", "--out", str(made), "--as", "ssd", "--children", "20")
    done = run(tmp_path, "import", str(made), "--as", "ssd", "--as-at", "2018-01-31")
    assert done.returncode == 0, done.stderr
    assert run(tmp_path, "snapshot", "prune").returncode == 0
    assert [row[1:] for row in rows(tmp_path)] == [
        ("import", "snapshots", "2018-01-31-0002", "ssd, current"),
        ("prune", "snapshots", "", f"deleted {old.id}"),
    ]


def test_what_cannot_be_written_to_the_log_is_done_and_told(tmp_path: Path) -> None:
    import_made_up(Store(tmp_path), 20, date(2018, 1, 31), 7, "2018-02-01T08:30:00")
    (tmp_path / "people.sqlite3").write_bytes(b"not a database, and longer than its heading " * 9)
    done = run(tmp_path, "snapshot", "prune")
    assert done.returncode == 11
    assert "Deleted 0" in done.stderr
    assert "It is done, but the log" in done.stderr
    assert "Traceback" not in done.stderr

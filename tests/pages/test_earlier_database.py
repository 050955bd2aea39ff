"""A database that was made before seals had versions is taken over: its log still proves itself."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests import processes

# Made by the version before: tables, an account, and six rows of its log with their hashes.
MADE_BEFORE = Path(__file__).with_name("people_of_version_1.sql")
LAST = "07871fade60b1091c4f0dbbf1558b378357c24dd4da75dd2230a903fb0704f8c"
ROWS = [
    ("A.Manager", "sign in", "sign-in", "", "from 127.0.0.1"),
    ("A.Manager", "view", "journey", "MU000002", ""),
    ("A.Manager", "view", "due", "", "Overdue; as at 2018-01-31; 12 duties of 9 children shown"),
    ("A.Manager", "answer", "census query", "MU000002", "rule 8670Q, census of 2026"),
    ("command line: holdfast", "use", "import 2018-01-31-0001", "", "anyway"),
    ("Zoë", "say", "word of referrals.outcome", "", "taken for Yes"),
]


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A data folder with that database."""
    with closing(sqlite3.connect(tmp_path / "people.sqlite3")) as people:
        people.executescript(MADE_BEFORE.read_text(encoding="utf-8"))
    return tmp_path


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return processes.run(home, *words, LOGNAME="x")


def sql(home: Path, words: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "people.sqlite3")) as people, people:
        return people.execute(words).fetchall()


def test_its_rows_prove_themselves_as_before_and_new_ones_follow(earlier: Path) -> None:
    proved = run(earlier, "audit", "verify", "--known", LAST)
    assert proved.returncode == 0, proved.stderr
    held = sql(earlier, "select who, kind, page, target, detail from audit_auditrow")
    assert held[:6] == ROWS
    assert run(earlier, "user", "add", "B.Manager").returncode == 0
    new = sql(earlier, "select number, kind, target, seal_version, previous from audit_auditrow")
    # What the account could do before there were roles it still may, and that is said.
    assert new[6] == (7, "give role", "A.Manager", 2, LAST)
    assert new[7][:4] == (8, "add user", "B.Manager", 2)
    proved = run(earlier, "audit", "verify", "--known", LAST)
    assert "whole: 8 rows" in proved.stderr
    given = sql(earlier, "select user_id, role, scope from people_assignment")
    assert given == [(1, "everything", "all")]
    assert sql(earlier, "select username from accounts_user") == [("A.Manager",), ("B.Manager",)]


@pytest.mark.parametrize(
    "change",
    [
        "target = 'MU000003'",
        "detail = 'another'",
        "reason = 'one that was never given'",  # a column that its seal does not know
        "seal_version = 2",
        "kind = 'list'",
    ],
)
def test_a_change_to_one_of_them_is_found(earlier: Path, change: str) -> None:
    run(earlier, "user", "list")  # the tables are made new
    sql(earlier, f"update audit_auditrow set {change} where number = 2")
    proved = run(earlier, "audit", "verify")
    assert proved.returncode == 9
    assert "Row 2 " in proved.stderr

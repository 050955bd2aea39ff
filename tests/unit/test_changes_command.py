"""``holdfast changes`` and where what it tells is kept."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from holdfast.errors import BadSetting
from holdfast.importing.changes import What
from holdfast.importing.changes_kept import changes_since, kept_changes, snapshot_before
from holdfast.query.due import Wanted, counted
from holdfast.query.outlook import WAITING, open_outlook
from holdfast.query.scope import Scope
from holdfast.record.store.came_after import came_after
from holdfast.record.store.snapshots import Store
from tests.commanding import Terminal
from tests.imported_twice import BOOK, lay_twice
from tests.records import reseal

KEYS = {
    "child", "worker", "clock", "started", "what", "why", "was", "status", "was_started",
    "child_before", "due", "stopped", "lapsed", "team_before", "team",
}  # fmt: skip


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder made once: what is tested may not write to it."""
    home = tmp_path_factory.mktemp("twice")
    lay_twice(home)
    return home


@pytest.fixture
def terminal(
    laid: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(laid, monkeypatch, capsys)


def told(terminal: Terminal, *words: str) -> list[dict[str, Any]]:
    said = terminal.run("changes", *words, "--format", "json")
    assert said.code == 0, said.err
    rows: list[dict[str, Any]] = json.loads(said.out)
    return rows


def test_rows_for_machines_add_up_to_both_lists(terminal: Terminal, laid: Path) -> None:
    rows = told(terminal)
    assert all(set(row) == KEYS for row in rows)
    words = Counter(row["what"] for row in rows)
    assert {"same", "done", "new", "corrected"} <= set(words)
    waiting = Wanted(WAITING)
    for which, column in ((-1, "was"), (0, "status")):
        outlook = open_outlook(Store(laid).all()[which], BOOK)
        listed = counted(outlook, waiting).duties
        outlook.close()
        assert sum(row[column] in WAITING for row in rows) == listed, column


def test_what_is_done_was_done_after_the_earlier_day(terminal: Terminal) -> None:
    done = told(terminal, "--what", "done")
    assert done
    assert all("2018-01-17" < row["stopped"] <= "2018-01-31" for row in done)
    late = [row for row in told(terminal, "--what", "corrected") if row["stopped"]]
    assert late
    assert all(row["stopped"] <= "2018-01-17" for row in late)


def test_a_worker_is_never_called_a_child(terminal: Terminal) -> None:
    rows = told(terminal, "--clock", "supervision_person")
    assert rows
    assert {row["child"] for row in rows} == {None}
    assert all(row["worker"] for row in rows)


def test_a_terminal_is_told_counts_by_word_then_by_clock(terminal: Terminal) -> None:
    terminal.patch.setenv("COLUMNS", "80")
    said = terminal.run("changes")
    assert said.code == 0
    assert said.out.index("Why the lists changed since 17 January 2018") < said.out.index(
        "By clock"
    )
    assert "MU" not in said.all  # the number of a made-up child
    assert "MU" in terminal.run("changes", "--rows", "--what", "corrected").out


def test_a_team_is_those_of_either_day(terminal: Terminal, laid: Path) -> None:
    rows = told(terminal)
    team = Counter(row["team"] for row in rows if row["team"]).most_common(1)[0][0]
    theirs: set[str] = set()
    for snapshot in Store(laid).all():
        outlook = open_outlook(snapshot, BOOK)
        theirs |= Scope(team).own(outlook)
        outlook.close()
    assert theirs
    assert told(terminal, "--team", team) == [row for row in rows if row["child"] in theirs]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--since", "2017-01-01-0001"], 5, "There is no snapshot with that id."),
        (["--since", "../2018"], 5, "There is no snapshot with that id."),
        (["--since", "2018-01-31-0002"], 2, "cannot be compared with itself"),
        (["--what", "helped"], 2, "Use one of same, done"),
        (["--clock", "nothing"], 5, "clock"),
        (["--team", "nobody's"], 5, "There is no team of that name."),
    ],
)
def test_errors_are_told_in_words(
    words: list[str], code: int, says: str, terminal: Terminal
) -> None:
    said = terminal.run("changes", *words)
    assert said.code == code
    assert says in said.err


def test_before_any_import_and_after_one(
    tmp_path: Path, laid: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing = Terminal(tmp_path / "none", monkeypatch, capsys)
    assert nothing.run("changes").code == 4
    home = tmp_path / "one"
    copytree(laid, home)
    store = Store(home)
    store.make_current("2018-01-17-0001")
    said = Terminal(home, monkeypatch, capsys).run("changes")
    assert said.code == 5
    assert "There is no import before 2018-01-17-0001" in said.err


def test_an_account_of_an_import_tells_the_counts(terminal: Terminal) -> None:
    said = terminal.run("snapshot", "show", "2018-01-31-0002", "--format", "json")
    account = json.loads(said.out)["changes"]
    assert account["since"] == "2018-01-17-0001"
    assert set(account) == {"since", "before", "now", *What}
    words = Counter(row["what"] for row in told(terminal))
    assert {what: account[what] for what in What} == {what: words[what] for what in What}
    assert "Why the lists changed" in terminal.run("snapshot", "show", "2018-01-31-0002").out


# --- what is kept -----------------------------------------------------------------------------


@pytest.fixture
def store(laid: Path, tmp_path: Path) -> Store:
    """A copy of the folder, that may be written to."""
    copytree(laid, tmp_path / "home")
    return Store(tmp_path / "home")


def kept(store: Store) -> list[Path]:
    return sorted((store.home / "derived").glob("*/changes-*"))


def test_it_is_kept_sealed_and_goes_with_either_snapshot(store: Store) -> None:
    (place,) = kept(store)
    assert place.parent.name == "2018-01-31-0002"
    assert came_after(store.home, "2018-01-31-0002") == "2018-01-17-0001"
    place.write_bytes(b"spoilt")
    assert kept_changes(store, store.current(), BOOK) is None
    assert kept(store) == []
    changes_since(store.get("2018-01-17-0001"), store.current(), BOOK)
    assert len(kept(store)) == 1
    assert store.prune(date(2018, 2, 1), 10) == ["2018-01-17-0001"]
    assert kept(store) == []


def test_the_one_that_was_current_before_comes_first(store: Store) -> None:
    """An import that died before it became current is not what lists are compared with."""
    lie = store.home / "snapshots"
    for of, copied in (
        ("2018-01-17-0001", "2018-01-17-0003"),
        ("2018-01-31-0002", "2018-01-31-0004"),
    ):
        copytree(lie / of, lie / copied)
        reseal(store.get(copied), id=copied)
    store.make_current("2018-01-31-0004")
    assert snapshot_before(store, store.current()).id == "2018-01-31-0002"
    (store.home / "derived" / "2018-01-31-0004" / "came_after").unlink()
    assert snapshot_before(store, store.current()).id == "2018-01-17-0003"


def test_two_that_cannot_be_compared(store: Store) -> None:
    earlier, later = store.get("2018-01-17-0001"), store.current()
    with pytest.raises(BadSetting, match="as at a later day"):
        changes_since(later, earlier, BOOK)
    reseal(earlier, origin="another council")
    with pytest.raises(BadSetting, match="come of different sources"):
        changes_since(store.get(earlier.id), later, BOOK)

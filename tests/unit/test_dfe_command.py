"""``holdfast dfe``: told dry, sent to a real server, and what is kept of it for the page."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.cli.sending import dfe
from holdfast.dfe_api.dry_run import kept
from holdfast.dfe_api.ledger import seen
from holdfast.record.store.snapshots import Store
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables
from tests.commanding import Terminal
from tests.unit.dfe_receiver import Receiver, point_at, receiving


@pytest.fixture
def logged() -> list[dict[str, str]]:
    """What the commands wrote into the audit log."""
    return []


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home, as_at = tmp_path_factory.mktemp("council"), date(2018, 1, 31)
    import_tables(Store(home), simulate(60, as_at, 7), as_at, "2018-02-01T08:30:00")
    return home


@pytest.fixture
def terminal(
    council: Path,
    tmp_path: Path,
    logged: list[dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Terminal:
    monkeypatch.setattr(dfe, "record_command", lambda *words, **more: logged.append(more))
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    return Terminal(shutil.copytree(council, tmp_path / "home"), monkeypatch, capsys)


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    with receiving() as server:
        point_at(server, monkeypatch.setenv)
        yield server


def told(terminal: Terminal, *words: str, code: int = 0) -> dict[str, int]:
    said = terminal.run("dfe", "send", *words, "--format", "json")
    assert said.code == code, said.err
    rows: list[dict[str, Any]] = json.loads(said.out)
    return {row["what"]: row["children"] for row in rows}


def test_a_council_is_told_dry_sent_and_sent_again_after_a_fault(
    terminal: Terminal, receiver: Receiver, logged: list[dict[str, str]]
) -> None:
    dry = told(terminal)
    assert dry["new"] > 10
    assert receiver.told == []
    made = kept(terminal.home)
    assert made is not None
    assert (made.counts["new"], made.send, made.unsendable) == (dry["new"], 0, ())

    someone = sorted(json.loads(terminal.run("dfe", "status", "--format", "json").out))
    assert someone == []  # DfE holds nobody yet
    receiver.faults = ["429", "half"]
    sent = told(terminal, "--really")
    assert sent == {"taken": dry["new"], "refused": 0, "in doubt": 0, "not sent": 0}
    assert len(receiver.children) == dry["new"]
    assert told(terminal)["unchanged"] == dry["new"]

    ledger = seen(terminal.home)
    assert ledger is not None
    (send,) = ledger.sends
    assert (send.counts["taken"], send.stopped, bool(send.ended)) == (dry["new"], "", True)
    made = kept(terminal.home)
    assert made is not None
    assert (made.counts["unchanged"], made.send) == (dry["new"], send.number)
    assert [row["detail"].split(":")[0] for row in logged] == ["worked out", "sent", "worked out"]


def test_whom_dfe_refuses_is_counted_with_the_reason_and_holds_nobody_back(
    terminal: Terminal, receiver: Receiver
) -> None:
    children = told(terminal)["new"]
    told(terminal, "--really")
    one = min(receiver.children)
    receiver.children.clear()
    (terminal.home / "dfe_api.sqlite3").unlink()
    receiver.poisoned = {one}
    assert told(terminal, "--really", code=1)["taken"] == children - 1
    rows = json.loads(terminal.run("dfe", "status", "--format", "json").out)
    assert {row["why"]: row["children"] for row in rows} == {
        "": children - 1,
        "DfE says that it is malformed": 1,
    }

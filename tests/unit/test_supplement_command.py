"""``holdfast supplement``, and how an import goes with what is laid over the snapshots."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from holdfast.cli import snapshot
from holdfast.cli.importing import import_data, supplement
from holdfast.record.store.snapshots import Store
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables, write_ssd
from tests.commanding import Terminal

THEN, NOW = "2018-01-17", "2018-01-31"
HEADINGS = {
    "supervision": "id,what,child,held,worker,supervisor,recorded,actions_set,challenge,about,"
    "entered,withdrawn",
    "actions": "id,child,set_on,due,evidenced,owner,source,entered,withdrawn",
    "workforce": "id,what,worker,worker_name,registration,job_title,team,team_name,full_time,"
    "agency,newly_qualified,child,role,kind,about,started,ended,begins,confirmed,entered,withdrawn",
}


@pytest.fixture
def logged() -> list[tuple[str, ...]]:
    """What commands wrote into the audit log."""
    return []


@pytest.fixture
def terminal(
    tmp_path: Path,
    logged: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Terminal:
    """Commands in this process, whose audit log is another's: what they write is kept apart."""
    for command in (import_data, snapshot, supplement):
        monkeypatch.setattr(command, "record_command", lambda *words, **more: logged.append(words))
    return Terminal(tmp_path / "home", monkeypatch, capsys)


def told(terminal: Terminal, *words: str) -> Any:
    said = terminal.run(*words, "--format", "json")
    assert said.code == 0, said.err
    return json.loads(said.out)


@pytest.mark.parametrize("kind", HEADINGS)
def test_a_template_is_a_line_of_headings(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    supplement.supplement_template(kind)
    assert capsys.readouterr().out == f"{HEADINGS[kind]}\n"


def test_a_file_before_any_import(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.run("supplement", "list").code == 0
    file = tmp_path / "supervision.csv"
    file.write_text("what,child,held\ncase,K1,2024-01-02\n")
    said = terminal.run("supplement", "add", "supervision", str(file))
    assert said.code == 4
    assert "holdfast import" in said.err


def write_supervision(tables: Mapping[str, Any], file: Path) -> list[str]:
    """A file of all supervision up to the earlier day, and of a child whom nobody knows."""
    held = tables["supervisions"].select(["child", "held"]).to_pylist()
    rows = [f"case,{one['child']},{one['held']}" for one in held if str(one["held"]) <= THEN]
    file.write_text("\n".join(["what,child,held", *rows, "case,nobody,2018-01-02"]) + "\n")
    return rows


@pytest.mark.slow  # two imports by the command, as a council makes them
def test_from_an_import_to_the_next_with_a_file_laid_over_both(
    terminal: Terminal, logged: list[tuple[str, ...]], tmp_path: Path
) -> None:
    tables = simulate(40, date.fromisoformat(NOW), 5)
    write_ssd(tables, tmp_path / "ssd")
    imported = ("import", str(tmp_path / "ssd"), "--as", "ssd", "--as-at")
    told(terminal, *imported, THEN)
    clocks = {one["clock"]: one["answers"] for one in told(terminal, "clocks")}
    assert clocks["supervision_case"] == "cannot tell"

    file = tmp_path / "supervision.csv"
    rows = write_supervision(tables, file)
    added = told(terminal, "supplement", "add", "supervision", str(file), "--known-until", THEN)
    assert added["clocks_gained"] == ["supervision_case"]
    assert added["clocks_lost"] == []
    assert added["known_until"] == THEN
    assert [one["what"] for one in added["refusals"]] == [
        "child: no child is known by this number."
    ]
    assert added["tables"] == [
        {"table": "supervision", "given": len(rows) + 1, "read": len(rows), "refused": 1}
    ]
    clocks = {one["clock"]: one["answers"] for one in told(terminal, "clocks")}
    assert clocks["supervision_case"] == "history"
    (listed,) = told(terminal, "supplement", "list")
    assert (listed["supplement"], listed["laid_over"]) == ("supervision-0001", "yes")

    # The file ends before the next extract: that takes no answer from the import itself.
    account = told(terminal, *imported, NOW)
    assert (account["state"], account["losses"]) == ("current", [])
    assert account["doubts"] == told(terminal, "snapshot", "show", account["snapshot"])["doubts"]
    changed = told(terminal, "changes", "--clock", "supervision_case")
    words = {one["what"] for one in changed}
    assert "same" in words
    assert not words & {"done", "unmatched"}
    unclear = told(terminal, "due", "--clock", "supervision_case", "--status", "cannot-tell")
    whys = Counter(one["why"] for one in unclear)
    assert whys["the supervision file ends on 17 January 2018"]

    said = terminal.run("supplement", "remove", "supervision")
    assert said.code == 0
    assert "supervision-0001" in said.err
    assert told(terminal, "due", "--clock", "supervision_case", "--status", "all") == []
    assert terminal.run("supplement", "remove", "supervision").code == 5
    assert terminal.run("snapshot", "prune").code == 0
    of_supplements = [words for words in logged if words[1] == "supplements"]
    assert of_supplements == [
        ("import", "supplements", "supervision-0001"),
        ("remove", "supplements", "supervision-0001"),
    ]


def test_people_are_told_what_became_of_it(terminal: Terminal, tmp_path: Path) -> None:
    tables: dict[str, pa.Table] = dict(simulate(20, date.fromisoformat(NOW), 5))
    import_tables(Store(tmp_path / "home"), tables, date.fromisoformat(NOW), f"{NOW}T09:00:00")
    child = tables["persons"]["child"][0].as_py()
    file = tmp_path / "actions.csv"
    file.write_text(f"child,set_on,due\n{child},2018-01-05,2018-01-20\n{child},soon,\n")
    said = terminal.run("supplement", "add", "actions", str(file))
    assert said.code == 0, said.err
    assert "set_on: It is not written as a day." in said.out
    assert "known until 5 January 2018" in said.err
    assert "actions from 5 January 2018" in said.err
    assert "Clocks that cannot answer with it, and could without: " in said.err
    assert "(action_due)" in said.err
    assert child not in said.all

"""The command line: its answers for machines keep their shape, its errors their exit codes."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.record.store.snapshots import Store
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_made_up, write_ssd
from tests.processes import own_environment, run

AS_AT = date(2018, 1, 31)
CHAIN = {
    "link", "passed", "in_time", "open", "overdue", "longest_days", "median_days",
    "child_days_over", "judged_from",
}  # fmt: skip
DUE = {
    "child", "clock", "area", "started", "due", "stopped", "status", "days_over", "team",
    "worker", "rule", "cites", "excluded", "why", "beside",
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home")
    import_made_up(Store(place), 120, AS_AT, 7, "2018-02-01T08:30:00")
    return place


def told(home: Path, *words: str) -> Any:
    done = run(home, *words, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("words", [["clocks"], ["due", "--clock", "nope"], ["due", "--nope"]])
def test_a_forked_process_says_what_a_new_one_does(home: Path, words: Sequence[str]) -> None:
    new = subprocess.run(
        [sys.executable, "-m", "holdfast", *words],
        env=own_environment(home), capture_output=True, text=True, check=False,
    )  # fmt: skip
    forked = run(home, *words)
    assert (forked.returncode, forked.stdout) == (new.returncode, new.stdout)
    # What a usage error calls the program is how it was started.
    assert forked.stderr == new.stderr.replace("python -m holdfast", "holdfast")


def test_the_chain_for_machines(home: Path) -> None:
    links = told(home, "chain")
    assert {tuple(sorted(link)) for link in links} == {tuple(sorted(CHAIN))}
    assert sum(link["passed"] for link in links) > 0


def test_due_for_machines(home: Path) -> None:
    rows = told(home, "due", "--status", "all", "--area", "protection")
    assert rows
    assert {tuple(sorted(row)) for row in rows} == {tuple(sorted(DUE))}
    assert {row["area"] for row in rows} == {"protection"}


def test_due_is_the_longest_over_first(home: Path) -> None:
    over = [row["days_over"] for row in told(home, "due")]
    assert over == sorted(over, reverse=True)
    assert over[0] > 0


def test_due_says_how_many_more_nobody_can_tell(home: Path) -> None:
    unclear = told(home, "due", "--status", "cannot-tell")
    assert unclear
    children = len({row["child"] for row in unclear if row["child"]})
    beside = run(home, "due").stderr
    assert f"{len(unclear):,} more duties of {children:,} children" in beside
    assert "cannot be determined: see --status cannot-tell" in beside
    met = run(home, "due", "--status", "met", "--clock", unclear[0]["clock"])
    assert met.returncode == 0
    assert "more duties" not in met.stderr


def test_due_shows_no_days_over_of_what_nobody_can_tell(home: Path) -> None:
    unclear = told(home, "due", "--status", "cannot-tell")
    assert {row["days_over"] for row in unclear} == {0}
    # Of one clock: to lay out the whole list as a table takes long.
    key = unclear[0]["clock"]
    lines = run(home, "due", "--status", "all", "--clock", key).stdout.splitlines()
    assert re.match(r"[\d,]+ duties of [\d,]+ children, as at 31 January 2018 *$", lines[0])
    head = next(line for line in lines if "Days over" in line)
    place = [cell.strip() for cell in head.split("┃")].index("Days over")
    shown = [line.split("│")[place].strip() for line in lines if " cannot tell " in line]
    assert shown == [""] * sum(row["clock"] == key for row in unclear)


@pytest.mark.parametrize(
    ("status", "words"), [("overdue", "overdue"), ("cannot-tell", "that cannot be determined")]
)
def test_due_is_headed_by_a_sentence(home: Path, status: str, words: str) -> None:
    rows = told(home, "due", "--status", status)
    first = run(home, "due", "--status", status).stdout.splitlines()[0]
    assert re.match(rf"{len(rows):,} duties {words}, of [\d,]+ children", first)
    assert first.rstrip().endswith("as at 31 January 2018")


def test_what_is_owed_to_a_worker_names_no_child(home: Path) -> None:
    rows = told(home, "due", "--status", "all", "--clock", "supervision_person")
    assert rows
    assert {row["child"] for row in rows} == {None}
    assert all(row["worker"] for row in rows)


def test_looking_back_tells_less(home: Path) -> None:
    now = told(home, "due", "--status", "all")
    then = told(home, "due", "--status", "all", "--as-at", "2016-01-31")
    assert 0 < len(then) < len(now)


def test_one_child(home: Path) -> None:
    duties = told(home, "due", "--status", "all")
    # The list is of workers too, who have no journey.
    child = next(row["child"] for row in duties if row["child"])
    journey = told(home, "child", child)
    assert journey["child"] == child
    assert journey["events"]
    assert {row["child"] for row in journey["duties"]} == {child}


def test_the_register(home: Path) -> None:
    rows = told(home, "clocks")
    assert {row["clock"] for row in rows} == {clock.key for clock in CLOCKS}
    assert {row["standing"] for row in rows} <= {"verified", "second-hand", "unverified"}


def test_an_import_accounts_for_every_row(tmp_path: Path) -> None:
    write_ssd(simulate(40, AS_AT, 3), tmp_path / "ssd")
    answer = told(
        tmp_path / "home", "import", str(tmp_path / "ssd"), "--as", "ssd", "--as-at", "2018-01-31"
    )
    assert set(answer) == {
        "snapshot", "state", "compared_with", "losses", "tables", "refusals", "doubts", "notes",
        "clocks", "nhs_numbers", "children", "changes",
    }  # fmt: skip
    assert answer["changes"] is None  # there is no import before it
    assert answer["tables"]
    for table in answer["tables"]:
        assert table["given"] == table["read"] + table["refused"]
    assert answer["notes"]
    assert all(set(note) == {"where", "what", "count"} for note in answer["notes"])
    assert {one["answers"] for one in answer["clocks"]} <= {"history", "current", "cannot tell"}
    assert len(answer["clocks"]) == len(CLOCKS)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        pytest.param(["due", "--clock", "nope"], 5, "no clock", id="no such clock"),
        pytest.param(["due", "--status", "nope"], 2, "--status", id="no such status"),
        pytest.param(["chain", "--as-at", "31/01/2018"], 2, "--as-at", id="a day not ISO"),
        pytest.param(["chain", "--as-at", "2018-02-01"], 2, "nothing after", id="after its day"),
        pytest.param(["child", "nobody"], 5, "no child", id="no such child"),
        pytest.param(["snapshot", "show", "1999"], 5, "no snapshot", id="no such snapshot"),
        pytest.param(["import", "no-such-folder", "--as", "ssd"], 3, "", id="no such source"),
    ],
)
def test_errors_say_what_to_do(home: Path, words: Sequence[str], code: int, says: str) -> None:
    done = run(home, *words)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_imported_yet(tmp_path: Path) -> None:
    done = run(tmp_path, "chain")
    assert done.returncode == 4
    assert "holdfast demo" in done.stderr


def test_a_bad_rules_file_is_refused_with_its_line(home: Path) -> None:
    rules = home / "local_rules.toml"
    rules.write_text('[authority]\ncp_visit = "10 working days"\ncla_review_1 = "3 months"\n')
    try:
        done = run(home, "chain")
    finally:
        rules.unlink()
    assert done.returncode == 6
    assert "line 3" in done.stderr


def test_snapshots_are_listed_checked_and_kept(home: Path) -> None:
    listed = told(home, "snapshot", "list")
    assert [one["current"] for one in listed] == ["yes"]
    assert run(home, "snapshot", "verify").returncode == 0
    assert run(home, "snapshot", "prune").returncode == 0
    assert told(home, "snapshot", "list") == listed


def test_a_snapshot_without_its_manifest_is_counted_and_told(tmp_path: Path) -> None:
    lost, good = (
        import_made_up(Store(tmp_path), 20, AS_AT, seed, "2018-02-01T08:30:00") for seed in (7, 8)
    )
    (lost.folder / "manifest.json").unlink()
    done = run(tmp_path, "snapshot", "list", "--format", "json")
    assert done.returncode == 0
    assert [one["snapshot"] for one in json.loads(done.stdout)] == [good.id]
    for command in ("list", "verify", "prune"):
        told = " ".join(run(tmp_path, "snapshot", command).stderr.split())
        assert f"left out: 1 ({lost.id})" in told


def test_a_damaged_snapshot_is_told(tmp_path: Path) -> None:
    snapshot = import_made_up(Store(tmp_path), 20, AS_AT, 7, "2018-02-01T08:30:00")
    snapshot.path("contacts").write_bytes(b"not what was written")
    done = run(tmp_path, "snapshot", "verify")
    assert done.returncode == 9
    assert "contacts.parquet" in done.stderr

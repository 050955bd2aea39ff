"""Files of actions and of the workforce, and files of what the source carries as well."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.clocks.duty import Status
from holdfast.query.outlook import open_outlook
from holdfast.record.oversight import Actions, OversightEntries, Supervisions
from holdfast.record.schema.table import Table
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.record.workforce import Employments, WorkerSupervisions
from holdfast.returns.assignees import assignees
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables, write_ssd
from tests.sources.plan_council import council, put
from tests.sources.ssd_made import take
from tests.sources.supplement_made import BOOK, Row, add, of_clocks, standing, statuses

MET, OVERDUE = Status.MET, Status.OVERDUE
OPEN = (Status.RUNNING, Status.DUE_SOON)
AS_AT = date(2024, 3, 31)
EVER = "1990-01-01"


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return take(tmp_path, put(council("K1", "K2"), tmp_path / "in"), as_at=AS_AT)


def test_actions_are_due_on_the_day_that_was_set_with_them(snapshot: Snapshot) -> None:
    rows = [
        {"id": "1", "child": "K1", "set_on": "2024-01-10", "due": "2024-01-24",
         "evidenced": "2024-01-23"},
        {"id": "2", "child": "K1", "set_on": "2024-02-10", "due": "2024-02-24", "evidenced": ""},
        {"id": "3", "child": "K2", "set_on": "2024-02-11", "due": "", "evidenced": ""},
    ]  # fmt: skip
    add(snapshot, *rows, kind="actions", until="2024-03-31")
    found = of_clocks(standing(snapshot), "action_due")
    assert statuses(found, "action_due", "K1") == [MET, OVERDUE]
    assert statuses(found, "action_due", "K2") == [Status.RUNNING]


def test_a_tick_is_no_evidence(snapshot: Snapshot) -> None:
    row = {"id": "1", "child": "K1", "set_on": "2024-01-10", "due": "2024-01-24",
           "completed": "2024-01-23"}  # fmt: skip
    added = add(snapshot, row, kind="actions", until="2024-03-31")
    assert not of_clocks(standing(snapshot), "action_due")
    assert any("completed" in note.what for note in added.supplement.manifest.notes)


def test_workers_supervision_is_owed_while_they_are_in_post(snapshot: Snapshot) -> None:
    post = {"what": "post", "worker": "W1", "started": "2024-01-02", "ended": ""}
    add(snapshot, post, kind="workforce", until="2024-03-31")
    assert not of_clocks(standing(snapshot), "supervision_person")
    held = {"what": "worker", "child": "", "worker": "W1", "held": "2024-01-30"}
    add(snapshot, held, until="2024-03-31", since="2024-01-01")
    found = standing(snapshot)
    assert statuses(found, "supervision_person", "W1") == [MET, OVERDUE]


def test_a_file_says_who_holds_whom_where_the_dataset_does_not(tmp_path: Path) -> None:
    given = council("K1", "K2")
    given["ssd_involvements"] = []
    snapshot = take(tmp_path, put(given, tmp_path / "in"), as_at=AS_AT)
    assert not of_clocks(standing(snapshot), "allocation")
    assert assignees(snapshot)["K1"].worker == "nobody holds the child"
    rows = [
        {"what": "allocation", "worker": worker, "worker_name": name, "team": "T1",
         "team_name": "North", "child": child, "role": "CW", "started": "2023-10-02", "ended": ""}
        for child, worker, name in (("K1", "W1", "another name"), ("K2", "W7", "Orla Tangle"))
    ]  # fmt: skip
    add(snapshot, *rows, kind="workforce", until="2024-03-31", since=EVER)
    assert statuses(standing(snapshot), "allocation", "K1") == [MET]
    # Of a worker whom the case system names, its own row stands.
    assert {assignees(snapshot)[one].worker for one in ("K1", "K2")} == {"Pip Quill", "Orla Tangle"}
    assert assignees(snapshot)["K2"].team == "North"
    outlook = open_outlook(snapshot, BOOK)
    assert len(outlook.rows("select * from professionals where worker = 'W1'")) == 1
    outlook.close()


# --- beside what the source carries ---------------------------------------------------------

KINDS: dict[str, tuple[tuple[type[Table], Row], ...]] = {
    "supervision": (
        (Supervisions, {"what": "case", "worker": "", "child": "child", "held": "held"}),
        (OversightEntries, {"what": "decision", "worker": "", "child": "child", "held": "made"}),
        (WorkerSupervisions, {"what": "worker", "worker": "worker", "child": "", "held": "held"}),
    ),
    "actions": (
        (
            Actions,
            {"child": "child", "set_on": "set_on", "due": "due", "evidenced": "evidenced"},
        ),
    ),
    "workforce": (
        (
            Employments,
            {"what": "post", "worker": "worker", "started": "started", "ended": "ended"},
        ),
    ),
}
OVERSEEN = ("supervision_case", "mgmt_oversight", "action_due", "supervision_person")
THEN = date(2018, 1, 31)
COUNCIL = 40


def as_files(tables: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    """What a made-up council holds of oversight, as rows of the files."""
    found: dict[str, list[dict[str, str]]] = {}
    for kind, given in KINDS.items():
        for table, headings in given:
            for row in tables[table.name].to_pylist():
                told = {heading: row.get(name) for heading, name in headings.items()}
                told |= {"what": headings.get("what", "")}
                cells = {heading: str(value or "") for heading, value in told.items()}
                found.setdefault(kind, []).append(cells)
    return found


@pytest.mark.slow  # two imports and four runs of the clocks: the whole record is the measure
def test_files_beside_the_dataset_answer_as_the_whole_record_does(tmp_path: Path) -> None:
    tables = simulate(COUNCIL, THEN, 5)
    whole = import_tables(Store(tmp_path / "whole"), tables, THEN, "2018-02-01T09:00:00")
    write_ssd(tables, tmp_path / "ssd")
    dataset = take(tmp_path, tmp_path / "ssd", as_at=THEN)
    before = standing(dataset)
    assert not of_clocks(before, *OVERSEEN)
    for kind, rows in as_files(tables).items():
        add(dataset, *rows, kind=kind, until="2018-01-31", since=EVER,
            made_at="2018-02-01T09:00:00")  # fmt: skip
    after = standing(dataset)
    assert after - of_clocks(after, *OVERSEEN) == before
    right = of_clocks(standing(whole), *OVERSEEN)
    assert len(right) > 500
    assert of_clocks(after, *OVERSEEN) == right


def test_beside_a_source_that_carries_the_table_the_rows_of_both_count(tmp_path: Path) -> None:
    tables = simulate(COUNCIL, THEN, 5)
    whole = import_tables(Store(tmp_path / "home"), tables, THEN, "2018-02-01T09:00:00")
    before = standing(whole)
    mine = of_clocks(before, "supervision_case")
    begun = next(d for d in mine if d[6] in OPEN and d[2] < date(2018, 1, 30))
    held = {"what": "case", "child": begun[1], "held": "2018-01-30"}
    add(whole, held, until="2018-01-31", made_at="2018-02-01T09:00:00")
    after = standing(whole)
    assert {d[0] for d in before ^ after} == {"supervision_case"}
    assert {d[1] for d in before ^ after} == {begun[1]}
    assert (*begun[:4], date(2018, 1, 30), None, MET, None) in after

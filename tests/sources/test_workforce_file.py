"""The file of the workforce: its parts become rows, and what cannot be is refused row by row."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.query.caseload.staff import staff
from holdfast.query.outlook import open_outlook
from holdfast.record.store.refusals import refusals_in
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.supplements import AddedSupplement
from tests.sources.plan_council import council, put
from tests.sources.ssd_made import take
from tests.sources.supplement_made import BOOK, Row, add

AS_AT = date(2024, 3, 31)
ALLOCATION = {"what": "allocation", "worker": "W7", "child": "K1", "role": "CW",
              "started": "2024-01-02"}  # fmt: skip


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return take(tmp_path, put(council("K1", "K2"), tmp_path / "in"), as_at=AS_AT)


def post(worker: str, started: str = "2024-01-02", **more: str) -> Row:
    return {"what": "post", "worker": worker, "started": started, "team": "T1"} | more


def added(snapshot: Snapshot, *rows: Row) -> AddedSupplement:
    names = dict.fromkeys(name for row in rows for name in row)
    whole = [{name: row.get(name, "") for name in names} for row in rows]
    return add(snapshot, *whole, kind="workforce", until="2024-03-31")


def refused(snapshot: Snapshot, *rows: Row) -> list[tuple[int, str]]:
    found = added(snapshot, *rows)
    told = refusals_in(found.supplement.folder)
    return sorted((one["row"], one["what"]) for one in told)


def test_every_part_becomes_rows(snapshot: Snapshot) -> None:
    rows = (
        post("W7", full_time="0.6", agency="yes", newly_qualified="no", worker_name="Fern Reed",
             job_title="Social worker", registration="SW7"),
        {"what": "establishment", "team": "T1", "job_title": "Social worker", "full_time": "1",
         "started": "2020-01-01"},
        {"what": "absence", "worker": "W7", "kind": "sickness", "started": "2024-03-04"},
        {"what": "recruit", "team": "T1", "started": "2024-03-01", "begins": "2024-05-01"},
        {"what": "experience", "worker": "W7", "about": "court", "started": "2024-02-01",
         "confirmed": "2024-02-05"},
        ALLOCATION,
    )  # fmt: skip
    assert refused(snapshot, *rows) == []
    outlook = open_outlook(snapshot, BOOK)
    try:
        one = staff(outlook)["W7"]
        counts = {
            table: outlook.rows(f"select count(*) as n from {table}")[0]["n"]
            for table in ("posts", "recruits", "declared_experience", "absences")
        }
    finally:
        outlook.close()
    assert (one.full_time_equivalent, one.agency, one.team) == (0.6, True, "T1")
    assert (one.full_name, one.registered, one.experience) == ("Fern Reed", True, ("court",))
    assert one.away_for_long(AS_AT)
    assert set(counts.values()) == {1}


@pytest.mark.parametrize(
    ("rows", "line", "why"),
    [
        ((post("W7", full_time="-0.5"),), 2, "full_time: the hours are negative."),
        ((post("W7", full_time="0"),), 2, "full_time: the hours are none."),
        ((post("W7", full_time="37"),), 2, "full_time: the hours are more than full time."),
        ((post("W7", ended="2023-01-02"),), 2, "ended: the last day is before the first."),
        (
            (post("W7"), post("W7", "2024-02-01")),
            3,
            "started: the worker is in post already by line 2.",
        ),
        (
            (post("W7", registration="SW7"), post("W9", registration="SW7")),
            3,
            "registration: line 2 gives it to another worker.",
        ),
        (
            (post("W7", worker_name="Fern Reed", ended="2024-01-31"),
             post("W7", "2024-02-01", worker_name="Moss Cove")),
            3,
            "worker_name: line 2 gives this worker's number another name.",
        ),
        ((ALLOCATION | {"role": "a friend"},), 2, "role: it is none of CW, LP"),
        (
            ({"what": "absence", "worker": "W7", "kind": "moon", "started": "2024-03-04"},),
            2,
            "kind: it is none of sickness",
        ),
        (
            ({"what": "experience", "worker": "W7", "about": "", "started": "2024-03-04"},),
            2,
            "about: it is none of protection",
        ),
        (({"what": "establishment", "team": "", "started": "2020-01-01"},), 2, "team"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_line(
    snapshot: Snapshot, rows: tuple[Any, ...], line: int, why: str
) -> None:
    # One row that is right, so that there is a file.
    right = post("W1", "2024-01-08")
    ((found, what),) = refused(snapshot, *rows, right)
    assert found == line
    assert what.startswith(why)


def test_posts_that_follow_one_another_are_both_read(snapshot: Snapshot) -> None:
    rows = (post("W7", ended="2024-02-01"), post("W7", "2024-02-01"), post("W9"))
    assert refused(snapshot, *rows) == []


def test_an_entry_that_corrects_another_does_not_overlap_with_it(snapshot: Snapshot) -> None:
    rows = (
        post("W7", id="1", entered="2024-03-01"),
        post("W7", "2024-01-09", id="1", entered="2024-03-02"),
    )
    assert refused(snapshot, *rows) == []

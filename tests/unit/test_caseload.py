"""Loads, spread and changes of worker on records small enough to work out by hand."""

from functools import cache
from typing import Any

from holdfast.clocks.protection import VISIT
from holdfast.clocks.rules.book import Book
from holdfast.council_file import CouncilFile
from holdfast.journeys.laid import define_journeys, with_cutting
from holdfast.journeys.missing import EXPLOITATION_CONCERN
from holdfast.query.caseload.held import STATUS_SPELLS, held_children
from holdfast.query.caseload.loads import caseload
from holdfast.query.caseload.points import FILE, AlsoSo, HeldStatus, read_scheme, shipped_text
from holdfast.query.caseload.spread import changes_of_worker, spread_of
from holdfast.query.caseload.staff import staff
from holdfast.query.caseload.unallocated import (
    WHY_SPELLS,
    AllocationState,
    WhyUnallocated,
    unallocated,
)
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from tests.records import Rows, day, outlook_of

SCHEME = read_scheme(CouncilFile(shipped_text(), FILE))
TODAY = "2024-03-12"


def held(child: str, worker: str, since: str = "2022-01-10", **more: Any) -> dict[str, Any]:
    row = {"child": child, "worker": worker, "team": "T1", "role": "CW", "named": True}
    return row | {"involvement": f"{child}{worker}{since}", "started": day(since)} | more


def post(worker: str, since: str = "2019-01-07", **more: Any) -> dict[str, Any]:
    row = {"employment": worker, "worker": worker, "team": "T1", "started": day(since)}
    return row | {"full_time_equivalent": 1.0, "agency": False, "newly_qualified": False} | more


def person(worker: str, **more: Any) -> dict[str, Any]:
    return {"worker": worker, "full_name": f"Worker {worker}", "kind": "worker"} | more


CASES = [
    {"referral": f"R{child}", "child": child, "received": day("2022-01-03"), "decided": decided}
    for child, decided in [(c, day("2022-01-04")) for c in "ABCDEG"] + [("F", None)]
]
TEAM: Rows = {
    "persons": [{"child": child, "birth_date": day("2015-05-05")} for child in "ABCDEFG"],
    "referrals": CASES,
    "protection_plans": [{"plan": "P", "child": "A", "started": day("2023-09-01")}],
    "family_links": [{"child": child, "family": "F1"} for child in "AB"],
    "professionals": [person("W1"), person("W2"), person("W3"), person("M", kind="manager")],
    "employments": [
        post("W1"),
        post("W2", "2024-02-01", newly_qualified=True, full_time_equivalent=0.5),
        post("W3", ended=day("2024-01-31"), agency=True),
        post("M"),
    ],
    "involvements": [
        held("A", "W1"),
        held("B", "W1", "2024-03-01"),
        held("B", "W3", "2022-01-10", ended=day("2024-01-31")),
        held("B", "W2", "2024-02-01", ended=day("2024-03-01")),
        held("C", "W2", "2024-02-05"),
        held("C", "W3", ended=day("2024-01-31")),
        held("D", "W3"),
        held("E", "IN", named=False),
        held("G", "W1", "2023-01-01", ended=day("2024-03-01")),
    ],
}


# What the queries of caseloads read of journeys: an outlook of one clock has no more than it needs.
READ = (*STATUS_SPELLS.values(), *WHY_SPELLS.values(), EXPLOITATION_CONCERN)


@cache
def seen_as_it_is() -> Outlook:
    return seen(TEAM)


def seen(rows: Rows) -> Outlook:
    outlook = outlook_of(rows, TODAY, Book((VISIT,)))
    define_journeys(outlook.engine, with_cutting(READ))
    return outlook


def test_who_holds_whom_since_when_and_on_what() -> None:
    found = {one.child: one for one in held_children(seen_as_it_is())}
    assert set(found) == set("ABCD")
    assert (found["A"].status, found["A"].since) == (HeldStatus.PLAN, day("2022-01-10"))
    assert found["B"].also == {AlsoSo.NEW}
    assert [found[child].workers for child in "ABCD"] == [1, 3, 2, 1]


def test_a_worker_who_came_back_after_a_break_holds_since_then() -> None:
    rows = {
        **TEAM,
        "involvements": [
            held("A", "W1", "2023-01-02", ended=day("2023-06-30")),
            held("A", "W1", "2023-07-01", ended=day("2023-09-01")),
            held("A", "W1", "2024-01-01"),
            held("B", "W1", "2023-01-02", ended=day("2023-06-30")),
            held("B", "W1", "2023-07-01"),
        ],
    }
    found = {one.child: one.since for one in held_children(seen(rows))}
    assert found == {"A": day("2024-01-01"), "B": day("2023-01-02")}


def test_loads_in_counts_and_points() -> None:
    found = {one.worker: one for one in caseload(seen_as_it_is(), SCHEME, Scope("T1"))}
    # The manager holds nobody; who has left still holds D.
    assert set(found) == {"W1", "W2", "W3"}
    first = found["W1"]
    assert (first.children, first.families, first.new) == (2, 1, 1)
    # The plan counts 9, and the open case of a sister, new, half of 4 + 2.
    assert first.points == 12
    assert first.room == 88
    second = found["W2"]
    # Half of full time, and of two reasons for less the first three months.
    assert second.capacity == 35
    assert second.newly_qualified
    assert found["W3"].left == day("2024-01-31")
    assert found["W3"].capacity == 0


def test_duties_ahead_are_of_those_who_hold_the_children() -> None:
    found = {one.worker: one for one in caseload(seen_as_it_is(), SCHEME)}
    assert (found["W1"].overdue, found["W2"].overdue) == (1, 0)


def test_a_load_is_all_that_a_worker_holds_in_any_team() -> None:
    other = held("E", "W1", "2022-02-01", team="T2")
    outlook = seen({**TEAM, "involvements": [*TEAM["involvements"], other]})
    for scope in (Scope("T1"), Scope("T2"), Scope(worker="W1")):
        found = {one.worker: one.children for one in caseload(outlook, SCHEME, scope)}
        assert found["W1"] == 3


def test_without_hours_room_is_not_known() -> None:
    rows = {**TEAM, "employments": []}
    found = {one.worker: one for one in caseload(seen(rows), SCHEME)}
    assert found["W1"].room is None
    assert found["W1"].months_in_post is None
    assert spread_of(tuple(found.values())).capacity_unknown > 0


def test_spread_is_of_those_in_post() -> None:
    found = spread_of(caseload(seen_as_it_is(), SCHEME))
    assert (found.workers, found.children, found.least, found.most) == (2, 3, 1, 2)
    assert found.median == 1.5
    assert found.numbers == ((1, 1), (2, 1))
    empty = spread_of([])
    assert (empty.workers, empty.most, empty.median) == (0, None, None)


def test_changes_of_worker() -> None:
    found = changes_of_worker(seen_as_it_is(), Scope("T1"))
    assert (found.held, found.new_worker, found.many_workers) == (4, 2, 1)
    # W3 held B, C and D on the last day, and was the agency's.
    assert (found.leavers, found.agency_leavers, found.children_of_leavers) == (1, 1, 3)
    assert found.children_per_leaver == 3
    assert found.came == 1


def test_whom_nobody_holds_and_whose_move_it_is() -> None:
    found = {one.child: one for one in unallocated(seen_as_it_is())}
    assert {child: one.why for child, one in found.items()} == {
        "D": WhyUnallocated.LEFT,
        "E": WhyUnallocated.INBOX,
        "F": WhyUnallocated.NOBODY,
        "G": WhyUnallocated.NOBODY,
    }
    assert found["F"].state is AllocationState.UNDECIDED
    assert found["G"].state is AllocationState.READY
    assert (found["G"].last_worker, found["G"].days) == ("W1", 11)
    assert [one.child for one in unallocated(seen_as_it_is(), Scope("T1"))] == ["D", "E"]


def test_staff_of_a_team_are_those_whose_team_it_is() -> None:
    elsewhere = post("W9", team="T2")
    rows = {
        **TEAM,
        "teams": [{"team": "T1"}, {"team": "T2"}],
        "professionals": [*TEAM["professionals"], person("W9"), person("IN", kind="inbox")],
        "employments": [*TEAM["employments"], elsewhere],
    }
    assert set(staff(seen(rows), Scope("T2"))) == {"W9"}
    assert set(staff(seen(rows))) == {"W1", "W2", "W3", "M", "W9"}

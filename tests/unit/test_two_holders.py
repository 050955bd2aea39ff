"""Two people hold one child's case at once by design, each with a part: who is shown as what."""

from collections.abc import Iterator

import pytest

from holdfast.clocks.contact import ALLOCATION, ALLOCATION_SOCIAL_WORKER
from holdfast.clocks.rules.book import Book
from holdfast.query.due import STATUSES, Wanted, due
from holdfast.query.journey import journey
from holdfast.query.listed_duty import PartBeside
from holdfast.query.outlook import Outlook
from holdfast.query.people import workers
from holdfast.query.scope import Scope
from holdfast.record.holding import holds
from tests.records import Rows, day, outlook_of


def part(child: str, worker: str, role: str, began: str, **more: object) -> dict[str, object]:
    given = {"child": child, "worker": worker, "role": role, "started": day(began)}
    return given | {"team": f"T{worker[-1]}", "named": True} | more


INVOLVEMENTS = [
    part("A", "W1", "FSL", "2024-01-08"),
    part("A", "W2", "LCPP", "2024-03-04"),
    part("A", "W5", "IRO", "2024-03-04"),
    part("B", "W1", "CW", "2024-01-08"),
    part("B", "W3", "CW", "2024-02-01"),
    part("C", "W4", "LP", "2024-01-08", ended=day("2024-02-29")),
    part("C", "W2", "LCPP", "2024-02-01"),
    part("C", "W7", "ALLWKR", "2024-01-08"),
    part("D", "W1", "CW", "2024-01-08"),
    part("D", "W4", "LP", "2024-02-01"),
    part("D", "W6", "LCPP", "2024-02-01", named=False),
    part("D", "W4", "LCPP", "2024-02-01"),
    part("D", "W2", "LCPP", "2024-02-01", ended=day("2024-03-01")),
]
ROWS: Rows = {
    "persons": [{"child": child} for child in "ABCD"],
    "referrals": [{"child": child, "received": day("2024-01-08")} for child in "ABCD"],
    "involvements": INVOLVEMENTS,
    "professionals": [{"worker": "W2", "full_name": "Second Made-Up"}],
}
BOOK = Book((ALLOCATION, ALLOCATION_SOCIAL_WORKER))


@pytest.fixture(scope="module")
def outlook() -> Iterator[Outlook]:
    opened = outlook_of(ROWS, "2024-03-12", BOOK)
    yield opened
    opened.close()


def held_by(outlook: Outlook) -> dict[str, tuple[str, str]]:
    rows = outlook.rows("select child, worker, role from holders")
    return {row["child"]: (row["worker"], row["role"]) for row in rows}


def test_the_lead_holds_and_the_latest_to_lead_where_there_are_two(outlook: Outlook) -> None:
    """The coming of a second worker changes no lead; nobody leads C when the lead has gone."""
    assert held_by(outlook) == {"A": ("W1", "FSL"), "B": ("W3", "CW"), "D": ("W4", "LP")}


def test_who_has_another_part_stands_beside_the_lead(outlook: Outlook) -> None:
    """Not the same worker twice, an inbox, one who has left, a second row of the lead's part.

    One whose part nobody knows may be the lead, and is shown.
    """
    rows = outlook.rows("select child, worker, role from beside order by child, role")
    assert [tuple(row.values()) for row in rows] == [
        ("A", "W2", "LCPP"),
        ("C", "W7", "ALLWKR"),
        ("C", "W2", "LCPP"),
        ("D", "W1", "CW"),
    ]


def test_a_duty_has_the_lead_and_beside_it_who_has_another_part(outlook: Outlook) -> None:
    rows = due(outlook, Wanted(STATUSES["all"], clock="allocation"), "child")
    second = PartBeside("W2", "lead child protection practitioner")
    unknown = PartBeside("W7", "part not known (ALLWKR)")
    assert [(row.child, row.worker, row.team, list(row.beside)) for row in rows] == [
        ("A", "W1", "T1", [second]),
        ("B", "W3", "T3", []),
        ("C", None, None, [unknown, second]),
        ("C", None, None, [unknown, second]),
        ("D", "W4", "T4", [PartBeside("W1", "allocated worker")]),
    ]


def test_a_second_worker_is_no_change_of_worker(outlook: Outlook) -> None:
    """One allocation each; C's second begins when the lead leaves."""
    rows = due(outlook, Wanted(STATUSES["all"], clock="allocation"), "child")
    begun = [(row.child, str(row.started), row.status) for row in rows]
    assert begun == [
        ("A", "2024-01-08", "met"),
        ("B", "2024-01-08", "met"),
        ("C", "2024-01-08", "met"),
        ("C", "2024-02-29", "overdue"),
        ("D", "2024-01-08", "met"),
    ]


def test_a_journey_tells_both(outlook: Outlook) -> None:
    told = journey(outlook, "A")
    assert told.lead is not None
    assert (told.lead.worker, told.lead.role) == ("W1", "FSL")
    assert [(one.full_name, one.role) for one in told.beside] == [("Second Made-Up", "LCPP")]
    said = {(str(one.day), one.what) for one in told.entries}
    assert ("2024-01-08", "A named worker is allocated") in said
    joins = "A lead child protection practitioner joins whoever leads the case"
    assert ("2024-03-04", joins) in said


def test_a_worker_is_offered_with_the_children_of_either_part(outlook: Outlook) -> None:
    assert {row.worker: row.children for row in workers(outlook)} == {
        "W1": 2, "W2": 2, "W3": 1, "W4": 1, "W7": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "children"),
    [
        (Scope(worker="W1"), ["A", "D"]),
        (Scope(worker="W2"), ["A", "C", "C"]),
        (Scope(team="T2"), ["A", "C", "C"]),
        (Scope(team="T7"), ["C", "C"]),
        (Scope(team="T4", worker="W4"), ["D"]),
        (Scope(worker="W5"), []),
    ],
)
def test_a_list_by_worker_or_team_has_the_children_of_either_part(
    outlook: Outlook, asked: Scope, children: list[str]
) -> None:
    """Who works beside the lead, and their manager, find the children too."""
    listed = due(outlook, Wanted(STATUSES["all"]), "child", scope=asked)
    assert [duty.child for duty in listed] == children


def test_before_december_2023_nobody_but_a_social_worker_holds() -> None:
    eve = outlook_of({**ROWS, "involvements": [part("A", "W1", "FSL", "2023-11-01")]}, "2023-12-14")
    assert held_by(eve) == {}
    eve.close()


@pytest.mark.parametrize(
    ("role", "on", "held"),
    [
        ("CW", "2013-01-01", True),
        ("CW", "2024-01-01", True),
        ("LP", "2023-12-14", False),
        ("LP", "2023-12-15", True),
        ("FSL", "2023-12-15", True),
        ("LCPP", "2024-01-01", False),
        ("FSW", "2024-01-01", False),
        ("IRO", "2024-01-01", False),
        ("ALLWKR", "2024-01-01", False),
        (None, "2024-01-01", False),
    ],
)
def test_which_parts_hold_a_case_on_a_day(role: str | None, on: str, held: bool) -> None:
    assert holds(role, day(on)) is held

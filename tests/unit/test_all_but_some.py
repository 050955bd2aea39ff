"""Who may know of everybody but a few loses those few, and nobody else.

As soon as one record is restricted, as each before an adoption is, that is what a director sees.
"""

from datetime import date

import pytest

from holdfast.clocks.contact import CONTACT_DECISION
from holdfast.clocks.rules.book import Book
from holdfast.clocks.workforce import SUPERVISION
from holdfast.measures.by_status import by_status
from holdfast.measures.links import LINKS
from holdfast.query.concerns import ChildIsOn, ConcernTrueOf
from holdfast.query.due import STATUSES, Counted, Wanted, counted, due
from holdfast.query.need_to_know import NeedToKnow
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.query.today.day_facts import day_facts
from tests.records import Rows, day, outlook_of
from tests.unit.test_today import facts

OPEN = Wanted(STATUSES["all"])

# B has no row of its own in ``persons``, one contact names nobody, and W is owed supervision.
RECORD: Rows = {
    "persons": [{"child": "A"}, {"child": "C"}],
    "contacts": [
        {"child": child, "contact": str(number), "received": day("2024-03-01")}
        for number, child in enumerate(["A", "B", "C", None])
    ],
    "employments": [{"worker": "W", "employment": "E", "started": day("2023-01-01")}],
    "involvements": [
        {"child": c, "worker": "W", "team": "T", "role": "CW", "started": day("2024-01-08")}
        for c in "ABC"
    ],
}


@pytest.fixture
def seen() -> Outlook:
    """Everybody but A."""
    whole = outlook_of(RECORD, "2024-03-12", Book((CONTACT_DECISION, SUPERVISION)))
    return whole.bounded(NeedToKnow(None, frozenset("A")))


def test_whoever_has_no_row_of_persons_stays_in_the_lists(seen: Outlook) -> None:
    assert {duty.child for duty in due(seen, OPEN) if duty.child} == {"B", "C"}
    children = EVERYBODY.children(seen)
    assert children is not None
    assert [child for child in "ABC" if child in children] == ["B", "C"]


def test_what_is_owed_to_a_worker_stays_too(seen: Outlook) -> None:
    every = counted(seen.everybody, OPEN)
    assert every == Counted(every.duties, 4, 1)  # A, B, C, and a contact of nobody by name
    assert counted(seen, OPEN) == Counted(every.duties - 1, 3, 1)
    own = EVERYBODY.duties(seen, "duties")
    rows = seen.rows(f"select clock from {own} as d", **own.values)
    assert {row["clock"] for row in rows} == {CONTACT_DECISION.key, SUPERVISION.key}


def test_rows_that_name_no_child_stay(seen: Outlook) -> None:
    own = EVERYBODY.of(seen, "contacts")
    rows = seen.rows(f"select child from {own} as c", **own.values)
    assert sorted(row["child"] or "nobody" for row in rows) == ["B", "C", "nobody"]


def test_a_number_that_is_a_worker_s_and_a_withheld_child_s_is_two(seen: Outlook) -> None:
    bounded = seen.everybody.bounded(NeedToKnow(None, frozenset({"A", "W"})))
    assert counted(bounded, OPEN) == counted(seen, OPEN)


def test_a_team_has_its_own_without_them_and_nothing_of_its_workers(seen: Outlook) -> None:
    children = Scope("T").children(seen)
    assert children is not None
    assert [child for child in "ABC" if child in children] == ["B", "C"]
    assert counted(seen, OPEN, Scope("T")) == Counted(2, 2, 0)


def test_a_link_counts_everybody_else(seen: Outlook) -> None:
    (link,) = [one for one in LINKS if one.clocks == (CONTACT_DECISION.key,)]
    since = day("2024-01-01")
    every, some = by_status(seen.everybody, link, since), by_status(seen, link, since)
    assert sum(one.duties for one in every) - sum(one.duties for one in some) == 1


def _allocation(on: date, child: str) -> ConcernTrueOf:
    days = (on, on, 0, None, "T", "W")
    return ConcernTrueOf(
        "allocations", "a strand", "a fact", child, child, ChildIsOn.NOTHING, *days
    )


def test_allocations_to_look_at_leave_them_out(seen: Outlook) -> None:
    listed = {"T": [_allocation(seen.day, child) for child in "AB"]}
    seen.everybody.kept["facts of the day"] = facts(allocations=listed)
    assert [each.child for each in day_facts(seen).allocations["T"]] == ["B"]

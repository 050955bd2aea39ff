"""What doubts of the rows behind holding times and patterns make of the strands read from them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from holdfast.clocks.duty import UNDATED, Why
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.compiler import ClockToCompile, duties_sql
from holdfast.concerns.need import CONTACTS
from holdfast.concerns.origin_doubts import lay_doubts_of_origins, with_doubts_of_origins
from holdfast.concerns.workforce import LEAVER
from holdfast.journeys.laid import define_journeys
from holdfast.record.store.doubts import Doubt, DoubtKind, doubts_table, numbered
from tests.spec.running import lay, opened

CASE = {"child": "C1", "received": date(2018, 1, 2), "no_further_action": False}
HELD = {
    "child": "C1", "worker": "W1", "role": "CW", "named": True, "started": date(2018, 1, 2),
    "source_file": "f", "source_part": "involvements", "source_row": 1,
}  # fmt: skip
LEFT = {
    "worker": "W1", "kind": "worker", "left_on": date(2018, 1, 12),
    "source_file": "f", "source_part": "professionals", "source_row": 4,
}  # fmt: skip
IN_POST = {**LEFT, "left_on": None}


def doubt(table: str, column: str, child: str | None, row: int = 1) -> Doubt:
    kind = DoubtKind.UNREADABLE
    return Doubt(table, column, child, kind, "a cell", "correct it", "f", table, row)


def runs(
    rows: Mapping[str, Sequence[Mapping[str, Any]]], *doubts: Doubt
) -> list[tuple[str, date, date | None, str | None]]:
    """The runs of the two strands: strand, since, in doubt from, why."""
    clocks = (LEAVER, CONTACTS)
    with opened("duckdb") as engine:
        lay(engine, {"C1": rows})
        engine.rows("doubts", numbered([doubts_table(doubts)]))
        define_journeys(engine)
        found = duties_sql(engine, Book(clocks), [ClockToCompile(clock) for clock in clocks])
        lay_doubts_of_origins(engine, clocks)
        told = engine.fetch(with_doubts_of_origins(found)).to_pylist()
    return sorted((r["clock"], r["started"], r["doubt"], r["why"]) for r in told)


def contacts(*days: date) -> list[dict[str, Any]]:
    return [{"child": "C1", "received": day, "outcome": "no_further_action"} for day in days]


def test_without_doubts_nothing_is_in_doubt() -> None:
    given = {"referrals": [CASE], "involvements": [HELD], "professionals": [LEFT]}
    assert runs(given) == [("nobody_left", date(2018, 1, 12), None, None)]


@pytest.mark.parametrize("child", ["C1", None], ids=["the child's", "nobody knows whose"])
@pytest.mark.parametrize("column", ["ended", ""], ids=["a cell", "a row"])
def test_a_doubt_of_an_involvement_leaves_a_run_in_doubt(column: str, child: str | None) -> None:
    given = {"referrals": [CASE], "involvements": [HELD], "professionals": [LEFT]}
    found = runs(given, doubt("involvements", column, child))
    since = date(2018, 1, 12)
    assert found == [("nobody_left", since, since, Why.DOUBTED.name)]


def test_what_is_not_read_takes_nothing_away() -> None:
    given = {"referrals": [CASE], "involvements": [HELD], "professionals": [LEFT]}
    found = runs(given, doubt("involvements", "change_reason", "C1"))
    assert found == [("nobody_left", date(2018, 1, 12), None, None)]


def test_a_day_of_leaving_that_cannot_be_read_may_leave_the_child_with_nobody() -> None:
    given = {"referrals": [CASE], "involvements": [HELD], "professionals": [IN_POST]}
    found = runs(given, doubt("professionals", "left_on", None, row=4))
    assert found == [("nobody_left", UNDATED, UNDATED, Why.DOUBTED.name)]


def test_a_contact_that_cannot_be_read_may_be_the_third() -> None:
    given = {"referrals": [CASE], "contacts": contacts(date(2017, 5, 1), date(2017, 9, 1))}
    found = runs(given, doubt("contacts", "outcome", "C1"))
    assert found == [("neglect_contacts", UNDATED, UNDATED, Why.DOUBTED.name)]


def test_of_a_child_without_an_open_case_nothing_is_asked_anew() -> None:
    closed = {**CASE, "closed": date(2018, 1, 20)}
    given = {"referrals": [closed], "contacts": contacts(date(2017, 5, 1), date(2017, 9, 1))}
    assert runs(given, doubt("contacts", "outcome", "C1")) == []

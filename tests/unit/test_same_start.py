"""Both readers number the duties of one clock, child and first day alike, whatever the row ids."""

from datetime import date
from typing import Any

import pytest

from holdfast.clocks.duty import Duty
from holdfast.clocks.register import CLOCKS, clock
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.same_start import numbered
from tests.records import Rows, day
from tests.spec.running import by_engine, by_oracle, opened

BOOK = Book(CLOCKS)


def history(ids: tuple[str, str], closed: tuple[str | None, str | None]) -> Rows:
    """A child with two contacts of one day, decided on different days."""
    return {
        "persons": [{"child": "A", "birth": day("2010-05-01")}],
        "contacts": [
            {"contact": one, "child": "A", "received": day("2017-09-04"),
             "decided": day(decided) if decided else None}
            for one, decided in zip(ids, closed, strict=True)
        ],
    }  # fmt: skip


def both(rows: Rows, key: str) -> set[Duty]:
    """The duties of a clock, which both readers must tell alike."""
    asked = (clock(key),)
    record: Any = {"A": rows}
    told = by_oracle(record, BOOK, asked)
    with opened("duckdb") as engine:
        assert by_engine(engine, record, BOOK, asked) == told
    return told


@pytest.mark.parametrize("ids", [("1", "2"), ("2", "1"), ("x", "a")])
def test_the_number_does_not_depend_on_a_rows_identifier(ids: tuple[str, str]) -> None:
    found = both(history(ids, ("2017-09-08", "2017-09-05")), "contact_decision")
    assert {(duty.nth, duty.stopped) for duty in found} == {
        (1, day("2017-09-05")),
        (2, day("2017-09-08")),
    }


def test_one_that_is_done_comes_before_one_that_is_not() -> None:
    found = both(history(("1", "2"), (None, "2017-09-05")), "contact_decision")
    assert {(duty.nth, duty.stopped) for duty in found} == {(1, day("2017-09-05")), (2, None)}


def test_a_visit_on_the_day_on_which_a_plan_starts_gives_two() -> None:
    rows = {
        "persons": [{"child": "A", "birth": day("2010-05-01")}],
        "protection_plans": [{"plan": "p", "child": "A", "started": day("2017-09-04")}],
        "protection_visits": [
            {"visit": "v", "child": "A", "visited": day("2017-09-04"), "seen": True}
        ],
    }
    found = both(rows, "cp_visit")
    numbers = sorted((duty.started, duty.nth) for duty in found)
    assert numbers == [(day("2017-09-04"), 1), (day("2017-09-04"), 2)]


def test_cases_alike_that_open_and_close_on_one_day_are_one() -> None:
    """Two rows that cannot be told apart were two spells to one reader and one to the other."""
    one = {"child": "A", "received": day("2017-09-04"), "closed": day("2017-09-04")}
    rows: Rows = {
        "persons": [{"child": "A", "birth": day("2010-05-01")}],
        "need_plans": [
            {"plan": name, "child": "A", "started": day("2017-09-04"), "ended": day("2017-09-04")}
            for name in ("1", "2")
        ],
        "referrals": [one | {"referral": name} for name in ("1", "2")],
    }
    assert [duty.nth for duty in both(rows, "cin_visit")] == [1]


def test_duties_of_other_days_are_each_the_first() -> None:
    def duty(started: date) -> Duty:
        return Duty("cp_visit", "A", "", started, None, None, None, None, None, "", None)

    found = numbered([duty(day("2018-01-02")), duty(day("2018-01-01"))])
    assert [(one.started, one.nth) for one in found] == [
        (day("2018-01-01"), 1),
        (day("2018-01-02"), 1),
    ]

"""Which of day and month comes first is a matter of the whole column, and is never guessed."""

from datetime import date

import pyarrow as pa
import pytest

from holdfast.sources.days.day_order import DayOrder, Evidence, order_of, reader_in, weigh
from holdfast.sources.days.reading_days import read_day
from holdfast.sources.text import CellRead

AS_AT = date(2024, 1, 31)


def shown(*texts: str) -> Evidence:
    return weigh(pa.array(texts, pa.string()))


def test_a_text_tells_where_only_one_order_is_possible() -> None:
    assert shown("24/01/2024") == Evidence(day_only=1)
    assert shown("1/24/2024") == Evidence(month_only=1)
    assert shown("4/1/2024") == Evidence(either=1)


@pytest.mark.parametrize(
    "text",
    [
        "05/05/2024",
        "5.05.2024",
        "2024-01-24",
        "20240124",
        "45315",
        "24 January 2024",
        "",
        "31/31/2024",
    ],
)
def test_other_texts_tell_nothing(text: str) -> None:
    assert shown(text) == Evidence()


@pytest.mark.parametrize(
    "text",
    [
        "1/24/2024",
        "01-24-2024",
        "1.24.24",
        " 1/24/2024 12:00:00 AM",
        "1/24/2024 14:05",
        "01 24 2024",
    ],
)
def test_any_mark_and_a_time_beside_do_no_harm(text: str) -> None:
    assert shown(text) == Evidence(month_only=1)


def test_every_cell_counts() -> None:
    assert shown("1/24/2024", "1/24/2024", "24/1/2024") == Evidence(day_only=1, month_only=2)


@pytest.mark.parametrize(
    ("evidence", "order"),
    [
        (Evidence(), DayOrder.DAY_FIRST),
        (Evidence(either=9), DayOrder.DAY_FIRST),
        (Evidence(day_only=1, either=9), DayOrder.DAY_FIRST),
        (Evidence(month_only=1, either=9), DayOrder.SEEMS_MONTH_FIRST),
        (Evidence(day_only=19, month_only=1), DayOrder.DAY_FIRST),
        (Evidence(day_only=18, month_only=1), DayOrder.MIXED),
    ],
)
def test_a_column_is_taken_by_what_its_texts_show(evidence: Evidence, order: DayOrder) -> None:
    assert order_of(evidence) is order


@pytest.mark.parametrize(
    ("evidence", "order"),
    [
        (Evidence(month_only=1, either=9), DayOrder.MONTH_FIRST),
        (Evidence(either=9), DayOrder.MONTH_FIRST),
        (Evidence(day_only=1, month_only=18), DayOrder.CONTRADICTED),
        (Evidence(day_only=1, month_only=19), DayOrder.MONTH_FIRST),
    ],
)
def test_what_the_council_says_holds_unless_the_column_says_otherwise(
    evidence: Evidence, order: DayOrder
) -> None:
    assert order_of(evidence, DayOrder.MONTH_FIRST) is order


def test_the_council_may_say_day_first_too() -> None:
    assert order_of(Evidence(either=9), DayOrder.DAY_FIRST, wary=True) is DayOrder.DAY_FIRST
    assert order_of(Evidence(month_only=1), DayOrder.DAY_FIRST) is DayOrder.CONTRADICTED


def test_beside_a_column_that_is_month_first_silence_is_no_proof() -> None:
    assert order_of(Evidence(either=9), wary=True) is DayOrder.UNTOLD
    assert order_of(Evidence(day_only=1, either=9), wary=True) is DayOrder.DAY_FIRST
    assert order_of(Evidence(), wary=True) is DayOrder.DAY_FIRST


def read_as(order: DayOrder, text: str) -> CellRead:
    return reader_in(order, lambda one: read_day(one, AS_AT))(text)


NOT_READ = [DayOrder.SEEMS_MONTH_FIRST, DayOrder.MIXED, DayOrder.CONTRADICTED, DayOrder.UNTOLD]


@pytest.mark.parametrize("order", NOT_READ)
@pytest.mark.parametrize("text", ["1/4/2024", "1/24/2024 12:00:00 AM", "01.11.24"])
def test_what_may_be_swapped_is_not_read(order: DayOrder, text: str) -> None:
    assert read_as(order, text).value is None
    assert read_as(order, text).trouble


@pytest.mark.parametrize("order", NOT_READ)
@pytest.mark.parametrize("text", ["2024-01-24", "24 January 2024", "45315", "20240124"])
def test_what_is_written_otherwise_is_read_as_ever(order: DayOrder, text: str) -> None:
    assert read_as(order, text) == CellRead(date(2024, 1, 24))


@pytest.mark.parametrize("order", list(DayOrder))
def test_the_same_day_either_way_is_read(order: DayOrder) -> None:
    assert read_as(order, "05/05/2024").value == date(2024, 5, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1/24/2024 12:00:00 AM", date(2024, 1, 24)),
        ("1/4/2024 11:59:00 PM", date(2024, 1, 4)),
        ("12-4-2023", date(2023, 12, 4)),
        ("2024-01-04", date(2024, 1, 4)),
        ("1/4/24", date(2024, 1, 4)),
    ],
)
def test_a_column_said_to_be_month_first_is_read_so(text: str, day: date) -> None:
    assert read_as(DayOrder.MONTH_FIRST, text).value == day


def test_a_day_that_is_none_month_first_is_not_turned_round() -> None:
    assert read_as(DayOrder.MONTH_FIRST, "24/1/2024").trouble == "There is no such day."


def test_a_year_first_day_with_a_thirteenth_month_is_no_day() -> None:
    assert read_as(DayOrder.DAY_FIRST, "2024-24-01").trouble == "There is no such day."
    assert read_as(DayOrder.DAY_FIRST, "2024-01-12").value == date(2024, 1, 12)

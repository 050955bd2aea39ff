"""The working days of England and Wales, held against a calendar and not against themselves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.days import (
    FIRST_KNOWN,
    LAST_KNOWN,
    add_months,
    add_working_days,
    birthday,
    is_working_day,
    next_working_day,
    working_days_between,
)
from holdfast.errors import BeyondCalendar

HOLIDAYS = """
2010-04-02 2010-04-05 2010-12-27 2010-12-28 2011-01-03
2011-04-22 2011-04-25 2011-04-29 2011-05-02
2012-06-04 2012-06-05 2016-12-26 2016-12-27 2017-01-02
2018-01-01 2018-03-30 2018-04-02 2018-05-07 2018-05-28 2018-08-27 2018-12-25 2018-12-26
2020-04-10 2020-04-13 2020-05-08 2020-12-25 2020-12-28
2021-12-27 2021-12-28 2022-01-03 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-27
2023-01-02 2023-05-01 2023-05-08 2023-05-29 2026-12-25 2026-12-28
"""

# Moved away from, or another nation's, or Easter's neighbours.
ORDINARY = """
2012-05-28 2020-05-04 2022-05-30 2018-01-02 2018-03-29 2018-04-03 2018-08-06 2018-11-30
2022-09-16 2022-09-20 2023-05-09 2011-04-28 2021-12-29
"""

known_days = st.dates(FIRST_KNOWN, LAST_KNOWN)


@pytest.mark.parametrize("day", HOLIDAYS.split())
def test_a_bank_holiday_is_no_working_day(day: str) -> None:
    assert date.fromisoformat(day).weekday() < 5
    assert not is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ORDINARY.split())
def test_an_ordinary_weekday_is_one(day: str) -> None:
    assert is_working_day(date.fromisoformat(day))


def test_christmas_day_and_weekends_are_none() -> None:
    assert not any(is_working_day(date(year, 12, 25)) for year in range(1990, 2028))
    assert not is_working_day(date(2018, 2, 3))
    assert not is_working_day(date(2018, 2, 4))


@pytest.mark.parametrize("day", [FIRST_KNOWN - timedelta(days=1), LAST_KNOWN + timedelta(days=1)])
def test_nothing_is_answered_beyond_the_known_years(day: date) -> None:
    questions = (is_working_day, next_working_day, lambda d: add_working_days(d, 1))
    for ask in questions:
        with pytest.raises(BeyondCalendar) as refused:
            ask(day)
        assert "announced" in refused.value.next_step
    with pytest.raises(BeyondCalendar):
        working_days_between(date(2018, 1, 1), day)


def test_an_answer_beyond_the_known_years_is_refused_too() -> None:
    with pytest.raises(BeyondCalendar):
        add_working_days(LAST_KNOWN, 1)
    with pytest.raises(BeyondCalendar):
        add_working_days(LAST_KNOWN - timedelta(days=20), 20)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("2018-01-31", 20, "2018-02-28"),
        ("2018-01-27", 1, "2018-01-29"),
        ("2018-03-29", 1, "2018-04-03"),
        ("2017-12-08", 20, "2018-01-10"),
        ("2011-04-01", 20, "2011-05-05"),
        ("2018-02-03", 10, "2018-02-16"),
    ],
)
def test_the_start_is_day_nought(start: str, count: int, due: str) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(due)
    assert add_working_days(first, count) == last
    assert working_days_between(first, last) == count


def test_no_working_days_after_a_working_day_is_the_day_itself() -> None:
    assert add_working_days(date(2018, 1, 31), 0) == date(2018, 1, 31)


def test_the_next_working_day() -> None:
    assert next_working_day(date(2018, 3, 30)) == date(2018, 4, 3)
    assert next_working_day(date(2018, 4, 3)) == date(2018, 4, 3)


@given(known_days, st.integers(1, 60))
def test_each_step_is_a_working_day_after_the_start(start: date, count: int) -> None:
    if start > LAST_KNOWN - timedelta(days=120):
        return
    due = add_working_days(start, count)
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert is_working_day(due)
    assert sum(is_working_day(day) for day in between) == count
    assert working_days_between(start, due) == count


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2017-08-31", 6, "2018-02-28"),
        ("2019-08-31", 6, "2020-02-29"),
        ("2018-01-31", 1, "2018-02-28"),
        ("2018-02-28", 1, "2018-03-28"),
        ("2018-11-30", 3, "2019-02-28"),
        ("2018-12-15", 1, "2019-01-15"),
        ("2016-02-29", 12, "2017-02-28"),
        ("2018-03-31", -1, "2018-02-28"),
    ],
)
def test_months_clamp_to_the_end_of_a_shorter_one(start: str, count: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), count) == date.fromisoformat(end)


def test_a_leap_day_birthday_is_on_the_28th_in_other_years() -> None:
    assert birthday(date(2004, 2, 29), 18) == date(2022, 2, 28)
    assert birthday(date(2004, 2, 29), 16) == date(2020, 2, 29)
    assert birthday(date(2000, 5, 1), 0) == date(2000, 5, 1)

"""Limits as the law writes them, and the due dates they give."""

from datetime import date, timedelta

import pytest

from holdfast.days import LAST_KNOWN
from holdfast.errors import BeyondCalendar
from holdfast.periods import (
    CalendarDays,
    Hours,
    Limit,
    Months,
    Weeks,
    WorkingDays,
    parse_limit,
)

WEDNESDAY, SATURDAY = date(2018, 1, 31), date(2018, 2, 3)


@pytest.mark.parametrize(
    ("limit", "start", "due"),
    [
        (WorkingDays(20), WEDNESDAY, date(2018, 2, 28)),
        (WorkingDays(1), SATURDAY, date(2018, 2, 5)),
        (CalendarDays(7), WEDNESDAY, date(2018, 2, 7)),
        (Weeks(6), date(2018, 3, 28), date(2018, 5, 9)),
        (Months(6), date(2017, 8, 31), date(2018, 2, 28)),
        (Months(12), date(2016, 2, 29), date(2017, 2, 28)),
        (Hours(72), date(2018, 2, 9), date(2018, 2, 12)),
        (Hours(24), date(2018, 2, 9), date(2018, 2, 10)),
        (Hours(36), date(2018, 2, 9), date(2018, 2, 11)),
    ],
)
def test_the_start_is_day_nought(limit: Limit, start: date, due: date) -> None:
    assert limit.due(start) == due


def test_twenty_six_weeks_beginning_with_the_day_of_issue() -> None:
    assert Weeks(26).due(WEDNESDAY, counts_start_day=True) == WEDNESDAY + timedelta(days=181)
    assert Weeks(26).due(date(2014, 4, 22), counts_start_day=True) == date(2014, 10, 20)


@pytest.mark.parametrize(
    ("limit", "start", "due"),
    [
        (WorkingDays(10), WEDNESDAY, date(2018, 2, 13)),
        (WorkingDays(1), WEDNESDAY, WEDNESDAY),
        # A day off cannot be the first working day: the next one is.
        (WorkingDays(10), SATURDAY, date(2018, 2, 16)),
        (WorkingDays(1), SATURDAY, date(2018, 2, 5)),
        (CalendarDays(28), WEDNESDAY, date(2018, 2, 27)),
        (Months(1), date(2018, 2, 14), date(2018, 3, 13)),
    ],
)
def test_the_start_counted_as_the_first_day(limit: Limit, start: date, due: date) -> None:
    assert limit.due(start, counts_start_day=True) == due


def test_working_days_beyond_the_known_years_are_refused() -> None:
    with pytest.raises(BeyondCalendar):
        WorkingDays(1).due(LAST_KNOWN)
    assert Weeks(1).due(LAST_KNOWN) == LAST_KNOWN + timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("10 working days", WorkingDays(10)),
        ("1 working day", WorkingDays(1)),
        ("14 calendar days", CalendarDays(14)),
        ("6 weeks", Weeks(6)),
        ("3 months", Months(3)),
        (" 1 month ", Months(1)),
        ("72 hours", Hours(72)),
    ],
)
def test_a_limit_is_read_from_words(text: str, limit: Limit) -> None:
    assert parse_limit(text) == limit
    assert parse_limit(str(limit)) == limit


@pytest.mark.parametrize(
    "text",
    ["", "10", "ten working days", "0 weeks", "-3 weeks", "1.5 months", "10 days", "1000 weeks"],
)
def test_what_is_no_limit_is_not_guessed_at(text: str) -> None:
    """ "10 days" says too little: working days, or days of the calendar?"""
    assert parse_limit(text) is None


def test_limits_are_said_as_they_are_written() -> None:
    assert str(WorkingDays(20)) == "20 working days"
    assert str(Months(1)) == "1 month"


def test_limits_of_different_units_are_different() -> None:
    assert len({Limit(1), Weeks(1), Months(1), Hours(1), CalendarDays(1), WorkingDays(1)}) == 6

"""The truth's own calendar, held against days that were holidays and against our other calendar."""

from datetime import date, timedelta

import pytest

from holdfast import days as others
from holdfast.simulation.truth.calendar import (
    NOT_KNOWN,
    as_date,
    birthday,
    easter,
    months_after,
    number,
    working_day_from,
    working_days,
    working_days_after,
)

FIRST, LAST = date(1995, 1, 1), date(2028, 12, 31)
HOLIDAYS = """
1995-05-08 1999-12-31 2002-06-03 2002-06-04 2010-12-27 2010-12-28 2011-04-29 2012-06-04 2012-06-05
2018-01-01 2018-03-30 2018-04-02 2018-05-07 2018-05-28 2018-08-27 2018-12-25 2018-12-26 2020-05-08
2021-12-27 2021-12-28 2022-01-03 2022-06-02 2022-06-03 2022-09-19 2022-12-27 2023-01-02 2023-05-08
"""
ORDINARY = "1995-05-01 2002-05-27 2012-05-28 2020-05-04 2022-05-30 2022-09-20 2023-05-09 2018-01-02"


def every_day() -> list[date]:
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def works(day: date) -> bool:
    return working_day_from(number(day)) == number(day)


@pytest.mark.parametrize("day", HOLIDAYS.split())
def test_a_bank_holiday_is_no_working_day(day: str) -> None:
    assert not works(date.fromisoformat(day))


@pytest.mark.parametrize("day", ORDINARY.split())
def test_a_day_from_which_a_holiday_was_moved_is_a_working_day(day: str) -> None:
    assert works(date.fromisoformat(day))


def test_easter_falls_where_the_almanacs_have_it() -> None:
    found = [easter(year) for year in (2000, 2008, 2011, 2018, 2019, 2025, 2038)]
    told = "2000-04-23 2008-03-23 2011-04-24 2018-04-01 2019-04-21 2025-04-20 2038-04-25"
    assert [day.isoformat() for day in found] == told.split()


def test_two_calendars_know_the_same_working_days() -> None:
    assert [day for day in every_day() if works(day) != others.is_working_day(day)] == []


@pytest.mark.parametrize("count", [1, 5, 10, 20, 45])
def test_two_calendars_count_alike(count: int) -> None:
    known = [day for day in every_day() if day < LAST - timedelta(days=90)]
    counted = [as_date(working_days_after(number(day), count)) for day in known]
    assert counted == [others.add_working_days(day, count) for day in known]


def test_months_end_where_the_month_does() -> None:
    for day in every_day():
        assert as_date(months_after(number(day), 3)) == others.add_months(day, 3)
    assert as_date(birthday(number(date(2000, 2, 29)), 18)) == date(2018, 2, 28)


def test_nobody_knows_the_bank_holidays_of_2029() -> None:
    limit = working_days(5)
    assert as_date(limit(number(date(2028, 12, 20)))) == date(2028, 12, 29)
    assert limit(number(date(2028, 12, 27))) == NOT_KNOWN

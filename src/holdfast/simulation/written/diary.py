"""Days as whole numbers, counted from 1 January 1970 as Arrow counts them.

A simulated council turns millions of days over; a whole number is added to and compared many
times faster than a ``date``, and goes into Arrow as it stands. The rules of working days and
months are those of ``holdfast.days``. Past the last known bank holiday a day is only ever
beyond what the council could know, so there it is reckoned roughly instead of refused.
"""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta

from holdfast import days

EPOCH = date(1970, 1, 1)
YEAR = 365.25

_WORKING = [(day - EPOCH).days for day in days.working_days()]
_LAST = _WORKING[-1]


def number(day: date) -> int:
    """The whole number of a day."""
    return (day - EPOCH).days


def as_date(day: int) -> date:
    """The day of a whole number."""
    return EPOCH + timedelta(days=day)


def add_working_days(start: int, count: int) -> int:
    """The ``count``-th working day after ``start``; with 0, ``start`` itself."""
    place = bisect_right(_WORKING, start) + count - 1
    if place >= len(_WORKING):
        return start + count * 7 // 5
    return _WORKING[place] if count else start


def working_day(day: int) -> int:
    """``day`` itself when it is a working day, else the next one."""
    return day if day >= _LAST else _WORKING[bisect_left(_WORKING, day)]


def working_day_before(day: int) -> int:
    """``day`` itself when it is a working day, else the one before it."""
    return day if day >= _LAST else _WORKING[bisect_right(_WORKING, day) - 1]


def add_months(start: int, count: int) -> int:
    """The same day ``count`` calendar months on, clamped to the month's end."""
    return number(days.add_months(as_date(start), count))


def birthday(born: int, age: int) -> int:
    """The day on which a child reaches ``age``."""
    return number(days.birthday(as_date(born), age))

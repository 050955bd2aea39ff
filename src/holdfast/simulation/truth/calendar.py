"""The truth's own calendar: working days, bank holidays, months, birthdays.

Written apart from ``holdfast.days`` on purpose, from the rules of the holidays and not from a
list: what two calendars say alike is more likely to be so. Days are whole numbers, counted from
1 January 1970. Source: Banking and Financial Dealings Act 1971, Schedule 1, and the days that
were proclaimed; England and Wales.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

_EPOCH = date(1970, 1, 1)
_FIRST, _LAST = 1995, 2040
_SATURDAY, _MONDAY = 5, 0

# Days moved or given once.
_MOVED = {date(1995, 5, 1): date(1995, 5, 8), date(2020, 5, 4): date(2020, 5, 8)}
_SPRING_MOVED = {
    2002: date(2002, 6, 4),
    2012: date(2012, 6, 4),
    2022: date(2022, 6, 2),
}
_GIVEN = (
    date(1999, 12, 31),
    date(2002, 6, 3),
    date(2011, 4, 29),
    date(2012, 6, 5),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
)


def number(day: date) -> int:
    """The whole number of a day."""
    return (day - _EPOCH).days


def as_date(day: int) -> date:
    """The day of a whole number."""
    return _EPOCH + timedelta(days=day)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the tables of golden number and epact."""
    golden = year % 19
    century = year // 100
    corrected = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    full_moon = corrected - (corrected // 28) * (
        1 - (corrected // 28) * (29 // (corrected + 1)) * ((21 - golden) // 11)
    )
    weekday = (year + year // 4 + full_moon + 2 - century + century // 4) % 7
    offset = full_moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def _holidays(year: int) -> set[date]:
    sunday, new_year, may = easter(year), date(year, 1, 1), date(year, 5, 1)
    may += timedelta(days=(_MONDAY - may.weekday()) % 7)
    if new_year.weekday() >= _SATURDAY:
        new_year += timedelta(days=7 - new_year.weekday())
    spring = _SPRING_MOVED.get(year, _last_monday(year, 5))
    fixed = {sunday - timedelta(days=2), sunday + timedelta(days=1), spring, new_year}
    fixed |= {_MOVED.get(may, may), _last_monday(year, 8)}
    # Of Christmas and Boxing Day, those at a weekend move to the next free weekdays.
    christmas = [date(year, 12, day) for day in range(25, 29)]
    kept = {day for day in christmas[:2] if day.weekday() < _SATURDAY}
    free = [day for day in christmas[2:] if day.weekday() < _SATURDAY]
    given = {day for day in _GIVEN if day.year == year}
    return fixed | kept | set(free[: 2 - len(kept)]) | given


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=last.weekday())


_SHUT = {day for year in range(_FIRST, _LAST + 1) for day in _holidays(year)}
_WORKING = [
    day
    for day in range(number(date(_FIRST, 1, 1)), number(date(_LAST, 12, 31)) + 1)
    if as_date(day).weekday() < _SATURDAY and as_date(day) not in _SHUT
]


def working_days_after(start: int, count: int) -> int:
    """The ``count``-th working day after ``start``."""
    return _WORKING[bisect_right(_WORKING, start) + count - 1]


def working_day_from(day: int) -> int:
    """``day`` itself when it is a working day, else the next one."""
    return _WORKING[bisect_left(_WORKING, day)]


@cache
def months_after(start: int, count: int) -> int:
    """The same day so many calendar months on; the month's last day where it has no such day."""
    day = as_date(start)
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return number(date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])))


def birthday(born: int, age: int) -> int:
    """The day on which somebody turns ``age``."""
    return months_after(born, 12 * age)


# A day from which a duty begins, to the last day on which it is done in time.
Limit = Callable[[int], int]

# The bank holidays of later years have not been given out, so that working days cannot be counted
# then.
_KNOWN_UNTIL = number(date(2028, 12, 31))
NOT_KNOWN = 1_000_000


def working_days(count: int) -> Limit:
    """So many working days after the day on which a duty begins; NOT_KNOWN past what is known."""

    @cache
    def due(start: int) -> int:
        day = working_days_after(start, count)
        return day if day <= _KNOWN_UNTIL else NOT_KNOWN

    return due


def months(count: int) -> Limit:
    """So many calendar months after the day on which a duty begins."""
    return lambda start: months_after(start, count)


def days(count: int) -> Limit:
    """So many days after the day on which a duty begins."""
    return lambda start: start + count

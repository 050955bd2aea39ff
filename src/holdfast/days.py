"""Days and working days in England and Wales.

A working day is any day except Saturday, Sunday, Christmas Day, Good Friday and the bank
holidays of England and Wales (Care Planning, Placement and Case Review (England)
Regulations 2010, regulation 2). The bank holidays, one-off days and moved days included,
come from the ``holidays`` package; ``LAST_KNOWN`` is the last day for which the government
had announced them when this file was last checked. Nothing here answers beyond it: a due
date computed on a guess is worse than none.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

import holidays

from holdfast.errors import BadSetting, BeyondCalendar

FIRST_KNOWN = date(1985, 1, 1)
LAST_KNOWN = date(2028, 12, 31)


@cache
def bank_holidays() -> frozenset[date]:
    """The bank holidays of England and Wales in the known years."""
    years = range(FIRST_KNOWN.year, LAST_KNOWN.year + 1)
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=years))


@cache
def working_days() -> tuple[date, ...]:
    """Every working day of the known years, in order."""
    span = (LAST_KNOWN - FIRST_KNOWN).days + 1
    days = (FIRST_KNOWN + timedelta(days=n) for n in range(span))
    return tuple(day for day in days if is_working_day(day))


def is_working_day(day: date) -> bool:
    """Whether ``day`` is a working day. Raises BeyondCalendar outside the known years."""
    _known(day)
    return day.weekday() < 5 and day not in bank_holidays()


def add_working_days(start: date, count: int) -> date:
    """The ``count``-th working day after ``start``, which is itself day 0.

    Raises BeyondCalendar when the start or the answer lies outside the known years.
    """
    _known(start)
    place = bisect_right(working_days(), start) + count - 1
    if not 0 <= place < len(working_days()):
        raise _beyond(start)
    return working_days()[place]


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after ``start`` and up to ``end`` (0 on the same day)."""
    _known(start)
    _known(end)
    return bisect_right(working_days(), end) - bisect_right(working_days(), start)


def next_working_day(day: date) -> date:
    """``day`` itself when it is a working day, else the first one after it."""
    _known(day)
    place = bisect_left(working_days(), day)
    if place == len(working_days()):
        raise _beyond(day)
    return working_days()[place]


def add_months(start: date, count: int) -> date:
    """The same day ``count`` calendar months on, clamped to the month's end."""
    years, month = divmod(start.month - 1 + count, 12)
    year = start.year + years
    # Every month has 28 days: how long it is need be asked for the others alone.
    day = start.day if start.day <= 28 else min(start.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day)


def birthday(birth: date, age: int) -> date:
    """The day a person reaches ``age``; one born on 29 February reaches it on 28 February.

    Section 9 of the Family Law Reform Act 1969 fixes the moment, not the date of a leap-day
    birthday; clamping is this product's choice, and is unverified.
    """
    return add_months(birth, 12 * age)


def read_day(text: str, option: str) -> date | None:
    """The day given to an option as year-month-day; None where none was given.

    Raises BadSetting for what is no day, and BeyondCalendar as ``answerable`` does.
    """
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadSetting(
            f"The day after {option} cannot be read.", "Write it as year-month-day: 2018-01-31."
        ) from None
    return answerable(day)


def answerable(day: date) -> date:
    """The day, if figures can be given as at it. Raises BeyondCalendar outside the known years."""
    if not FIRST_KNOWN <= day <= LAST_KNOWN:
        raise BeyondCalendar(
            f"Nothing can be answered as at {day.isoformat()}: the calendar that Holdfast holds "
            f"runs from {FIRST_KNOWN.isoformat()} to {LAST_KNOWN.isoformat()}.",
            "Give a day within it.",
        )
    return day


def _known(day: date) -> None:
    if not FIRST_KNOWN <= day <= LAST_KNOWN:
        raise _beyond(day)


def _beyond(day: date) -> BeyondCalendar:
    return BeyondCalendar(
        f"Working days around {day.isoformat()} are not known: bank holidays are held "
        f"from {FIRST_KNOWN.year} to {LAST_KNOWN.year}.",
        "Update Holdfast once the government has announced the later years.",
    )

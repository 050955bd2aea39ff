"""Comparing days: what is missing or unreadable is neither before nor after anything."""

from datetime import date

from tests.returns.cin_census.oracle.cells import Day


def before(one: Day, other: Day) -> bool:
    return one.value is not None and other.value is not None and one.value < other.value


def after(one: Day, other: Day) -> bool:
    return before(other, one)


def same(one: Day, other: Day) -> bool:
    return one.value is not None and one.value == other.value


def past(one: Day, day: date) -> bool:
    return one.value is not None and one.value > day


def falls_in(day: Day, start: Day, end: Day, last: date, end_counts: bool) -> bool:
    """Whether a day lies in a spell; one without an end runs to ``last``, that day included.

    ``end_counts`` says whether the day on which the spell ended is still in it.
    """
    if day.value is None or start.value is None or day.value < start.value:
        return False
    if end.missing:
        return day.value <= last
    if end.value is None:
        return False
    return day.value <= end.value if end_counts else day.value < end.value

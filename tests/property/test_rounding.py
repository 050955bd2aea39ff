"""Where a verdict depends on how a month is rounded: every such day of forty years and more."""

from datetime import date, timedelta

import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.days import FIRST_KNOWN, LAST_KNOWN
from holdfast.periods import Months, WorkingDays, rounding_matters

DAYS = tuple(FIRST_KNOWN + timedelta(days=n) for n in range((LAST_KNOWN - FIRST_KNOWN).days + 1))
COUNTS = sorted({r.limit.count for one in CLOCKS for r in one.rules if isinstance(r.limit, Months)})


def _run_on(start: date, months: int) -> date:
    """The day reached by going to the first of the month and counting on, into the next if need be.

    Written apart from the product's own arithmetic.
    """
    number = start.year * 12 + start.month - 1 + months
    return date(number // 12, number % 12 + 1, 1) + timedelta(days=start.day - 1)


@pytest.mark.parametrize("count", COUNTS)
def test_every_start_day_is_told_where_two_roundings_differ(count: int) -> None:
    assert (LAST_KNOWN - FIRST_KNOWN).days > 40 * 365
    differing = 0
    for start in DAYS:
        due, on = Months(count).due(start), _run_on(start, count)
        told = rounding_matters(start, Months(count))
        assert told == (on if on != due else None), start
        differing += told is not None
        if told:
            assert start.day > 28
            assert 1 <= (told - due).days <= 3
    # From 29, 30 or 31 of a month; a year on, only 29 February is such a day.
    assert differing == 11 if count == 12 else differing > 150


def test_the_first_day_counted_moves_both() -> None:
    start = date(2017, 11, 30)
    assert rounding_matters(start, Months(3)) == date(2018, 3, 2)
    assert rounding_matters(start, Months(3), counts_start_day=True) == date(2018, 3, 1)
    assert rounding_matters(date(2015, 11, 30), Months(3)) == date(2016, 3, 1)


def test_no_other_length_is_rounded() -> None:
    assert rounding_matters(date(2017, 11, 30), WorkingDays(20)) is None

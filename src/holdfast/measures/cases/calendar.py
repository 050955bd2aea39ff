"""The two calendars that measures are counted by: every day, and the ends of the months.

``measure_days``  every known day. Columns: day, month (its first day), working (how many working
                  days there were up to it), eve (how many up to the day before), nth (the number of
                  the day), month_nth and month_eve (nth and eve of the month's first day), and the
                  same day so many months before and after: before_12, before_24, before_30,
                  after_3, after_6, after_12, after_60 (the fifth birthday of whoever
                  was born on it); and since_12, the first of the 12 months that end on it.
``measure_ends``  the last day of each month, and the outlook's day as the end of its own month.
                  Columns as above, of that day.
"""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cache
from threading import Lock

import pyarrow as pa

from holdfast.days import FIRST_KNOWN, LAST_KNOWN, add_months, working_days
from holdfast.query.outlook import Outlook

DAYS, ENDS = "measure_days", "measure_ends"
KEPT = 72  # months of which the ends are laid down
_LAYING = Lock()
_BEFORE, _AFTER = (12, 24, 30), (3, 6, 12, 60)


def lay_calendars(outlook: Outlook) -> None:
    """Name both relations on the outlook's engine."""
    with _LAYING:
        if DAYS not in outlook.kept:
            outlook.engine.rows(DAYS, _days())
            # The last days of the months up to the outlook's, whose last is the day itself.
            first = outlook.day.replace(day=1)
            starts = [add_months(first, -n) for n in range(KEPT)]
            before = [start - timedelta(days=1) for start in starts if start > FIRST_KNOWN]
            outlook.engine.rows(ENDS, calendar_rows(sorted([outlook.day, *before])))
            outlook.kept[DAYS] = True


def calendar_rows(days: list[date]) -> pa.Table:
    """The columns of ``measure_days`` for some days."""
    working = working_days()
    firsts = [day.replace(day=1) for day in days]
    columns: dict[str, list[object]] = {
        "day": list(days),
        "month": list(firsts),
        "working": [bisect_right(working, day) for day in days],
        "eve": [bisect_left(working, day) for day in days],
        "nth": [day.toordinal() for day in days],
        "month_nth": [day.toordinal() for day in firsts],
        "month_eve": [bisect_left(working, day) for day in firsts],
    }
    columns |= {f"before_{n}": [add_months(day, -n) for day in days] for n in _BEFORE}
    columns |= {f"after_{n}": [add_months(day, n) for day in days] for n in _AFTER}
    columns["since_12"] = [add_months(day, -12) + timedelta(days=1) for day in days]
    return pa.table(columns)


@cache
def _days() -> pa.Table:
    span = (LAST_KNOWN - FIRST_KNOWN).days + 1
    return calendar_rows([FIRST_KNOWN + timedelta(days=n) for n in range(span)])

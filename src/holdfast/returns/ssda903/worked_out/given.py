"""What rules are given beside the return: its year, birthdays, and days with unknown parts.

They are looked up and never computed in SQL (decision 2).
"""

import calendar
import re
from collections.abc import Iterable
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from holdfast.day_arrays import Days, as_dates, months_later
from holdfast.returns.ssda903.worked_out.columns import DAY, TEXT
from holdfast.sources.ssda903.columns import ReturnColumn, worked_out

AGES = (4, 5, 10, 11, 14, 15, 16, 17, 18, 19, 20, 22, 25)

YEAR = worked_out(
    "Year",
    "The year of the return.",
    (
        ReturnColumn("YEAR_START", DAY, "Its first day."),
        ReturnColumn("YEAR_END", DAY, "Its last day."),
    ),
)
BIRTHDAYS = worked_out(
    "Birthdays",
    "The birthdays of every date of birth.",
    (
        ReturnColumn("BORN", DAY, "The date of birth."),
        *(ReturnColumn(f"B{age}", DAY, f"The birthday at which one is {age}.") for age in AGES),
    ),
)
ORDER_DAYS = worked_out(
    "OrderDays",
    "The latest day that a day with unknown parts may be.",
    (
        ReturnColumn("WRITTEN", TEXT, "The day as it is written."),
        ReturnColumn("LATEST", DAY, "The latest day that it may be."),
    ),
)
_ORDER_DAY = re.compile(r"(\d{1,2}|ZZ?)/(\d{1,2}|ZZ?)/(\d{4}|Z{1,4})", re.IGNORECASE)


def year_row(end: date) -> pa.Table:
    """The year that ends on a day."""
    row = {"YEAR_START": [date(end.year - 1, 4, 1)], "YEAR_END": [end]}
    return pa.table(row, schema=YEAR.shape())


def birthday_rows(births: Iterable[pa.ChunkedArray]) -> pa.Table:
    """The birthdays of every date of birth in some columns.

    Who was born on 29 February has the birthday on the 28th in other years.
    """
    found = [pc.unique(column.drop_null()) for column in births]
    born = np.unique(np.concatenate([np.array([], "datetime64[D]"), *map(_as_days, found)]))
    columns = {"BORN": as_dates(born)}
    columns |= {f"B{age}": as_dates(months_later(born, 12 * age)) for age in AGES}
    return pa.table(columns, schema=BIRTHDAYS.shape())


def order_day_rows(written: Iterable[str]) -> pa.Table:
    """Each day as it is written with the latest day that it may be; null for what is no day."""
    texts = sorted(set(written))
    latest = [_latest(text) for text in texts]
    return pa.table({"WRITTEN": texts, "LATEST": latest}, schema=ORDER_DAYS.shape())


def _as_days(column: pa.Array) -> Days:
    days: Days = column.to_numpy(zero_copy_only=False).astype("datetime64[D]")
    return days


def _latest(text: str) -> date | None:
    """The last day of what is known. An order in a year that is not known may be any: 1900."""
    found = _ORDER_DAY.fullmatch(text.strip())
    if not found:
        return None
    day, month, year = found.groups()
    if not year.isdigit():
        return date(1900, 1, 1)
    at = int(month) if month.isdigit() else 12
    if not 1 <= at <= 12 or not int(year) >= 1900:
        return None
    last = calendar.monthrange(int(year), at)[1]
    of_month = int(day) if day.isdigit() else last
    return date(int(year), at, of_month) if 1 <= of_month <= last else None

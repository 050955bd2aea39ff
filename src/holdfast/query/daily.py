"""The daily series: how many duties of each clock were overdue, every day of the history.

A running sum of +1 on the day after due and -1 on the day it ended: the cost follows the
number of duties, not clocks times days.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from holdfast.clocks.clock import Clock

if TYPE_CHECKING:
    from holdfast.query.outlook import Outlook, Row

_FAR = "date '9999-12-31'"
_END = f"least(coalesce(stopped, {_FAR}), coalesce(lapsed, {_FAR}), coalesce(doubt, {_FAR}))"


def daily_sql(clocks: Iterable[Clock]) -> str:
    """One row for each clock and each day on which its number changed: clock, day, overdue.

    A clock that only watches has no overdue duties and is left out.
    """
    flags = ", ".join(f"'{clock.key}'" for clock in clocks if clock.flag) or "''"
    over = f"overdue_from is not null and overdue_from < {_END} and clock not in ({flags})"
    return f"""
    select clock, day, cast(sum(change) over (partition by clock order by day
        rows between unbounded preceding and current row) as bigint) as overdue
    from (select clock, day, sum(change) as change from (
        select clock, overdue_from as day, 1 as change from duties where {over}
        union all
        select clock, {_END} as day, -1 as change from duties where {over} and {_END} < {_FAR}
      ) as changes group by clock, day) as daily"""


def daily_overdue(outlook: Outlook, clock: str) -> list[Row]:
    """The days on which the number overdue changed, up to the outlook's day: day, overdue."""
    return outlook.rows(
        "select day, overdue from daily "
        f"where clock = '{outlook.clock(clock).key}' and day <= date '{outlook.day}' order by day"
    )

"""How many duties of each clock were overdue on every day of the history, as SQL.

A running sum of +1 on the day after due and -1 on the day it ended: the cost follows the
number of duties, not clocks times days.
"""

from collections.abc import Iterable

from holdfast.clocks.clock import Clock
from holdfast.clocks.sql.standing import keys_sql

_FAR = "date '9999-12-31'"
_END = f"least(coalesce(stopped, {_FAR}), coalesce(lapsed, {_FAR}), coalesce(doubt, {_FAR}))"


def daily_sql(clocks: Iterable[Clock], duties: str = "duties") -> str:
    """One row for each clock and each day on which its number changed: clock, day, overdue.

    ``duties`` is the relation that holds the duties. A clock that only watches has no overdue
    duties and is left out.
    """
    flags = keys_sql(clock for clock in clocks if clock.flag)
    over = f"overdue_from is not null and overdue_from < {_END} and clock not in ({flags})"
    return f"""
    select clock, day, cast(sum(change) over (partition by clock order by day
        rows between unbounded preceding and current row) as bigint) as overdue
    from (select clock, day, sum(change) as change from (
        select clock, overdue_from as day, 1 as change from {duties} as d where {over}
        union all
        select clock, {_END} as day, -1 as change from {duties} as d
          where {over} and {_END} < {_FAR}
      ) as changes group by clock, day) as daily"""

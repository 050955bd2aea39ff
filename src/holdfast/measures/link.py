"""One link of the chain, seen closely: its duties by status, and its overdue day by day."""

from collections.abc import Iterable
from datetime import date

from holdfast.engine.quoting import quoted
from holdfast.measures.chain import Link
from holdfast.query.outlook import WAITING, Outlook, Row


def by_status(outlook: Outlook, link: Link, first: date) -> list[Row]:
    """How many duties of each clock and status: clock, status, duties.

    Those that are open, or of which nobody can tell, on the outlook's day; those that ended
    after ``first`` and by the outlook's day.
    """
    now = quoted(status.value for status in WAITING)
    return outlook.rows(
        "select clock, status, count(*) as duties from standing "
        f"where clock in ({_listed(outlook, link.clocks)}) and (status in ({now}) "
        f"or coalesce(stopped, lapsed) > date '{first}') "
        "group by clock, status order by clock, status"
    )


def overdue_together(outlook: Outlook, link: Link) -> list[tuple[date, int]]:
    """How many duties of a link were overdue, from each day on which that changed, in order.

    Up to the outlook's day. Before the first day there was none.
    """
    rows = outlook.rows(f"""
    select day, cast(sum(change) over (order by day
        rows between unbounded preceding and current row) as bigint) as overdue
    from (select day, sum(change) as change from (
        select day, overdue - lag(overdue, 1, 0) over (partition by clock order by day) as change
        from daily where clock in ({_listed(outlook, link.clocks)}) and day <= date '{outlook.day}'
      ) as changes group by day) as together
    order by day""")
    return [(row["day"], row["overdue"]) for row in rows]


def _listed(outlook: Outlook, keys: Iterable[str]) -> str:
    return quoted(outlook.clock(key).key for key in keys)

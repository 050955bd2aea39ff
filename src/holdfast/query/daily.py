"""The daily series: how many duties were overdue, on each day on which that changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from holdfast.clocks.sql.daily import daily_sql
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope, ScopedRelation
from holdfast.query.since_when import begin_of_clocks, waits_lacking


@dataclass(frozen=True)
class OverdueFrom:
    """So many duties were overdue from a day on, until the next in the series."""

    day: date
    overdue: int


def daily_overdue(
    outlook: Outlook, clocks: Iterable[str], scope: Scope = EVERYBODY
) -> list[OverdueFrom]:
    """How many duties of some clocks were overdue together, in order of day.

    ``clocks`` are keys of clocks in the book. The series goes up to the outlook's day; before its
    first day there was none, or the source tells of none (``since_when``). There is no series where
    it cannot be determined who waits. Raises NotFound for a scope that the record does not
    know.
    """
    keys = [outlook.clock(key).key for key in clocks]
    if waits_lacking(outlook, keys):
        return []
    daily = _daily(outlook, scope)
    rows = outlook.rows(
        f"""
        select day, cast(sum(change) over (order by day
            rows between unbounded preceding and current row) as bigint) as overdue
        from (select day, sum(change) as change from (
            select day, overdue - lag(overdue, 1, 0) over (partition by clock order by day)
              as change
            from {daily} as d where list_contains($clocks, clock) and day <= $day
          ) as changes group by day) as together
        order by day""",
        **daily.values,
        clocks=keys,
        day=outlook.day,
    )
    series = [OverdueFrom(row["day"], row["overdue"]) for row in rows]
    begin = begin_of_clocks(outlook, keys)
    return _from_day(series, begin.day) if begin else series


def _from_day(series: list[OverdueFrom], first: date) -> list[OverdueFrom]:
    """A series from a day on: with how many were overdue on it, whenever they became so."""
    before = [one for one in series if one.day <= first]
    standing = [OverdueFrom(first, before[-1].overdue)] if before else []
    return standing + [one for one in series if one.day > first]


def _daily(outlook: Outlook, scope: Scope) -> ScopedRelation:
    """``daily`` for a scope; for everybody as it is laid down."""
    if not scope.narrows(outlook):
        return ScopedRelation("daily")
    duties = scope.duties(outlook, "duties")
    return ScopedRelation(f"({daily_sql(outlook.book.clocks, str(duties))})", duties.values)

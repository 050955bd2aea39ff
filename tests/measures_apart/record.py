"""The rows of a record as plain Python, and what every calculation of this folder builds on.

Nothing here knows ``clocks``, ``journeys`` or ``measures``: of the product's rooms only the
calendar is read, which has tests of its own. A calculation is a function of a record that gives
a ``Thing`` for each thing counted; ``dated`` are those that belong to a day of their own,
``standing`` those that are so on a day that is asked for.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from holdfast.days import working_days
from holdfast.simulation.truth import Owed

Row = Mapping[str, Any]
FAR = date(9999, 12, 31)
FIRST = date(1985, 1, 1)  # a day before it is a placeholder for one that nobody knows


class Thing(NamedTuple):
    """One thing counted: whose, on which day, how much of it is counted, and out of how much.

    ``counted`` is None where it cannot be determined. ``team`` is that of a worker's post.
    """

    whose: str
    day: date
    counted: float | None
    of: float = 1
    team: str | None = None


class Record:
    """The tables of a record up to its last day, and the duties that there were.

    ``owed`` are the duties: of a county as it was lived they are reckoned from what happened, of
    one whose cells were spoilt they are those that the clocks tell.
    """

    def __init__(
        self, tables: Mapping[str, Sequence[Row]], last: date, owed: Iterable[Owed] = ()
    ) -> None:
        self.tables, self.last = tables, last
        self._own: dict[tuple[str, str], dict[str, list[Row]]] = {}
        self._owed: dict[str, list[Owed]] = defaultdict(list)
        for one in owed:
            self._owed[one.clock].append(one)

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of a table."""
        return self.tables.get(table, ())

    def own(self, table: str, whose: str, by: str = "child") -> list[Row]:
        """The rows of a table about one child, or of one worker."""
        if (table, by) not in self._own:
            found: dict[str, list[Row]] = defaultdict(list)
            for row in self.rows(table):
                found[row[by]].append(row)
            self._own[table, by] = found
        return self._own[table, by].get(whose, [])

    def owed(self, clock: str) -> list[Owed]:
        """The duties of a clock."""
        return self._owed.get(clock, [])

    def until(self, last: date) -> "Record":
        """The same record on an earlier day: whatever is dated later is not looked at."""
        found = Record(self.tables, last)
        found._owed, found._own = self._owed, self._own
        return found


Dated = Callable[[Record], Iterator[Thing]]
Standing = Callable[[Record, date], Iterator[Thing]]


def open_on(row: Row, day: date, begins: str = "started", ends: str = "ended") -> bool:
    """Whether something is open at the end of a day: from its first day to the day before its last.

    A plan, an episode or a case that ends on a day no longer stands on it; a count at 31 March
    leaves it out, as the DfE's do.
    """
    return row[begins] is not None and row[begins] <= day < (row[ends] or FAR)


def within(row: Row, day: date, begins: str = "started", ends: str = "ended") -> bool:
    """Whether a day lies in a time whose last day still belongs to it: in post, holding a case."""
    return (row[begins] or FIRST) <= day <= (row[ends] or FAR)


def months_on(day: date, months: int) -> date:
    """The same day of another month; the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def working_days_before(start: date, end: date) -> int:
    """How many working days lie after ``start``, which is day 0, and before ``end``."""
    return max(0, bisect_left(working_days(), end) - bisect_right(working_days(), start))


def working_days_from(start: date, end: date) -> int:
    """How many working days lie from ``start`` to ``end``, both among them."""
    return max(0, bisect_right(working_days(), end) - bisect_left(working_days(), start))


def born(record: Record, child: str) -> date | None:
    """The day of birth, or the expected one while none is recorded."""
    days = [row["born"] or row["expected"] for row in record.own("persons", child)]
    known = [day for day in days if day is not None and day >= FIRST]
    return min(known, default=None)


def of_age(record: Record, child: str) -> date:
    """The eighteenth birthday; never, where the birth is not recorded."""
    birth = born(record, child)
    return months_on(birth, 12 * 18) if birth else FAR


def died(record: Record, child: str) -> date:
    """The day of death; never, of the living."""
    days = [row["died"] for row in record.own("persons", child) if row["died"]]
    return min(days, default=FAR)


def stretches(
    record: Record, child: str, rows: Iterable[Row], touching: bool
) -> list[tuple[date, date]]:
    """First and last days of what holds for a child without a break, from rows that overlap.

    ``touching``: one that begins on the day the last ended goes on with it. Each ends on the
    eighteenth birthday, if it began before it, and on the day of death at the latest.
    """
    spans = sorted(
        (row["started"], max(row["started"], row["ended"] or FAR)) for row in rows if row["started"]
    )
    found: list[tuple[date, date]] = []
    for begun, ended in spans:
        if found and (begun < found[-1][1] or (touching and begun == found[-1][1])):
            found[-1] = found[-1][0], max(found[-1][1], ended)
        else:
            found.append((begun, ended))
    adult, death = of_age(record, child), died(record, child)
    return [
        (begun, min(ended, death, adult if begun < adult else FAR))
        for begun, ended in found
        if begun <= death
    ]


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)

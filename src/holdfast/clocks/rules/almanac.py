"""The almanac: for every length of time and every day, the day on which it has run out.

SQL never computes with dates; it looks them up. There are two relations:

``rulings``  which rule is in force for a duty that starts on a day, and how long it allows.
             Columns: rule (what to look up: a clock, a team's rule, a plan's), since and until
             (the first day, and the first no more), ruling (the name of the version in force),
             number (of the length; None where no number of days is set).
``almanac``  Columns: number, length (its name), day, due (None: not known), overdue_from
             (the day after due), beyond (the due day lies after the last known bank holiday).

Working days, month ends, the start day counted or not, days in which the limit was lifted: all
the arithmetic is in the second, built with arrays a length at a time. Rules that say the same
share a length. The oracle does the same arithmetic a day at a time in ``days.py`` and
``periods.py``, and a test holds that the two agree on every rule and day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa

from holdfast.clocks.clock import Clock, Relaxed
from holdfast.clocks.rules.book import Book, Ruling
from holdfast.day_arrays import END, Days, as_dates, known_days, months_later
from holdfast.days import FIRST_KNOWN, LAST_KNOWN, bank_holidays
from holdfast.periods import Hours, Limit, Months, Weeks, WorkingDays

ALMANAC = pa.schema(
    [
        ("number", pa.int32()),
        ("length", pa.string()),
        ("day", pa.date32()),
        ("due", pa.date32()),
        ("overdue_from", pa.date32()),
        ("beyond", pa.bool_()),
    ]
)
RULINGS = pa.schema(
    [
        ("rule", pa.string()),
        ("since", pa.date32()),
        ("until", pa.date32()),
        ("ruling", pa.string()),
        ("number", pa.int32()),
    ]
)


@dataclass(frozen=True)
class AllowedTime:
    """How long a rule allows: its limit, how its start counts, and when it was lifted."""

    limit: Limit
    counts_start_day: bool = False
    lifted: tuple[tuple[date, date], ...] = ()

    def __str__(self) -> str:
        counted = ", the first day counted" if self.counts_start_day else ""
        return span(self.limit) + counted + "".join(f", lifted {a} to {b}" for a, b in self.lifted)


@dataclass(frozen=True)
class _Held:
    """A ruling, what it is looked up by, and the days on which it holds."""

    rule: str
    ruling: Ruling
    since: date = FIRST_KNOWN
    until: date = END
    relaxed: tuple[Relaxed, ...] = ()

    @property
    def length(self) -> AllowedTime | None:
        """How long it allows; None where no number of days is set."""
        rule = self.ruling.rule
        lifted = tuple((lift.first, lift.last) for lift in self.relaxed)
        return AllowedTime(rule.limit, rule.counts_start_day, lifted) if rule.limit else None


def almanac(
    book: Book, plan_intervals: Iterable[tuple[str, int]], lengths: Iterable[Limit]
) -> tuple[pa.Table, pa.Table]:
    """The ``rulings`` of the book, and the ``almanac`` of every length of time that they allow.

    ``plan_intervals``: (clock key, working days) set by children's own plans, looked up as
    the ruling's name. ``lengths``: plain lengths of time, looked up as ``span/<length>``.
    """
    held = [entry for clock in book.clocks for entry in _of_clock(book, clock)]
    for key, count in sorted(set(plan_intervals)):
        planned = book.clock(key)
        assert planned is not None, f"no clock {key}"
        ruling = book.plan_ruling(planned, count)
        held.append(_Held(ruling.name, ruling))
    asked = [*(entry.length for entry in held), *(AllowedTime(limit) for limit in lengths)]
    numbers = {length: n for n, length in enumerate(dict.fromkeys(filter(None, asked)))}
    pages = (_page(number, length) for length, number in numbers.items())
    rows = [
        {
            "rule": entry.rule,
            "since": entry.since,
            "until": entry.until,
            "ruling": entry.ruling.name,
            "number": numbers[entry.length] if entry.length else None,
        }
        for entry in held
    ]
    rulings = pa.Table.from_pylist(rows, schema=RULINGS)
    return rulings, pa.concat_tables([ALMANAC.empty_table(), *pages])


def span(limit: Limit) -> str:
    """The name under which a plain length of time is looked up."""
    return f"span/{limit}"


def _of_clock(book: Book, clock: Clock) -> Iterator[_Held]:
    rulings = book.rulings(clock)
    for ruling, following in zip(rulings, [*rulings[1:], None], strict=True):
        since = max(ruling.rule.since or FIRST_KNOWN, FIRST_KNOWN)
        until = min(following.rule.since or FIRST_KNOWN, END) if following else END
        yield _Held(clock.key, ruling, since, until, clock.relaxed)
    for team in book.teams.get(clock.key, {}):
        own = book.team_ruling(clock, team)
        if own:
            yield _Held(own.name, own)


def _page(number: int, length: AllowedTime) -> pa.Table:
    due = _due_days(length)
    same = (pa.scalar(number, pa.int32()), pa.scalar(str(length), pa.string()))
    repeated = [pa.repeat(values, len(due)) for values in same]
    dates = [as_dates(days) for days in (known_days(), due, due + np.timedelta64(1, "D"))]
    return pa.Table.from_arrays([*repeated, *dates, pa.array(np.isnat(due))], schema=ALMANAC)


@cache
def _due_days(length: AllowedTime) -> Days:
    """The due day for a start on each known day; NaT where it is not known."""
    due = _due(known_days(), length.limit, length.counts_start_day)
    for first, last in length.lifted:
        within = (due >= np.datetime64(first)) & (due <= np.datetime64(last))
        due = np.where(within, np.datetime64(last), due)
    return due


def _due(days: Days, limit: Limit, counts_start_day: bool) -> Days:
    """The due day for a start on each day; NaT where working days are not known."""
    if isinstance(limit, WorkingDays):
        calendar = _calendar()
        # Day 0 rolls back onto the working day before, so that day 1 is always the next one.
        steps = np.full(len(days), limit.count)
        if counts_start_day:
            steps -= np.is_busday(days, busdaycal=calendar)
        counted = np.busday_offset(days, steps, roll="backward", busdaycal=calendar)
        return np.where(counted <= np.datetime64(LAST_KNOWN), counted, np.datetime64("NaT"))
    if isinstance(limit, Months):
        due = months_later(days, limit.count)
    elif isinstance(limit, Weeks):
        due = days + np.timedelta64(7 * limit.count, "D")
    else:
        count = -(-limit.count // 24) if isinstance(limit, Hours) else limit.count
        due = days + np.timedelta64(count, "D")
    return due - np.timedelta64(1, "D") if counts_start_day else due


@cache
def _calendar() -> np.busdaycalendar:
    return np.busdaycalendar(holidays=sorted(np.datetime64(d) for d in bank_holidays()))

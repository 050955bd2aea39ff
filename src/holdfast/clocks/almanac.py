"""The almanac: for every rule and every day on which a duty may start, the day it is due.

SQL never computes with dates; it looks them up here. The whole of a rule's arithmetic -
working days, month ends, dated versions, the start day counted or not, days in which the
limit was lifted - is in this one relation, built with arrays a rule at a time. The oracle
does the same arithmetic a day at a time in ``days.py`` and ``periods.py``, and a test holds
that the two agree on every rule and day.

Columns: rule (what to look up), day, due (None: no limit), overdue_from (the day after due),
ruling (the name of the version in force), beyond (the due day lies after the last known bank
holiday, so it cannot be told). A day on which no version is in force has no row.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa

from holdfast.clocks.book import Book, Ruling
from holdfast.clocks.clock import Clock, Relaxed
from holdfast.days import FIRST_KNOWN, LAST_KNOWN, bank_holidays
from holdfast.periods import Hours, Limit, Months, Weeks, WorkingDays

Days = np.ndarray  # of datetime64[D]

SCHEMA = pa.schema(
    [
        ("rule", pa.string()),
        ("day", pa.date32()),
        ("due", pa.date32()),
        ("overdue_from", pa.date32()),
        ("ruling", pa.string()),
        ("beyond", pa.bool_()),
    ]
)


def almanac(
    book: Book, plan_intervals: Iterable[tuple[str, int]], lengths: Iterable[Limit]
) -> pa.Table:
    """Every rule of the book on every known day.

    ``plan_intervals``: (clock key, working days) set by children's own plans, looked up as
    the ruling's name. ``lengths``: plain lengths of time, looked up as ``span/<length>``.
    """
    pages = [page for clock in book.clocks for page in _clock_pages(book, clock)]
    pages += [_plan_page(book, key, count) for key, count in sorted(set(plan_intervals))]
    pages += [_span_page(limit) for limit in dict.fromkeys(lengths)]
    return pa.concat_tables(pages)


def span(limit: Limit) -> str:
    """The name under which a plain length of time is looked up."""
    return f"span/{limit}"


def _clock_pages(book: Book, clock: Clock) -> Iterable[pa.Table]:
    rulings = book.rulings(clock)
    for ruling, following in zip(rulings, [*rulings[1:], None], strict=True):
        first = ruling.rule.since or FIRST_KNOWN
        until = following.rule.since if following else None
        yield _page(clock.key, ruling, clock.relaxed, first, until)
    for team in book.teams.get(clock.key, {}):
        own = book.team_ruling(clock, team)
        if own:
            yield _page(own.name, own, ())


def _plan_page(book: Book, key: str, working_days: int) -> pa.Table:
    clock = book.clock(key)
    assert clock is not None, f"no clock {key}"
    ruling = book.plan_ruling(clock, working_days)
    return _page(ruling.name, ruling, ())


@cache
def _span_page(limit: Limit) -> pa.Table:
    days = _known()
    due = _due(days, limit, False)
    return _table(span(limit), days, due, span(limit), np.isnat(due))


@cache
def _page(
    name: str,
    ruling: Ruling,
    relaxed: tuple[Relaxed, ...],
    first: date = FIRST_KNOWN,
    until: date | None = None,
) -> pa.Table:
    """One version of one rule, on each day from ``first`` until the version after it."""
    rule, days = ruling.rule, _known(first, until)
    if rule.limit is None:
        none = np.full(len(days), np.datetime64("NaT"), days.dtype)
        return _table(name, days, none, ruling.name, np.zeros(len(days), bool))
    due = _due(days, rule.limit, rule.counts_start_day)
    for lift in relaxed:
        lifted = (due >= np.datetime64(lift.first)) & (due <= np.datetime64(lift.last))
        due = np.where(lifted, np.datetime64(lift.last), due)
    return _table(name, days, due, ruling.name, np.isnat(due))


def _table(name: str, days: Days, due: Days, ruling: str, beyond: np.ndarray) -> pa.Table:
    texts = [pa.repeat(pa.scalar(text, pa.string()), len(days)) for text in (name, ruling)]
    dates = [pa.array(d, pa.date32()) for d in (days, due, due + np.timedelta64(1, "D"))]
    columns = [texts[0], *dates, texts[1], pa.array(beyond)]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def _known(first: date = FIRST_KNOWN, until: date | None = None) -> Days:
    last = np.datetime64(LAST_KNOWN) + 1
    end = min(np.datetime64(until), last) if until else last
    return np.arange(np.datetime64(max(first, FIRST_KNOWN)), end)


def _due(days: Days, limit: Limit, counts_start_day: bool) -> Days:
    """The due day for a start on each day; NaT where working days are not known."""
    if isinstance(limit, WorkingDays):
        return _working(days, limit.count, counts_start_day)
    if isinstance(limit, Months):
        due = _months(days, limit.count)
    else:
        due = days + np.timedelta64(_calendar_days(limit), "D")
    return due - np.timedelta64(1, "D") if counts_start_day else due


def _calendar_days(limit: Limit) -> int:
    if isinstance(limit, Weeks):
        return 7 * limit.count
    return -(-limit.count // 24) if isinstance(limit, Hours) else limit.count


def _working(days: Days, count: int, counts_start_day: bool) -> Days:
    calendar = _calendar()
    # Day 0 rolls back onto the working day before, so that day 1 is always the next one.
    steps = np.full(len(days), count)
    if counts_start_day:
        steps -= np.is_busday(days, busdaycal=calendar)
    due = np.busday_offset(days, steps, roll="backward", busdaycal=calendar)
    return np.where(due <= np.datetime64(LAST_KNOWN), due, np.datetime64("NaT"))


@cache
def _calendar() -> np.busdaycalendar:
    return np.busdaycalendar(holidays=sorted(np.datetime64(d) for d in bank_holidays()))


def _months(days: Days, count: int) -> Days:
    months = days.astype("datetime64[M]")
    within = days - months.astype("datetime64[D]")
    target = months + np.timedelta64(count, "M")
    last = (target + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    due: Days = np.minimum(target.astype("datetime64[D]") + within, last)
    return due

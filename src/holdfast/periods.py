"""Lengths of time that a rule may allow, and the due dates they give.

Each limit is written as the law writes it. ``due`` reads it for one start day; the start is
day 0 unless the provision's words count it ("beginning with"), which ``counts_start_day``
says.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.days import add_months, add_working_days, is_working_day


@dataclass(frozen=True)
class Limit:
    """A number of some unit. Use one of the subclasses."""

    count: int
    unit = ""

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def due(self, start: date, counts_start_day: bool = False) -> date:
        """The last day in time for a duty that started on ``start``."""
        last = self._after(start)
        return last - timedelta(days=1) if counts_start_day else last

    def _after(self, start: date) -> date:
        raise NotImplementedError


class WorkingDays(Limit):
    """Working days of England and Wales; a start on a day off counts from the next one."""

    unit = "working day"

    def due(self, start: date, counts_start_day: bool = False) -> date:
        """The ``count``-th working day; counting the start only if it is a working day."""
        inclusive = counts_start_day and is_working_day(start)
        return add_working_days(start, self.count - 1 if inclusive else self.count)


class CalendarDays(Limit):
    """Days of the calendar, weekends and holidays included."""

    unit = "calendar day"

    def _after(self, start: date) -> date:
        return start + timedelta(days=self.count)


class Weeks(Limit):
    """Calendar weeks of seven days; never working weeks."""

    unit = "week"

    def _after(self, start: date) -> date:
        return start + timedelta(days=7 * self.count)


class Months(Limit):
    """Calendar months, clamped to the end of a shorter month."""

    unit = "month"

    def _after(self, start: date) -> date:
        return add_months(start, self.count)


class Hours(Limit):
    """Clock hours. The record holds days, so they are judged by the day: within one day."""

    unit = "hour"

    def _after(self, start: date) -> date:
        return start + timedelta(days=-(-self.count // 24))


def rounding_matters(started: date, limit: Limit, counts_start_day: bool = False) -> date | None:
    """The later last day in time if a month too short were run on from; None where both agree.

    Three months from 30 November end on the last day of February, for want of a 30th (the rule of
    the corresponding day). Some systems run on, to 2 March: what was done in between is late by the
    one and in time by the other.
    """
    if not isinstance(limit, Months):
        return None
    short = started.day - limit.due(started).day
    return limit.due(started, counts_start_day) + timedelta(days=short) if short > 0 else None


UNITS = {kind.unit: kind for kind in (WorkingDays, CalendarDays, Weeks, Months, Hours)}


def parse_limit(text: str) -> Limit | None:
    """Read ``"10 working days"`` or ``"3 months"``; None when it is neither."""
    number, _, unit = text.strip().partition(" ")
    kind = UNITS.get(unit.strip().removesuffix("s"))
    if kind is None or not number.isdigit() or not 0 < int(number) <= 999:
        return None
    return kind(int(number))

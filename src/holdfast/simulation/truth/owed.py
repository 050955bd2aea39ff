"""What was owed to a child or a worker, and what came of it."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from holdfast.simulation.truth.calendar import NOT_KNOWN

_FAR = 10_000_000


class Owed(NamedTuple):
    """One duty, as it really went. Days are whole numbers.

    ``due`` is None where the duty has no last day. ``done`` is the day it was done, at or after
    which nothing is owed; ``over`` the day on which it fell away undone. From ``unsure`` on no
    record can tell whether it was done: something shows that it may have been. A ``watch`` is no
    duty: nobody has to do anything, and the news is that it came to pass.
    """

    clock: str
    whom: str
    started: int
    due: int | None
    done: int | None = None
    over: int | None = None
    unsure: int | None = None
    watch: bool = False

    def outcome(self, day: int) -> str:
        """How it stood at the end of a day on which it had started."""
        if self.watch:
            return self._watched(day)
        if self.done is not None and self.done <= day:
            if self.due is None or self.done <= self.due:
                return "met"
            # Something whose day cannot be determined may have done it in time.
            unsure = self.unsure is not None and self.unsure <= self.due
            return "cannot tell" if unsure else "late"
        if self.unsure is not None and self.unsure <= day:
            return "cannot tell"
        if self.over is not None and self.over <= day:
            passed = self.due is not None and self.over > self.due
            return "lapsed overdue" if passed else "lapsed in time"
        return "overdue" if self.due is not None and day > self.due else "running"

    def _watched(self, day: int) -> str:
        within = min(day, _FAR if self.due is None else self.due)
        if self.done is not None and self.done <= within:
            return "returned"
        if self.over is not None and self.over <= within:
            return "lapsed in time"
        return "passed" if day > within else "watching"


def owed(
    clock: str,
    whom: str,
    started: int,
    due: int | None,
    done: int | None,
    over: int | None,
    unclear: Sequence[int] = (),
) -> Owed:
    """A duty; it falls away only while undone, and what is unclear counts only while it is open.

    ``unclear`` are the days, in order, on which something showed that it may have been done.
    """
    if due == NOT_KNOWN:
        return Owed(clock, whom, started, None, done, over, started)
    if done is not None and over is not None and over >= done:
        over = None
    if not unclear:
        return Owed(clock, whom, started, due, done, over)
    last = min(_FAR if over is None else over, _FAR if done is None else done - 1)
    place = bisect_left(unclear, started)
    shown = place < len(unclear) and unclear[place] <= last
    return Owed(clock, whom, started, due, done, over, unclear[place] if shown else None)

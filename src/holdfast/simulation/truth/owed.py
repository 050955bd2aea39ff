"""What was owed to a child or a worker, and what came of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty, as it really went. Days are whole numbers.

    ``due`` is None where the duty has no last day. ``done`` is the day it was done, at or after
    which nothing is owed; ``over`` the day on which it fell away undone.
    """

    clock: str
    whom: str
    started: int
    due: int | None
    done: int | None = None
    over: int | None = None

    def outcome(self, day: int) -> str:
        """How it stood at the end of a day on which it had started."""
        if self.done is not None and self.done <= day:
            return "late" if self.due is not None and self.done > self.due else "met"
        if self.over is not None and self.over <= day:
            passed = self.due is not None and self.over > self.due
            return "lapsed overdue" if passed else "lapsed in time"
        return "overdue" if self.due is not None and day > self.due else "running"

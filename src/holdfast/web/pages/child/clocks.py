"""Every clock that ran for a child, as the rows of a table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.clocks.duty import Status
from holdfast.query.due import STATUSES
from holdfast.query.journey import Journey
from holdfast.query.listed_duty import ListedDuty
from holdfast.web.pages.child.story import ended, over
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.sorting import SortableColumn, Sorting

STATUS = Filter(
    "status",
    "Status",
    (
        Choice("overdue", "Overdue"),
        Choice("due-soon", "Due soon"),
        Choice("running", "Running"),
        Choice("cannot-tell", "Cannot tell"),
        Choice("late", "Late"),
        Choice("met", "Met"),
        Choice("lapsed", "Lapsed"),
        Choice("watching", "Watched, no duty"),
    ),
)

COLUMNS = (
    SortableColumn("title", "Clock and its rule"),
    SortableColumn("status", "Status", sortable=False),
    SortableColumn("days_over", "Days over", numeric=True),
    SortableColumn("started", "Started"),
    SortableColumn("due", "Due"),
    SortableColumn("ended", "Ended"),
)

_LAST = date.max
_KEYS: dict[str, Callable[["Run"], Any]] = {
    "title": lambda run: run.duty.title,
    "started": lambda run: run.duty.started or date.min,
    "due": lambda run: run.duty.due or _LAST,
    "ended": lambda run: run.ended or _LAST,
    "days_over": lambda run: run.duty.days_over,
}


@dataclass(frozen=True)
class Run:
    """One run of a clock: its duty, the day it ended if it had by then, and by how much late."""

    duty: ListedDuty
    ended: date | None
    over: str

    @property
    def why(self) -> str:
        """Why it cannot be determined how it stands; empty when it can."""
        return self.duty.why if self.duty.status == Status.CANNOT_TELL else ""

    @property
    def note(self) -> str:
        """What its verdict depends on, if on how a month is rounded; else empty."""
        return self.duty.note

    @property
    def open(self) -> bool:
        """Whether the clock still runs."""
        return self.ended is None and self.duty.status != Status.CANNOT_TELL


def runs(told: Journey, on: date, filtering: Filtering, order: Sorting) -> list[Run]:
    """The runs that the filters let through, in the order asked for."""
    areas = filtering.values("area")
    statuses = {one for word in filtering.values("status") for one in STATUSES[word]}
    found = [
        Run(duty, ended(duty, on), over(duty))
        for duty in told.duties
        if (not areas or duty.area in areas) and (not statuses or duty.status in statuses)
    ]
    return sorted(found, key=_KEYS[order.key], reverse=order.descending)

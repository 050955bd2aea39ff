"""Every clock that ran for a child, as the rows of a table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.clocks.duty import Status
from holdfast.query.due import STATUSES
from holdfast.query.journey import Journey
from holdfast.query.outlook import Row
from holdfast.web.pages.child.story import ended, over
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.sorting import Column, Sorting

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
    Column("title", "Clock and its rule"),
    Column("status", "Status", sortable=False),
    Column("days_over", "Days over", numeric=True),
    Column("started", "Started"),
    Column("due", "Due"),
    Column("ended", "Ended"),
)

_LAST = date.max
_KEYS: dict[str, Callable[["Run"], Any]] = {
    "title": lambda run: run.row["title"],
    "started": lambda run: run.row["started"] or date.min,
    "due": lambda run: run.row["due"] or _LAST,
    "ended": lambda run: run.ended or _LAST,
    "days_over": lambda run: run.row["days_over"],
}


@dataclass(frozen=True)
class Run:
    """One run of a clock: its duty, the day it ended if it had by then, and by how much late."""

    row: Row
    ended: date | None
    over: str

    @property
    def why(self) -> str:
        """Why nobody can tell how it stands; empty when it can be told."""
        return str(self.row["why"]) if self.row["status"] == Status.CANNOT_TELL else ""

    @property
    def note(self) -> str:
        """What its verdict depends on, if on how a month is rounded; else empty."""
        return str(self.row["note"])

    @property
    def open(self) -> bool:
        """Whether the clock still runs."""
        return self.ended is None and self.row["status"] != Status.CANNOT_TELL


def runs(told: Journey, on: date, filtering: Filtering, order: Sorting) -> list[Run]:
    """The runs that the filters let through, in the order asked for."""
    areas = filtering.values("area")
    statuses = {one for word in filtering.values("status") for one in STATUSES[word]}
    found = [
        Run(row, ended(row, on), over(row))
        for row in told.duties
        if (not areas or row["area"] in areas) and (not statuses or row["status"] in statuses)
    ]
    return sorted(found, key=_KEYS[order.key], reverse=order.descending)

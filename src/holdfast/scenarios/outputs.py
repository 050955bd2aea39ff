"""What a scenario tells, month by month, and the same counted from the record of the past."""

from enum import IntEnum

import numpy as np

from holdfast.days import add_months
from holdfast.scenarios.calibrating import Calibration
from holdfast.scenarios.draws import Floats
from holdfast.scenarios.reading import WorkRecord, day_of, number_of
from holdfast.scenarios.stages import WorkStage
from holdfast.scenarios.start import NOBODY, Start, start_from


class OutputCount(IntEnum):
    """What is counted from day to day in a run."""

    NEW, RETURNED, CLOSED, COMPLETED, IN_TIME, UNASSESSED = 0, 1, 2, 3, 4, 5


class Output(IntEnum):
    """One figure by month: of a last day, or of the month up to it."""

    OPEN, OVERDUE, UNALLOCATED, POINTS, UNASSESSED = 0, 1, 2, 3, 4
    IN_TIME, COMPLETED, NEW, RETURNED, CLOSED = 5, 6, 7, 8, 9

    @property
    def key(self) -> str:
        """Its name in files and options."""
        return self.name.lower()

    @property
    def title(self) -> str:
        """As people say it."""
        return _TITLES[self]

    @property
    def meaning(self) -> str:
        """What exactly is counted."""
        return _MEANINGS[self]

    @property
    def unlike(self) -> str:
        """How it is counted otherwise than the measure of the same matter; empty where it is not.

        (Of the made-up county as at 31 January 2018, 5,442 open cases here and 5,543 there.)
        """
        return _UNLIKE.get(self, "")


_TITLES = {
    Output.OPEN: "Open cases",
    Output.OVERDUE: "Assessments overdue",
    Output.UNALLOCATED: "Children with no named worker in post",
    Output.POINTS: "Points for each full-time worker",
    Output.UNASSESSED: "Child-days without a complete assessment",
    Output.IN_TIME: "Assessments completed in the month that were in time",
    Output.COMPLETED: "Assessments completed",
    Output.NEW: "New cases",
    Output.RETURNED: "Cases of children who came back within two years",
    Output.CLOSED: "Cases closed",
}
_MEANINGS = {
    Output.OPEN: "Children under 18 with an open case, on the day.",
    Output.OVERDUE: "Children whose assessment has taken more than 45 working days from the "
    "referral "
    "and is not complete, on the day. Visits, reviews and conferences are not in it.",
    Output.UNALLOCATED: "Children under 18 with an open case whom no named worker in post holds, "
    "on "
    "the day; those held in the name of somebody who has left are among them.",
    Output.POINTS: "What the children whom workers in post hold count for by the points scheme in "
    "force, as a mean by stage, for each full-time equivalent in post, on the day.",
    Output.UNASSESSED: "For each day since the last month's end, the children whose assessment was "
    "not complete, added up.",
    Output.IN_TIME: "Of the assessments completed since the last month's end, the share within 45 "
    "working days.",
    Output.COMPLETED: "Assessments completed since the last month's end.",
    Output.NEW: "Cases that began since the last month's end, of children whose case had not been "
    "closed in the two years before.",
    Output.RETURNED: "Cases that began since the last month's end, of children whose case had been "
    "closed in the two years before.",
    Output.CLOSED: "Cases closed since the last month's end.",
}
_UNLIKE = {
    Output.OPEN: "Children under 18 alone: the measure Children with an open case of need counts "
    "those of 18 and over too, and is higher.",
    Output.UNALLOCATED: "A child in the name of a worker who has left is among them: the measure "
    "Unallocated cases counts such a child as held, and is lower. The concern Nobody can act "
    "counts those whose worker is away or a manager too, and is higher.",
}
# What the issue of a scenario is decided by, and what is validated; the others stand beside them.
MAIN = (Output.OPEN, Output.OVERDUE, Output.UNALLOCATED, Output.POINTS, Output.UNASSESSED)

# Months ahead at which bands are tried on the past.
AHEAD = (3, 6, 12, 18, 24)


def month_days(day: int, months: int) -> list[int]:
    """The day, and the same day of so many months after it (the last where a month is shorter)."""
    return [number_of(add_months(day_of(day), count)) for count in range(months + 1)]


def counted_on(start: Start, told: Calibration) -> Floats:
    """The outputs of a day as the record has them; what is counted over a month is not a number."""
    found = np.full(len(Output), np.nan)
    open_now = start.stage < WorkStage.CLOSED
    found[Output.OPEN] = open_now.sum()
    found[Output.OVERDUE] = (open_now & (start.late_from <= start.day)).sum()
    found[Output.UNALLOCATED] = (open_now & (start.holder == NOBODY)).sum()
    points = told.points[start.stage[open_now & (start.holder >= 0)]].sum()
    found[Output.POINTS] = points / max(start.workers.hours.sum(), 1e-9)
    return found


def recorded(record: WorkRecord, told: Calibration, days: list[int]) -> Floats:
    """The outputs as they really were, a row for each of the days; the first tells of no month."""
    found = np.array([counted_on(start_from(record, told, day), told) for day in days])
    waits = record.assessing
    for place in range(1, len(days)):
        first, last = days[place - 1], days[place]
        spent = np.minimum(waits.end - 1, last) - np.maximum(waits.first, first + 1) + 1
        found[place, Output.UNASSESSED] = np.clip(spent, 0, None).sum()
        done = record.finished & (waits.end > first) & (waits.end <= last)
        found[place, Output.COMPLETED] = done.sum()
        if done.any():
            found[place, Output.IN_TIME] = (record.late_from > waits.end)[done].mean()
        found[place, Output.CLOSED] = _within(record.cases.end, first, last)
    return found


def _within(days: "np.ndarray", first: int, last: int) -> int:
    return int(((days > first) & (days <= last)).sum())

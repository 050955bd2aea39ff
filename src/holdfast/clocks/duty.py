"""What a duty is: one time that one clock ran for one person; and how it stood on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Why(StrEnum):
    """Why it cannot be determined how a duty stands."""

    SHOWN = "later events show that the step happened, but it is not recorded"
    CONTRADICTS = "the recorded dates contradict each other: the step is dated before its start"
    UNMATCHED = "the rows do not say which start the step belongs to"
    OUTLASTS = "the case is closed, and what the duty belongs to goes on in the record"
    RECORDING = "it began before recording was good enough to be judged"
    DOUBTED = "something that bears on it could not be taken from the source as it stood"
    AGE = "by the recorded day of birth the child was not yet born, or too old, when it began"
    CALENDAR = "the due date lies beyond the bank holidays that are known"
    NOT_KNOWN = "what is known of the step ends before this day"


class Status(StrEnum):
    """How a duty stood on a day. Said to people as it is written here."""

    MET = "met"
    LATE = "late"
    RUNNING = "running"
    DUE_SOON = "due soon"
    OVERDUE = "overdue"
    LAPSED = "lapsed in time"
    LAPSED_OVERDUE = "lapsed overdue"
    CANNOT_TELL = "cannot tell"
    WATCHING = "watching"
    RETURNED = "returned"
    PASSED = "passed"


# Stands for the first day of a duty of which nothing is known but that it may have begun.
UNDATED = date(1900, 1, 1)


@dataclass(frozen=True)
class Duty:
    """One run of a clock. Days are None when there is none.

    ``part`` tells runs of one clock apart (the row's identifier, or the number of the spell).
    ``lapsed`` is the day on which the duty ended unfulfilled. From ``doubt`` on it
    cannot be determined, for the reason in ``why``. ``ruling`` names the rule in force (see
    ``Book.named``). ``reason`` says whether a reason for lateness is recorded (None: not asked
    for). ``cause`` is the number of the doubt that ``why`` speaks of, where it is one
    (``record/store/doubts.py``). A duty that began on ``UNDATED`` is one that may have begun: since
    when cannot be determined. ``nth`` counts, from 1, those of one clock and person that began on
    one day: with these it is the key by which a duty is known from import to import (see
    ``same_start.py``).
    """

    clock: str
    subject: str
    part: str
    started: date
    due: date | None
    stopped: date | None
    lapsed: date | None
    doubt: date | None
    why: Why | None
    ruling: str
    reason: bool | None
    cause: int | None = None
    nth: int = 1


def status(duty: Duty, day: date, soon: date, flag: bool = False) -> Status | None:
    """How a duty stood on ``day``, from what was dated on or before it; None: not yet started.

    ``soon`` is the last due date that counts as due soon. ``flag``: it only watches.
    """
    if duty.started > day:
        return None
    if flag:
        return _watched(duty, day)
    if duty.stopped and duty.stopped <= day:
        if duty.due is None or duty.stopped <= duty.due:
            return Status.MET
        # Something whose day cannot be determined may have done it in time.
        doubted = duty.doubt is not None and duty.doubt <= duty.due
        return Status.CANNOT_TELL if doubted else Status.LATE
    if duty.doubt and duty.doubt <= day:
        return Status.CANNOT_TELL
    if duty.lapsed and duty.lapsed <= day:
        overdue = duty.due and duty.lapsed > duty.due
        return Status.LAPSED_OVERDUE if overdue else Status.LAPSED
    return _open(duty, day, soon)


def _open(duty: Duty, day: date, soon: date) -> Status:
    if duty.due is None:
        return Status.RUNNING
    if day > duty.due:
        return Status.OVERDUE
    return Status.DUE_SOON if duty.due <= soon else Status.RUNNING


def _watched(duty: Duty, day: date) -> Status:
    in_time = duty.due or date.max
    if duty.stopped and duty.stopped <= min(day, in_time):
        return Status.RETURNED
    if duty.doubt and duty.doubt <= min(day, in_time):
        return Status.CANNOT_TELL
    if duty.lapsed and duty.lapsed <= min(day, in_time):
        return Status.LAPSED
    return Status.PASSED if day > in_time else Status.WATCHING


def days_over(duty: Duty, day: date) -> int:
    """Calendar days past the due date, until the stop, the lapse or ``day``; 0 when in time."""
    if duty.due is None:
        return 0
    past = (end for end in (duty.stopped, duty.lapsed) if end is not None and end <= day)
    return max(0, (next(past, day) - duty.due).days)

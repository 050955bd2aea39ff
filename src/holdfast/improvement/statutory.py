"""What the law asks of a council after an inspection, and by when.

A duty is declared once, with the letters after which it arises, its limit and where it stands. Days
count from the receipt of the letter. Where nobody noted that day the day that the letter bears is
taken, and the answer says so: the true due day may then be a few days later.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from holdfast.improvement.plan import InspectionLetter
from holdfast.improvement.words import LetterKind
from holdfast.law import Citation
from holdfast.law import inspection as law
from holdfast.periods import WorkingDays


class DutyState(StrEnum):
    """How a duty after a letter stands on a day."""

    DONE = "done in time"
    LATE = "done late"
    RUNNING = "still to be done"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class LetterDuty:
    """A duty that follows from a letter.

    It arises after letters of ``kinds``, dated ``since`` or later; where ``only_priority`` it takes
    areas for priority action in the letter.
    """

    key: str
    title: str
    limit: WorkingDays
    kinds: frozenset[LetterKind]
    cites: Citation
    since: date = date(2007, 4, 1)
    only_priority: bool = False

    def arises(self, letter: InspectionLetter) -> bool:
        """Whether it follows from a letter."""
        return (
            letter.kind in self.kinds
            and letter.dated >= self.since
            and (letter.priority_action or not self.only_priority)
        )


_INSPECTION = frozenset({LetterKind.INSPECTION})
_VISIT = frozenset({LetterKind.FOCUSED_VISIT})

LETTER_DUTIES: tuple[LetterDuty, ...] = (
    LetterDuty(
        "report_published",
        "The council publishes the report",
        WorkingDays(30),
        _INSPECTION,
        law.REPORT_PUBLISHED,
    ),
    LetterDuty(
        "statement",
        "Written statement of proposed action",
        WorkingDays(70),
        _INSPECTION,
        law.STATEMENT_OF_ACTION,
    ),
    LetterDuty(
        "draft_plan",
        "Draft plan for the areas for priority action",
        WorkingDays(20),
        _VISIT,
        law.DRAFT_AFTER_VISIT,
        since=law.PRIORITY_ACTION_FROM,
        only_priority=True,
    ),
    LetterDuty(
        "final_plan",
        "Final plan for the areas for priority action",
        WorkingDays(70),
        _VISIT,
        law.FINAL_AFTER_VISIT,
        since=law.PRIORITY_ACTION_FROM,
        only_priority=True,
    ),
)


@dataclass(frozen=True)
class DutyAfterLetter:
    """A duty as it stands: when due, counted from ``counted_from``, and on which day it was done.

    ``received_known``: the day of receipt is known; else it is counted from the letter's own day.
    """

    duty: LetterDuty
    counted_from: date
    received_known: bool
    due: date
    done: date | None
    state: DutyState


def duties_after(letter: InspectionLetter, day: date) -> list[DutyAfterLetter]:
    """The duties that follow from a letter, as they stand on a day.

    Raises BeyondCalendar where a due day lies beyond the working days that are known.
    """
    begun = letter.received or letter.dated
    found = []
    for duty in LETTER_DUTIES:
        if not duty.arises(letter):
            continue
        due, done = duty.limit.due(begun), letter.done.get(duty.key)
        done = done if done is not None and done <= day else None
        found.append(
            DutyAfterLetter(
                duty, begun, letter.received is not None, due, done, _state(due, done, day)
            )
        )
    return found


def _state(due: date, done: date | None, day: date) -> DutyState:
    if done is not None:
        return DutyState.DONE if done <= due else DutyState.LATE
    return DutyState.OVERDUE if day > due else DutyState.RUNNING

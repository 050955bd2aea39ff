"""What is kept of inspections and the plan: letters, findings, actions, promises, posts.

Each names its like by ``key``. Days are days of the calendar, shares are from 0 to 1, costs whole
pounds. A status is in none of them: it follows from the measures (``status.py``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from holdfast.improvement.words import (
    LAG_MONTHS,
    ActionKind,
    FindingSeverity,
    InspectorGrade,
    JudgementArea,
    LetterKind,
    Polarity,
    PostState,
    Rating,
    Theme,
)


@dataclass(frozen=True)
class InspectionLetter:
    """A report or letter of inspectors.

    ``dated`` is the day it bears; ``received`` that on which the council had it, None where nobody
    noted it. ``grades`` are those of areas; an overall grade is nowhere. ``priority_action``: it
    names areas for priority action. ``done`` are the days on which duties that follow from it were
    done, by the key of the duty.
    """

    key: str
    kind: LetterKind
    title: str
    dated: date
    framework: str = ""
    began: date | None = None
    ended: date | None = None
    received: date | None = None
    grades: Mapping[JudgementArea, InspectorGrade] = field(default_factory=dict)
    priority_action: bool = False
    headline: str = ""
    done: Mapping[str, date] = field(default_factory=dict)

    @property
    def inadequate(self) -> bool:
        """Whether an area was graded inadequate."""
        return InspectorGrade.INADEQUATE in self.grades.values()


@dataclass(frozen=True)
class FindingRating:
    """How a later letter found a finding, in its own words where it has any."""

    finding: str
    letter: str
    on: date
    rating: Rating
    words: str = ""


@dataclass(frozen=True)
class LetterFinding:
    """One thing that a letter says. ``measures`` are the keys of those in which it would show."""

    key: str
    letter: str
    said_on: date
    theme: Theme
    polarity: Polarity
    severity: FindingSeverity
    words: str
    measures: tuple[str, ...] = ()
    ratings: tuple[FindingRating, ...] = ()


@dataclass(frozen=True)
class PlannedAction:
    """What is done about findings, and the measures by which it is judged.

    ``lag`` is how many months pass from ``begins`` until an effect can begin; None: by its kind.
    ``cost`` is in pounds, None where it is not known, and ``funding`` where the money comes from.
    """

    key: str
    title: str
    owner: str
    kind: ActionKind
    begins: date
    due: date
    findings: tuple[str, ...]
    measures: tuple[str, ...]
    cost: int | None = None
    funding: str = ""
    lag: int | None = None

    @property
    def lag_months(self) -> int:
        """The months until an effect can begin."""
        return LAG_MONTHS[self.kind] if self.lag is None else self.lag


@dataclass(frozen=True)
class Promise:
    """What somebody said would be so by a day, and where it was said.

    It is judged by ``measure`` reaching ``target`` (from 0 to 1 of a share), or by ``post`` being
    held permanently. One with neither cannot be judged.
    """

    key: str
    words: str
    made_by: str
    where: str
    made_on: date
    due: date
    measure: str = ""
    target: float | None = None
    post: str = ""


@dataclass(frozen=True)
class PostHeld:
    """From a day on a post of leadership is held so; no person is named."""

    key: str
    post: str
    state: PostState
    begins: date

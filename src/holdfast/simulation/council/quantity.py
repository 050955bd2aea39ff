"""The kinds of number that a council's parameters are, and what each may be.

A parameter says its kind in its own annotation: ``unborn: Share``. A kind is a plain type with a
mark, and the mark says what is wrong with a value, in words; ``refusing`` asks it.
"""

from dataclasses import dataclass
from math import inf, isfinite
from typing import Annotated, Protocol

from holdfast.simulation.chance import Course, Pace


class ParameterNote(Protocol):
    """What is said of a parameter beside its type."""

    @property
    def words(self) -> str:
        """What it must be, as a sentence goes on after "must be"."""
        ...

    def allows(self, value: object) -> bool:
        """Whether a value can be used."""
        ...


@dataclass(frozen=True)
class Quantity:
    """A number in a unit, from ``low`` to ``high``; above ``low`` where ``above`` says so."""

    unit: str
    low: float = 0
    high: float = inf
    above: bool = False
    whole: bool = False

    @property
    def words(self) -> str:
        """The unit, and from where to where."""
        kind = ("a whole number: " if self.whole else "") + self.unit
        if isfinite(self.high):
            return f"{kind}, {'above' if self.above else 'from'} {self.low:g} to {self.high:g}"
        return f"{kind}, {'above' if self.above else 'not below'} {self.low:g}"

    def allows(self, value: object) -> bool:
        """Whether it is such a number: finite, and inside."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            return False
        if self.whole and value != int(value):
            return False
        return (value > self.low if self.above else value >= self.low) and value <= self.high


@dataclass(frozen=True)
class Exactly:
    """A list of so many values."""

    many: int

    @property
    def words(self) -> str:
        """How many."""
        return f"{self.many} values"

    def allows(self, value: object) -> bool:
        """Whether there are so many."""
        return isinstance(value, tuple) and len(value) == self.many


@dataclass(frozen=True)
class Some:
    """A list of at least one value."""

    words: str = "at least one value"

    def allows(self, value: object) -> bool:
        """Whether there is one."""
        return isinstance(value, tuple) and bool(value)


@dataclass(frozen=True)
class Rising:
    """The first and the last of a span."""

    words: str = "a first and a last, the last not below the first"

    def allows(self, value: object) -> bool:
        """Whether the last is not below the first."""
        return isinstance(value, tuple) and len(value) == 2 and value[0] <= value[1]


SHARE = Quantity("a share of one", high=1)
YEARLY = Quantity("times a year")
TIMES = Quantity("times as often, or as many")
DAYS = Quantity("calendar days", whole=True)
WORKING_DAYS = Quantity("working days", whole=True)

Share = Annotated[float, SHARE]
Times = Annotated[float, TIMES]
# How often in a year; and of what comes sooner or later to everybody, so that it is never nought.
Yearly = Annotated[float, YEARLY]
Sometime = Annotated[float, Quantity("times a year", above=True)]
Hours = Annotated[float, Quantity("hours")]
HoursADay = Annotated[float, Quantity("hours a day", high=24, above=True)]
Days = Annotated[int, DAYS]
DaysAgain = Annotated[int, Quantity("calendar days", low=1, whole=True)]
WorkingDays = Annotated[int, WORKING_DAYS]
Months = Annotated[int, Quantity("months", low=1, whole=True)]
Years = Annotated[float, Quantity("years")]
Age = Annotated[int, Quantity("years of age", high=17, whole=True)]
Level = Annotated[int, Quantity("a level of life", high=2, whole=True)]
Children = Annotated[float, Quantity("children", low=1)]
People = Annotated[float, Quantity("people", low=1)]
Siblings = Annotated[int, Quantity("children", low=1, high=12, whole=True)]

# One for each level of a family's life: 0, 1 and 2.
SharesByLevel = tuple[Share, Share, Share]
ByLevel = tuple[Sometime, Sometime, Sometime]

ByMonth = Annotated[tuple[Times, ...], Exactly(12)]
ByWeekday = Annotated[tuple[Times, ...], Exactly(7)]
# At the first time, the second and so on; the last value holds for all later ones.
TimesInTurn = Annotated[tuple[Times, ...], Some()]
WorkingDaySpan = Annotated[tuple[WorkingDays, WorkingDays], Rising()]
DaySpan = Annotated[tuple[Days, Days], Rising()]
YearSpan = Annotated[tuple[Years, Years], Rising()]

InWorkingDays = Annotated[Pace, WORKING_DAYS]
InDays = Annotated[Pace, DAYS]
# From one time to the next, which must come later.
InDaysAgain = Annotated[Pace, Quantity("calendar days", low=1, whole=True)]
AroundDueDay = Annotated[Pace, Quantity("calendar days from the due day", low=-150, whole=True)]

ShareByYear = Annotated[Course, SHARE]
TimesByYear = Annotated[Course, TIMES]
YearlyByYear = Annotated[Course, YEARLY]

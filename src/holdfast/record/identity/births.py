"""Two birth dates of one number: the same, a correction of a known kind, or another child's.

The kinds of correction that are followed are declared here and nowhere else. Each is counted and
listed; any other difference is never followed.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

# Days by which a child may be born before the expected day and live, and after it.
EARLY, LATE = 126, 42

SWAPPED = "the day and the month of the birth date the other way round"
ONE_FIGURE = "one figure of the birth date is another"
BORN_NOW = "born near the day that was expected"
ESTIMATED_NOW = "the birth date is now given as an estimate of nearly the same day"
EXPECTED_MOVED = "another expected day of birth, near the last"
NOT_NEAR = "the birth date is far from the day that was expected or estimated"


class Agreement(Enum):
    """How two birth dates agree."""

    SAME = "same"
    NOT_RECORDED = "not recorded"
    CORRECTED = "corrected"
    UNCLEAR = "unclear"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class BirthsCompared:
    """How they agree, and in words what differs."""

    agreement: Agreement
    why: str = ""


_SAME = BirthsCompared(Agreement.SAME)
_NOT_RECORDED = BirthsCompared(Agreement.NOT_RECORDED)
_OTHER = BirthsCompared(Agreement.OTHER)

Birth = tuple[date | None, date | None]


def compared(was: Birth, now: Birth) -> BirthsCompared:
    """Compare the birth date of before with that of now, each with its expected day."""
    born_then, expected_then = was
    born, expected = now
    if born_then and born:
        if born_then == born:
            return _SAME
        if born_then.year == born.year and (born_then.month, born_then.day) == (
            born.day,
            born.month,
        ):
            return BirthsCompared(Agreement.CORRECTED, SWAPPED)
        pairs = zip(born_then.isoformat(), born.isoformat(), strict=True)
        one_figure = sum(one != other for one, other in pairs) == 1
        return BirthsCompared(Agreement.CORRECTED, ONE_FIGURE) if one_figure else _OTHER
    if born and expected_then:
        return _near(expected_then, born, BORN_NOW)
    if born_then and expected:
        return _near(expected, born_then, ESTIMATED_NOW)
    if expected_then and expected:
        same = expected_then == expected
        return _SAME if same else _near(expected_then, expected, EXPECTED_MOVED)
    return _NOT_RECORDED


def _near(expected: date, born: date, why: str) -> BirthsCompared:
    if -EARLY <= (born - expected).days <= LATE:
        return BirthsCompared(Agreement.CORRECTED, why)
    return BirthsCompared(Agreement.UNCLEAR, NOT_NEAR)

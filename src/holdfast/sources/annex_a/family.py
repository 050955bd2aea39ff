"""Who the child is, as every list says it again: merged over all of them."""

import re
from datetime import date
from functools import lru_cache

from holdfast.days import add_months
from holdfast.record.family import Disabilities, ImmigrationStatuses, Persons
from holdfast.sources.annex_a.layout import Cells, DerivedColumn, ListHeading, heading
from holdfast.sources.days.reading_days import read_day
from holdfast.sources.intake.mapping import Cell, Digest, Fixed, Projection
from holdfast.sources.text import clean

CHILD = ListHeading(
    "Child Unique ID",
    ("Child ID", "Child Unique Identifier", "Unique Child ID", "Unique ID", "Person ID"),
    shared=True,
)
GENDER = ListHeading("Gender", ("Sex",), shared=True)
ETHNICITY = ListHeading("Ethnicity", ("Ethnic origin",), shared=True)
BIRTH = ListHeading("Date of Birth", ("DOB",), shared=True, day=True)
AGE = ListHeading("Age of Child (Years)", ("Age", "Age of Child"), shared=True)
DISABLED = ListHeading(
    "Does the Child have a Disability", ("Disability", "Has Disability"), shared=True
)
FAMILY = ListHeading("Family identifier", ("Family ID",), shared=True)
UNACCOMPANIED = heading(
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
    "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
    "UASC",
)

WHO = (CHILD, GENDER, ETHNICITY, BIRTH, AGE)

YES = ("a) yes", "yes", "y", "a) y", "true", "1")

# A minus, a dash that stands for one, or an accountant's brackets.
_NEGATIVE = re.compile(r"[-−–(] ?(?=[\d.]*[1-9])[\d.]+")
_YEARS = re.compile(r" *0*[1-9]")

_BORN = "Date of Birth (of a born child)"
_NO_DAY = "(unborn, and no day given)"
_EXPECTED = "Date of Birth (expected, of an unborn child)"


# Many rows of many lists say the same of a child. An age and a day by themselves name nobody.
@lru_cache(maxsize=1 << 14)
def _unborn(age: str | None, birth: str | None, day: date) -> bool:
    """Ofsted asks for the age -1 and the expected day of birth; some give only the day.

    Ages that are reckoned are negative by a part of a year. A minus beside a birth of long ago
    is a slip: nobody awaits a birth for a year. So is a birth to come beside an age in years,
    and then the day is none that can be taken for a birth.
    """
    born = read_day(birth, day).value if birth else None
    if age and (_NEGATIVE.match(clean(age)) or "unborn" in clean(age)):
        return not isinstance(born, date) or born > add_months(day, -12)
    return isinstance(born, date) and born > day and not _YEARS.match(age or "")


def _born(cells: Cells, day: date) -> str | None:
    return None if _unborn(cells[0], cells[1], day) else cells[1]


def _expected(cells: Cells, day: date) -> str | None:
    return (cells[1] or _NO_DAY) if _unborn(cells[0], cells[1], day) else None


def _awaited(text: str) -> str:
    """The day of an expected birth: without it, what an unborn child is owed is not known."""
    if text == _NO_DAY:
        raise ValueError("The child is unborn, and the day of the expected birth is left blank.")
    return text


BIRTHS = (
    DerivedColumn(_BORN, (AGE.name, BIRTH.name), _born),
    DerivedColumn(_EXPECTED, (AGE.name, BIRTH.name), _expected),
)


def known(text: str) -> str | None:
    """The cell, unless it says that the answer is not known."""
    said = clean(text).removeprefix("c) ")
    return None if said in ("unknown", "not known", "not recorded", "n/k", "n/a") else text


PERSON = Projection(
    Persons,
    {
        Persons.child: Cell(CHILD.name),
        Persons.gender: Cell(GENDER.name),
        Persons.ethnicity: Cell(ETHNICITY.name),
        Persons.born: Cell(_BORN),
        Persons.expected: Cell(_EXPECTED, through=_awaited),
    },
    merge=True,
)

DISABILITY = Projection(
    Disabilities,
    {
        Disabilities.disability: Digest("disability", CHILD.name),
        Disabilities.child: Cell(CHILD.name),
        Disabilities.kind: Cell(DISABLED.name, through=known),
    },
    reach="latest",
    merge=True,
)

UNACCOMPANIED_STATUS = Projection(
    ImmigrationStatuses,
    {
        ImmigrationStatuses.status: Digest("unaccompanied", CHILD.name),
        ImmigrationStatuses.child: Cell(CHILD.name),
        ImmigrationStatuses.kind: Fixed("UASC"),
    },
    reach="latest",
    merge=True,
    only={UNACCOMPANIED.name: YES},
)

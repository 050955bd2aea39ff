"""Who the child is, as every list says it again: merged over all of them."""

import re
from datetime import date

from holdfast.record.family import Disabilities, ImmigrationStatuses, Persons
from holdfast.sources.annex_a.layout import Cells, Derived, Heading, heading
from holdfast.sources.mapping import Cell, Digest, Fixed, Projection
from holdfast.sources.text import clean

CHILD = Heading(
    "Child Unique ID",
    ("Child ID", "Child Unique Identifier", "Unique Child ID", "Unique ID", "Person ID"),
    shared=True,
)
GENDER = Heading("Gender", ("Sex",), shared=True)
ETHNICITY = Heading("Ethnicity", ("Ethnic origin",), shared=True)
BIRTH = Heading("Date of Birth", ("DOB",), shared=True, day=True)
AGE = Heading("Age of Child (Years)", ("Age", "Age of Child"), shared=True)
DISABLED = Heading("Does the Child have a Disability", ("Disability",), shared=True)
FAMILY = Heading("Family identifier", shared=True)
UNACCOMPANIED = heading(
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
    "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
)

WHO = (CHILD, GENDER, ETHNICITY, BIRTH, AGE)

YES = ("a) yes", "yes", "y", "a) y", "true", "1")

_YEAR_FIRST = re.compile(r"\d{4}-\d{2}-\d{2}")

_BORN = "Date of Birth (of a born child)"
_EXPECTED = "Date of Birth (expected, of an unborn child)"


def _unborn(cells: Cells, made: date) -> bool:
    """Ofsted asks for the age -1 and the expected day of birth; some give only the day."""
    age, birth = cells
    if age and clean(age) in ("-1", "-1.0", "unborn"):
        return True
    # Days have been written year first, and so compare as they stand.
    return bool(birth and _YEAR_FIRST.fullmatch(birth) and birth > made.isoformat())


def _born(cells: Cells, made: date) -> str | None:
    return None if _unborn(cells, made) else cells[1]


def _expected(cells: Cells, made: date) -> str | None:
    return cells[1] if _unborn(cells, made) else None


BIRTHS = (
    Derived(_BORN, (AGE.name, BIRTH.name), _born),
    Derived(_EXPECTED, (AGE.name, BIRTH.name), _expected),
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
        Persons.expected: Cell(_EXPECTED),
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

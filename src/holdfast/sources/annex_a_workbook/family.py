"""Who the child is: the columns with which every list of children begins."""

from holdfast.days import birthday
from holdfast.record.family import Disabilities, ImmigrationStatuses, Persons
from holdfast.sources.annex_a_workbook.layout import Cell, ListColumn, ListRow
from holdfast.sources.annex_a_workbook.ofsted_words import ETHNICITY, GENDER, UNKNOWN
from holdfast.sources.annex_a_workbook.records import Row
from holdfast.sources.annex_a_workbook.working_out import yes_no

# Ofsted's age of a child who is not born yet.
UNBORN = -1


def _person(entry: ListRow) -> Row:
    return entry.records.one(Persons.child, entry.child)


def _child(entry: ListRow) -> Cell:
    return entry.child


def _gender(entry: ListRow) -> Cell:
    person = _person(entry)
    return GENDER.said(person.get("gender") or person.get("sex") or "U")


def _born(entry: ListRow) -> Cell:
    """The day of birth; without one, the day that is expected or estimated."""
    person = _person(entry)
    held: Cell = person.get("born") or person.get("expected")
    return held


def _age(entry: ListRow) -> Cell:
    person, as_at = _person(entry), entry.records.as_at
    born = person.get("born") or person.get("expected")
    if born is None:
        return None
    if born > as_at:
        return UNBORN
    age: int = as_at.year - born.year
    return age if birthday(born, age) <= as_at else age - 1


def _disabled(entry: ListRow) -> Cell:
    kinds = {row["kind"] for row in entry.of(Disabilities)}
    return yes_no(kinds != {"NONE"}, UNKNOWN) if kinds else UNKNOWN


def unaccompanied(entry: ListRow) -> Cell:
    """Whether the child was an unaccompanied asylum seeker at any time of the last year."""
    since = entry.records.year_ago
    return yes_no(any(row["ended"] is None or row["ended"] >= since for row in _asylum(entry)))


def ever_unaccompanied(entry: ListRow) -> Cell:
    """Whether the young person is, or before 18 was, an unaccompanied asylum seeker."""
    return yes_no(any(_asylum(entry)))


def _asylum(entry: ListRow) -> list[Row]:
    return [row for row in entry.of(ImmigrationStatuses) if "UASC" in (row["kind"] or "")]


CHILD = ListColumn("Child Unique ID", _child)
GENDER_OF_CHILD = ListColumn("Gender", _gender)
ETHNICITY_OF_CHILD = ListColumn(
    "Ethnicity", lambda entry: ETHNICITY.said(_person(entry).get("ethnicity") or "NOBT")
)
BORN = ListColumn("Date of Birth", _born)
AGE = ListColumn("Age", _age, in_2019="Age of Child (Years)")
# The list of adoption kept the longer heading.
AGE_IN_YEARS = ListColumn("Age of Child (Years)", _age)
DISABLED = ListColumn("Does the Child have a Disability", _disabled)

WHO = (CHILD, GENDER_OF_CHILD, ETHNICITY_OF_CHILD, BORN, AGE)

"""Oddities of who a child is: under two numbers, not among the persons, of uncertain age."""

from collections.abc import Mapping

from holdfast.record.assessment import AssessmentFactors
from holdfast.record.family import Mothers, Persons
from holdfast.record.schema.table import Table
from holdfast.simulation.oddities.ground import Ground
from holdfast.simulation.oddities.kind import ANY, Meaning, OddityKind
from holdfast.simulation.oddities.retelling import OF_THE_PERSON, Retelling, nobody
from holdfast.simulation.oddities.reused import reused
from holdfast.simulation.oddities.spans import (
    ABOUT_THE_PERSON,
    ReferralSpan,
    apart,
    cases_of,
    cut,
    days_of,
)
from holdfast.simulation.written.chronicle import Told
from holdfast.simulation.written.diary import as_date
from holdfast.simulation.written.happenings import Happening

DUPLICATE = OddityKind(
    "duplicate_person",
    "A child who was known before is referred again and not found, and so gets a second number. "
    "All that follows lies under the second.",
    (Persons,),
    Meaning.OTHERWISE,
    "Each number is answered for itself, and rightly: every duty stands as it went, under the "
    "second number. What looks from one to the other is lost: another referral within twelve "
    "months, another plan.",
    "children who were referred again after their case was closed",
    0.02,
    ANY,
)
NO_PERSON = OddityKind(
    "child_without_person",
    "The extract of persons leaves a child out; the child's other rows are there.",
    (Persons,),
    Meaning.OTHERWISE,
    "Duties stand as they went. Where the age decides, the record does not know it: a duty that "
    "ends with a birthday is not shown, one that begins with a birthday has begun.",
    "children",
    0.003,
    ANY,
)
ESTIMATED = OddityKind(
    "estimated_birth",
    "Nobody knows for certain when a child was born; the day lies where births are expected.",
    (Persons,),
    Meaning.AS_TRUTH,
    "A day of birth in the past is one, wherever it lies; the child is not unborn.",
    "children",
    0.005,
)


def whole(ground: Ground) -> None:
    """Oddities that take a child whole, so that no other kind is planted on the same child."""
    cases, mothers = cases_of(ground), set(ground.pages.read(Mothers, "mother")[0])
    duplicates(ground, cases, mothers)
    reused(ground, cases, mothers)
    without_person(ground, mothers)


def duplicates(ground: Ground, cases: Mapping[str, list[ReferralSpan]], mothers: set[str]) -> None:
    """Children whose later cases lie under a second number."""
    returned = [one for one, theirs in cases.items() if cut(theirs) and one not in mothers]
    places = {child: place for place, child in enumerate(ground.pages.read(Persons, "child")[0])}
    chosen = [returned[n] for n in ground.some(DUPLICATE, range(len(returned)))]
    rows = ground.pages.about(chosen)
    for child in chosen:
        day = cut(cases[child])
        days = {one: days_of(ground, *one) for one in rows[child] if one[0] not in ABOUT_THE_PERSON}
        if day is not None and all(apart(of_row, day) for of_row in days.values()):
            _part(ground, child, places[child], day, days)


def _part(
    ground: Ground,
    child: str,
    place: int,
    since: int,
    days: Mapping[tuple[type[Table], int], list[int]],
) -> None:
    second, row = f"{child}-2", ground.pages.row(Persons, place)
    assessed = set()
    for (table, which), of_row in days.items():
        if of_row and min(of_row) >= since:
            ground.pages.change(table, which, child=second)
            assessed.add(ground.pages.row(table, which).get("assessment"))
    for table, which in days:
        if table is AssessmentFactors and ground.pages.row(table, which)["assessment"] in assessed:
            ground.pages.change(table, which, child=second)
    new = {"child": second, "system_number": f"{row['system_number']}-2"}
    ground.pages.add(Persons, row | new | {"health_number": None, "upn": None})
    ground.written[child].append(_later_to(second, since))
    ground.whole.add(child)
    before = f"{child}, until {as_date(since)}"
    ground.plant(DUPLICATE, Persons, row, since, before, child=second)


def _later_to(second: str, since: int) -> Retelling:
    def retold(told: list[Told]) -> list[Told]:
        after = list[Told]()
        for one in told:
            later = (one[0], second, *one[2:])
            if one[0] in OF_THE_PERSON:
                after += [one, later]
            else:
                after.append(later if one[2] >= since else one)
        return after

    return retold


def without_person(ground: Ground, mothers: set[str]) -> None:
    """Children of whom there are rows, and none among the persons."""
    child, died = ground.pages.read(Persons, "child", "died")
    fits = (n for n, one in enumerate(child) if one not in mothers and died[n] is None)
    chosen = [(n, child[n]) for n in ground.some(NO_PERSON, fits) if child[n] not in ground.whole]
    rows = ground.pages.about([one for _, one in chosen])
    for place, one in chosen:
        ground.pages.strike(Persons, place)
        ground.written[one].append(nobody)
        ground.whole.add(one)
        row = ground.pages.row(Persons, place)
        ground.plant(NO_PERSON, Persons, row, None, "a person")
        for table, which in rows[one]:
            if table is not Persons:
                ground.plant(NO_PERSON, table, ground.pages.row(table, which), None, "a person")


def estimated(ground: Ground) -> None:
    """Children whose day of birth lies where births are expected."""
    born, died = ground.pages.read(Persons, "born", "died")
    fits = (n for n, day in enumerate(born) if day is not None and died[n] is None)
    for place, row in ground.pick(ESTIMATED, Persons, fits):
        day = row["born"]
        # A visit before the birth could not be known as such if the birth were not known.
        if row["child"] in ground.touched:
            continue
        ground.pages.change(Persons, place, born=None, expected=day)
        ground.written[row["child"]].append(_expected(day))
        ground.plant(ESTIMATED, Persons, row, day, f"born {as_date(day)}")


def _expected(day: int) -> Retelling:
    def retold(told: list[Told]) -> list[Told]:
        kept = [one for one in told if one[0] is not Happening.BIRTH_EXPECTED]
        return [
            (Happening.BIRTH_EXPECTED, *one[1:]) if one[0] is Happening.BORN else one
            for one in kept
        ]

    return retold

"""Oddities of who a child is: one child under two numbers, two under one, a child unknown."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from holdfast.areas import Area
from holdfast.record.assessment import AssessmentFactors
from holdfast.record.care import CareEpisodes
from holdfast.record.contact import Contacts, Referrals
from holdfast.record.family import Addresses, Mothers, Persons
from holdfast.record.register import TABLES
from holdfast.record.table import Kind as Holds
from holdfast.record.table import Table
from holdfast.simulation.chronicle import Told
from holdfast.simulation.diary import as_date
from holdfast.simulation.happenings import Happening
from holdfast.simulation.hindsight import PLANNED
from holdfast.simulation.oddities.ground import Ground
from holdfast.simulation.oddities.kind import ANY, Kind, Meaning
from holdfast.simulation.oddities.retelling import OF_THE_PERSON, Retelling

DUPLICATE = Kind(
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
REUSED = Kind(
    "reused_id",
    "The number of a child of long ago is given to another child. One person's row is left, with "
    "two children's histories.",
    (Persons,),
    Meaning.OTHERWISE,
    "The two are answered as one child, of the later one's age: a referral of one follows upon "
    "that of the other.",
    "children with a referral, whose number an earlier child had",
    0.004,
    ANY,
)
NO_PERSON = Kind(
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
ESTIMATED = Kind(
    "estimated_birth",
    "Nobody knows for certain when a child was born; the day lies where births are expected.",
    (Persons,),
    Meaning.AS_TRUTH,
    "A day of birth in the past is one, wherever it lies; the child is not unborn.",
    "children",
    0.005,
)

# Who a child is, which no clock counts from.
_ABOUT_THE_PERSON = {table for table in TABLES if table.area is Area.FAMILY}


class Case(NamedTuple):
    """A referral, its first day and its last."""

    received: int
    closed: int | None


def whole(ground: Ground) -> None:
    """Oddities that take a child whole, so that no other kind is planted on the same child."""
    cases, mothers = _cases(ground), _mothers(ground)
    duplicates(ground, cases, mothers)
    reused(ground, cases, mothers)
    without_person(ground, mothers)


def duplicates(ground: Ground, cases: Mapping[str, list[Case]], mothers: set[str]) -> None:
    """Children whose later cases lie under a second number."""
    returned = [one for one, theirs in cases.items() if _cut(theirs) and one not in mothers]
    places = {child: place for place, child in enumerate(ground.pages.read(Persons, "child")[0])}
    chosen = [returned[n] for n in ground.some(DUPLICATE, range(len(returned)))]
    rows = ground.pages.about(chosen)
    for child in chosen:
        cut = _cut(cases[child])
        days = {one: _days(ground, *one) for one in rows[child] if one[0] not in _ABOUT_THE_PERSON}
        if cut is not None and all(_apart(of_row, cut) for of_row in days.values()):
            _part(ground, child, places[child], cut, days)


def _part(
    ground: Ground,
    child: str,
    place: int,
    cut: int,
    days: Mapping[tuple[type[Table], int], list[int]],
) -> None:
    second, row = f"{child}-2", ground.pages.row(Persons, place)
    assessed = set()
    for (table, which), of_row in days.items():
        if of_row and min(of_row) >= cut:
            ground.pages.change(table, which, child=second)
            assessed.add(ground.pages.row(table, which).get("assessment"))
    for table, which in days:
        if table is AssessmentFactors and ground.pages.row(table, which)["assessment"] in assessed:
            ground.pages.change(table, which, child=second)
    new = {"child": second, "system_number": f"{row['system_number']}-2"}
    ground.pages.add(Persons, row | new | {"health_number": None, "upn": None, "died": None})
    ground.written[child].append(_later_to(second, cut))
    ground.whole.add(child)
    before = f"{child}, until {as_date(cut)}"
    ground.plant(DUPLICATE, Persons, row, cut, before, child=second)


def _later_to(second: str, cut: int) -> Retelling:
    def retold(told: list[Told]) -> list[Told]:
        after = list[Told]()
        for one in told:
            later = (one[0], second, *one[2:])
            if one[0] in OF_THE_PERSON:
                after += [one, later]
            else:
                after.append(later if one[2] >= cut else one)
        return after

    return retold


def reused(ground: Ground, cases: Mapping[str, list[Case]], mothers: set[str]) -> None:
    """Numbers of children of long ago that are given to others."""
    person = _persons(ground)
    cared_for = set(ground.pages.read(CareEpisodes, "child")[0])
    free = [one for one in person if one not in mothers | cared_for | ground.whole]
    free = [one for one in free if person[one][1] is not None and person[one][2] is None]
    begins, ends = _seen_from(ground), _over(ground, cases)
    olders = sorted((ends[one], one) for one in free if one in ends)
    for one in [free[n] for n in ground.some(REUSED, range(len(free))) if free[n] in cases]:
        born = person[one][1]
        older = next(
            (
                other
                for over, other in olders
                if over + 90 < begins[one]
                and other not in ground.whole
                and other != one
                and born is not None
                and born < begins[other]
            ),
            None,
        )
        if older and one not in ground.whole:
            _reuse(ground, one, older, (person[one][0], person[older][0]))


def _reuse(ground: Ground, later: str, older: str, places: tuple[int, int]) -> None:
    rows = ground.pages.about([later, older])
    row, first = ground.pages.row(Persons, places[0]), _first_day(ground, rows[later])
    addresses = [day for one in rows[older] if one[0] is Addresses for day in _days(ground, *one)]
    if _last_day(ground, rows[older]) >= first or min(addresses, default=first) < row["born"]:
        return
    for table, which in rows[later]:
        ground.pages.change(table, which, child=older)
    ground.pages.strike(Persons, places[1])
    ground.written[older].append(_nobody)
    ground.written[later].append(lambda told: [(one[0], older, *one[2:]) for one in told])
    ground.whole |= {later, older}
    ground.plant(REUSED, Persons, row, first, f"{later}, and {older} before", child=older)


def _nobody(told: list[Told]) -> list[Told]:
    """The record does not know when the child was born, or died."""
    return [one for one in told if one[0] not in OF_THE_PERSON]


def without_person(ground: Ground, mothers: set[str]) -> None:
    """Children of whom there are rows, and none among the persons."""
    child, died = ground.pages.read(Persons, "child", "died")
    fits = (n for n, one in enumerate(child) if one not in mothers and died[n] is None)
    chosen = [(n, child[n]) for n in ground.some(NO_PERSON, fits) if child[n] not in ground.whole]
    rows = ground.pages.about([one for _, one in chosen])
    for place, one in chosen:
        ground.pages.strike(Persons, place)
        ground.written[one].append(_nobody)
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


# Days of rows


def _cut(cases: list[Case]) -> int | None:
    """The first day of the latest referral that came after every earlier case was closed."""
    for which in range(len(cases) - 1, 0, -1):
        ends = [one.closed for one in cases[:which]]
        if all(end is not None and end < cases[which].received for end in ends):
            return cases[which].received
    return None


def _cases(ground: Ground) -> dict[str, list[Case]]:
    columns = ground.pages.read(Referrals, "child", "received", "closed")
    found: dict[str, list[Case]] = {}
    for child, received, closed in zip(*columns, strict=True):
        found.setdefault(child, []).append(Case(received, closed))
    return {child: sorted(theirs, key=lambda one: one.received) for child, theirs in found.items()}


def _apart(days: Iterable[int], cut: int) -> bool:
    """Whether a row lies on one side of a day."""
    return len({day >= cut for day in days}) < 2


def _days(ground: Ground, table: type[Table], place: int) -> list[int]:
    row, planned = ground.pages.row(table, place), PLANNED.get(table, frozenset())
    names = [one.name for one in table.columns if one.kind is Holds.DAY]
    found = {name: row[name] for name in names if row[name] is not None}
    # Of what is only planned, the day it is planned for.
    return [day for name, day in found.items() if name not in planned] or list(found.values())


def _all_days(ground: Ground, rows: list[tuple[type[Table], int]]) -> list[int]:
    return [
        day
        for table, which in rows
        if table not in _ABOUT_THE_PERSON
        for day in _days(ground, table, which)
    ]


def _last_day(ground: Ground, rows: list[tuple[type[Table], int]]) -> int:
    return max(_all_days(ground, rows), default=0)


def _first_day(ground: Ground, rows: list[tuple[type[Table], int]]) -> int:
    return min(_all_days(ground, rows), default=ground.last)


def _mothers(ground: Ground) -> set[str]:
    return set(ground.pages.read(Mothers, "mother")[0])


def _persons(ground: Ground) -> dict[str, tuple[int, int | None, int | None]]:
    columns = ground.pages.read(Persons, "child", "born", "died")
    rows = enumerate(zip(*columns, strict=True))
    return {child: (place, born, died) for place, (child, born, died) in rows}


def _seen_from(ground: Ground) -> dict[str, int]:
    """The day of each child's first contact."""
    found: dict[str, int] = {}
    for child, day in zip(*ground.pages.read(Contacts, "child", "received"), strict=True):
        found[child] = min(day, found.get(child, day))
    return found


def _over(ground: Ground, cases: Mapping[str, list[Case]]) -> dict[str, int]:
    """The day by which every case of a child's was closed, of those with none open."""
    found: dict[str, int] = {}
    for child, theirs in cases.items():
        ends = [one.closed for one in theirs]
        known = [end for end in ends if end is not None]
        if len(known) == len(ends):
            found[child] = max(known)
    return found

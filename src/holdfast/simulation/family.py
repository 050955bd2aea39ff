"""Families: the children in them, and who each child is."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from holdfast.record.family import (
    Addresses,
    Disabilities,
    FamilyLinks,
    ImmigrationStatuses,
    LinkedIdentifiers,
    Mothers,
    Persons,
)
from holdfast.simulation.chance import Chance, Shares
from holdfast.simulation.people import names
from holdfast.simulation.people.life import Life
from holdfast.simulation.written import carried_over
from holdfast.simulation.written.diary import YEAR, as_date, birthday
from holdfast.simulation.written.happenings import Happening

if TYPE_CHECKING:
    from holdfast.simulation.case import Case
    from holdfast.simulation.scene import Scene

# A day that no story reaches.
NEVER = 1_000_000

_ETHNICITY = Shares(
    {"WBRI": 82, "WOTH": 4, "MWBC": 2.5, "MOTH": 2, "AOTH": 1.5, "BAFR": 1.5, "APKN": 1}
    | {"BCRB": 1, "WROM": 0.7, "WIRT": 0.4, "OOTH": 1, "REFU": 0.4, "NOBT": 2}
)
_DISABILITY = Shares(
    {"LD": 26, "AUT": 25, "BEH": 11, "COMM": 9, "MOB": 7, "PC": 5, "INC": 4, "DDA": 4}
    | {"HAND": 3, "HEAR": 2.5, "VIS": 2.5, "CON": 1}
)
_SCHOOL_AGE = 5
# Days before birth at which a child may first be told of.
_UNBORN_DAYS = 150
# A multiple of most numbers of teams, so that none gets many more families than another.
_PLACES = 2520
_MOTHERHOOD = (int(15.5 * YEAR), int(20 * YEAR))


@dataclass(slots=True, eq=False)
class Child:
    """A child. Days may lie ahead; ``busy_until`` is when the latest open case closes."""

    id: str
    surname: str
    ethnicity: str
    sex: str
    born: int
    adult: int
    expected: int | None = None
    unaccompanied: bool = False
    disabled: bool = False
    age_unsure: bool = False
    is_mother: bool = False
    busy_until: int = -NEVER
    care_until: int = -NEVER
    gone: int = NEVER
    times_in_care: int = 0
    protection_plans: int = 0
    # The case is open, or the child is in care.
    held: bool = False
    died: int | None = None

    def age(self, day: int) -> float:
        """Age in years on a day; below nought before birth."""
        return (day - self.born) / YEAR

    def turns(self, age: int) -> int:
        """The day of the birthday."""
        return birthday(self.born, age)


@dataclass(slots=True, eq=False)
class Family:
    """Brothers and sisters, and the luck of all that happens to them."""

    id: str
    first_contact: int
    children: list[Child]
    chance: Chance
    kind: str
    life: Life
    # Which of the council's places the family lives in.
    place: int
    referred: bool = False
    # The latest case, open or over.
    case: "Case | None" = None


def families(scene: "Scene", children: int) -> Iterator[Family]:
    """Families, in no order, until ``children`` are known."""
    known, which, told = 0, 0, FirstToldDays(scene)
    while known < children:
        chance = Chance(scene.seed, f"family {which}")
        family = _family(scene, which, known, told.first(chance), chance)
        del family.children[children - known :]
        # Of families known before the story, some had children on a plan.
        share = scene.council.families.on_plan_before[family.kind]
        if family.referred and chance.yes(share):
            for child in family.children:
                carried_over.plan(scene, child, chance)
        yield family
        known, which = known + len(family.children), which + 1


class FirstToldDays:
    """The days on which families are first told of: by year, season and weekday."""

    def __init__(self, scene: "Scene") -> None:
        self._scene, self._door = scene, scene.council.front_door
        days = range(scene.first, scene.last + 1)
        self._ladder = list(accumulate(self._weight(day) for day in days))

    def first(self, chance: Chance) -> tuple[int, bool]:
        """The day a family is told of, and whether the council knew it from before the story."""
        scene, who = self._scene, self._scene.council.families
        if chance.yes(who.known_before):
            day = scene.first + chance.wait(who.known_again)
            if day <= scene.last:
                return day, True
        drawn = chance.random() * self._ladder[-1]
        return scene.first + bisect_right(self._ladder, drawn), False

    def _weight(self, day: int) -> float:
        door, date = self._door, as_date(day)
        busy = door.season[date.month - 1] * door.weekday[date.weekday()]
        return busy * door.demand.on(self._scene.last - day)


def _family(
    scene: "Scene", which: int, known: int, told: tuple[int, bool], chance: Chance
) -> Family:
    who, (first, before) = scene.council.families, told
    alone = chance.yes(who.unaccompanied)
    if alone:
        # A young person who comes alone is 15 to 17.
        births = [first - int(YEAR * (15 + 2.5 * chance.random()))]
    else:
        births = _births(scene, first, chance)
    origin = names.surname(chance), chance.pick(_ETHNICITY)
    children = [
        _child(scene, f"MU{known + n + 1:06d}", origin, born, first, chance)
        for n, born in enumerate(births)
    ]
    if alone:
        children[0].unaccompanied, children[0].age_unsure = True, chance.yes(0.5)
    kind, level = chance.pick(who.kinds), chance.pick(who.level_at_first)
    life = Life(who, Chance(scene.seed, f"life {which}"), kind, level, first)
    place = chance.between(0, _PLACES - 1)
    return Family(f"MUF{which + 1:06d}", first, children, chance, kind, life, place, before)


def _births(scene: "Scene", first: int, chance: Chance) -> list[int]:
    who = scene.council.families
    age = chance.pick(who.eldest) + chance.random()
    births = [first - int(min(age, 17.7) * YEAR)]
    if chance.yes(who.unborn):
        births = [first + chance.between(10, _UNBORN_DAYS)]
    shortest, longest = who.years_between_siblings
    for _ in range(chance.pick(who.size) - 1):
        births.append(births[-1] + int(YEAR * (shortest + (longest - shortest) * chance.random())))
    return [born for born in births if born <= first + _UNBORN_DAYS] or births[:1]


def _child(
    scene: "Scene", identifier: str, origin: tuple[str, str], born: int, first: int, chance: Chance
) -> Child:
    sex = "M" if chance.yes(0.52) else "F"
    child = Child(identifier, *origin, sex, born, birthday(born, 18))
    if born > first:
        child.expected = born + chance.between(-12, 12)
        child.sex = "U" if born > scene.last else sex
    child.disabled = chance.yes(scene.council.families.disabled)
    return child


def describe(scene: "Scene", family: Family) -> None:
    """Write what is known of a family's children beside their persons' rows."""
    for child in family.children:
        scene.chronicle.tell(Happening.BORN, child.id, child.born)
        if child.expected is not None:
            scene.chronicle.tell(Happening.BIRTH_EXPECTED, child.id, child.expected)
        scene.ledger.add(FamilyLinks, family=family.id, child=child.id)
        _disability(scene, child, family.chance)
        _addresses(scene, family, child)
        if family.chance.yes(0.05):
            day, value = max(child.born, family.first_contact), f"MU-YJ{child.id[2:]}"
            row = {"kind": "Youth justice number", "value": value, "started": day}
            scene.ledger.add(LinkedIdentifiers, day, child=child.id, **row)
        if child.unaccompanied:
            day = family.first_contact
            status = {"kind": "UASC", "started": day, "ended": child.adult}
            scene.ledger.add(ImmigrationStatuses, day, child=child.id, **status)


def tell_of_risk(scene: "Scene", family: Family) -> None:
    """Tell the chronicle when life in a family was harmful, once the story is at its end."""
    family.life.on(scene.last)
    for which, (begins, ends) in enumerate(family.life.at_risk):
        for child in family.children:
            scene.chronicle.tell(Happening.RISK_BEGINS, child.id, begins, str(which))
            if ends is not None:
                scene.chronicle.tell(Happening.RISK_ENDS, child.id, ends, str(which))


def _disability(scene: "Scene", child: Child, chance: Chance) -> None:
    if child.disabled:
        kinds = {chance.pick(_DISABILITY): 1, chance.pick(_DISABILITY): 1}
    else:
        kinds = {"NONE": 1}
        # Nothing hangs on it but the order of the family's luck, to which the county was fitted.
        chance.random()
    for kind in kinds:
        scene.ledger.add(Disabilities, child=child.id, kind=kind)


def _addresses(scene: "Scene", family: Family, child: Child) -> None:
    chance, day = family.chance, max(child.born, family.first_contact - 400)
    yearly = scene.council.families.moves_yearly
    while day <= scene.last:
        moved = day + chance.wait(yearly)
        postcode = names.postcode(chance)
        row = {"kind": "Home", "started": day, "ended": moved, "postcode": postcode}
        scene.ledger.add(Addresses, day, child=child.id, **row)
        day = moved


def mothers(scene: "Scene", everyone: list[Child]) -> None:
    """Let a few babies be the children of girls whom the council knew."""
    chance = Chance(scene.seed, "mothers")
    girls = [child for child in everyone if child.sex == "F"]
    for baby in everyone:
        if scene.last >= baby.born > scene.first and girls and chance.yes(0.2):
            mother = chance.one(girls)
            if _MOTHERHOOD[0] <= baby.born - mother.born <= _MOTHERHOOD[1]:
                mother.is_mother = True
                born = {"mother": mother.id, "child_born": baby.born}
                scene.ledger.add(Mothers, baby.born, child=baby.id, **born)


def introduce(scene: "Scene", everyone: list[Child]) -> None:
    """Write the row of every child, once all that happened is known."""
    chance = Chance(scene.seed, "persons")
    for number, child in enumerate(everyone, start=1):
        special_needs = 0.6 if child.disabled else scene.council.families.plan_for_special_needs
        scene.ledger.add(
            Persons,
            child=child.id,
            system_number=f"MU-N{number:06d}",
            health_number=f"MU-H{number:06d}" if chance.yes(0.7) else None,
            # A pupil number that passes the census's checks could be a real child's: none has one.
            upn_unknown="UN1" if child.age(scene.last) < _SCHOOL_AGE else "UN2",
            forename=names.forename(chance),
            surname=child.surname,
            sex=child.sex,
            gender=child.sex,
            ethnicity=child.ethnicity,
            # An age that nobody is sure of is kept where sources keep it.
            born=None if child.age_unsure else child.born,
            expected=child.born if child.age_unsure else child.expected,
            died=child.died,
            is_mother=child.is_mother,
            nationality="Not stated" if child.unaccompanied else None,
            has_plan_for_special_needs=chance.yes(special_needs),
        )

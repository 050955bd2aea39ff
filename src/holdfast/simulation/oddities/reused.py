"""A number used again: it was one child's years ago, and is another's now."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from holdfast.record.care import CareEpisodes
from holdfast.record.contact import Contacts
from holdfast.record.family import Addresses, Persons
from holdfast.record.schema.table import Table
from holdfast.simulation.oddities.ground import Ground
from holdfast.simulation.oddities.kind import ANY, Meaning, OddityKind
from holdfast.simulation.oddities.retelling import nobody
from holdfast.simulation.oddities.spans import (
    ReferralSpan,
    days_of,
    first_day,
    last_day,
    over_by,
)

REUSED = OddityKind(
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
_LONG_AGO = 90

Rows = list[tuple[type[Table], int]]


class Pair(NamedTuple):
    """A child and the one whose number that child is given, and where their persons' rows are."""

    later: str
    older: str
    later_place: int
    older_place: int


def reused(ground: Ground, cases: Mapping[str, list[ReferralSpan]], mothers: set[str]) -> None:
    """Numbers of children of long ago that are given to others."""
    pairs = list(_pairs(ground, cases, mothers))
    rows = ground.pages.about({one for pair in pairs for one in pair[:2]})
    for pair in pairs:
        _reuse(ground, pair, rows[pair.later], rows[pair.older])


def _pairs(
    ground: Ground, cases: Mapping[str, list[ReferralSpan]], mothers: set[str]
) -> Iterator[Pair]:
    place_of: dict[str, int] = {}
    born: dict[str, int] = {}
    columns = ground.pages.read(Persons, "child", "born", "died")
    for place, (child, day, died) in enumerate(zip(*columns, strict=True)):
        place_of[child] = place
        if day is not None and died is None:
            born[child] = day
    first_contact: dict[str, int] = {}
    for child, day in zip(*ground.pages.read(Contacts, "child", "received"), strict=True):
        first_contact[child] = min(day, first_contact.get(child, day))
    taken = mothers | set(ground.pages.read(CareEpisodes, "child")[0]) | ground.whole
    free = [child for child in born if child not in taken]
    ends = over_by(cases)
    olders = sorted((ends[child], child) for child in free if child in ends)
    for child in [free[n] for n in ground.some(REUSED, range(len(free)))]:
        before = (
            older
            for over, older in olders
            if over + _LONG_AGO < first_contact[child]
            and older not in taken
            and born[child] < first_contact[older]
        )
        older = next(before, None) if child in cases and child not in taken else None
        if older is not None:
            taken |= {child, older}
            yield Pair(child, older, place_of[child], place_of[older])


def _reuse(ground: Ground, pair: Pair, theirs: Rows, before: Rows) -> None:
    row, first = ground.pages.row(Persons, pair.later_place), first_day(ground, theirs)
    addresses = [day for one in before if one[0] is Addresses for day in days_of(ground, *one)]
    # Who came before the six years is known from before the first contact.
    begins = min([first_day(ground, before), *addresses])
    if last_day(ground, before) >= first or begins < row["born"]:
        return
    older = pair.older
    for table, which in theirs:
        ground.pages.change(table, which, child=older)
    ground.pages.strike(Persons, pair.older_place)
    ground.written[older].append(nobody)
    ground.written[pair.later].append(lambda told: [(one[0], older, *one[2:]) for one in told])
    ground.whole |= {pair.later, older}
    words = f"{pair.later}, and {older} before"
    ground.plant(REUSED, Persons, row, first, words, child=older)

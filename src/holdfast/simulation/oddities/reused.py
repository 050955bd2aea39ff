"""A number used again: it was one child's years ago, and is another's now."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from holdfast.record.care import CareEpisodes
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
    persons_in,
    seen_from,
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
    person, begins = persons_in(ground), seen_from(ground)
    taken = mothers | set(ground.pages.read(CareEpisodes, "child")[0]) | ground.whole
    born = {one: day for one, (_, day, died) in person.items() if day is not None and died is None}
    free = [one for one in born if one not in taken]
    ends = over_by(cases)
    olders = sorted((ends[one], one) for one in free if one in ends)
    for one in [free[n] for n in ground.some(REUSED, range(len(free)))]:
        before = (
            older
            for over, older in olders
            if over + _LONG_AGO < begins[one] and older not in taken and born[one] < begins[older]
        )
        older = next(before, None) if one in cases and one not in taken else None
        if older is not None:
            taken |= {one, older}
            yield Pair(one, older, person[one][0], person[older][0])


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

"""What a reader who has everything that was published can work out of what was withheld.

The reader knows that each number is a whole one, which of them add up, that what is withheld is at
least 1 (noughts are shown), and every earlier edition. Between which two values a withheld number
then lies is found by integer linear programming: no reckoning whatever narrows it further.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from holdfast.evidence.withholding.publication import Edition, Publication, PublishedSum


@dataclass(frozen=True)
class ReaderKnowledge:
    """The numbers as the reader holds them, one place for each.

    ``values`` are what they really are, of those whose value we know. ``least`` is the smallest
    that each may be. ``fixed`` are those that the reader knows: they are shown, or stand in an
    earlier edition. ``may_withhold`` are those that the pack itself may still withhold. ``sums``
    are rows of coefficients, each of which comes to nought.
    """

    keys: tuple[str, ...]
    values: NDArray[np.int64]
    least: NDArray[np.int64]
    fixed: NDArray[np.bool_]
    may_withhold: NDArray[np.bool_]
    sums: csr_array

    def place(self, key: str) -> int:
        """Where a cell stands."""
        return self.keys.index(key)


def told_apart(publication: Publication) -> Publication:
    """The publication with each edition that speaks of other numbers set apart from it.

    An edition of a record that was corrected since does not fit the numbers of today: what it
    tells is then of numbers of its own, and says nothing by sums of the new ones.
    """
    editions = tuple(
        edition if _agrees(publication, edition) else _apart(edition, number)
        for number, edition in enumerate(publication.earlier)
    )
    return replace(publication, earlier=editions)


def knowledge(publication: Publication, withheld: Collection[str]) -> ReaderKnowledge:
    """What a reader holds of a publication, told apart, in which some cells are withheld."""
    values = {one.key: one.value for one in publication.cells}
    shown = {one.key for one in publication.cells if one.shown}
    fixed = shown - set(withheld)
    free = {key for key in fixed if values[key]}
    least = {key: int(key in shown) for key in values}
    sums = list(publication.sums)
    for edition in publication.earlier:
        values = {**edition.shown, **values}
        fixed |= edition.shown.keys()
        free -= edition.shown.keys()
        least |= dict.fromkeys(edition.withheld, 1)
        sums += edition.sums
    keys = tuple(sorted({*values, *least, *_cells_of(sums)}))
    return ReaderKnowledge(
        keys,
        np.array([values.get(key, -1) for key in keys], dtype=np.int64),
        np.array([least.get(key, 0) for key in keys], dtype=np.int64),
        np.array([key in fixed for key in keys], dtype=np.bool_),
        np.array([key in free for key in keys], dtype=np.bool_),
        _matrix(sums, keys),
    )


def bounds_of(held: ReaderKnowledge, keys: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Between what each of some cells lies for the reader; infinity where nothing bounds it."""
    lower = np.where(held.fixed, held.values, held.least).astype(float)
    upper = np.where(held.fixed, held.values, np.inf).astype(float)
    room = Bounds(lower, upper)
    whole = np.ones(len(held.keys))
    found = {}
    for key in keys:
        place = held.place(key)
        ends = []
        for sign in (1.0, -1.0):
            costs = np.zeros(len(held.keys))
            costs[place] = sign
            done = milp(costs, integrality=whole, bounds=room, constraints=_nought(held))
            # 2: nothing fits; 3 and 4: there is no end to it in this direction.
            if done.status == 2:
                raise ValueError("what is published contradicts itself")
            ends.append(sign * done.fun if done.status == 0 else sign * -np.inf)
        found[key] = (ends[0], ends[1])
    return found


def _nought(held: ReaderKnowledge) -> Sequence[LinearConstraint]:
    return (LinearConstraint(held.sums, 0, 0),) if held.sums.shape[0] else ()


def _agrees(publication: Publication, edition: Edition) -> bool:
    """Whether the numbers of today fit into what an edition told."""
    values = {one.key: one.value for one in publication.cells}
    if any(values.get(key, value) != value for key, value in edition.shown.items()):
        return False
    if any(values.get(key, 1) < 1 for key in edition.withheld):
        return False
    alone = replace(publication, earlier=(edition,))
    held = knowledge(alone, ())
    known = held.fixed | np.isin(held.keys, list(values))
    room = Bounds(
        np.where(known, held.values, held.least).astype(float),
        np.where(known, held.values, np.inf).astype(float),
    )
    none, whole = np.zeros(len(held.keys)), np.ones(len(held.keys))
    return bool(milp(none, integrality=whole, bounds=room, constraints=_nought(held)).status == 0)


def _apart(edition: Edition, number: int) -> Edition:
    def own(key: str) -> str:
        return f"{key} (edition {number})"

    return Edition(
        {own(key): value for key, value in edition.shown.items()},
        frozenset(map(own, edition.withheld)),
        tuple(PublishedSum(own(one.total), tuple(map(own, one.parts))) for one in edition.sums),
    )


def _cells_of(sums: Iterable[PublishedSum]) -> set[str]:
    return {key for one in sums for key in (one.total, *one.parts)}


def _matrix(sums: Sequence[PublishedSum], keys: Sequence[str]) -> csr_array:
    places = {key: place for place, key in enumerate(keys)}
    rows: list[int] = []
    columns: list[int] = []
    signs: list[float] = []
    for row, one in enumerate(sums):
        for key, sign in ((one.total, -1.0), *((part, 1.0) for part in one.parts)):
            rows.append(row)
            columns.append(places[key])
            signs.append(sign)
    return csr_array(coo_array((signs, (rows, columns)), shape=(len(sums), len(keys))))

"""Which numbers are withheld: the small ones, and as few others as it takes to protect those.

A small number is protected by showing that the tables would fit another one as well: the numbers
that would then have to be different are withheld with it. Among the ways to do so the one is taken
that withholds least, totals last of all. Whoever reads the pack, and every edition before it, can
then reckon as they like: ``reader.py`` says what they find, and that is looked at before the end.
"""

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import eye_array, hstack

from holdfast.errors import BadSetting
from holdfast.evidence.withholding.publication import WIDTH, Publication
from holdfast.evidence.withholding.reader import (
    ReaderKnowledge,
    bounds_of,
    knowledge,
    told_apart,
)
from holdfast.query.fairness.withholding import SMALL

# A total is withheld only where its parts would not do: readers look for it first.
_TOTAL_COSTS = 50.0
# No number moves by more than this in the tables that would fit as well.
_FURTHEST = 10_000
_SECONDS = 10.0


def withheld_of(publication: Publication) -> frozenset[str]:
    """The keys of the shown cells that are withheld from a publication.

    The same publication gives the same. Raises BadSetting where editions that are out already let
    a small number be found out, whatever is withheld from this one.
    """
    told = told_apart(publication)
    values = {one.key: one.value for one in told.cells}
    shown = {one.key for one in told.cells if one.shown}
    hidden = {one.key for one in told.cells if one.shown and one.is_small}
    hidden |= _told_before(publication) & {key for key in shown if values[key]}
    while narrow := _too_narrow(told, hidden):
        held = knowledge(told, hidden)
        more = _others_for(held, narrow[0]) or _linked(held, narrow[0])
        if not more:
            raise BadSetting(
                "Editions that are out already let a number of 1 to 5 be found out, whatever is "
                "withheld from this one.",
                "Withdraw the edition that was corrected since, or make the pack of another day.",
            )
        hidden |= more
    return frozenset(hidden)


def guarded(publication: Publication, hidden: Collection[str]) -> list[str]:
    """The cells of which no reader may know the value within ``WIDTH``: withheld ones, small ones.

    Those that are withheld of an earlier edition are among them: this one must not give them away.
    """
    own = {one.key for one in publication.cells if one.key in hidden or one.is_small}
    before = {key for edition in publication.earlier for key in edition.withheld}
    return sorted(own | before)


def _told_before(publication: Publication) -> set[str]:
    """What an edition withheld stays so; so does what differs from one by a small number."""
    values = {one.key: one.value for one in publication.cells}
    kept = {key for edition in publication.earlier for key in edition.withheld}
    for edition in publication.earlier:
        kept |= {
            key
            for key, value in edition.shown.items()
            if key in values and abs(values[key] - value) in SMALL
        }
    return kept


def _too_narrow(publication: Publication, hidden: Collection[str]) -> list[str]:
    held = knowledge(publication, hidden)
    found = bounds_of(held, guarded(publication, hidden))
    return [key for key, (least, most) in found.items() if most - least < WIDTH]


def _others_for(held: ReaderKnowledge, key: str) -> set[str]:
    """The fewest shown cells that must be withheld so that one can be other by ``WIDTH``.

    Empty where no way is found in time. Variables are the numbers of another table that fits, and
    for each number that may be withheld whether it is.
    """
    place, size = held.place(key), len(held.keys)
    known = held.values >= 0
    if not known[place]:
        return set()
    lower = np.where(held.fixed & ~held.may_withhold, held.values, held.least).astype(float)
    upper = np.where(
        held.fixed & ~held.may_withhold,
        held.values,
        np.where(known, held.values + _FURTHEST, np.inf),
    ).astype(float)
    lower[place] = upper[place] = held.values[place] + WIDTH
    costs = np.concatenate([np.zeros(size), _costs(held)])
    one = eye_array(size, format="csr")
    far = one * float(_FURTHEST)
    movable = np.where(held.may_withhold, held.values, 0)
    # A number that may be withheld stays as it is unless it is.
    up = np.where(held.may_withhold, movable, np.inf)
    down = np.where(held.may_withhold, movable, -np.inf)
    rules = [
        LinearConstraint(hstack([one, -far]), -np.inf, up),
        LinearConstraint(hstack([one, far]), down, np.inf),
    ]
    if held.sums.shape[0]:
        rules.append(LinearConstraint(hstack([held.sums, held.sums * 0]), 0, 0))
    done = milp(
        costs,
        integrality=np.ones(2 * size),
        bounds=Bounds(
            np.concatenate([lower, np.zeros(size)]),
            np.concatenate([upper, held.may_withhold.astype(float)]),
        ),
        constraints=rules,
        options={"time_limit": _SECONDS},
    )
    if done.x is None:
        return set()
    return {held.keys[at] for at in np.flatnonzero(done.x[size:] > 0.5) if held.may_withhold[at]}


def _costs(held: ReaderKnowledge) -> NDArray[np.float64]:
    """What it costs to withhold each: large numbers a little more, so that one way is best."""
    totals = np.zeros(len(held.keys), dtype=np.bool_)
    sums = held.sums.tocoo()
    totals[sums.coords[1][sums.data < 0]] = True
    size = np.log2(np.maximum(held.values, 1) + 1)
    order = np.arange(len(held.keys)) * 1e-6
    return np.asarray((10 + size + order) * np.where(totals, _TOTAL_COSTS, 1.0))


def _linked(held: ReaderKnowledge, key: str) -> set[str]:
    """All that may still be withheld and is linked to a cell by sums: the way that always does."""
    reached = {held.place(key)}
    rows = [set(held.sums[[row]].indices.tolist()) for row in range(held.sums.shape[0])]
    grows = True
    while grows:
        near = {place for row in rows if row & reached for place in row}
        grows = not near <= reached
        reached |= near
    return _may(held, reached)


def _may(held: ReaderKnowledge, places: Iterable[int]) -> set[str]:
    return {held.keys[place] for place in places if held.may_withhold[place]}

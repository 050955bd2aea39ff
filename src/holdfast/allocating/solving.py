"""The whole team at once: which family with which worker, so that most children are placed.

A mixed-integer programme solved by HiGHS through scipy, one aim after another; what an aim has
reached the next may not undo:

1. as many children on a protection plan, under enquiry or in care as possible have a worker;
2. so have as many children as possible;
3. of these, those whose first duty falls due soonest;
4. the candidates' own order (``weighing.py``): who knows the family, who has the experience, who
   has room; and the fullest worker as little full as can be.

Nobody is given more than the scheme has room for, and a family is never split.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from holdfast.allocating.proposal import Candidate, WaitingFamily

# What a worker filled to the brim weighs against the reasons for one candidate.
FULLEST = 0.5
SECONDS = 5.0  # for each aim
# How far an aim may be missed for the rounding of the solver.
ROUNDING = 1e-6

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class TeamRoom:
    """The points that a worker has room for in all, and what is held already."""

    capacity: float
    points: float


@dataclass(frozen=True)
class Solved:
    """Which worker each family goes to, by the family's place; ``proven``: none is better."""

    chosen: Mapping[int, str]
    proven: bool


def solve(
    families: Sequence[WaitingFamily],
    candidates: Sequence[Sequence[Candidate]],
    rooms: Mapping[str, TeamRoom],
) -> Solved:
    """Choose a worker for each family that can have one, of its own ``candidates``."""
    # Half a second to load, and no other command or page needs it.
    from scipy.optimize import Bounds, LinearConstraint, milp

    pairs = [(place, one) for place, own in enumerate(candidates) for one in own if one.possible]
    if not pairs:
        return Solved({}, proven=True)
    workers = sorted({one.worker for _, one in pairs})
    held_to: list[Any] = [
        LinearConstraint(_once(pairs, len(families)), -np.inf, 1),
        *(LinearConstraint(rows, -np.inf, most) for rows, most in _room(pairs, workers, rooms)),
    ]
    # The last variable is how full the fullest worker is, as a share of the worker's capacity.
    bounds = Bounds(np.zeros(len(pairs) + 1), np.append(np.ones(len(pairs)), np.inf))
    whole, found, proven = np.append(np.ones(len(pairs)), 0), None, True
    for aim in _aims(families, pairs):
        result = milp(
            -aim,
            integrality=whole,
            bounds=bounds,
            constraints=held_to,
            options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
        )
        if result.x is None:
            proven = False
            break
        found, proven = result.x, proven and result.status == 0
        held_to.append(LinearConstraint(aim, float(aim @ found) - ROUNDING, np.inf))
    if found is None:
        return Solved({}, proven=False)
    taken = {place: one.worker for (place, one), x in zip(pairs, found, strict=False) if x > 0.5}
    return Solved(taken, proven)


def _aims(
    families: Sequence[WaitingFamily], pairs: Sequence[tuple[int, Candidate]]
) -> list[Numbers]:
    """What is sought, each before the next, as what each pair adds to it."""
    children = [len(one.children) for one in families]
    by_law = [count * one.social_worker for count, one in zip(children, families, strict=True)]
    due = [one.due.toordinal() if one.due else np.inf for one in families]
    ranked = sorted(range(len(families)), key=lambda place: (due[place], families[place].numbers))
    sooner = {place: len(families) - rank for rank, place in enumerate(ranked)}
    own = [one.preference for _, one in pairs]
    return [
        np.array([*(by_law[place] for place, _ in pairs), 0.0]),
        np.array([*(children[place] for place, _ in pairs), 0.0]),
        np.array([*(sooner[place] for place, _ in pairs), 0.0]),
        np.array([*own, -FULLEST]),
    ]


def _once(pairs: Sequence[tuple[int, Candidate]], families: int) -> Numbers:
    """A row for each family: it goes to one worker at most."""
    rows = np.zeros((families, len(pairs) + 1))
    for column, (place, _) in enumerate(pairs):
        rows[place, column] = 1
    return rows


def _room(
    pairs: Sequence[tuple[int, Candidate]], workers: Sequence[str], rooms: Mapping[str, TeamRoom]
) -> list[tuple[Numbers, Numbers]]:
    """For each worker: no more than there is room for, and no fuller than the fullest.

    Each as rows of what every pair adds, and the most that each row may come to.
    """
    at = {worker: row for row, worker in enumerate(workers)}
    added = np.zeros((len(workers), len(pairs) + 1))
    for column, (_, one) in enumerate(pairs):
        added[at[one.worker], column] = one.points
    capacity = np.array([rooms[worker].capacity for worker in workers])
    held = np.array([rooms[worker].points for worker in workers])
    fuller = added.copy()
    fuller[:, -1] = -capacity
    return [
        (added, capacity - held),
        (fuller, -held),
    ]

"""How loads are spread, and how often children change hands: never a mean alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.query.caseload.held import MANY_WORKERS, held_by_worker, held_children
from holdfast.query.caseload.loads import WorkerLoad
from holdfast.query.caseload.staff import staff
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope

YEAR = 365


@dataclass(frozen=True)
class Spread:
    """How the children held are spread over the workers in post who hold any.

    ``numbers`` gives, for each number of children that anybody holds, how many workers hold it.
    ``tenth`` is the number that one worker in ten holds or more. All are None where nobody holds.
    """

    workers: int
    children: int
    least: int | None
    median: float | None
    tenth: int | None
    most: int | None
    mean: float | None
    most_points: float | None
    over_capacity: int
    capacity_unknown: int
    numbers: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class WorkerChanges:
    """How often children change hands.

    ``held`` children are held by a named worker on the day; of them ``new_worker`` have one who
    took them on in the last 90 days, ``many_workers`` had three or more in the last twelve months,
    and ``since_unknown`` are held since nobody knows when. ``by_workers`` counts them by how many
    workers each had. ``leavers`` left in the last twelve months and held ``children_of_leavers``
    between them on their last day.
    """

    held: int
    new_worker: int
    since_unknown: int
    many_workers: int
    by_workers: tuple[tuple[int, int], ...]
    leavers: int
    agency_leavers: int
    children_of_leavers: int
    came: int

    @property
    def children_per_leaver(self) -> float | None:
        """How many children a leaver left behind, on average; None where nobody left."""
        return self.children_of_leavers / self.leavers if self.leavers else None


def spread_of(loads: Sequence[WorkerLoad]) -> Spread:
    """How children are spread over the workers of these loads who are in post and hold any."""
    loads = [one for one in loads if one.left is None]
    held = sorted(one.children for one in loads if one.children)
    counted = Counter(held)
    return Spread(
        workers=len(held),
        children=sum(held),
        least=held[0] if held else None,
        median=_median(held) if held else None,
        tenth=held[-max(1, -(-len(held) // 10))] if held else None,
        most=held[-1] if held else None,
        mean=round(sum(held) / len(held), 1) if held else None,
        most_points=max((one.points for one in loads), default=None),
        over_capacity=sum(one.capacity != 0 and (one.room or 0) < 0 for one in loads),
        capacity_unknown=sum(one.room is None for one in loads if one.children),
        numbers=tuple(sorted(counted.items())),
    )


def _median(ordered: Sequence[int]) -> float:
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[middle])
    return (ordered[middle - 1] + ordered[middle]) / 2


def changes_of_worker(outlook: Outlook, scope: Scope = EVERYBODY) -> WorkerChanges:
    """How often the children in scope changed hands, and who left and came in twelve months.

    Raises NotFound for a scope that the record does not know.
    """
    day, held = outlook.day, held_children(outlook, scope)
    people = staff(outlook, scope)
    first = day - timedelta(days=YEAR)
    left = {who: one.left for who, one in people.items() if one.left and first <= one.left < day}
    counted = Counter(one.workers for one in held)
    return WorkerChanges(
        held=len(held),
        new_worker=sum(one.new_within(day) for one in held),
        since_unknown=sum(one.since is None for one in held),
        many_workers=sum(one.workers >= MANY_WORKERS for one in held),
        by_workers=tuple(sorted(counted.items())),
        leavers=len(left),
        agency_leavers=sum(bool(people[who].agency) for who in left),
        children_of_leavers=_left_behind(outlook, left),
        came=sum(
            one.in_post_since is not None and first < one.in_post_since <= day
            for one in people.values()
        ),
    )


def _left_behind(outlook: Outlook, left: dict[str, date]) -> int:
    """How many children leavers held on their last day, one counted for each who held it."""
    held = held_by_worker(outlook)
    return sum(
        len(
            {
                child
                for child, time in held.get(worker, ())
                if (time.started is None or time.started <= day)
                and (time.ended is None or time.ended >= day)
            }
        )
        for worker, day in left.items()
    )

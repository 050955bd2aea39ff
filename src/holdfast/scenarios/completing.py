"""How many assessments workers complete, counted from the record, and how that follows the work.

Where more assessments lie before each worker, each completes more, and where few do, fewer: their
other work gives way, or takes the time. By how much is read off the record's own quarters. Without
it a backlog that begins to grow grows without bound, and one that shrinks is soon gone, which no
record shows.
"""

from dataclasses import dataclass

import numpy as np

from holdfast.scenarios.arrivals import working
from holdfast.scenarios.draws import Floats
from holdfast.scenarios.reading import WorkRecord
from holdfast.scenarios.workforce import ASSESSES, YEAR, Workforce, able, in_pool

QUARTER, MOST_QUARTERS = 91, 16
LEAST_EACH = 10  # assessments awaited and completed in a quarter that counts
# In ten made-up counties the logarithm of what each completed rose by 0.11 to 0.37, all together
# 0.20, for each 1 by which the logarithm of what lay before them did. A record of few quarters is
# drawn to that, as if so much of the variance of that logarithm more had been seen of it.
USUAL_PULL, AS_IF_SEEN = 0.2, 0.34
_MOST_PULL = 0.8


@dataclass(frozen=True)
class CompletingPace:
    """What those who assess complete.

    ``each`` is the assessments completed for each full-time worker and working day in the year to
    the day, ``error`` its relative standard error, ``awaited`` how many lay before each in that
    year. ``pull`` is by how much the logarithm of ``each`` rises with that of what lies before
    them, from so many ``quarters``.
    """

    each: float
    error: float
    awaited: float
    pull: float
    quarters: int

    def able(self, hours: float, awaiting: int) -> float:
        """How many are completed on a working day by so many hours, so many being awaited."""
        if hours <= 0 or awaiting <= 0:
            return 0.0
        pulled: float = (awaiting / hours / self.awaited) ** self.pull
        return self.each * hours * pulled


def hours_able(record: WorkRecord, force: Workforce | None, window: tuple[int, int]) -> Floats:
    """Hours of those who assess on each day of a window, nought where nobody works.

    1 on each working day where the record holds nobody's times in post.
    """
    first, last = window
    hours = np.ones(last - first)
    if force is not None and record.in_post is not None:
        own = in_pool(record.in_post, force.team_pool, ASSESSES)
        hours = able(record.in_post, own, np.arange(first + 1, last + 1))
    return hours * working(first + 1, last - first)


def completed_by_day(record: WorkRecord, window: tuple[int, int]) -> Floats:
    """Assessments completed on each day of a window, the first not and the last included."""
    first, last = window
    ends = record.assessing.end[record.finished]
    inside = ends[(ends > first) & (ends <= last)] - first - 1
    return np.bincount(inside, minlength=last - first).astype(float)


def awaited_each(record: WorkRecord, worked: Floats, window: tuple[int, int]) -> float:
    """How many assessments lay before each full-time worker, on average of a window's days."""
    first, last = window
    waits = record.assessing
    spent = np.clip(np.minimum(waits.end, last) - np.maximum(waits.first, first), 0, None)
    days = (worked > 0).sum()
    return float(spent.sum() / (last - first) / max(worked.sum() / max(days, 1), 1e-9))


def count_completing(record: WorkRecord, force: Workforce | None, day: int) -> CompletingPace:
    """What the year to a day, and the quarters before it, tell of completing."""
    window = (day - YEAR, day)
    worked, done = hours_able(record, force, window), completed_by_day(record, window)
    each = float(done.sum() / max(worked.sum(), 1e-9))
    months = np.array_split(np.arange(YEAR), 12)
    apart = np.array([done[one].sum() / max(worked[one].sum(), 1e-9) for one in months])
    error = float(apart.std(ddof=1) / np.sqrt(12) / each)
    pull, quarters = _pull(record, force, day)
    return CompletingPace(
        each, error, max(awaited_each(record, worked, window), 1e-9), pull, quarters
    )


def _pull(record: WorkRecord, force: Workforce | None, day: int) -> tuple[float, int]:
    """The slope of completed on awaited, each for a full-time worker, by quarter, in logarithms.

    The first year and a half of a record is left out: what was awaited before it is not in it.
    """
    known = min(MOST_QUARTERS, (day - record.begins - YEAR - 2 * QUARTER) // QUARTER)
    seen = []
    for back in range(known):
        window = (day - (back + 1) * QUARTER, day - back * QUARTER)
        worked, done = hours_able(record, force, window), completed_by_day(record, window).sum()
        awaited = awaited_each(record, worked, window)
        if worked.sum() > 0 and done >= LEAST_EACH and awaited * worked.max() >= LEAST_EACH:
            seen.append((np.log(awaited), np.log(done / worked.sum())))
    if len(seen) < 2:
        return USUAL_PULL, len(seen)
    laid, completed = (np.array(seen) - np.mean(seen, axis=0)).T
    slope = (laid @ completed + AS_IF_SEEN * USUAL_PULL) / (laid @ laid + AS_IF_SEEN)
    return float(np.clip(slope, 0.0, _MOST_PULL)), len(seen)

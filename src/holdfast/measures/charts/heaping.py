"""Whether finishings are heaped just before the limit: done for the date, and not for the child.

Of steps done on one day after another the numbers run smoothly, so that the week that ends on the
due date would hold about as many as the mean of the week before and the week after. Whole weeks
are compared, since nothing is done on Sundays. A limit of under three weeks has no week before.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# Heaped: more than chance does once in 1,000 times, and by a quarter at least.
RARE, MARKED = 0.001, 1.25
LEAST, LEAST_LIMIT = 30, 21


@dataclass(frozen=True)
class Heaping:
    """Finished in the week ``before`` the last, in the ``last`` week up to due, and ``after`` it.

    ``expected`` is the mean of the weeks beside; ``heaped`` is None where too few finished,
    or the limit is too short.
    """

    before: int
    last: int
    after: int
    expected: float
    heaped: bool | None


def heaping(finished: Mapping[int, int], limit_days: int | None) -> Heaping:
    """From how many were finished by the days from due: -1 is the day before, 1 the day after.

    ``limit_days`` is how long the limit is, None where it has none.
    """
    from scipy.stats import binomtest  # slow to load, and not needed by most commands

    def within(first: int, last: int) -> int:
        return sum(count for days, count in finished.items() if first <= days <= last)

    before, last, after = within(-13, -7), within(-6, 0), within(1, 7)
    expected = (before + after) / 2
    together = before + last + after
    if together < LEAST or limit_days is None or limit_days < LEAST_LIMIT:
        return Heaping(before, last, after, expected, None)
    chance = binomtest(last, together, 1 / 3, alternative="greater").pvalue
    return Heaping(before, last, after, expected, bool(chance < RARE and last >= MARKED * expected))

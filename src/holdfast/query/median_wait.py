"""How long people wait, with those still waiting counted.

The product-limit estimate (Kaplan and Meier 1958): a wait that has not ended yet tells that
it is at least this long, and is counted as such. The median of finished waits alone would
make a growing queue look quick.
"""

from collections.abc import Iterable


def median_wait(waits: Iterable[tuple[int, int, int]]) -> int | None:
    """The median wait in days, from (days, how many ended then, how many were still open then).

    Several may be of the same days: they are added up, since all of them were at risk until then.

    None when fewer than half have ended within the longest wait seen: the median is not yet
    known, and is longer than anything seen so far.
    """
    by_days: dict[int, tuple[int, int]] = {}
    for days, ended, open_ in waits:
        before = by_days.get(days, (0, 0))
        by_days[days] = before[0] + ended, before[1] + open_
    ordered = [(days, *by_days[days]) for days in sorted(by_days)]
    at_risk = sum(ended + open_ for _, ended, open_ in ordered)
    surviving = 1.0
    for days, ended, open_ in ordered:
        if at_risk and ended:
            surviving *= 1 - ended / at_risk
            # A hair's breadth for rounding: exactly one half counts as half.
            if surviving <= 0.5 + 1e-9:
                return days
        at_risk -= ended + open_
    return None

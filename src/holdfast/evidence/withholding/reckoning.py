"""What anybody can reckon of numbers that add up and of which something is told.

Each number is a whole one that lies in a range, by what is told of it, and some add up to another.
What a number may then be is found by integer programming: no reckoning whatever narrows it further.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from math import inf

import numpy as np

from holdfast.query.fairness.withholding import SMALL

Range = tuple[float, float]
ANYTHING: Range = (0, inf)
# A number of which nothing is told is tried as large as this at most, beyond the largest told.
_FURTHER = 100.0


@dataclass
class Reckoning:
    """Numbers by name, with the range of each, and sums: a total and its parts."""

    ranges: dict[str, Range] = field(default_factory=dict)
    sums: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def told(self, name: str, within: Range = ANYTHING) -> None:
        """A number lies in a range, and in every range that was told of it before."""
        low, high = self.ranges.get(name, ANYTHING)
        self.ranges[name] = (max(low, within[0]), min(high, within[1]))

    def adds_up(self, total: str, parts: Iterable[str]) -> None:
        """Some numbers are another together."""
        own = tuple(parts)
        for name in (total, *own):
            self.told(name)
        self.sums.append((total, own))

    def shows_small(self, guarded: Collection[str]) -> bool:
        """Whether anybody can reckon that one of some numbers is five or less, but not nought.

        Where nothing fits, as where a record was corrected, nothing can be reckoned.
        """
        left = [one for one in guarded if self.ranges[one][1] > 0]
        while left:
            found = self._as_large_as_may_be(left)
            if found is None:
                return False
            above = [one for one in left if found[one] > SMALL[-1] + 0.5]
            if not above:
                return any(self._is_small(one) for one in left)
            left = [one for one in left if one not in above]
        return False

    def _is_small(self, name: str) -> bool:
        found = self._as_large_as_may_be([name])
        return found is not None and 0.5 < found[name] < SMALL[-1] + 0.5

    def _as_large_as_may_be(self, names: Iterable[str]) -> dict[str, float] | None:
        """All numbers, so that the sum of some is as large as may be; None where nothing fits."""
        # Slow to load, and not needed by most commands.
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import coo_array

        place = {one: at for at, one in enumerate(self.ranges)}
        lows, highs = (np.array([one[end] for one in self.ranges.values()]) for end in (0, 1))
        if (lows > highs).any():
            return None
        far = _FURTHER + 2 * float(lows.max(initial=0.0))
        costs = np.zeros(len(place))
        costs[[place[one] for one in names]] = -1.0
        rows, columns, signs = [], [], []
        for row, (total, parts) in enumerate(self.sums):
            for name, sign in ((total, -1.0), *((part, 1.0) for part in parts)):
                rows.append(row)
                columns.append(place[name])
                signs.append(sign)
        sums = coo_array((signs, (rows, columns)), shape=(len(self.sums), len(place)))
        done = milp(
            costs,
            integrality=np.ones(len(place)),
            bounds=Bounds(lows, np.where(np.isinf(highs), np.maximum(far, lows), highs)),
            constraints=[LinearConstraint(sums, 0, 0)],
        )
        return None if done.x is None else dict(zip(place, done.x, strict=True))

"""Every day that the calendar knows, as an array, and what lies so many months after each.

The same arithmetic as in ``days.py``, a length of time at once: tests hold the two to each other.
"""

from datetime import timedelta
from functools import cache

import numpy as np
import pyarrow as pa

from holdfast.days import FIRST_KNOWN, LAST_KNOWN

Days = np.ndarray  # of datetime64[D]

# The first day that the calendar does not know.
END = LAST_KNOWN + timedelta(days=1)


@cache
def known_days() -> Days:
    """Every day that the calendar knows, in order."""
    return np.arange(np.datetime64(FIRST_KNOWN), np.datetime64(END))


def months_later(days: Days, count: int) -> Days:
    """The day so many months after each; where that month is shorter, its last day."""
    months = days.astype("datetime64[M]")
    within = days - months.astype("datetime64[D]")
    target = months + np.timedelta64(count, "M")
    last = (target + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    later: Days = np.minimum(target.astype("datetime64[D]") + within, last)
    return later


def as_dates(days: Days) -> pa.Array:
    """Days as Arrow has them. Numbered first: read one by one they take ten times as long."""
    numbers = days.astype("int64").astype("int32")
    return pa.array(numbers, pa.int32(), mask=np.isnat(days)).view(pa.date32())

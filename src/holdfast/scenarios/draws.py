"""Chance that does not depend on what else happens: the same luck with and without a change.

A draw is a number worked out from the run, whom it is about, what for and which time, and not the
next of a series. So a child of the fourth run meets the same luck whether or not posts were
added, and what differs between two runs comes of the change alone (common random numbers). The
mixing is that of SplitMix64 (Steele, Lea and Flood 2014).
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_SHIFTS = (np.uint64(30), np.uint64(27), np.uint64(31))
_ONE, _KEEP, _SPAN = np.uint64(1), np.uint64(11), 2.0**53


class Purpose(IntEnum):
    """What a draw is for. Each has draws of its own."""

    STAY, NEXT, READY, OUTCOME, THRESHOLD, ORDER = 1, 2, 3, 4, 5, 6
    ALLOCATION, HANDOVER, RETURN, ENTRY = 7, 8, 9, 10
    WORKER_LEAVES, JOINS, CAPACITY, LEFT_NAMED = 11, 12, 13, 14


def _mixed(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    state = (state ^ (state >> _SHIFTS[0])) * _FIRST
    state = (state ^ (state >> _SHIFTS[1])) * _SECOND
    return state ^ (state >> _SHIFTS[2])


def uniform(seed: int, purpose: Purpose, whom: Ints, time: Ints | int = 0) -> Floats:
    """A number above 0 and below 1 for each of whom, the same whenever it is asked for.

    ``time`` tells apart the times that one is asked about: a day, or a count of steps.
    """
    # Whole arrays: they run over the end without a warning, as the mixing wants it.
    start = np.uint64((seed * 1_000_003 + int(purpose)) % 2**63)
    state = _mixed(np.atleast_1d(whom).astype(np.uint64) * _GOLDEN + start)
    times = np.atleast_1d(time).astype(np.uint64)
    state = _mixed(state + (times + _ONE) * _GOLDEN)
    drawn: Floats = ((state >> _KEEP).astype(np.float64) + 0.5) / _SPAN
    return drawn


def waiting_time(seed: int, purpose: Purpose, whom: Ints, time: Ints | int = 0) -> Floats:
    """A draw from the exponential distribution of mean 1."""
    waits: Floats = -np.log(uniform(seed, purpose, whom, time))
    return waits

"""How deep the tests look: enough to notice at every run, and far in ``make deep``.

A test marked ``deep`` runs in ``make deep`` alone; ``often(10, 200)`` is 10, and 200 there. Where
many cases are alike, ``in_turn(cases, 2)`` is every second one, and all of them there.
``HOLDFAST_TESTS_TURN=1`` takes another half. The turn never goes by the day: what passes once would
fail on another day with nothing changed, and the cause would be looked for in the wrong place.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

Case = TypeVar("Case")

TURN = int(os.environ.get("HOLDFAST_TESTS_TURN") or 0)
DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"


def often(shallow: int, deep: int) -> int:
    """How often something is tried."""
    return deep if DEEP else shallow


def in_turn(cases: Sequence[Case], turns: int) -> list[Case]:
    """Those of the cases whose turn it is, one in so many; all of them in the deep run."""
    return list(cases) if DEEP else list(cases[TURN % turns :: turns])

"""How deep the tests look: enough to notice at every run, and far in ``make deep``.

A test marked ``deep`` runs in ``make deep`` alone; ``often(10, 200)`` is 10, and 200 there.
"""

import os

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"


def often(shallow: int, deep: int) -> int:
    """How often something is tried."""
    return deep if DEEP else shallow

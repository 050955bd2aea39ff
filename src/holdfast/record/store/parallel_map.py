"""The same work on many files, as many at once as the machine has cores.

In threads: packing, sorting and summing files leave Python to others while they run.
"""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Given = TypeVar("_Given")
_Found = TypeVar("_Found")

# Each holds a table in memory while it works.
_MOST = 4


def at_once(work: Callable[[_Given], _Found], given: Iterable[_Given]) -> list[_Found]:
    """What ``work`` gives for each, in the order given. Raises the first error that it raises."""
    with ThreadPoolExecutor(min(_MOST, os.cpu_count() or 1)) as workers:
        return list(workers.map(work, given))

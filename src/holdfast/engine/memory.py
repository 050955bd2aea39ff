"""Memory that was used for one large piece of work, given back to the machine."""

import ctypes
from contextlib import suppress

import pyarrow as pa


def give_back_memory() -> None:
    """Let go what the allocators keep for the next time: a server runs for months.

    Only speed is lost by it, and only where it is asked for. Other systems than Linux keep it.
    """
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)

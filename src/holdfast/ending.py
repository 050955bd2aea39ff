"""How the process of a command ends: once its work is done, and by the code that tells of it.

Python's own end stops every thread that still asks for the interpreter. The engines' threads do
so when they let go of a file or a connection that Python lent them, and C++ aborts the process
when they are stopped there: what was asked is done and printed, but the exit code says that it
failed (134, signal 6). DuckDB and Arrow know of it and it stays open with both:
https://github.com/duckdb/duckdb/issues/13904, https://github.com/apache/arrow/issues/34897.
So what Python does for us at its end is done here, and the rest of the end is left out.
"""

import atexit
import os
import signal
import sys
import threading
from typing import NoReturn

# What Python gives where its own end cannot write out what was printed.
NOT_PRINTED = 120


def end_process(ended: SystemExit) -> NoReturn:
    """End this process as ``ended`` asks, with Python's meaning of what it holds.

    Called by the main thread. Waits for threads that are not daemons, runs what was registered
    with ``atexit``, and writes out both streams; ends with 120 where that fails.
    """
    code = _exit_code(ended)
    # It tells pools of threads to stop before it waits for them; Python calls it at its end.
    threading._shutdown()  # type: ignore[attr-defined]
    for asked_again in (signal.SIGINT, signal.SIGTERM):  # it ends already
        signal.signal(asked_again, signal.SIG_IGN)
    atexit._run_exitfuncs()
    os._exit(code if _written_out() else NOT_PRINTED)


def _exit_code(ended: SystemExit) -> int:
    if ended.code is None or isinstance(ended.code, int):
        return int(ended.code or 0)
    sys.stderr.write(f"{ended.code}\n")
    return 1


def _written_out() -> bool:
    """Whether all that was printed has gone out."""
    gone = True
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # full, or nobody reads on; or closed
            gone = False
    return gone

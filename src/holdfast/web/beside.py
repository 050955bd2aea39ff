"""Long work beside the pages: a command of Holdfast in a process of its own.

A thread would hold up every page while it works. What it is doing, and why it could not, the
command keeps in the data folder, where a page reads it.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from threading import Thread

from holdfast.settings import HOME


def run_beside(words: Sequence[str], told: bytes = b"") -> None:
    """Begin a command over the data folder of the pages, and do not wait for it.

    ``told`` is what it reads from its standard input: what must stand in no list of processes and
    on no disk.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "holdfast", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=os.environ | {HOME.name: str(HOME.path())},
    )
    # It may take a while to read it; and somebody has to take note that it ended.
    Thread(target=process.communicate, args=(told,), daemon=True).start()

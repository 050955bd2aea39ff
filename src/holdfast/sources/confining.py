"""Runs a reader in a process of its own, so that whatever a file does to it ends there.

The process begins with nothing of ours: no setting, no secret, no open file but the one that it
reads. It gives back plain values, and is ended when its time is over. It limits its own memory
with ``limit_myself`` before it opens anything.
"""

import io
import os
import pickle
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from threading import Timer
from typing import IO, Any

from holdfast.limits import CHILD_MEMORY, CHILD_SECONDS

Message = tuple[Any, ...]

_HEAD = struct.Struct(">Q")
# What a process may need of the surroundings to begin at all, and none of it secret.
_NEEDED = ("SYSTEMROOT", "LANG", "LC_ALL")
_PLAIN = {one.__name__: one for one in (date, datetime, timedelta)} | {"time": clock_time}


class Ended(Exception):
    """The process ended before it was done; ``why`` in words that finish "its reader …"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def messages(module: str, file: Path, arguments: tuple[str, ...], ends: float) -> Iterator[Message]:
    """What ``module`` says of a file that it is given as its input; it may run until ``ends``.

    ``ends`` is on the clock of ``time.monotonic``. Raises Ended; OSError where the file cannot
    be opened.
    """
    surroundings = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    surroundings["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    with file.open("rb") as given:
        process = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", module, *arguments],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings,
        )
    late = Timer(max(ends - time.monotonic(), 0), process.kill)
    late.daemon = True
    late.start()
    try:
        assert process.stdout is not None, "asked for above"
        yield from _told(process.stdout)
        if process.wait():
            raise Ended(_why(ends))
    finally:
        late.cancel()
        process.kill()
        process.communicate()


def say(message: Message) -> None:
    """Tell the other side, from within the process."""
    text = pickle.dumps(message, 5)
    sys.stdout.buffer.write(_HEAD.pack(len(text)))
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()


def limit_myself() -> None:
    """Take no more memory and time than is declared; nothing is left behind by a crash."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # Windows has none; the time is limited there by the other side alone

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (CHILD_SECONDS.most, CHILD_SECONDS.most + 1))
        resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY.most, CHILD_MEMORY.most))


def _told(stream: IO[bytes]) -> Iterator[Message]:
    while head := stream.read(_HEAD.size):
        size = _HEAD.unpack(head)[0] if len(head) == _HEAD.size else CHILD_MEMORY.most + 1
        text = stream.read(size) if size <= CHILD_MEMORY.most else b""
        if len(text) < size:
            return  # it ended in the middle, which its exit code tells
        yield _Plain(io.BytesIO(text)).load()


def _why(ends: float) -> str:
    if time.monotonic() >= ends:
        return f"took longer than {CHILD_SECONDS}"
    return f"needed more than {CHILD_MEMORY} of memory, or broke off"


class _Plain(pickle.Unpickler):
    """Takes back text, numbers, days and lists of these, and makes nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in _PLAIN:
            return _PLAIN[name]
        raise pickle.UnpicklingError("no plain value")

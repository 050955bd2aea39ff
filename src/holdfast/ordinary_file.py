"""Whether a path is an ordinary file that may be read, and small enough to be.

A named pipe never ends or never begins, a device ends never; a link to one looks like a file.
"""

import stat
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.limits import ReadLimit

_STEP = "Copy what it holds into an ordinary file, and give that."


def refuse_odd_file(path: Path, limit: ReadLimit | None = None, called: str = "") -> None:
    """Raise CannotRead for what is no ordinary file, or larger than ``limit``.

    ``called`` is what an error calls it, its name where nothing is given. Raises OSError where
    the system tells nothing of it.
    """
    found = path.stat()
    name = called or path.name
    if not stat.S_ISREG(found.st_mode):
        kinds = {stat.S_IFIFO: "a named pipe", stat.S_IFDIR: "a folder", stat.S_IFSOCK: "a socket"}
        kind = kinds.get(stat.S_IFMT(found.st_mode), "a device")
        raise CannotRead(f"{name} is no ordinary file: it is {kind}.", _STEP)
    if limit and found.st_size > limit.most:
        raise CannotRead(
            f"{name} is larger than {limit}, the most that is read.",
            "Look whether it is the right file; if it is, export a shorter time.",
        )

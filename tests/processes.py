"""Commands run in a process of their own, forked from one that has loaded Holdfast already.

To load it takes longer than most commands do. All else is as with ``python -m holdfast``: memory,
environment, streams and the end are the process's own. test_command_line.py holds the two to one
another.
"""

import atexit
import ctypes
import gc
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
# With what commands load as they go, such as the parts of Django that need no settings.
LOADED = (
    *("holdfast.__main__", "pyarrow.csv", "pyarrow.compute", "pyarrow.parquet", "typer._adapters"),
    *("django.core.management.commands.migrate", "django.db.backends.sqlite3.base"),
    *("django.forms", "django.template.loader", "django.views.debug", "gunicorn.app.base"),
)


def run(
    home: Path,
    *words: str,
    width: int = 200,
    like_any_other: bool = False,
    **environment: str,
) -> "subprocess.CompletedProcess[str]":
    """Run ``holdfast`` with these words on a data folder, at a terminal so wide.

    Of this process's environment it has the path alone. ``like_any_other`` is as an account for
    which the rights of files hold; a server is then asked to begin, and not to go on.
    """
    given = {"HOLDFAST_HOME": str(home), **environment}
    loaded = _loaded(width)
    assert loaded.stdin is not None
    assert loaded.stdout is not None
    with TemporaryDirectory() as folder:
        streams = [Path(folder) / name for name in ("out", "err")]
        asked = {
            "words": words,
            "environment": given,
            "streams": [str(one) for one in streams],
            "like_any_other": like_any_other,
        }
        print(json.dumps(asked), file=loaded.stdin, flush=True)
        code = int(loaded.stdout.readline())
        out, err = (one.read_text(encoding="utf-8") for one in streams)
    return subprocess.CompletedProcess(words, code, out, err)


def own_environment(home: Path, width: int = 200) -> dict[str, str]:
    """The environment that ``run`` gives, for a test that starts Python itself."""
    return {"HOLDFAST_HOME": str(home), "PATH": os.defpath, "COLUMNS": str(width)}


@cache
def _loaded(width: int) -> "subprocess.Popen[str]":
    """The process from which others are forked. How wide a terminal is it has read by then."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from tests.processes import answer; answer()"],
        cwd=ROOT,
        env={"PATH": os.defpath, "COLUMNS": str(width)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(process.communicate)
    return process


def answer() -> None:
    """Fork a process for each line that comes in, the JSON of what it is; say how it ended."""
    for name in LOADED:
        import_module(name)
    gc.freeze()  # else every process would look through all of that once more at its end
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(**asked)
            return
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(
    words: list[str], environment: Mapping[str, str], streams: list[str], like_any_other: bool
) -> None:
    """Be the command, up to the end of the process."""
    for number, place in enumerate([os.devnull, *streams]):
        os.dup2(os.open(place, os.O_RDWR | os.O_CREAT, 0o600), number)
    os.environ.update(environment)
    sys.argv = ["holdfast", *words]
    if like_any_other:
        _be_like_any_other(words[0] == "serve")
    from holdfast.__main__ import run_process

    run_process()


# How Linux calls this layout of powers, and root's two to write and to read without a right.
_LAYOUT, _WITHOUT_A_RIGHT = 0x20080522, 0b110


def _be_like_any_other(serving: bool) -> None:
    """Give up what root may do without a right; others have it not."""
    system = ctypes.CDLL(None)
    header, powers = (ctypes.c_uint32 * 2)(_LAYOUT, 0), (ctypes.c_uint32 * 6)()
    assert system.capget(header, powers) == 0
    for held in (0, 1):  # in force, and allowed
        powers[held] &= ~_WITHOUT_A_RIGHT
    assert system.capset(header, powers) == 0
    if serving:
        from holdfast.web import serving as pages

        pages.Server.run = pages.Server.load

"""Processes beside the pages: a whole county being made, the other made-up council's pages."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Thread
from time import sleep

from holdfast.settings import HOME
from holdfast.simulation.council.made_up import MadeUpCouncil

_GIVES_WAY = 15
_SECONDS_TO_END = 15


class Beside:
    """A process of Holdfast beside the pages. It ends with them, however they end."""

    def __init__(self, words: Sequence[str], home: Path | None = None) -> None:
        """``words`` are the command's; ``home`` is its data folder, where that is another."""
        self._command = [sys.executable, "-m", "holdfast", *words]
        self._home = home
        self._owner = os.getpid()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, in a session of its own: Ctrl+C is for the pages, and they end it."""
        known = os.environ | ({HOME.name: str(self._home)} if self._home else {})
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            start_new_session=True,
            env=known,
        )

    def end(self) -> None:
        """End it, if it still runs; what it had not finished is thrown away."""
        # The pages are served by processes split off from this one, which are not to end it.
        if self._process is None or os.getpid() != self._owner:
            return
        self._process.terminate()
        try:
            self._process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class BackgroundCounty(Beside):
    """The making of the whole county beside the pages."""

    def __init__(
        self, day: date, instead_of: str, which: MadeUpCouncil = MadeUpCouncil.COUNTY
    ) -> None:
        of = ["--council", which.value, "--as-at", day.isoformat()]
        super().__init__(["demo", *of, "--beside", instead_of])


class OtherCouncil(Beside):
    """The pages of the other made-up council, at the next port. ``home`` holds both."""

    def __init__(
        self, home: Path, which: MadeUpCouncil, port: int, children: int | None = None
    ) -> None:
        (other,) = (one for one in MadeUpCouncil if one is not which)
        so_many = ["--children", str(children)] if children else []
        at = ["--port", str(port + 1), "--other-port", str(port)]
        super().__init__(["demo", "--council", other.value, *at, *so_many], home)


def stay_beside() -> None:
    """Give way to other work, and end in order when whoever started this process ends."""
    os.nice(_GIVES_WAY)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    end_with_parent()


def end_with_parent() -> None:
    """Be told to end when whoever started this process ends."""
    Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)

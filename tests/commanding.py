"""Commands run in this process, as a terminal would see them."""

import logging
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from holdfast.cli import application as command_line


@dataclass(frozen=True)
class Said:
    """What a command left behind: its exit code, and both of its streams."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        """Everything that reached the terminal."""
        return self.out + self.err


@dataclass(frozen=True)
class Terminal:
    """Runs commands on a data folder."""

    home: Path
    patch: pytest.MonkeyPatch
    captured: pytest.CaptureFixture[str]

    def run(self, *words: str) -> Said:
        """Run ``holdfast`` with these words."""
        self.patch.setenv("HOLDFAST_HOME", str(self.home))
        self.patch.setenv("COLUMNS", "300")
        self.patch.setattr(sys, "argv", ["holdfast", *words])
        # The hooks of threads are pytest's own while tests run; test_faults.py has those of ours.
        self.patch.setattr(command_line, "guard", lambda: None)
        self.captured.readouterr()
        _log_to_this_terminal()
        code = 0
        try:
            command_line.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = self.captured.readouterr()
        return Said(code, said.out, said.err)


def _log_to_this_terminal() -> None:
    """A command has a process of its own; here its log may still hold an earlier test's stream."""
    for handler in logging.getLogger("holdfast").handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.stream = sys.stderr  # setStream flushes the one before, which may be closed

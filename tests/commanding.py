"""Commands run in this process, as a terminal would see them."""

import logging
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

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
        # A command has a temporary folder of its own, which later tests must not inherit.
        self.patch.setattr(tempfile, "tempdir", tempfile.tempdir)
        self.patch.setenv("TMPDIR", tempfile.gettempdir())
        # The hooks of threads are pytest's own while tests run; test_faults.py has those of ours.
        self.patch.setattr(command_line, "guard", lambda: None)
        self.captured.readouterr()
        code = 0
        with _logging_to_this_terminal():
            try:
                command_line.main()
            except SystemExit as ended:
                code = int(ended.code or 0)
        said = self.captured.readouterr()
        return Said(code, said.out, said.err)


@contextmanager
def _logging_to_this_terminal() -> Iterator[None]:
    """A command has a process of its own; here its log holds an earlier test's stream, or begins
    now with this test's, which is closed when the next test runs."""
    before = logging.getLogger("holdfast").handlers
    _log_to(before, sys.stderr)
    yield
    if sys.__stderr__ is not None:
        _log_to(logging.getLogger("holdfast").handlers, sys.__stderr__)


def _log_to(handlers: Iterable[logging.Handler], stream: TextIO) -> None:
    for handler in handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.stream = stream  # setStream flushes the one before, which may be closed

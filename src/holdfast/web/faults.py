"""Notes a fault of ours in the log, without any value from a record."""

import logging
import secrets
from pathlib import Path
from traceback import extract_tb

LOG = logging.getLogger("holdfast.web")


def note(error: BaseException) -> str:
    """Log what kind of fault it was and where, and return the reference that finds the line.

    The error's own words are left out: they may quote a child's row.
    """
    reference = secrets.token_hex(4)
    steps = extract_tb(error.__traceback__)
    where = f"{Path(steps[-1].filename).name}:{steps[-1].lineno}" if steps else "no known place"
    LOG.error("A page failed: %s at %s, reference %s", type(error).__name__, where, reference)
    return reference

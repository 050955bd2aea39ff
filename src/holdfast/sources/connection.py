"""Which of what a person points at is a database, and which is a file or a folder."""

import re

_CONNECTION = re.compile(r"[A-Za-z][\w+.-]*://")


def is_connection(path: str) -> bool:
    """Whether it is a connection string and no path."""
    return _CONNECTION.match(path) is not None

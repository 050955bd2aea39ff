"""Turns that processes take, so that many give the same answers as one, on either database.

SQLite lets one transaction write at a time, and ours take their turn as they begin (see the
settings). PostgreSQL lets many write at once, so there a lock that has a number is held.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

LOCK = "people.lock"
# Any two numbers that nothing else in the database locks by.
_WRITING, _STARTING = 4_846_440_001, 4_846_440_002


def take_turn() -> None:
    """Wait until no other transaction appends to the log, and hold the turn until ours ends.

    What others have appended is seen from then on. Call it inside a transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [_WRITING])


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Wait until no other process makes the tables ready: on this machine, or in the database."""
    handle = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_lock(%s)", [_STARTING])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s)", [_STARTING])
    finally:
        os.close(handle)

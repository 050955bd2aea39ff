"""Where accounts, sessions, answers and the audit log lie: a file, or PostgreSQL by one setting."""

import re
from pathlib import Path
from typing import Any

from holdfast.errors import BadSetting
from holdfast.settings import DATABASE

FILE = "people.sqlite3"

_SHAPE = "postgresql://user:password@host/database"
_POSTGRESQL = re.compile(r"^postgres(ql)?://")
_SECONDS_TO_CONNECT = 15
# Of another machine's certificate no less is asked, unless the address says otherwise.
_PROVED = {"sslmode": "verify-full", "sslrootcert": "system"}
_THIS_MACHINE = ("", "localhost", "127.0.0.1", "::1")


def is_postgresql() -> bool:
    """Whether the setting names a PostgreSQL. Raises BadSetting."""
    return bool(DATABASE.text())


def in_words() -> str:
    """Where it all lies, in words that name no address, user or password."""
    if is_postgresql():
        return f"the PostgreSQL database that {DATABASE.name} names"
    return f"{FILE} in the data folder"


def database(home: Path) -> dict[str, Any]:
    """Django's words for the database of a data folder. Raises BadSetting."""
    if is_postgresql():
        return _postgresql(DATABASE.text())
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / FILE,
        "OPTIONS": {
            # A writer takes its turn at the start: two audit rows never follow the same one.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            "timeout": 20,
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    given = _read(address)  # which says in words where the driver is not installed
    from psycopg import IsolationLevel

    place = {name: given.pop(key, "") for name, key in _NAMES.items()}
    if not place["NAME"]:
        raise _wrong("names no database")
    elsewhere = place["HOST"] not in _THIS_MACHINE and not place["HOST"].startswith("/")
    return {
        "ENGINE": "django.db.backends.postgresql",
        **place,
        # A connection is kept for the thread's next pages, and looked at before it is used.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": _SECONDS_TO_CONNECT,
            "application_name": "holdfast",
            **(_PROVED if elsewhere and "sslmode" not in given else {}),
            **given,
            # Whatever the server's own default is: who waited for a turn sees what was done in it.
            "isolation_level": IsolationLevel.READ_COMMITTED,
        },
    }


_NAMES = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


def _read(address: str) -> dict[str, Any]:
    """The parts of an address, as libpq reads them."""
    if not _POSTGRESQL.match(address):
        raise _wrong("is not the address of a PostgreSQL database")
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise BadSetting(
            f"{DATABASE.name} names a PostgreSQL database, and its driver is not installed.",
            "Install psycopg[binary] where Holdfast is installed.",
        ) from None
    try:
        return conninfo_to_dict(address)
    except (ProgrammingError, UnicodeError):
        raise _wrong("cannot be read") from None


def _wrong(what: str) -> BadSetting:
    """The setting is never quoted: it can hold a password."""
    return BadSetting(
        f"The setting {DATABASE.name} {what}.",
        f"Write it as {_SHAPE}, or unset it to keep a file in the data folder.",
    )

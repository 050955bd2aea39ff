"""What broke, in words that hold nothing of a child: the last resort of every way in.

An error that nobody foresaw may quote the value it choked on, in its message and in every line
of its traceback. So neither is passed on. What is told is the kind of error, the place in our
code, and a reference; where the machine refused something (a full disk, a missing right), a
sentence of its own says so. ``guard`` sets this up for what no caller catches: threads, and what
is cleared away.

HOLDFAST_TRACEBACKS shows developers the rest.
"""

import errno
import logging
import os
import secrets
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path

from holdfast.errors import CannotRead, CannotWrite, Damaged, Fault, HoldfastError
from holdfast.settings import DATABASE, HOME, TRACEBACKS
from holdfast.terminal import visible

LOG = logging.getLogger("holdfast")

_PACKAGE = Path(__file__).parent
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_RIGHTS = (errno.EACCES, errno.EPERM)
_SQLITE_FULL, _SQLITE_READ_ONLY, _SQLITE_CANNOT_OPEN = 13, 8, 14
_SQLITE_DAMAGED = (11, 26)
# The kind of an error is the last byte of its number; the rest says which one of the kind.
_KIND = 0xFF
_POSTGRESQL_FULL = "53100"
# Whose errors quote what they read, by the first word of the module that their kind stands in.
_ENGINES = ("duckdb", "_duckdb", "pyarrow", "pyspark", "py4j", "holdfast.engine")
_OUR_QUERY = ("ParserException", "BinderException", "CatalogException")
_PEOPLE = ("sqlite3", "django.db")
_FAILED = "Holdfast itself failed."
_TELL_SUPPORT = (
    "Do the same again. If it goes on, give these lines to whoever supports Holdfast: they hold "
    "nothing of any child."
)
# Below these lie files under the names that a council gave them.
_NAMED_BY_OTHERS = ("uploads", "surveys")


def in_words(error: BaseException) -> HoldfastError:
    """The error as one for people; one that is so already comes back as it is."""
    if isinstance(error, HoldfastError):
        return error
    if is_disk_full(error):
        what = f"The disk is full{_where(error)}."
        found: HoldfastError = CannotWrite(
            what, "Make room on it, then do the same again: nothing that was there before is lost."
        )
    else:
        found = _of_the_machine(error) or _of_a_library(error) or Fault(_FAILED, _TELL_SUPPORT)
    kind, place, reference = type(error).__name__, place_of(error), secrets.token_hex(4)
    found.what += f" ({kind} at {place}, reference {reference})"
    return found


def note(error: BaseException, what: str = "Holdfast failed") -> str:
    """Log what kind of error it was and where, and return the reference that finds the line."""
    reference = secrets.token_hex(4)
    kind, place = type(error).__name__, place_of(error)
    LOG.error("%s: %s at %s, reference %s", what, kind, place, reference)
    show_developers(error)
    return reference


def show_developers(error: BaseException) -> None:
    """Print all there is to an error, where the setting for developers asks for it."""
    if TRACEBACKS.text() == "1":
        traceback.print_exception(error)


def place_of(error: BaseException) -> str:
    """The innermost line of ours that the error passed through; else the innermost of any."""
    steps = traceback.extract_tb(error.__traceback__)
    ours = [one for one in steps if Path(one.filename).is_relative_to(_PACKAGE)]
    if ours:
        return f"{Path(ours[-1].filename).relative_to(_PACKAGE).as_posix()}:{ours[-1].lineno}"
    return f"{Path(steps[-1].filename).name}:{steps[-1].lineno}" if steps else "no known place"


def is_disk_full(error: BaseException) -> bool:
    """Whether a full disk is the error, or what led to it."""
    return any(
        (isinstance(one, OSError) and one.errno in _FULL)
        or getattr(one, "sqlite_errorcode", None) == _SQLITE_FULL
        or getattr(one, "sqlstate", None) == _POSTGRESQL_FULL
        or (_is_from(one, _ENGINES) and os.strerror(errno.ENOSPC) in str(one))
        for one in led_to(error)
    )


def led_to(error: BaseException) -> Iterator[BaseException]:
    """The error, and those that led to it."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or following.__context__


def sqlite_code(error: BaseException) -> int | None:
    """SQLite's number for what led to the error; None where SQLite is not what failed."""
    codes = (getattr(one, "sqlite_errorcode", None) for one in led_to(error))
    return next((one for one in codes if one is not None), None)


def is_of_the_database(error: BaseException) -> bool:
    """Whether SQLite or PostgreSQL itself failed, and not what was asked of it."""
    drivers = any(_is_from(one, ("psycopg",)) for one in led_to(error))
    return drivers or sqlite_code(error) is not None


def guard() -> None:
    """Let nothing print a traceback: no thread, no clearing away, no failing line of a log."""
    sys.excepthook = lambda kind, error, trace: _drop(error)
    threading.excepthook = lambda told: _drop(told.exc_value)
    sys.unraisablehook = lambda told: _drop(told.exc_value)
    logging.raiseExceptions = False  # it would print what it could not write, values and all


def _drop(error: BaseException | None) -> None:
    if error is None:
        return
    if isinstance(error, HoldfastError):
        LOG.error("%s: %s %s", type(error).__name__, visible(error.what), visible(error.next_step))
    else:
        note(error)


def _of_the_machine(error: BaseException) -> HoldfastError | None:
    """What the operating system refuses, which is nobody's fault in the code."""
    if any(
        isinstance(one, MemoryError) or type(one).__name__ == "OutOfMemoryException"
        for one in led_to(error)
    ):
        return Fault(
            "There was not enough memory.",
            "Close what else runs on this machine, or see the setting HOLDFAST_MEMORY.",
        )
    if isinstance(error, OSError):
        return _refused(error)
    if isinstance(error, RecursionError):
        return CannotRead(
            "Something that was read holds parts within parts, deeper than can be followed.",
            "Look in the source for a cell of brackets within brackets, and correct it there.",
        )
    if isinstance(error, UnicodeError):
        return CannotRead(
            "A text is not written in characters that Holdfast can read.",
            "If it is a file of the data folder, restore it from a backup; if it is the source's, "
            "save it as UTF-8.",
        )
    return None


def _refused(error: OSError) -> HoldfastError:
    number, where = error.errno, _where(error)
    if number == errno.EROFS:
        return CannotWrite(
            f"Nothing can be written{where}: the file system is read-only.",
            "Make it writable, or set HOLDFAST_HOME to a folder that is.",
        )
    # The system's words for the number; what the error itself says may hold a file's name.
    why = os.strerror(number).lower() if number else "it cannot be read"
    # Where reading was refused, what can be read was to be written.
    place = error.filename
    reading = isinstance(place, str) and os.path.exists(place) and not os.access(place, os.R_OK)
    if number in _RIGHTS and not reading:
        return CannotWrite(
            f"Holdfast may not write{where}: {why}.",
            "Give the account that runs Holdfast the right to write there.",
        )
    return CannotRead(
        f"The machine refuses a file or a folder{where}: {why}.",
        "See that it is there, whole, and readable for the account that runs Holdfast.",
    )


def _of_a_library(error: BaseException) -> HoldfastError | None:
    if _is_from(error, _PEOPLE):
        if not DATABASE.text():
            return _of_the_file_of_people((sqlite_code(error) or 0) & _KIND)
        # What the driver says can hold the database's address and password.
        return CannotRead(
            f"The PostgreSQL database that {DATABASE.name} names cannot be used.",
            "See that its server runs and can be reached from here, that user, password and "
            "database are right, and that the user may make tables there.",
        )
    # The engine may have refused what we asked, and not what it read.
    our_query = any(type(one).__name__ in _OUR_QUERY for one in led_to(error))
    if _is_from(error, _ENGINES) and not our_query:
        return CannotRead(
            "What lies in the data folder, or in the source, cannot be read as it should be.",
            "Run `holdfast snapshot verify`. If it finds nothing, delete the folder derived/ of "
            "the data folder: it is computed again.",
        )
    return None


def _of_the_file_of_people(kind: int) -> HoldfastError:
    """What SQLite said of the file of accounts, by the kind of its error."""
    home = HOME.path().absolute()
    if kind in _SQLITE_DAMAGED:
        return Damaged(
            f"The file of accounts and of the log, people.sqlite3 in {home}, is damaged.",
            "Stop the pages and put the file aside, for the log may still be read from it. Restore "
            "a backup into another folder, `holdfast restore FILE --into FOLDER`, and copy its "
            "people.sqlite3 here.",
        )
    # A disk that is read-only lets no file be made beside it, and SQLite needs one.
    shut = home.is_dir() and not os.access(home, os.W_OK)
    if kind == _SQLITE_READ_ONLY or (kind == _SQLITE_CANNOT_OPEN and shut):
        return CannotWrite(
            f"The file of accounts, people.sqlite3 in {home}, may only be read, or its folder may.",
            "Give the account that runs Holdfast the right to write there, on a disk that can be "
            "written.",
        )
    return CannotRead(
        "The file of accounts, people.sqlite3 in the data folder, cannot be used.",
        "See that it can be written; if it is damaged, restore it from a backup. Deleting it "
        "deletes the accounts and the log of who looked at whom.",
    )


def _is_from(error: BaseException, modules: tuple[str, ...]) -> bool:
    kinds = (f"{kind.__module__}." for kind in type(error).__mro__)
    return any(kind.startswith(f"{module}.") for kind in kinds for module in modules)


def _where(error: BaseException) -> str:
    """The file or folder that the error names, if its name is ours or was given to us."""
    place = getattr(error, "filename", None)
    if not isinstance(place, str) or not place:
        return ""
    home, found = HOME.path().absolute(), Path(place).absolute()
    parts = found.relative_to(home).parts if found.is_relative_to(home) else None
    if parts is not None and not set(parts) & set(_NAMED_BY_OTHERS):
        return f" at {found}"
    given = {Path(word).absolute() for word in sys.argv[1:] if word and "\0" not in word}
    return f" at {found}" if found in given else ""

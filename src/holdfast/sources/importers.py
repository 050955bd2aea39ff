"""The kinds of source that can be imported, and what reads each."""

import os
import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from holdfast.errors import BadSetting
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.connection import is_connection


class Kinds(StrEnum):
    """The kinds of source that can be imported."""

    SSD = "ssd"
    ANNEX_A = "annex-a"
    CIN_CENSUS = "cin-census"
    SSDA903 = "ssda903"


# What was meant for a connection string: it names a kind of database, or holds a password.
_MEANT = re.compile(
    r"\W*(postgres|mssql|sqlserver|mysql|mariadb|oracle|sqlite|jdbc|odbc)\w*\W?[+\w]*(:|//)"
    r"|.*://|.*:[^/\\]*@|.*\b(password|pwd|passwd)\s*=",
    re.IGNORECASE | re.DOTALL,
)


def refuse_mistyped(kind: Kinds, paths: Sequence[str]) -> None:
    """Refuse what was meant for a connection string and is none, without repeating a word of it.

    Taken for a path it would stand in an error, password and all. Raises BadSetting.
    """
    for path in paths:
        right = kind is Kinds.SSD and is_connection(path)
        if not right and _MEANT.match(path) and not os.path.exists(path):
            raise BadSetting(
                "The connection string cannot be read. It is not repeated here: it may hold a "
                "password.",
                "Write it as postgresql://user:password@host/database, with --as ssd.",
            )


def importer(kind: Kinds) -> Callable[..., Snapshot]:
    """What reads a source of this kind into a store. Each is fetched when it is asked for."""
    if kind is Kinds.SSD:
        from holdfast.sources.ssd import import_ssd

        return import_ssd
    if kind is Kinds.CIN_CENSUS:
        from holdfast.sources.cin_census import import_cin_census

        return import_cin_census
    if kind is Kinds.SSDA903:
        from holdfast.sources.ssda903 import import_ssda903

        return import_ssda903
    from holdfast.sources.annex_a import import_annex_a

    return import_annex_a

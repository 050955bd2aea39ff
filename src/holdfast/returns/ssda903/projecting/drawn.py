"""What a file of the return is drawn from: declared once, so that a practitioner can read it.

``rows`` is SQL over the record as it stands; it gives ``child`` (the record's), ``place`` (what
rows of a child are sorted by) and the columns that the lines name. In all SQL ``{first}`` is the
first day of the year, ``{last}`` its last, ``{known}`` the day after which nothing is known.
"""

from dataclasses import dataclass

from holdfast.record.schema.table import Column
from holdfast.sources.ssda903.columns import ReturnTable


@dataclass(frozen=True)
class DrawnColumn:
    """A column of the return: the SQL that gives it, and the record's columns that it rests on.

    ``never`` says why no record carries it.
    """

    name: str
    sql: str = "null"
    rests_on: tuple[Column, ...] = ()
    never: str = ""


@dataclass(frozen=True)
class DrawnTable:
    """A file of the return: its rows, each of its columns, and how the record is read for it."""

    table: ReturnTable
    rows: str
    columns: tuple[DrawnColumn, ...] = ()
    reading: str = ""


def drawn(name: str, *rests_on: Column, sql: str = "", never: str = "") -> DrawnColumn:
    """A column that holds what ``sql`` gives; the first column's own name where it is empty."""
    return DrawnColumn(name, sql or (rests_on[0].name if rests_on else "null"), rests_on, never)

"""What a module of the census is drawn from: declared once, so that a practitioner can read it.

``rows`` is SQL over the record as it was known on a day. It gives ``key`` (what inner modules
know a row by), ``inside`` (the key of the row around it) and the columns that the lines name.
In all SQL ``{first}`` is the first day of the census year, ``{last}`` its last, ``{known}`` the
day after which nothing is known.
"""

from dataclasses import dataclass

from holdfast.record.schema.table import Column, Table
from holdfast.sources.cin_census.module import Module


@dataclass(frozen=True)
class Barred:
    """Rows that would be of the year and that a rule of the census keeps out: which, and why."""

    which: str
    why: str


@dataclass(frozen=True)
class Unsaid:
    """What the record may hold and no code of the census can say: which rows, and why."""

    which: str
    why: str


@dataclass(frozen=True)
class FieldSource:
    """A field of the census and the columns of the record that it is drawn from.

    ``sql`` is an expression over the rows, the first column's name where it is empty. Where the
    source does not carry ``columns``, ``instead`` will do. ``every`` names tables of which a
    source must give every row, not the latest alone. ``never`` says why no record carries it.
    """

    field: str
    columns: tuple[Column, ...] = ()
    sql: str = ""
    reading: str = ""
    instead: tuple[Column, ...] = ()
    every: tuple[type[Table], ...] = ()
    unsaid: Unsaid | None = None
    never: str = ""

    @property
    def expression(self) -> str:
        """The SQL that gives the field's value."""
        return self.sql or (self.columns[0].name if self.columns else "null")


def line(field: str, *columns: Column, sql: str = "", reading: str = "") -> FieldSource:
    """A field that holds what a column holds, or what ``sql`` makes of several."""
    return FieldSource(field, columns, sql, reading)


@dataclass(frozen=True)
class Drawn:
    """A module of the census: its rows, in which order, which belong, and each of its fields.

    ``belongs`` is a condition over the rows; ``order`` sorts those of one outer row; ``every``
    holds for each line. The module's own ``since`` says from which census on it is drawn.
    """

    module: Module
    rows: str
    order: str
    lines: tuple[FieldSource, ...]
    belongs: str = "true"
    reading: str = ""
    every: tuple[type[Table], ...] = ()
    barred: tuple[Barred, ...] = ()

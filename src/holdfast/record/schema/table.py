"""What a table of the record is.

A table is a class; its attributes are columns. The declaration is the documentation: each
column says what it means, what kind of value it holds, which code set it uses, and what the
Standard Safeguarding Dataset (SSD) calls it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from holdfast.areas import Area
from holdfast.record.schema.condition import (
    Condition,
    IsFlag,
    IsIn,
    IsNotFlag,
    IsNotIn,
    IsRecorded,
)


class ColumnKind(StrEnum):
    """What kind of value a column holds, and how it lies in Parquet."""

    ID = "identifier"  # string
    TEXT = "text"  # string
    CODE = "code"  # string, from a code set
    DAY = "day"  # date32
    MOMENT = "moment"  # timestamp, local clock time in London
    FLAG = "yes or no"  # boolean; null is not recorded
    WHOLE = "whole number"  # int64
    NUMBER = "number"  # double


@dataclass(frozen=True)
class CodeSet:
    """A named set of codes: code to meaning. ``aliases`` maps other spellings to a code.

    ``unsettled`` codes are known and say too little by themselves: councils mean different
    things by them, so that one in a feed is a doubt until the council declares what it means.
    """

    name: str
    codes: dict[str, str]
    source: str
    aliases: dict[str, str] = field(default_factory=dict)
    unsettled: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(eq=False)
class Column:
    """One column: its kind, its meaning, and what SSD calls it (empty when SSD lacks it).

    ``ahead``: a day that may lie after the extract's own, since it is planned or due. Any other
    is of something that has happened, and one after the extract's own cannot be taken as it stands.
    """

    kind: ColumnKind
    meaning: str
    ssd: str = ""
    codes: CodeSet | None = None
    required: bool = False
    personal: bool = False
    subject: bool = False
    key: bool = False
    ahead: bool = False
    of: str = ""
    name: str = ""
    table: type[Table] = None  # type: ignore[assignment]  # set when the table is declared

    def __set_name__(self, owner: type[Table], name: str) -> None:
        self.name = name
        self.table = owner

    @property
    def yes(self) -> Condition:
        """It is recorded as yes."""
        return IsFlag(self, True)

    @property
    def no(self) -> Condition:
        """It is recorded as no."""
        return IsFlag(self, False)

    @property
    def not_yes(self) -> Condition:
        """It is recorded as no, or not recorded."""
        return IsNotFlag(self, True)

    @property
    def not_no(self) -> Condition:
        """It is recorded as yes, or not recorded."""
        return IsNotFlag(self, False)

    @property
    def recorded(self) -> Condition:
        """It holds something."""
        return IsRecorded(self)

    @property
    def missing(self) -> Condition:
        """It holds nothing."""
        return IsRecorded(self, recorded=False)

    def among(self, *values: str) -> Condition:
        """It holds one of these codes."""
        return IsIn(self, values)

    def not_among(self, *values: str) -> Condition:
        """It holds none of these codes; nothing recorded passes."""
        return IsNotIn(self, values)

    def __repr__(self) -> str:
        return f"{self.table.name if self.table else '?'}.{self.name}"


_TAKEN = frozenset({"name", "area", "ssd", "columns", "subject", "key", "required"})


class Table:
    """The base of every table. Subclass with ``area=`` and, where SSD has it, ``ssd=``."""

    name: str
    area: Area
    ssd: str
    columns: tuple[Column, ...]

    def __init_subclass__(cls, area: Area, ssd: str = "") -> None:
        if taken := sorted(_TAKEN & set(vars(cls))):
            # The column would be lost without a word, since the class's own attribute hides it.
            raise TypeError(f"{cls.__name__} may not have a column called {taken[0]}.")
        snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__)
        cls.name = snake.lstrip("_")
        cls.area, cls.ssd = area, ssd
        cls.columns = tuple(v for v in vars(cls).values() if isinstance(v, Column))

    @classmethod
    def subject(cls) -> Column | None:
        """The column that says whom the row is about, if it is about one person."""
        return next((column for column in cls.columns if column.subject), None)

    @classmethod
    def key(cls) -> Column | None:
        """The column that identifies the row within its source."""
        return next((column for column in cls.columns if column.key), None)

    @classmethod
    def required(cls) -> Iterable[Column]:
        """The columns without which a row says nothing and is refused."""
        return (column for column in cls.columns if column.required)


# Where a row came from. Every table carries these three beside its own columns.
PROVENANCE = ("source_file", "source_part", "source_row")


def key(meaning: str, ssd: str = "") -> Column:
    """The row's identifier within its source; not stable between imports (see SSD notes)."""
    return Column(ColumnKind.ID, meaning, ssd, key=True)


def child(ssd: str = "", meaning: str = "The child whom the row is about.") -> Column:
    """The identifier of the child; a row without it is refused."""
    return Column(ColumnKind.ID, meaning, ssd, required=True, subject=True, of="persons")


def reference(of: str, meaning: str, ssd: str = "", required: bool = False) -> Column:
    """The identifier of a row in the table named ``of``."""
    return Column(ColumnKind.ID, meaning, ssd, of=of, required=required)


def identifier(meaning: str, ssd: str = "", personal: bool = False) -> Column:
    """An identifier that is no row of ours: a period that rows share, or a number given outside."""
    return Column(ColumnKind.ID, meaning, ssd, personal=personal)


def day(meaning: str, ssd: str = "", required: bool = False, ahead: bool = False) -> Column:
    """A calendar day; ``ahead``: it may lie after the day of the extract."""
    return Column(ColumnKind.DAY, meaning, ssd, required=required, ahead=ahead)


def moment(meaning: str, ssd: str = "") -> Column:
    """A day and a clock time."""
    return Column(ColumnKind.MOMENT, meaning, ssd)


def flag(meaning: str, ssd: str = "") -> Column:
    """Yes, no, or not recorded."""
    return Column(ColumnKind.FLAG, meaning, ssd)


def code(codes: CodeSet, meaning: str, ssd: str = "", required: bool = False) -> Column:
    """One code of a code set. An unknown code is kept as it stands, and listed."""
    return Column(ColumnKind.CODE, meaning, ssd, codes=codes, required=required)


def text(meaning: str, ssd: str = "", personal: bool = False) -> Column:
    """Words. ``personal`` marks what would name a person."""
    return Column(ColumnKind.TEXT, meaning, ssd, personal=personal)


def whole(meaning: str, ssd: str = "") -> Column:
    """A whole number."""
    return Column(ColumnKind.WHOLE, meaning, ssd)


def number(meaning: str, ssd: str = "") -> Column:
    """A number that may have a fraction."""
    return Column(ColumnKind.NUMBER, meaning, ssd)

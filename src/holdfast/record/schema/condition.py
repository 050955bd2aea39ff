"""Conditions on a row, read two ways: in SQL and in plain Python.

Both readings are two-valued: a condition on something that is not recorded is false, and so
is its opposite unless it says otherwise. A condition is never null.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holdfast.record.schema.table import Column

    Doubted = Callable[[Column], str | None]

Row = Mapping[str, Any]


class Condition:
    """Something that a row meets or does not. Combine with ``&`` and ``|``."""

    def sql(self, row: str) -> str:
        """The condition as SQL over the relation named ``row``: true or false, never null."""
        raise NotImplementedError

    def holds(self, row: Row) -> bool:
        """Whether ``row`` (column name to value) meets the condition."""
        raise NotImplementedError

    def columns(self) -> tuple[Column, ...]:
        """The columns that it reads."""
        raise NotImplementedError

    def sql_unless_doubted(self, row: str, doubted: Doubted, taken_for: bool) -> str:
        """The condition as SQL where some columns are in doubt: see ``holds_unless_doubted``.

        ``doubted`` gives for a column the SQL of whether it is in doubt in the row; None: never.
        """
        tests = [words for one in self.columns() if (words := doubted(one)) is not None]
        if not tests:
            return self.sql(row)
        in_doubt = f"({' or '.join(tests)})"
        if taken_for:
            return f"({in_doubt} or {self.sql(row)})"
        return f"(not {in_doubt} and {self.sql(row)})"

    def holds_unless_doubted(self, row: Row, doubted: Container[str], taken_for: bool) -> bool:
        """Whether ``row`` meets the condition when what rests on a doubted column is settled.

        ``taken_for`` True asks whether it may meet it, False whether it surely does.
        """
        if any(one.name in doubted for one in self.columns()):
            return taken_for
        return self.holds(row)

    def can_hold(self, carried: Callable[[Column], bool]) -> bool:
        """Whether any row can meet it when a source carries only some columns.

        A condition that passes on what is not recorded (``not_yes``) asks for no column.
        """
        return all(carried(column) for column in self.columns())

    def __and__(self, other: Condition) -> Condition:
        return Both(self, other)

    def __or__(self, other: Condition) -> Condition:
        return Either(self, other)


@dataclass(frozen=True)
class IsIn(Condition):
    """The column holds one of the values."""

    column: Column
    values: tuple[str, ...]

    def sql(self, row: str) -> str:
        options = ", ".join(f"'{value}'" for value in self.values)
        return f"coalesce({row}.{self.column.name} in ({options}), false)"

    def holds(self, row: Row) -> bool:
        return row.get(self.column.name) in self.values

    def columns(self) -> tuple[Column, ...]:
        return (self.column,)


@dataclass(frozen=True)
class IsNotIn(Condition):
    """The column holds none of the values; one that is not recorded passes."""

    column: Column
    values: tuple[str, ...]

    def sql(self, row: str) -> str:
        options = ", ".join(f"'{value}'" for value in self.values)
        return f"coalesce({row}.{self.column.name} not in ({options}), true)"

    def holds(self, row: Row) -> bool:
        return row.get(self.column.name) not in self.values

    def columns(self) -> tuple[Column, ...]:
        return (self.column,)

    def can_hold(self, carried: Callable[[Column], bool]) -> bool:
        return True


@dataclass(frozen=True)
class IsFlag(Condition):
    """A yes-or-no column is recorded with this answer."""

    column: Column
    answer: bool

    def sql(self, row: str) -> str:
        test = f"{row}.{self.column.name}" if self.answer else f"not {row}.{self.column.name}"
        return f"coalesce({test}, false)"

    def holds(self, row: Row) -> bool:
        return row.get(self.column.name) is self.answer

    def columns(self) -> tuple[Column, ...]:
        return (self.column,)


@dataclass(frozen=True)
class IsNotFlag(Condition):
    """A yes-or-no column does not hold this answer: the other one, or nothing."""

    column: Column
    answer: bool

    def sql(self, row: str) -> str:
        return f"not {IsFlag(self.column, self.answer).sql(row)}"

    def holds(self, row: Row) -> bool:
        return row.get(self.column.name) is not self.answer

    def columns(self) -> tuple[Column, ...]:
        return (self.column,)

    def can_hold(self, carried: Callable[[Column], bool]) -> bool:
        return True


@dataclass(frozen=True)
class IsRecorded(Condition):
    """The column holds something, or (``recorded=False``) nothing."""

    column: Column
    recorded: bool = True

    def sql(self, row: str) -> str:
        return f"{row}.{self.column.name} is {'not ' if self.recorded else ''}null"

    def holds(self, row: Row) -> bool:
        return (row.get(self.column.name) is not None) is self.recorded

    def columns(self) -> tuple[Column, ...]:
        return (self.column,)

    def can_hold(self, carried: Callable[[Column], bool]) -> bool:
        return carried(self.column) or not self.recorded


@dataclass(frozen=True)
class Both(Condition):
    """Both conditions hold."""

    one: Condition
    other: Condition

    def sql(self, row: str) -> str:
        return f"({self.one.sql(row)} and {self.other.sql(row)})"

    def holds(self, row: Row) -> bool:
        return self.one.holds(row) and self.other.holds(row)

    def sql_unless_doubted(self, row: str, doubted: Doubted, taken_for: bool) -> str:
        parts = (one.sql_unless_doubted(row, doubted, taken_for) for one in (self.one, self.other))
        return f"({' and '.join(parts)})"

    def holds_unless_doubted(self, row: Row, doubted: Container[str], taken_for: bool) -> bool:
        one = self.one.holds_unless_doubted(row, doubted, taken_for)
        return one and self.other.holds_unless_doubted(row, doubted, taken_for)

    def columns(self) -> tuple[Column, ...]:
        return self.one.columns() + self.other.columns()

    def can_hold(self, carried: Callable[[Column], bool]) -> bool:
        return self.one.can_hold(carried) and self.other.can_hold(carried)


@dataclass(frozen=True)
class Either(Condition):
    """At least one of the conditions holds."""

    one: Condition
    other: Condition

    def sql(self, row: str) -> str:
        return f"({self.one.sql(row)} or {self.other.sql(row)})"

    def holds(self, row: Row) -> bool:
        return self.one.holds(row) or self.other.holds(row)

    def sql_unless_doubted(self, row: str, doubted: Doubted, taken_for: bool) -> str:
        parts = (one.sql_unless_doubted(row, doubted, taken_for) for one in (self.one, self.other))
        return f"({' or '.join(parts)})"

    def holds_unless_doubted(self, row: Row, doubted: Container[str], taken_for: bool) -> bool:
        one = self.one.holds_unless_doubted(row, doubted, taken_for)
        return one or self.other.holds_unless_doubted(row, doubted, taken_for)

    def columns(self) -> tuple[Column, ...]:
        return self.one.columns() + self.other.columns()

    def can_hold(self, carried: Callable[[Column], bool]) -> bool:
        return self.one.can_hold(carried) or self.other.can_hold(carried)

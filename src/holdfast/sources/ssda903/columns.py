"""What a file of the return is made of: a table, and the columns in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pyarrow as pa

from holdfast.record.schema.shape import ARROW
from holdfast.record.schema.table import CodeSet, ColumnKind

# Where a row lies: its own number in its table, the child's number, the row of the file (the
# headings are row 1), and the columns that hold something unreadable.
PLACED = (
    pa.field("row", pa.int64()),
    pa.field("child", pa.int64()),
    pa.field("line", pa.int64()),
    pa.field("unreadable", pa.list_(pa.string())),
)


@dataclass(frozen=True)
class ReturnColumn:
    """One column: its kind, what it means, and its codes where it has any."""

    name: str
    kind: ColumnKind
    meaning: str
    codes: CodeSet | None = None
    item: str = ""


@dataclass(frozen=True)
class ReturnTable:
    """A file of the return, or a table that is worked out (then ``placed`` is False).

    ``since`` is the first year that has it, by the year in which the return ends.
    """

    name: str
    meaning: str
    columns: tuple[ReturnColumn, ...]
    since: int = 0
    placed: bool = True

    def fields(self) -> tuple[ReturnColumn, ...]:
        """The columns that people fill in, in the order of the file."""
        return self.columns

    def field(self, name: str) -> ReturnColumn:
        """The column of that name. Raises KeyError where there is none."""
        return self._by_name[name]

    def shape(self) -> pa.Schema:
        """Its rows as an Arrow schema: their place, where they have one, and the columns."""
        own = [pa.field(one.name, ARROW[one.kind]) for one in self.columns]
        return pa.schema([*(PLACED if self.placed else ()), *own])

    @property
    def telling(self) -> frozenset[str]:
        """The columns that no other table has, or few: by them a file is known."""
        return frozenset(one.name for one in self.columns) - {"CHILD", "DOB", "SEX"}

    def last_year(self) -> ReturnTable:
        """The same table of the year before."""
        return replace(self, name=f"{self.name}_last", meaning=f"{self.meaning} Last year's.")

    @cached_property
    def _by_name(self) -> dict[str, ReturnColumn]:
        return {one.name: one for one in self.columns}


def worked_out(name: str, meaning: str, columns: Sequence[ReturnColumn]) -> ReturnTable:
    """A table that nobody fills in."""
    return ReturnTable(name, meaning, tuple(columns), placed=False)

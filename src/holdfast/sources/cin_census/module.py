"""What a census file is made of: modules that repeat, and the fields in them.

A module becomes rows of one kind. The declaration is read by all who touch the census: the
reader, the writer, the schema, the rules and the handbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from holdfast.record.schema.shape import ARROW
from holdfast.record.schema.table import CodeSet, ColumnKind

# Where a row lies: its own number, the child's, the episode's, and that of the module it is
# inside; then the line of the file, and the fields that hold something unreadable.
PLACE = (
    pa.field("row", pa.int64()),
    pa.field("child", pa.int64()),
    pa.field("episode", pa.int64()),
    pa.field("inside", pa.int64()),
    pa.field("line", pa.int64()),
    pa.field("unreadable", pa.list_(pa.string())),
)


@dataclass(frozen=True)
class Field:
    """One element that holds a value: its DfE item number, its kind, and what it means.

    ``codes`` are those that a census may hold; ``required`` says that the schema asks for it in
    every row. It is collected in the censuses of the years ``since`` to ``until``.
    """

    name: str
    item: str
    kind: ColumnKind
    meaning: str
    codes: CodeSet | None = None
    required: bool = False
    since: int = 0
    until: int = 9999


@dataclass(frozen=True)
class FieldGroup:
    """An element that only holds together fields of the row around it."""

    name: str
    parts: tuple[Part, ...]
    required: bool = False


@dataclass(frozen=True)
class Module:
    """An element that may repeat; each is a row.

    ``listed`` marks one that wraps a list of a single field: then each of those is a row.
    """

    name: str
    meaning: str
    parts: tuple[Part, ...]
    listed: bool = False
    since: int = 0

    def fields(self) -> tuple[Field, ...]:
        """The fields of a row, in the order of the file."""
        return tuple(_fields(self.parts))

    def inner(self) -> tuple[Module, ...]:
        """The modules directly inside it."""
        return tuple(_inner(self.parts))

    def all(self) -> Iterator[Module]:
        """The module itself and every one inside it, from the outside in."""
        yield self
        for one in self.inner():
            yield from one.all()

    def field(self, name: str) -> Field:
        """The field of that name. Raises KeyError where there is none."""
        return {one.name: one for one in self.fields()}[name]

    def shape(self) -> pa.Schema:
        """Its rows as an Arrow schema: the place, then the fields."""
        return pa.schema([*PLACE, *((one.name, ARROW[one.kind]) for one in self.fields())])


Part = Field | FieldGroup | Module


def _fields(parts: tuple[Part, ...]) -> Iterator[Field]:
    for part in parts:
        if isinstance(part, Field):
            yield part
        elif isinstance(part, FieldGroup):
            yield from _fields(part.parts)


def _inner(parts: tuple[Part, ...]) -> Iterator[Module]:
    for part in parts:
        if isinstance(part, Module):
            yield part
        elif isinstance(part, FieldGroup):
            yield from _inner(part.parts)

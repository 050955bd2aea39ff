"""What a rule may know of a table of a return: its name, and the columns that a row has.

A source declares its tables as suits the file that it reads; whatever has these names will do.
"""

from typing import Protocol

import pyarrow as pa

from holdfast.record.schema.table import CodeSet


class FormColumn(Protocol):
    """A column of a table: DfE's item number ("" where it has none), and what it means.

    ``codes`` are those that it may hold; None where any value may stand.
    """

    @property
    def name(self) -> str: ...

    @property
    def item(self) -> str: ...

    @property
    def meaning(self) -> str: ...

    @property
    def codes(self) -> CodeSet | None: ...


class FormTable(Protocol):
    """Rows of one kind, in a file of their own or inside the rows of another table."""

    @property
    def name(self) -> str: ...

    def fields(self) -> tuple[FormColumn, ...]:
        """The columns that people fill in, in the order of the file."""

    def field(self, name: str) -> FormColumn:
        """The column of that name. Raises KeyError where there is none."""

    def shape(self) -> pa.Schema:
        """Its rows as an Arrow schema: their place, where it says one, and the fields."""

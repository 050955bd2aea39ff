"""Columns of worked-out tables, each with the columns of the return that it stands for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from holdfast.record.schema.table import ColumnKind
from holdfast.returns.form import DerivedTable, Place
from holdfast.sources.ssda903.columns import ReturnColumn, ReturnTable, worked_out

DAY, TEXT, WHOLE = ColumnKind.DAY, ColumnKind.TEXT, ColumnKind.WHOLE
FLAG, NUMBER = ColumnKind.FLAG, ColumnKind.NUMBER


@dataclass(frozen=True)
class WorkedOut:
    """One column: its kind, what it means, and the places (``Table.COLUMN``) it comes from."""

    name: str
    kind: ColumnKind
    meaning: str
    places: tuple[str, ...]

    def column(self) -> ReturnColumn:
        """The column as a table has it."""
        return ReturnColumn(self.name, self.kind, self.meaning)

    def stands_for(self) -> tuple[Place, ...]:
        """The places, each as a table and a column."""
        return tuple((place.split(".")[0], place.split(".")[1]) for place in self.places)


def derived(name: str, meaning: str, sql: str, columns: Iterable[WorkedOut]) -> DerivedTable:
    """A table that is worked out once for a return."""
    held = tuple(columns)
    table = worked_out(name, meaning, [one.column() for one in held])
    places: Mapping[str, tuple[Place, ...]] = {one.name: one.stands_for() for one in held}
    return DerivedTable(table, sql, places, kept=True)


def neighbours(table: ReturnTable, prefix: str, meaning: str, names: str) -> list[WorkedOut]:
    """Columns of another row of the same table: ``names`` of it, each with a prefix."""
    return [
        WorkedOut(
            f"{prefix}{name}",
            table.field(name).kind,
            f"{meaning}: {name}.",
            (f"{table.name}.{name}",),
        )
        for name in names.split()
    ]

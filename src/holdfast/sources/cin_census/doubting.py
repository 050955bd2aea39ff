"""The doubts that the rows of a census file raise, in the words of the record."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from holdfast.record.store.doubts import Doubt, DoubtKind
from holdfast.sources.cin_census.census import AROUND
from holdfast.sources.cin_census.declared import CHILD, DECLARED, ModuleMapping
from holdfast.sources.cin_census.faults import NEXT_STEP
from holdfast.sources.cin_census.parsing.parsed_rows import NESTED, REPEATED, Oddment
from holdfast.sources.cin_census.parsing.text_rows import TextRows
from holdfast.sources.intake.mapping import Cell, Projection
from holdfast.sources.intake.reading import OTHER_NEXT_STEP

_ODD = "An element in it cannot be placed: what it says of this is not known"


@dataclass(frozen=True)
class RowsOfModule:
    """The file and the rows of one of its modules; ``skipped`` are rows that a later file tells."""

    file: str
    declared: ModuleMapping
    laid: TextRows
    skipped: frozenset[int]

    @property
    def projections(self) -> tuple[Projection, ...]:
        """What the rows become."""
        return (self.declared.main, *self.declared.others)

    def doubt(
        self, row: int, table: str, column: str, what: str, kind: DoubtKind, named: str = ""
    ) -> Doubt:
        """A doubt about a row."""
        child = self.laid.text(CHILD)[row].as_py()
        line = self.laid.lines[row].as_py()
        step = OTHER_NEXT_STEP if kind is DoubtKind.UNKNOWN_ELEMENT else NEXT_STEP
        part = self.declared.module.name
        return Doubt(table, column, child, kind, what, step, self.file, part, line, named)


def row_doubts(
    place: RowsOfModule, words: dict[str, str], oddments: Iterable[Oddment]
) -> Iterator[Doubt]:
    """The doubts of cells that could not be read; ``words`` say why, by column.

    Then those that elements without a place raise about the rows they lie in: what such an element
    says may be anything that its row does not say, and any row inside it.
    """
    for row, name in place.laid.lost:
        if row not in place.skipped:
            for table, column in _columns(place, name):
                kind = DoubtKind.UNREADABLE
                yield place.doubt(row, table, column, words[name], kind, name)
    lines = {line: row for row, line in enumerate(place.laid.lines.to_pylist())}
    for odd in oddments:
        around = lines.get(odd.row_line) if odd.module == place.declared.module.name else None
        if around is None or around in place.skipped:
            continue
        kind = DoubtKind.UNKNOWN_ELEMENT
        told_twice = odd.element if odd.kind in (REPEATED, NESTED) else None
        unsaid = [
            (projection.table.name, column.name)
            for projection in place.projections
            for column, origin in projection.cells.items()
            if isinstance(origin, Cell) and _open(place, around, origin, told_twice)
        ]
        for table, column in (*unsaid, *((table, "") for table in _inside(place.declared))):
            yield place.doubt(around, table, column, _ODD, kind, odd.element)


def _open(place: RowsOfModule, row: int, cell: Cell, told_twice: str | None) -> bool:
    """Whether a row leaves a cell to be said by something that has no place."""
    if told_twice in cell.names:
        return True
    return all(place.laid.text(name)[row].as_py() is None for name in cell.names)


def _columns(place: RowsOfModule, name: str) -> Iterator[tuple[str, str]]:
    for projection in place.projections:
        for column, origin in projection.cells.items():
            if isinstance(origin, Cell) and name in origin.names:
                yield projection.table.name, column.name


def _inside(declared: ModuleMapping) -> list[str]:
    """The tables of the rows that may lie inside a row of a module."""
    inner = [one for one in DECLARED if AROUND.get(one.module.name) == declared.module.name]
    if declared.module.name == "Child":
        inner = []
    tables = [one.table.name for each in inner for one in (each.main, *each.others)]
    return list(dict.fromkeys(tables))

"""Whom a row is about whose cells do not fit the headings, where that is certain.

The doubt that such a row leaves then falls on that child alone, and not on the whole table.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from holdfast.record.schema.table import Column, ColumnKind
from holdfast.record.store.refusals import Refusal
from holdfast.sources.intake.mapping import Cell
from holdfast.sources.intake.reading import reader_for
from holdfast.sources.ssd.declared import PROJECTIONS
from holdfast.sources.ssd.files.part import Ragged
from holdfast.sources.ssd.meaning.child_numbers import ChildNumbers
from holdfast.sources.text import Value, clean

# Cells of these hold no separator, so that nothing is moved by them.
_PLAIN = (ColumnKind.ID, ColumnKind.DAY, ColumnKind.FLAG, ColumnKind.CODE, ColumnKind.WHOLE)


class WhoseRow:
    """Tells it of the rows of one table, under these headings."""

    def __init__(
        self, table: str, headings: Sequence[str], numbers: ChildNumbers, as_at: date
    ) -> None:
        self._numbers = numbers
        self._as_at = as_at
        self._projection = PROJECTIONS[table]
        self._columns = [self._column(heading) for heading in headings]
        subject = self._projection.table.subject()
        self._place = next(
            (n for n, one in enumerate(self._columns) if one and one is subject), None
        )

    def named(self, row: Ragged) -> Refusal:
        """The refusal of a row, with its child where that is certain."""
        return replace(row.refusal, child=self._child(row.cells))

    def _child(self, cells: tuple[str, ...]) -> str | None:
        """The child of a row.

        Certain is what stands in the child's column when everything to the left of it reads as its
        column should and the day of the event stands where it should, counted from one end or the
        other; when ssd_person has that child, and no other in the cells behind: two rows may have
        run together. The last cell of a row that is too short may itself be cut.
        """
        place, few = self._place, len(cells) < len(self._columns)
        if place is None or place >= len(cells) - int(few):
            return None
        if not all(self._fits(n, cells[n]) for n in range(place)):
            return None
        child = self._read(place, cells[place])
        known = self._numbers.known
        if child not in known or not self._has_its_days(cells):
            return None
        behind = (cell.strip() for cell in cells[place + 1 :])
        return None if any(cell in known for cell in behind) else str(child)

    def _fits(self, place: int, cell: str) -> bool:
        """Whether a cell reads as its column should; a blank one does."""
        column = self._columns[place]
        if column is None or column.kind not in _PLAIN:
            return False
        reading = reader_for(column, self._as_at)(cell)
        blank = not cell.strip()
        doubtful = reading.trouble or reading.unknown or (column.codes and reading.note)
        return blank or (reading.value is not None and not doubtful)

    def _has_its_days(self, cells: tuple[str, ...]) -> bool:
        """Whether each day that a row must have stands in its place, counted from either end."""
        shift = len(cells) - len(self._columns)
        return all(
            any(0 <= n < len(cells) and self._read(place, cells[n]) for n in (place, place + shift))
            for place, column in enumerate(self._columns)
            if column and column.required and column.kind is ColumnKind.DAY
        )

    def _read(self, place: int, cell: str) -> Value | None:
        column = self._columns[place]
        return reader_for(column, self._as_at)(cell).value if column else None

    def _column(self, heading: str) -> Column | None:
        """The record column that is read from the source column of this heading."""
        for column, cell in self._projection.cells.items():
            if isinstance(cell, Cell) and clean(heading) in map(clean, cell.names):
                return column
        return None

"""The workbook itself: a front sheet and a sheet for each list, row after row.

Rows go to the file as they come, so that a county of any size fits in memory. Nothing of when
or where the workbook was made goes into it: the same tables give the same bytes. Text is written
as text, so that no spreadsheet takes what begins like a formula for one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from holdfast.sources.annex_a_workbook.layout import Cell, WorkbookList
from holdfast.sources.annex_a_workbook.records import Records
from holdfast.sources.annex_a_workbook.register import LISTS

_WIDTH = 18
# The first day that a spreadsheet can count.
_FIRST = date(1900, 1, 1)
# The longest text that a cell can hold.
_LONGEST = 32_767


@dataclass(frozen=True)
class WorkbookFront:
    """What the front sheet says before it says how much of each list is filled.

    ``created`` is the day that stands in the workbook as that of its making, whenever it is made.
    ``names_gaps`` asks for the columns that are empty, or in part, with how many rows.
    """

    title: str
    lines: tuple[tuple[Cell, ...], ...] = ()
    created: date = date(2000, 1, 1)
    names_gaps: bool = False


@dataclass(frozen=True)
class WrittenList:
    """A list as it was written: its rows, and in how many of them each column is filled.

    ``children`` are those, or the adopters, whom it has rows for.
    """

    listed: WorkbookList
    rows: int
    filled: tuple[tuple[str, int], ...]
    children: frozenset[str]

    @property
    def sheet(self) -> str:
        """The name of its sheet."""
        return f"List_{self.listed.number}"

    @property
    def empty(self) -> tuple[str, ...]:
        """The columns of which no row is filled, of a list that has rows."""
        return tuple(name for name, count in self.filled if self.rows and not count)


@dataclass
class _Counts:
    """How many rows a list has so far, and in how many of them each column is filled."""

    filled: list[int]
    rows: int = 0
    children: set[str] = field(default_factory=set)


def write_workbook(
    records: Records, path: Path, layout: str, front: WorkbookFront
) -> list[WrittenList]:
    """Write every list in a layout to ``path``; give each as it was written.

    What is held on disk meanwhile lies beside the workbook, and is deleted.
    """
    options = {
        "constant_memory": True,
        "default_date_format": "dd/mm/yyyy",
        "tmpdir": str(path.parent),
    }
    with xlsxwriter.Workbook(path, options) as book:
        created = datetime(front.created.year, front.created.month, front.created.day)
        book.set_properties({"title": front.title, "created": created})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        first = book.add_worksheet("Front_Sheet")
        written = [_write_list(book, listed, records, layout, head) for listed in LISTS]
        _write_front(first, records, layout, front, written, head)
    return written


def _write_list(
    book: Any, listed: WorkbookList, records: Records, layout: str, head: Any
) -> WrittenList:
    columns = listed.within(layout)
    sheet = book.add_worksheet(f"List_{listed.number}")
    sheet.set_column(0, len(columns) - 1, _WIDTH)
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.named(layout), head)
    counts = _Counts([0] * len(columns))
    for entry in listed.entries(records, layout):
        counts.rows += 1
        counts.children.add(entry.child)
        cells = [column.how(entry) for column in columns]
        write_cells(sheet, counts.rows, cells)
        for place, cell in enumerate(cells):
            counts.filled[place] += cell is not None
    names = (column.named(layout).strip() for column in columns)
    filled = tuple(zip(names, counts.filled, strict=True))
    return WrittenList(listed, counts.rows, filled, frozenset(counts.children))


def _write_front(
    sheet: Any,
    records: Records,
    layout: str,
    front: WorkbookFront,
    written: Sequence[WrittenList],
    head: Any,
) -> None:
    sheet.set_column(0, 1, 2 * _WIDTH)
    sheet.set_column(2, 4, _WIDTH)
    sheet.write_string(0, 0, "Annex A: child-level data, lists 1 to 11", head)
    lines: list[Sequence[Cell]] = [("Data as at", records.as_at), ("Layout of", layout)]
    at = 1
    for line in (*front.lines, *lines):
        write_cells(sheet, at, line)
        at += 1
    if not front.names_gaps:
        return
    for line in _gaps(written):
        write_cells(sheet, at, line, head if line and line[0] in _HEADS else None)
        at += 1


_LISTS_HEAD, _COLUMNS_HEAD = "Rows in each list", "Columns left empty, in whole or in part"
_HEADS = (_LISTS_HEAD, _COLUMNS_HEAD)


def _gaps(written: Sequence[WrittenList]) -> Iterable[Sequence[Cell]]:
    """The rows of each list, and every column that is not filled in all of them."""
    yield ()
    yield _LISTS_HEAD, "", "Rows"
    for one in written:
        said = one.rows or "none: the record has nobody for it"
        yield f"List {one.listed.number}: {one.listed.title}", "", said
    yield ()
    yield _COLUMNS_HEAD, "Column", "Empty rows", "Of rows", "Why"
    for one in written:
        for name, count in one.filled:
            if count < one.rows:
                nobody = "the record holds this of nobody"
                why = "not recorded, or there is none" if count else nobody
                yield f"List {one.listed.number}", name, one.rows - count, one.rows, why


def write_cells(sheet: Any, at: int, cells: Iterable[Cell], how: Any = None) -> None:
    """Write a row of cells: days as days, numbers as numbers, and all else as text."""
    for place, cell in enumerate(cells):
        if isinstance(cell, date) and cell >= _FIRST:
            sheet.write_datetime(at, place, cell)
        elif isinstance(cell, str | date):
            sheet.write_string(at, place, str(cell)[:_LONGEST], how)
        elif cell is not None:
            sheet.write_number(at, place, cell)

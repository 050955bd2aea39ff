"""The workbook itself: a front sheet and a sheet for each list, row after row.

Rows go to the file as they come, so that a county of any size fits in memory. Nothing of when
or where the workbook was made goes into it: the same tables give the same bytes.
"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from holdfast.sources.made_up.annex_a_workbook.layout import Cell, WorkbookList
from holdfast.sources.made_up.annex_a_workbook.records import Records
from holdfast.sources.made_up.annex_a_workbook.register import LISTS
from holdfast.sources.made_up.written import WrittenFile

_OPTIONS = {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
_WIDTH = 18
# The workbook says that it was made on this day, whenever it was made.
_MADE = datetime(2000, 1, 1)


def write_workbook(records: Records, path: Path, layout: str) -> list[WrittenFile]:
    """Write every list in a layout to ``path``; give each sheet with its number of rows."""
    with xlsxwriter.Workbook(path, _OPTIONS) as book:
        book.set_properties({"title": "Annex A of a made-up council", "created": _MADE})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _write_front(book.add_worksheet("Front_Sheet"), records.as_at, layout, head)
        return [
            WrittenFile(path, _write_list(book, one, records, layout, head), f"List_{one.number}")
            for one in LISTS
        ]


def _write_front(sheet: Any, as_at: date, layout: str, head: Any) -> None:
    sheet.set_column(0, 1, 2 * _WIDTH)
    sheet.write_string(0, 0, "Annex A: child-level data, lists 1 to 11", head)
    sheet.write_string(1, 0, "Every child and every worker in this workbook is made up.")
    _write_row(sheet, 2, ("Data as at", as_at))
    _write_row(sheet, 3, ("Layout of", layout))


def _write_list(book: Any, listed: WorkbookList, records: Records, layout: str, head: Any) -> int:
    """Write the sheet of a list and give its number of rows, the headings not counted."""
    columns = listed.within(layout)
    sheet = book.add_worksheet(f"List_{listed.number}")
    sheet.set_column(0, len(columns) - 1, _WIDTH)
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.named(layout), head)
    at = 0
    for at, entry in enumerate(listed.entries(records, layout), start=1):
        _write_row(sheet, at, (column.how(entry) for column in columns))
    return at


def _write_row(sheet: Any, at: int, cells: Iterable[Cell]) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, date):
            sheet.write_datetime(at, place, cell)
        elif isinstance(cell, str):
            sheet.write_string(at, place, cell)
        elif cell is not None:
            sheet.write_number(at, place, cell)

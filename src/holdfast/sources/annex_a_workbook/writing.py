"""The workbook itself: a front sheet and a sheet for each list, row after row.

Rows go to the file as they come, so that a county of any size fits in memory. Nothing of when
or where the workbook was made goes into it: the same tables give the same bytes.
"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from holdfast.sources.annex_a_workbook.layout import Cell
from holdfast.sources.annex_a_workbook.records import Records
from holdfast.sources.annex_a_workbook.register import LISTS
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
        front = book.add_worksheet("Front_Sheet")
        front.set_column(0, 1, 2 * _WIDTH)
        front.write_string(0, 0, "Annex A: child-level data, lists 1 to 11", head)
        front.write_string(1, 0, "Every child and every worker in this workbook is made up.")
        _write_row(front, 2, ("Data as at", records.as_at))
        _write_row(front, 3, ("Layout of", layout))
        written = []
        for listed in LISTS:
            name, columns = f"List_{listed.number}", listed.within(layout)
            sheet = book.add_worksheet(name)
            sheet.set_column(0, len(columns) - 1, _WIDTH)
            sheet.freeze_panes(1, 1)
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column.named(layout), head)
            rows = 0
            for rows, entry in enumerate(listed.entries(records, layout), start=1):
                _write_row(sheet, rows, (column.how(entry) for column in columns))
            written.append(WrittenFile(path, rows, name))
        return written


def _write_row(sheet: Any, at: int, cells: Iterable[Cell]) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, date):
            sheet.write_datetime(at, place, cell)
        elif isinstance(cell, str):
            sheet.write_string(at, place, cell)
        elif cell is not None:
            sheet.write_number(at, place, cell)

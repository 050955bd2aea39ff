"""A check as a workbook: the rules, the teams and every finding, to be worked through."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from holdfast.errors import CannotRead
from holdfast.returns.report import (
    FINDING_COLUMNS,
    RULE_COLUMNS,
    TEAM_COLUMNS,
    Report,
)

_WIDTHS = {"message": 60, "fix": 60, "looks_at": 60, "fields": 40, "team": 28, "worker": 28}
_WIDTH = 12
# Excel's own limit of rows in a sheet, the headings among them.
_MOST_ROWS = 1_048_576


def write_workbook(report: Report, path: Path) -> None:
    """Write the report to ``path``. Raises CannotRead where nothing can be written there."""
    try:
        # What is held on disk meanwhile lies beside the workbook, not where all may look.
        beside = {"constant_memory": True, "tmpdir": str(path.parent)}
        with xlsxwriter.Workbook(path, beside) as book:
            head = book.add_format({"bold": True})
            _sheet(book.add_worksheet("Rules"), RULE_COLUMNS, report.rules(), head)
            _sheet(book.add_worksheet("Teams"), TEAM_COLUMNS, report.teams(), head)
            _findings(book, report.findings, head)
    except (OSError, XlsxWriterException):
        raise CannotRead(
            "The workbook cannot be written there.", "Name another file with --out."
        ) from None


def _findings(book: Any, rows: Sequence[Mapping[str, Any]], head: Any) -> None:
    """More findings than a sheet can hold go on in the next one."""
    size = _MOST_ROWS - 1
    for number, first in enumerate(range(0, len(rows) or 1, size), 1):
        name = "Findings" if number == 1 else f"Findings {number}"
        _sheet(book.add_worksheet(name), FINDING_COLUMNS, rows[first : first + size], head)


def _sheet(
    sheet: Any, columns: Sequence[str], rows: Sequence[Mapping[str, Any]], head: Any
) -> None:
    sheet.freeze_panes(1, 1)
    for place, name in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(name, _WIDTH))
        sheet.write_string(0, place, name.replace("_", " ").capitalize(), head)
    for at, row in enumerate(rows, 1):
        for place, name in enumerate(columns):
            _cell(sheet, at, place, row[name])
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _cell(sheet: Any, at: int, place: int, value: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(at, place, value)
    elif isinstance(value, list):
        sheet.write_string(at, place, ", ".join(value))
    elif value is not None:
        # As text, so that nothing in it is ever run as a formula.
        sheet.write_string(at, place, str(value))

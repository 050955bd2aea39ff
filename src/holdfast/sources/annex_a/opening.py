"""Opening the files of an Annex A: sheets of a workbook, or CSV files, one after another."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from holdfast.sources.annex_a.epoch import as_from_1900, counts_from_1904
from holdfast.sources.annex_a.error_cells import ERROR, Place, error_cells
from holdfast.sources.annex_a.separated import read_separated
from holdfast.sources.annex_a.unopened import (
    damaged,
    is_workbook,
    missing,
    not_allowed,
    nothing_in,
    refuse_early,
)

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
SEPARATED = (".csv", ".tsv", ".txt")
KNOWN = (*WORKBOOKS, *SEPARATED)

# A cell range of a sheet, as (first row, first column), (last row, last column), from 0.
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """A sheet as it stands: all its rows from the first, and the ranges of merged cells.

    ``from_1904``: its days, where they stand as bare numbers, count from 1904. ``remarks`` say
    what was found out about the file before it could be read.
    """

    file: str
    name: str
    rows: list[list[object]]
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    from_1904: bool = False
    remarks: tuple[str, ...] = ()

    def counted(self, text: str) -> str:
        """The text of a cell of days, a bare number counted as from 1900."""
        return as_from_1900(text) if self.from_1904 else text


@dataclass(frozen=True)
class Broken:
    """A file or a sheet that cannot be read, in words for people."""

    file: str
    name: str
    what: str
    next_step: str


def files(paths: list[str]) -> list[Path]:
    """The files meant by ``paths``: a folder stands for the workbooks and CSV files in it.

    Raises CannotRead where there is nothing at a path, or nothing that could be a list.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        if not path.exists():
            raise missing(path)
        found += _inside(path) if path.is_dir() else [path]
    return found


def _inside(folder: Path) -> list[Path]:
    try:
        within = sorted(folder.iterdir())
    except OSError as error:
        raise not_allowed(folder, error) from error
    # Excel leaves "~$" files beside a workbook that somebody has open.
    taken = [one for one in within if one.suffix.lower() in KNOWN and one.name[:2] != "~$"]
    if not taken:
        raise nothing_in(folder)
    return taken


def sheets(path: Path) -> Iterator[Sheet | Broken]:
    """Each sheet of a file, read when it is asked for. Raises CannotRead for the whole file."""
    try:
        separated = path.suffix.lower() in SEPARATED and not is_workbook(path)
        refuse_early(path, separated)
        yield from _separated(path) if separated else _workbook(path)
    except OSError as error:
        raise not_allowed(path, error) from error


def _workbook(path: Path) -> Iterator[Sheet | Broken]:
    try:
        # From the bytes, not the name: a workbook is often named as another kind.
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    except CalamineError as error:
        raise damaged(path, error) from error
    errors, from_1904 = error_cells(path), counts_from_1904(path)
    for one in book.sheets_metadata:
        if one.typ == SheetTypeEnum.WorkSheet:
            hidden = one.visible != SheetVisibleEnum.Visible
            read = _sheet(path.name, book, one.name, errors.get(one.name, []))
            if isinstance(read, Sheet):
                read = replace(read, hidden=hidden, from_1904=from_1904)
            yield read


def _sheet(file: str, book: CalamineWorkbook, name: str, errors: list[Place]) -> Sheet | Broken:
    try:
        read = book.get_sheet_by_name(name)
        rows: list[list[object]] = [list(row) for row in read.to_python(skip_empty_area=False)]
        _put_errors(rows, errors)
        return Sheet(file, name, rows, _merged(read))
    except CalamineError:
        step = "Open the workbook in Excel, mend that sheet, save it and import again."
        return Broken(file, name, "The sheet cannot be read.", step)


def _put_errors(rows: list[list[object]], errors: list[Place]) -> None:
    for row, column in errors:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = ERROR


def _merged(read: CalamineSheet) -> tuple[Range, ...]:
    return tuple(read.merged_cell_ranges or ())


def _separated(path: Path) -> Iterator[Sheet | Broken]:
    rows, remarks = read_separated(path)
    yield Sheet(path.name, path.stem, rows, remarks=remarks)

"""Opening the files of an Annex A: sheets of a workbook, or CSV files, one after another."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.limits import LIST_BYTES, WORKBOOK_BYTES
from holdfast.ordinary_file import refuse_odd_file
from holdfast.sources.annex_a.separated import read_separated
from holdfast.sources.intake.cut_cells import ends_within_a_line
from holdfast.sources.workbooks.epoch import as_from_1900
from holdfast.sources.workbooks.reading import BrokenSheet, Range, read_workbook
from holdfast.sources.workbooks.unopened import (
    is_workbook,
    missing,
    not_allowed,
    refuse_early,
)

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
SEPARATED = (".csv", ".tsv", ".txt")
KNOWN = (*WORKBOOKS, *SEPARATED)


@dataclass(frozen=True)
class Sheet:
    """A sheet as it stands: all its rows from the first, and the ranges of merged cells.

    ``from_1904``: its days, where they stand as bare numbers, count from 1904. ``separated``: it is
    text, which says neither from when they count nor where it ends; ``cut``: it ends within a
    line. ``remarks`` say what was found out about the file before it could be read.
    """

    file: str
    name: str
    rows: list[list[object]]
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    from_1904: bool = False
    separated: bool = False
    cut: bool = False
    remarks: tuple[str, ...] = ()

    def counted(self, text: str) -> str:
        """The text of a cell of days, a bare number counted as from 1900."""
        return as_from_1900(text) if self.from_1904 else text


@dataclass(frozen=True)
class UnreadableSheet:
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
        raise CannotRead(
            f"The folder {folder} holds no workbook and no CSV file.",
            "Give the Annex A workbook, or a folder with one CSV file for each list.",
        )
    return taken


def sheets(path: Path) -> Iterator[Sheet | UnreadableSheet]:
    """Each sheet of a file, read when it is asked for. Raises CannotRead for the whole file."""
    try:
        refuse_odd_file(path)
        separated = path.suffix.lower() in SEPARATED and not is_workbook(path)
        refuse_odd_file(path, LIST_BYTES if separated else WORKBOOK_BYTES)
        refuse_early(path, separated)
        if separated:
            rows, remarks = read_separated(path)
            cut = ends_within_a_line(path)
            yield Sheet(path.name, path.stem, rows, separated=True, cut=cut, remarks=remarks)
            return
        for one in read_workbook(path):
            if isinstance(one, BrokenSheet):
                yield UnreadableSheet(path.name, one.name, one.what, one.next_step)
            else:
                yield Sheet(path.name, one.name, one.rows, one.merged, one.hidden, one.from_1904)
    except OSError as error:
        raise not_allowed(path, error) from error

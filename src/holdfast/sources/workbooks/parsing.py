"""The process that reads a workbook from its input and tells each sheet: see ``confining``.

Its argument is how many sheets to pass over: those that were told, and the one that ended the
process before this. It says, in this order:

    ("refused", what, next_step)                        the file cannot be read at all
    ("begun", sheet)                                    what follows is about this sheet
    ("sheet", sheet, rows, merged, hidden, from_1904)
    ("broken", sheet, what, next_step)
"""

import io
import sys
import zipfile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from holdfast.errors import CannotRead
from holdfast.limits import (
    MERGED,
    RATIO_FROM,
    SHEET_CELLS,
    SHEET_COLUMNS,
    SHEETS,
    UNPACKED_BYTES,
    UNPACKED_RATIO,
    WORKBOOK_BYTES,
)
from holdfast.sources.confining import Message, limit_myself, say
from holdfast.sources.workbooks.epoch import counts_from_1904
from holdfast.sources.workbooks.scanning import DAMAGE, ERROR, Place, Scan, parts_of_sheets, scan
from holdfast.sources.workbooks.unopened import cut_short, damaged, encrypted

_REPAIR = "Open the workbook in Excel, correct that sheet, save it and import again."
_SMALLER = (
    "Open the workbook in Excel, delete the empty rows and columns beyond the list, save it and "
    "import again."
)
_ENCRYPTED_ENTRY = 0x1
_BOMB = "Open it in Excel, save the lists alone as a new workbook, and import that."


def main() -> None:
    """Read the workbook and tell it."""
    limit_myself()
    raw = sys.stdin.buffer.read(WORKBOOK_BYTES.most + 1)
    try:
        _tell(raw, int(sys.argv[1]))
    except CannotRead as error:
        say(("refused", error.what, error.next_step))


def _tell(raw: bytes, after: int) -> None:
    """Tell the sheets but for the first ``after``. Raises CannotRead for the whole file."""
    if len(raw) > WORKBOOK_BYTES.most:
        raise CannotRead(f"It is larger than {WORKBOOK_BYTES}, the most that is read.", _BOMB)
    packed = _unpacked(raw)
    try:
        # From the bytes, not the name: a workbook is often named as another kind.
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        parts = parts_of_sheets(packed) if packed else {}
        from_1904 = counts_from_1904(packed) if packed else False
    except CalamineError as error:
        raise damaged("It", error) from error
    except DAMAGE as error:
        raise cut_short("It") from error
    found = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if len(found) > SHEETS.most:
        raise CannotRead(f"It has more than {SHEETS}, the most that are read.", _BOMB)
    left = SHEET_CELLS.most
    for one in found[after:]:
        say(("begun", one.name))
        told, cells = _sheet(book, one.name, packed, parts.get(one.name, ""), left)
        left -= cells
        hidden = one.visible != SheetVisibleEnum.Visible
        say((*told, hidden, from_1904) if told[0] == "sheet" else told)


def _unpacked(raw: bytes) -> zipfile.ZipFile | None:
    """The archive that a workbook is; None of the older kinds. Raises CannotRead."""
    if not raw.startswith(b"PK"):
        return None
    try:
        packed = zipfile.ZipFile(io.BytesIO(raw))
        whole = sum(one.file_size for one in packed.infolist())
    except DAMAGE as error:
        raise cut_short("It") from error
    if any(entry.flag_bits & _ENCRYPTED_ENTRY for entry in packed.infolist()):
        raise encrypted("It")
    ratio = whole > RATIO_FROM and whole > UNPACKED_RATIO.most * len(raw)
    if ratio or whole > UNPACKED_BYTES.most:
        most = f"{UNPACKED_RATIO.most} times its size" if ratio else str(UNPACKED_BYTES)
        raise CannotRead(f"It unpacks to more than {most}, the most that is read.", _BOMB)
    return packed


def _sheet(
    book: CalamineWorkbook, name: str, packed: zipfile.ZipFile | None, part: str, left: int
) -> tuple[Message, int]:
    """What is told of a sheet, and how many cells it has; ``left`` may be told still."""
    try:
        seen = scan(packed, part) if packed and part else Scan()
        if seen.cells > left or seen.columns > SHEET_COLUMNS.most:
            return _too_large(name), 0
        read = book.get_sheet_by_name(name)
        cells = read.total_height * read.total_width
        if cells > left:
            return _too_large(name), 0
        return _told(name, read, seen.errors), cells
    except (CalamineError, *DAMAGE):
        return ("broken", name, "The sheet cannot be read.", _REPAIR), 0


def _told(name: str, read: CalamineSheet, errors: list[Place]) -> Message:
    merged = tuple(read.merged_cell_ranges or ())
    if len(merged) > MERGED.most:
        what = f"The sheet has more than {MERGED.most:,} merged ranges, the most that are read."
        return ("broken", name, what, _REPAIR)
    rows: list[list[object]] = [list(row) for row in read.to_python(skip_empty_area=False)]
    for row, column in errors:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = ERROR
    return ("sheet", name, rows, merged)


def _too_large(name: str) -> Message:
    what = (
        f"The sheet reaches so far down and to the right that the workbook has more than "
        f"{SHEET_CELLS.most:,} cells, the most that are read."
    )
    return ("broken", name, what, _SMALLER)


if __name__ == "__main__":
    main()

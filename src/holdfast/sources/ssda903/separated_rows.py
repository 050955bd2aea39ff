"""The cells of a file of separated values, column by column, whatever encoding it came in."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from holdfast.errors import CannotRead
from holdfast.limits import CELL, COLUMNS, TABLE_BYTES, UNFIT_ROWS
from holdfast.ordinary_file import refuse_odd_file
from holdfast.sources.encodings import encoding_of
from holdfast.sources.ssda903.troubles import RefusedRows

SEPARATORS = ",;\t|"
_BLOCK = 8 << 20
_NEW_LINE, _QUOTE = 10, 34


@dataclass
class SeparatedRows:
    """The rows of a file as text.

    ``cells`` has a column for each heading, named by its place; ``lines`` gives the row of the
    file of each (the headings are row 1). ``refused`` are rows that do not fit the headings,
    ``blank`` counts those with nothing in them: the three together are the rows given. ``unfit``
    has the refused rows as they stand, by the row of the file.
    """

    headings: list[str]
    cells: pa.Table
    lines: np.ndarray
    refused: list[RefusedRows] = field(default_factory=list)
    blank: int = 0
    separator: str = ","
    unfit: dict[int, str] = field(default_factory=dict)


def separated_rows(path: Path, called: str) -> SeparatedRows:
    """Read a file. Raises CannotRead where it is no text, is empty, or holds too much."""
    text = _text(path, called)
    if not text.strip():
        raise CannotRead(f"{called} is empty.", "Export it again, or leave it out.")
    at, line, separator = _heading_line(text)
    headings = _cells(line, separator)
    if headings is None or any(len(one) > CELL.most for one in headings):
        raise CannotRead(
            f"{called} has a heading that is too long to be one.",
            "Look what stands in its first row.",
        )
    if len(headings) > COLUMNS.most:
        raise CannotRead(f"{called} has more than {COLUMNS}.", "Look what stands in its first row.")
    end = text.find(b"\n", at)
    body, before = (text[end + 1 :], text.count(b"\n", 0, at) + 1) if end >= 0 else (b"", 1)
    read = _apart if _has_open_quote(body) else _at_once
    return read(body, headings, separator, before, called)


def _text(path: Path, called: str) -> bytes:
    """The file as UTF-8 with one sort of line end."""
    try:
        refuse_odd_file(path, TABLE_BYTES, called)
        encoding = encoding_of(path)
        given = path.read_bytes()
    except OSError:
        raise CannotRead(f"{called} cannot be opened.", "Check where it lies.") from None
    if encoding not in ("utf-8", "utf-8-sig"):
        given = given.decode(encoding).encode()
    given = given.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in given or given.startswith(b"PK\x03\x04"):
        raise CannotRead(f"{called} is no text.", "Save it as CSV and try again.")
    if b"\r" in given:
        given = given.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return given


def _heading_line(text: bytes) -> tuple[int, str, str]:
    """Where the first line with anything in it begins, that line, and what parts its cells."""
    at, named = 0, ""
    while at < len(text):
        end = text.find(b"\n", at)
        line = text[at : end if end >= 0 else len(text)].decode(errors="replace")
        if line.strip().lower().startswith("sep=") and len(line.strip()) == 5:
            named = line.strip()[-1]
        elif line.strip():
            return at, line, named or max(SEPARATORS, key=line.count)
        at = end + 1 if end >= 0 else len(text)
    return 0, "", ","


def _has_open_quote(body: bytes) -> bool:
    """Whether a line opens a quotation that it does not close."""
    if b'"' not in body:
        return False
    values = np.frombuffer(body, np.uint8)
    quotes = np.cumsum(values == _QUOTE)
    ends = np.append(quotes[values == _NEW_LINE], quotes[-1])
    return bool((ends & 1).any())


def _at_once(
    body: bytes, headings: Sequence[str], separator: str, before: int, called: str
) -> SeparatedRows:
    """The rows of a file in which every row stands in one line."""
    names = [str(place) for place in range(len(headings))]
    unfit: list[tuple[int, int, str]] = []

    def leave_out(row: arrow_csv.InvalidRow) -> str:
        if len(unfit) >= UNFIT_ROWS.most:
            return "error"
        blank = not row.text.strip(' "\t') or set(row.text.strip()) <= {separator}
        unfit.append((row.number, 0 if blank else row.actual_columns, row.text or ""))
        return "skip"

    try:
        cells = arrow_csv.read_csv(
            io.BytesIO(body),
            arrow_csv.ReadOptions(use_threads=False, block_size=_BLOCK, column_names=names),
            arrow_csv.ParseOptions(
                delimiter=separator, ignore_empty_lines=False, invalid_row_handler=leave_out
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except pa.ArrowInvalid:
        if body.strip():
            raise CannotRead(
                f"{called} cannot be read as rows under its headings.", "Export it again as CSV."
            ) from None
        cells = pa.table({name: pa.array([], pa.string()) for name in names})
    left_out = {number for number, *_ in unfit}
    numbers = np.arange(1, cells.num_rows + len(left_out) + 1)
    lines = np.setdiff1d(numbers, np.fromiter(left_out, int, len(left_out))) + before
    refused = [_unfit(called, at + before, given, len(headings)) for at, given, _ in unfit if given]
    blank = sum(not given for _, given, _ in unfit)
    kept = {at + before: text for at, given, text in unfit if given}
    return SeparatedRows(list(headings), cells, lines, refused, blank, separator, kept)


def _apart(
    body: bytes, headings: Sequence[str], separator: str, before: int, called: str
) -> SeparatedRows:
    """The rows of a file in which a quotation is left open: each line by itself.

    Nothing in this return runs over a line, so such a line is refused and no other.
    """
    rows: list[list[str | None]] = []
    lines, refused, blank, kept = [], list[RefusedRows](), 0, dict[int, str]()
    for at, line in enumerate(body.decode(errors="replace").split("\n"), before + 1):
        if not line.strip():
            blank += bool(line)
            continue
        if line.count('"') % 2:
            what = f"{called}, row {at}: a quotation mark is opened and not closed."
            refused.append(RefusedRows(at, at, what, "Take the mark out, or close it."))
            kept[at] = line
            continue
        cells = _cells(line, separator)
        if cells is None or len(cells) != len(headings):
            refused.append(_unfit(called, at, len(cells or ()), len(headings)))
            kept[at] = line
            continue
        rows.append([cell or None for cell in cells])
        lines.append(at)
    columns = {
        str(place): pa.array([row[place] for row in rows], pa.string())
        for place in range(len(headings))
    }
    return SeparatedRows(
        list(headings), pa.table(columns), np.array(lines, int), refused, blank, separator, kept
    )


def _cells(line: str, separator: str) -> list[str] | None:
    """The cells of a line; None where one is longer than a row can be."""
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return None


def _unfit(called: str, line: int, given: int, wanted: int) -> RefusedRows:
    return RefusedRows(
        line,
        line,
        f"{called}, row {line}: it has {given} cells and there are {wanted} headings.",
        "Correct the row: a separator is missing, or one too many stands in it.",
    )

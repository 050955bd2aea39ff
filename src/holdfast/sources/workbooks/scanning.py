"""What a workbook of the .xlsx family says of itself, before its parser reads a sheet.

How far a sheet reaches decides how much memory its parser asks for, in one piece. And the parser
gives a spreadsheet's own errors, such as #N/A, as empty cells: an empty cell says that nothing
was recorded, an error that what was recorded is not known. So both are looked up in the file
itself, in pieces.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from lzma import LZMAError
from typing import IO

from holdfast.limits import SHEET_CELLS

ERROR = "#N/A"

Place = tuple[int, int]
# All that the library raises of a damaged archive.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    LZMAError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)

_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d{1,7})"')
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>])([^>]*)>")
_AT = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]+)(\d+)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"'](\d+)[\"']")
_AND = {"&amp;": "&", "&apos;": "'", "&quot;": '"', "&lt;": "<", "&gt;": ">"}
_PIECE = 1 << 20
# No tag of a cell is longer.
_LONGEST_TAG = 1 << 12
_FAR = SHEET_CELLS.most


@dataclass
class Scan:
    """How far a sheet reaches, in rows and columns from 1, and where its errors stand, from 0."""

    rows: int = 0
    columns: int = 0
    errors: list[Place] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """How many cells the sheet has, empty ones included."""
        return self.rows * self.columns


def parts_of_sheets(packed: zipfile.ZipFile) -> dict[str, str]:
    """Each sheet's name, and the part of the file in which it lies. Raises one of DAMAGE."""
    parts = set(packed.namelist())
    named = _sheets(packed) if "xl/workbook.xml" in parts else {}
    return {name: part for name, part in named.items() if part in parts}


def scan(packed: zipfile.ZipFile, part: str) -> Scan:
    """Look through the XML of a sheet. Raises one of DAMAGE."""
    found = Scan()
    with packed.open(part) as lines:
        for text in _whole_tags(lines):
            for letters, figures in _ERROR_CELL.findall(text):
                found.errors.append((int(figures) - 1, _column(letters) - 1))
            # A cell that is closed at once has a format and holds nothing.
            filled = [tag for tag in _CELL.findall(text) if tag[-1:] != b"/"]
            places = _AT.findall(b">".join(filled))
            columns, rows = {letters for letters, _ in places}, {row for _, row in places}
            if len(places) < len(filled):
                # A cell that does not say where it stands follows the one before, in its row.
                rows |= {*_ROW.findall(text), b"1"}
            found.columns = max([found.columns, *map(_column, columns)])
            found.rows = max([found.rows, *map(_number, rows)])
    return found


def _sheets(packed: zipfile.ZipFile) -> dict[str, str]:
    relations = packed.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {_said(tag, "Id"): _said(tag, "Target") for tag in _RELATION.findall(relations)}
    book = packed.read("xl/workbook.xml").decode("utf-8", "replace")
    found = {}
    for tag in _SHEET.findall(book):
        target = targets.get(_said(tag, "r:id"), "")
        found[_said(tag, "name")] = target[1:] if target[:1] == "/" else f"xl/{target}"
    return found


def _said(tag: str, name: str) -> str:
    said = re.search(rf'\s{name}="([^"]*)"', tag)
    text = said.group(1) if said else ""
    return re.sub(r"&\w+;", lambda one: _AND.get(one.group(), one.group()), text)


def _whole_tags(lines: IO[bytes]) -> Iterator[bytes]:
    """The text in pieces, each cut before the last tag begun: a sheet may be very large."""
    rest = b""
    while piece := lines.read(_PIECE):
        whole, mark, rest = (rest + piece).rpartition(b"<")
        rest = mark + rest
        yield whole
        if len(rest) > _LONGEST_TAG:
            yield rest[:_LONGEST_TAG]
            rest = b""
    yield rest


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper()[:8]:
        column = 26 * column + letter - 64
    return min(column, _FAR)


def _number(figures: bytes) -> int:
    return int(figures or b"0") if len(figures) < 10 else _FAR

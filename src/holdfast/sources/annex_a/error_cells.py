"""Where a workbook holds a spreadsheet's own errors, such as #N/A.

The reader of workbooks gives such a cell as empty. An empty cell says that nothing was
recorded; an error says that nobody can know. So they are looked up in the file itself.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

ERROR = "#N/A"

Place = tuple[int, int]

_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_CELL = re.compile(rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d+)"')
_AND = {"&amp;": "&", "&apos;": "'", "&quot;": '"', "&lt;": "<", "&gt;": ">"}


def error_cells(path: Path) -> dict[str, list[Place]]:
    """The places (row and column, from 0) of errors, by sheet; only of the .xlsx family."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as packed:
        parts = set(packed.namelist())
        named = _sheets(packed) if "xl/workbook.xml" in parts else {}
        return {name: list(_errors(packed, part)) for name, part in named.items() if part in parts}


def _sheets(packed: zipfile.ZipFile) -> dict[str, str]:
    """Each sheet's name, and the part of the file in which it lies."""
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


def _errors(packed: zipfile.ZipFile, part: str) -> Iterator[Place]:
    """Read in pieces, each cut before the last tag begun: a sheet may be very large."""
    rest = b""
    with packed.open(part) as lines:
        while piece := lines.read(1 << 20):
            whole, mark, rest = (rest + piece).rpartition(b"<")
            rest = mark + rest
            yield from _places(whole)
    yield from _places(rest)


def _places(text: bytes) -> Iterator[Place]:
    for letters, figures in _CELL.findall(text):
        column = 0
        for letter in letters:
            column = 26 * column + letter - 64
        yield int(figures) - 1, column - 1

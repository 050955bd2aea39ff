"""A list in a file of separated values, whatever its separator and its encoding."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.limits import COLUMNS, LIST_ROWS
from holdfast.sources.annex_a.layout import DEPTH, fold
from holdfast.sources.annex_a.register import LISTS
from holdfast.sources.encodings import encoding_of
from holdfast.sources.separated_values import rows_of

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}

_KNOWN = frozenset().union(*(one.known for one in LISTS))
_SAID = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)
_STEP = "Save the list again as CSV UTF-8, or give the workbook itself."


def read_separated(path: Path) -> tuple[list[list[object]], tuple[str, ...]]:
    """The rows of a file, and what was found out about its text and its separator.

    The first line may name the separator, as spreadsheets write it (``sep=;``). Raises
    CannotRead where the file is no text or its quotation marks do not match.
    """
    encoding = encoding_of(path)
    text = path.read_bytes().decode(encoding)
    try:
        mark = _separator(text)
        rows = list(_within(path.name, _rows(text, mark), mark))
    except csv.Error as error:
        what = f"{path.name} cannot be read as separated values."
        raise CannotRead(what, _STEP) from error
    return rows, _remarks(encoding, mark)


def _within(file: str, rows: Iterator[list[str]], mark: str) -> Iterator[list[object]]:
    """The rows, of those wider than any list all beyond in one cell. Raises CannotRead."""
    for number, row in enumerate(rows, 1):
        if number > LIST_ROWS.most:
            what = f"{file} has more than {LIST_ROWS}, the most that are read of a list."
            raise CannotRead(what, "Look whether it is a list; if it is, export a shorter time.")
        if len(row) > COLUMNS.most:
            row = [*row[: COLUMNS.most - 1], mark.join(row[COLUMNS.most - 1 :])]
        yield list(row)


def _rows(text: str, mark: str) -> Iterator[list[str]]:
    return iter(rows_of(io.StringIO(text, newline=""), mark))


def _separator(text: str) -> str:
    """The separator that the first line names, else that by which most headings are known."""
    said = _SAID.fullmatch(text.partition("\n")[0])
    if said and said.group(1) in SEPARATORS:
        return said.group(1)
    fits: dict[str, tuple[int, int]] = {}
    for mark in SEPARATORS:
        try:
            first = list(islice(_rows(text, mark), DEPTH))
        except csv.Error:
            first = []
        known = max((sum(fold(cell) in _KNOWN for cell in row) for row in first), default=0)
        fits[mark] = known, max(map(len, first), default=0)
    return max(SEPARATORS, key=lambda mark: fits[mark])


def _remarks(encoding: str, mark: str) -> tuple[str, ...]:
    said = []
    if encoding not in ("utf-8", "utf-8-sig"):
        names = {"cp1252": "Windows-1252"}
        said.append(f"text in {names.get(encoding, encoding.upper())}, read as that")
    if mark != ",":
        said.append(f"cells parted by {SEPARATORS[mark]}, read as that")
    return tuple(said)

"""The lines of a small file of separated values, as somebody exported or typed it.

In any encoding and with any separator that spreadsheets write; the first line may name the
separator (``sep=;``). Nothing that is said of it holds anything of a row.
"""

import csv
import re
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.ordinary_file import refuse_odd_file
from holdfast.sources.encodings import encoding_of
from holdfast.sources.separated_values import rows_of

SEPARATORS = ",;\t|"
LARGEST_MB = 50
# So far down the separator is looked for, below a title or the day of the report.
_DEEPEST = 40
_WORKBOOK = b"PK\x03\x04"


def lines_of(path: Path, called: str, what: str) -> list[tuple[int, list[str]]]:
    """The cells of each line, numbered from 1.

    ``called`` is the name of the file and ``what`` the sort of thing it is, in an error's words.
    Raises CannotRead.
    """
    try:
        refuse_odd_file(path, called=called)
        if path.stat().st_size > LARGEST_MB * 1_000_000:
            raise CannotRead(f"{called} is larger than {LARGEST_MB} MB.", f"Send the {what} alone.")
        with path.open("rb") as file:
            if file.read(4) == _WORKBOOK:
                raise CannotRead(f"{called} is a workbook.", "Save the sheet as CSV and try again.")
        encoding = encoding_of(path)
        text = path.read_text(encoding=encoding)
    except OSError:
        raise CannotRead(f"{called} cannot be opened.", f"Check where the {what} lies.") from None
    if "\0" in text:
        raise CannotRead(f"{called} is no text.", f"Save the {what} as CSV and try again.")
    first = next((line for line in text.splitlines() if line.strip()), "")
    named = re.fullmatch(r"\"?sep=(.)\"?", first.strip(), re.IGNORECASE)
    separator = named.group(1) if named else _separator(text)
    lines = text.splitlines(keepends=True)
    if named:
        lines = ["\n" if line.strip() == first.strip() else line for line in lines]
    reader = rows_of(lines, separator)
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error:
        raise CannotRead(
            f"{called} cannot be read past line {reader.line_num}.", f"Export the {what} again."
        ) from None


def _separator(text: str) -> str:
    """What parts the cells: the mark that stands in most of the first lines."""
    lines = [line for line in text.splitlines() if line.strip()][:_DEEPEST]
    return max(SEPARATORS, key=lambda mark: sum(mark in line for line in lines))

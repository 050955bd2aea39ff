"""The line of headings in a file of separated values, which need not be its first.

Exports put a title above it, a blank line, or the ``sep=;`` by which a spreadsheet is told the
separator; some tools draw a line of dashes below it.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import TextIO

from holdfast.errors import CannotRead
from holdfast.limits import COLUMNS, HEADING_LINE
from holdfast.sources.intake.mapping import raw_table
from holdfast.sources.separated_values import rows_of
from holdfast.sources.ssd.declared import KNOWN_HEADINGS
from holdfast.sources.text import clean

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}

_ANY_KNOWN = frozenset().union(*KNOWN_HEADINGS.values())
_LINES_LOOKED_AT = 30
# No title holds so many of the dataset's own headings.
_ENOUGH = 3
_ROWS_LOOKED_AT = 50

_NAMES_SEPARATOR = re.compile(r'\s*"?sep=.?"?\s*', re.IGNORECASE)
_HOLDS_NOTHING = re.compile(r'[\s,;|"]*')
_DASHES = re.compile(r"[\s,;|+]*-[\s,;|+-]*")


@dataclass(frozen=True)
class Headings:
    """The headings of a file, and how its rows lie under them.

    ``names`` are those with words in them, or to the left of such, no two alike; ``spare`` the
    columns beyond, which should hold nothing: the line of headings has ``unnamed`` of them.
    Rows begin after ``above`` lines. ``remarks`` say what was met.
    """

    names: tuple[str, ...]
    separator: str
    above: int
    spare: int
    unnamed: int
    remarks: tuple[str, ...]

    @property
    def spare_names(self) -> tuple[str, ...]:
        """Names for the spare columns, made from their places."""
        first = len(self.names) + 1
        return tuple(f"(no heading, column {first + place})" for place in range(self.spare))

    @property
    def width(self) -> int:
        """How many cells most rows have."""
        return len(self.names) + self.spare


def find_headings(file: TextIO) -> Headings | None:
    """The first line that fits the dataset's headings best, else the first that holds anything.

    None where there is none. ``file`` stands at its beginning. Raises CannotRead where its line
    is longer, or has more headings, than any table's.
    """
    lines = list(_lines(file, _LINES_LOOKED_AT))
    held = [number for number, line in enumerate(lines) if not _HOLDS_NOTHING.fullmatch(line)]
    held = [number for number in held if not _NAMES_SEPARATOR.fullmatch(lines[number])] or held
    if not held:
        return None
    place = _best(lines, held)
    line = lines[place]
    separator = _separator(line)
    cells = _split(line, separator)
    if len(line) >= HEADING_LINE.most or len(cells) > COLUMNS.most:
        raise CannotRead(
            f"Its line of headings has more than {COLUMNS} or {HEADING_LINE}, the most that are "
            "read.",
            "Look whether it is a table at all; if it is, export it again with its own columns "
            "only.",
        )
    named = max((n for n, cell in enumerate(cells, 1) if cell.strip()), default=0)
    ruled = int(place + 1 < len(lines) and bool(_DASHES.fullmatch(lines[place + 1])))
    widths = _widths([*lines[place + 1 + ruled :], *_lines(file, _ROWS_LOOKED_AT)], separator)
    width = max(widths.most_common(1)[0][0], named) if widths else len(cells)
    return Headings(
        names=tuple(raw_table("", "", "", cells[:named], ()).cells.column_names),
        separator=separator,
        above=place + 1 + ruled,
        spare=width - named,
        unnamed=len(cells) - named,
        remarks=tuple(_remarks(lines[:place], bool(ruled), cells[:named], separator)),
    )


def split_row(text: str, separator: str) -> tuple[str, ...]:
    """The cells of one row as it stands in the file; all of it as one where it has no end."""
    rows = rows_of(StringIO(text, newline=""), separator)
    try:
        return tuple(cell for row in rows for cell in row)
    except csv.Error:
        return (text,)


def _lines(file: TextIO, count: int) -> Iterator[str]:
    """The next lines; of one that is longer than any line of headings, its beginning."""
    for _ in range(count):
        line = file.readline(HEADING_LINE.most)
        if not line:
            return
        rest = line
        while len(rest) == HEADING_LINE.most and rest[-1] != "\n":
            rest = file.readline(HEADING_LINE.most)
        yield line


def _best(lines: Sequence[str], held: Sequence[int]) -> int:
    """The first line that fits well, else that which fits best, of lines alike the first."""
    fits: dict[int, int] = {}
    for number in held:
        fits[number] = max(_known(_split(lines[number], mark)) for mark in SEPARATORS)
        if fits[number] >= _ENOUGH:
            return number
    return max(held, key=lambda number: fits[number])


def _separator(line: str) -> str:
    return max(SEPARATORS, key=lambda mark: (_known(cells := _split(line, mark)), len(cells)))


def _known(cells: Sequence[str]) -> int:
    return sum(clean(cell) in _ANY_KNOWN for cell in cells)


def _split(line: str, separator: str) -> list[str]:
    try:
        return next(rows_of([line], separator))
    except csv.Error:
        return [line]


def _widths(lines: Sequence[str], separator: str) -> Counter[int]:
    """How many cells the first rows have. The last may be cut, and is not counted."""
    rows = rows_of(lines, separator)
    try:
        return Counter(len(row) for row in islice(rows, max(len(lines) - 1, 1)) if any(row))
    except csv.Error:
        return Counter()


def _remarks(
    above: Sequence[str], ruled: bool, cells: Sequence[str], separator: str
) -> Iterator[str]:
    separators = [line for line in above if _NAMES_SEPARATOR.fullmatch(line)]
    blank = [line for line in above if _HOLDS_NOTHING.fullmatch(line)]
    if separators:
        yield "a line above the headings that names the separator, passed over"
    if blank:
        yield "a blank line above the headings, passed over"
    if any(line not in (*separators, *blank) for line in above):
        yield "a title above the headings, passed over"
    if ruled:
        yield "a line of dashes below the headings, passed over"
    if separator != ",":
        yield f"cells parted by {SEPARATORS[separator]}, read as that"
    words = [clean(cell) for cell in cells if cell.strip()]
    if len(set(words)) < len(words):
        yield "two columns have the same heading; where they differ neither is believed"

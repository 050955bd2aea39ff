"""A last cell that the end of a file has cut short, so that it reads as another.

A line that breaks off in its last cell has all its cells, and 2024-03-18 cut short is 1 March. Many
programs write no line end after the last line, so that this alone shows nothing; it does where the
cell is shorter than every other in its column, in one of figures or of words all of one length.
"""

import re
from collections.abc import Sequence
from pathlib import Path

_MARKS = re.compile(r"[/.\-: T]")
_FIGURES = re.compile(r"[\d/.\-: T]+Z?")
_END = 4  # bytes: a line end in any encoding


def ends_within_a_line(path: Path) -> bool:
    """Whether a file ends without a line end, and without the quotation mark that ends a cell."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END))
        last = file.read().rstrip(b"\0")
    return bool(last) and last[-1:] not in (b"\n", b"\r", b'"')


def is_cut(last: str | None, others: Sequence[str | None]) -> bool:
    """Whether the last cell of a column is cut short, as the others of the column tell."""
    filled = [text for text in others if text]
    if not filled or (last is None and len(filled) < len(others)):
        return False
    lengths = set(map(len, filled))
    if len(lengths) > 1 and not all(map(_FIGURES.fullmatch, filled)):
        return False
    return _length(last or "") < min(map(_length, filled))


def _length(text: str) -> tuple[int, int]:
    """How many pieces a day or a number has, and how long the last is: 1/3/2024 is as long."""
    pieces = _MARKS.split(text.strip())
    return len(pieces), len(pieces[-1])

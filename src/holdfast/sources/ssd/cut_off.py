"""A last line that the end of its file has cut off within its last cell.

Such a line has all its cells, and the last of them reads as another day: 2024-03-18 cut short is
1 March. Many programs write no line end after the last line, so that this alone shows nothing; it
does where the cell is shorter than every other in its column, in a column of figures or of words
all of one length.
"""

import json
import re
from dataclasses import replace
from pathlib import Path

from holdfast.record.refusals import Refusal
from holdfast.sources.ssd.part import Batch, Ragged

_WHAT = (
    "It is the last line, no line end follows, and its last cell is shorter than every other in "
    "the column: the file may be cut off here."
)
_STEP = "Export the table again, whole, and import again."

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


def without_cut_row(batch: Batch) -> Batch:
    """The last rows of a file that ends within a line, the last refused where it is cut off."""
    raw = batch.raw
    refused = [one.refusal.source_row or 0 for one in batch.refused]
    if len(raw) < 2 or max(refused, default=0) > raw.row_numbers[-1].as_py():
        return batch
    cells = raw.cells.column(raw.cells.num_columns - 1)
    if not _is_cut(cells[-1].as_py(), cells.slice(0, len(raw) - 1).unique().to_pylist()):
        return batch
    row = {name: texts[0] for name, texts in raw.cells.slice(len(raw) - 1).to_pydict().items()}
    number = raw.row_numbers[-1].as_py()
    kept = json.dumps(row, ensure_ascii=False)
    refusal = Refusal(raw.source_file, raw.source_part, number, _WHAT, _STEP, kept)
    cut = Ragged(refusal, tuple(cell or "" for cell in row.values()))
    whole = len(raw) - 1
    rest = replace(
        raw, cells=raw.cells.slice(0, whole), row_numbers=raw.row_numbers.slice(0, whole)
    )
    return replace(batch, raw=rest, refused=(*batch.refused, cut))


def _is_cut(last: str | None, others: list[str | None]) -> bool:
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

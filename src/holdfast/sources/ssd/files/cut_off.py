"""A last line that the end of its file has cut off within its last cell is refused."""

import json
from collections.abc import Iterator
from dataclasses import replace

from holdfast.record.store.refusals import Refusal
from holdfast.sources.intake.cut_cells import is_cut
from holdfast.sources.ssd.files.part import Ragged, RowBatch

_WHAT = (
    "It is the last line, no line end follows, and its last cell is shorter than every other in "
    "the column: the file may be cut off here."
)
_STEP = "Export the table again, whole, and import again."


def without_cut_row(batches: Iterator[RowBatch]) -> Iterator[RowBatch]:
    """The batches of a file that ends within a line, its last row refused where it is cut off."""
    last: RowBatch | None = None
    for batch in batches:
        if last is not None:
            yield last
        last = batch
    if last is None:
        return
    raw, whole = last.raw, len(last.raw) - 1
    refused = max((row.refusal.source_row or 0 for row in last.refused), default=0)
    if whole < 1 or refused > raw.row_numbers[-1].as_py():
        yield last
        return
    cells = raw.cells.column(raw.cells.num_columns - 1)
    if not is_cut(cells[-1].as_py(), cells.slice(0, whole).unique().to_pylist()):
        yield last
        return
    row = {name: texts[0] for name, texts in raw.cells.slice(whole).to_pydict().items()}
    number = raw.row_numbers[-1].as_py()
    kept = json.dumps(row, ensure_ascii=False)
    refusal = Refusal(raw.source_file, raw.source_part, number, _WHAT, _STEP, kept)
    cut = Ragged(refusal, tuple(cell or "" for cell in row.values()))
    numbers = raw.row_numbers.slice(0, whole)
    rest = replace(raw, cells=raw.cells.slice(0, whole), row_numbers=numbers)
    yield replace(last, raw=rest, refused=(*last.refused, cut))

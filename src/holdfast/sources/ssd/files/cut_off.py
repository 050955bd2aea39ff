"""A last line that the end of its file has cut off within its last cell is refused."""

import json
from dataclasses import replace

from holdfast.record.store.refusals import Refusal
from holdfast.sources.intake.cut_cells import is_cut
from holdfast.sources.ssd.files.part import Ragged, RowBatch

_WHAT = (
    "It is the last line, no line end follows, and its last cell is shorter than every other in "
    "the column: the file may be cut off here."
)
_STEP = "Export the table again, whole, and import again."


def without_cut_row(batch: RowBatch) -> RowBatch:
    """The last rows of a file that ends within a line, the last refused where it is cut off."""
    raw = batch.raw
    refused = [one.refusal.source_row or 0 for one in batch.refused]
    if len(raw) < 2 or max(refused, default=0) > raw.row_numbers[-1].as_py():
        return batch
    cells = raw.cells.column(raw.cells.num_columns - 1)
    if not is_cut(cells[-1].as_py(), cells.slice(0, len(raw) - 1).unique().to_pylist()):
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

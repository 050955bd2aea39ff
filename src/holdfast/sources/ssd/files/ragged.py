"""Rows whose cells do not fit the headings of their file: read where nothing is lost by it.

A row with more cells than headings is read where the cells beyond hold nothing: spreadsheets write
such commas. Where they hold something, cells have moved, and it cannot be determined which.

A row with fewer cells is refused. It may only lack empty cells at its end; but a row that a line
break has cut in two, or a file that was cut off, looks just the same, and then the day that is
lacking would read as a step not taken, and the last cell as something else than it is.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.store.refusals import Refusal
from holdfast.sources.ssd.files.headings import Headings, split_row
from holdfast.sources.ssd.files.part import Ragged

_STEP = "Put the cells that hold a separator or a line break in quotation marks, and export again."
_BEYOND_STEP = (
    "Put the cells that hold a separator in quotation marks, or give every column that holds "
    "something a heading, and export again."
)
_LONGER = "rows with empty cells beyond the headings, read without them"
_AGAIN = "a line of headings among the rows, passed over"
_COUNTED = "a line that tells how many rows there are, passed over"
# What database tools write below the rows.
_FOOTING = re.compile(r'\s*"?\(?\d+ rows? (?:affected|selected|returned|exported)\.?\)?"?[\s,;|]*')


@dataclass(frozen=True)
class FileRow:
    """A row as it stands in the file, and its number there."""

    number: int
    text: str


@dataclass(frozen=True)
class FileRows:
    """Rows under the headings, in the order of the file; see ``RowBatch``."""

    cells: pa.Table
    numbers: pa.Array
    refused: tuple[Ragged, ...]
    told: Mapping[str, int]


@dataclass(frozen=True)
class Fitting:
    """Brings the rows of one file under its headings, or the ``wanted`` of them."""

    file: str
    table: str
    layout: Headings
    wanted: tuple[str, ...]

    def rows(self, cells: pa.Table, numbers: pa.Array, ragged: Sequence[FileRow]) -> FileRows:
        """What the fast reader could read, with the spare columns, and what it could not."""
        kept, kept_numbers, beyond = self._without_spare(cells, numbers)
        added, refused, told = self._apart(ragged)
        if self._is_longer(self.layout.width):
            told[_LONGER] += len(kept)
        if added:
            kept, kept_numbers = _together(kept, kept_numbers, self._table(added))
        # Files that were joined into one give the headings again.
        again = pc.fill_null(pc.equal(kept[kept.column_names[0]], kept.column_names[0]), False)
        for name in kept.column_names[1:] if pc.any(again).as_py() else ():
            again = pc.and_(again, pc.fill_null(pc.equal(kept[name], name), False))
        told[_AGAIN] = pc.sum(again).as_py() or 0
        if told[_AGAIN]:
            others = _whole(pc.invert(again))
            kept, kept_numbers = kept.filter(others), kept_numbers.filter(others)
        refused = sorted((*beyond, *refused), key=lambda one: one.refusal.source_row or 0)
        return FileRows(kept, kept_numbers, tuple(refused), told)

    def _without_spare(
        self, cells: pa.Table, numbers: pa.Array
    ) -> tuple[pa.Table, pa.Array, list[Ragged]]:
        """The rows without the spare columns, and those that hold something there."""
        spare = self.layout.spare_names
        kept = cells.select(list(self.wanted)) if spare else cells
        if all(cells[name].null_count == len(cells) for name in spare):
            return kept, numbers, []
        held = pc.is_valid(pc.coalesce(*(cells[name] for name in spare))).combine_chunks()
        told = zip(numbers.filter(held).to_pylist(), cells.filter(held).to_pylist(), strict=True)
        what = "The row holds something beyond the last heading."
        refused = []
        for number, row in told:
            kept_row = json.dumps(row, ensure_ascii=False)
            refusal = Refusal(self.file, self.table, number, what, _BEYOND_STEP, kept_row)
            refused.append(Ragged(refusal, tuple(cell or "" for cell in row.values())))
        empty = pc.invert(held)
        return kept.filter(empty), numbers.filter(empty), refused

    def _apart(
        self, ragged: Sequence[FileRow]
    ) -> tuple[dict[int, tuple[str, ...]], list[Ragged], Counter[str]]:
        """The rows that can be read after all, those refused, and what was met."""
        read: dict[int, tuple[str, ...]] = {}
        refused: list[Ragged] = []
        told: Counter[str] = Counter()
        named = len(self.layout.names)
        for row in ragged:
            cells = split_row(row.text, self.layout.separator)
            if not any(cells):
                continue
            if _FOOTING.fullmatch(row.text):
                told[_COUNTED] += 1
            elif len(cells) >= named and not any(cell.strip() for cell in cells[named:]):
                read[row.number] = cells[:named]
                told[_LONGER] += self._is_longer(len(cells))
            else:
                what = f"The row has {len(cells)} cells, the heading {named}."
                refusal = Refusal(self.file, self.table, row.number, what, _STEP, row.text)
                refused.append(Ragged(refusal, cells))
        return read, refused, told

    def _is_longer(self, width: int) -> bool:
        return width > len(self.layout.names) + self.layout.unnamed

    def _table(self, rows: dict[int, tuple[str, ...]]) -> tuple[pa.Table, pa.Array]:
        places = [self.layout.names.index(name) for name in self.wanted]
        columns = [
            pa.array([cells[place] or None for cells in rows.values()], pa.string())
            for place in places
        ]
        return pa.table(columns, list(self.wanted)), pa.array(rows, pa.int64())


def _together(
    cells: pa.Table, numbers: pa.Array, added: tuple[pa.Table, pa.Array]
) -> tuple[pa.Table, pa.Array]:
    """Both, in the order of their numbers."""
    joined = pa.concat_tables([cells, added[0].select(cells.column_names)])
    both = pa.concat_arrays([_whole(numbers), added[1]])
    order = pc.array_sort_indices(both)
    return joined.take(order), both.take(order)


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column

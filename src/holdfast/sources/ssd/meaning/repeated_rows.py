"""Rows that a source gives twice. They are read once more and kept once."""

from collections import Counter
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.store.manifest import Note
from holdfast.sources.intake.mapping import Cell, Projection, RawTable
from holdfast.sources.ssd.declared import UNSTABLE_NUMBERS
from holdfast.sources.ssd.files.part import with_column

_HEADING = "given again"
_BETWEEN = "\x1f"


class Repeats:
    """Remembers the rows of one table, by a digest of each, from batch to batch."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._seen: set[int] = set()
        # The first rows as they are: they are put through the digest only if others follow.
        self._first: RawTable | None = None
        self._again = 0
        self._numbers_differ = False

    def notes(self) -> list[Note]:
        """How many rows were given again."""
        what = "the same row given again; kept once"
        return [Note(self._table, what, self._again)] if self._again else []

    def mark(self, raw: RawTable, projection: Projection) -> tuple[RawTable, Projection]:
        """The table with repeated rows marked, and the projection that leaves those out.

        They count as read: each says nothing that its first telling has not said.
        """
        again = self._repeated(raw, projection)
        if not any(again):
            return raw, replace(projection, numbers_differ=self._numbers_differ)
        self._again += sum(again)
        marks = pa.array(["yes" if one else "no" for one in again], pa.string())
        only = {**projection.only, _HEADING: ("no",)}
        return with_column(raw, _HEADING, marks), replace(projection, only=only)

    def _repeated(self, raw: RawTable, projection: Projection) -> list[bool]:
        """Whether each row was given before; nothing where none was."""
        if not len(raw) or not self._headings(raw):
            return []
        if self._first is None and not self._seen and self._differ(raw, projection):
            self._first = raw
            return []
        if self._first is not None:
            self._seen.update(self._digests(self._first))
            self._first = None
        digests = self._digests(raw)
        counts = Counter(digests)
        if len(counts) == len(digests) and self._seen.isdisjoint(counts):
            self._seen.update(counts)
            return []
        again = []
        for digest in digests:
            again.append(digest in self._seen)
            self._seen.add(digest)
        return again

    def _differ(self, raw: RawTable, projection: Projection) -> bool:
        """Whether no two rows are the same: their keys tell it of most tables, at less cost."""
        # The headings under which the row of the record finds its own identifier.
        key = projection.table.key()
        cell = projection.cells.get(key) if key else None
        names = cell.names if isinstance(cell, Cell) else ()
        keys = {raw.find(name) for name in names} & set(self._headings(raw))
        if any(_all_differ(raw.cells.column(heading)) for heading in keys):
            self._numbers_differ = len(keys) == 1
            return True
        return _all_differ(self._texts(raw))

    def _digests(self, raw: RawTable) -> list[int]:
        return [hash(words) for words in self._texts(raw).to_pylist()]

    def _texts(self, raw: RawTable) -> pa.ChunkedArray:
        """Each row as one text, without the number that tells nothing."""
        return pc.binary_join_element_wise(
            *map(raw.cells.column, self._headings(raw)),
            _BETWEEN,
            null_handling="replace",
            null_replacement="",
        )

    def _headings(self, raw: RawTable) -> list[str]:
        """The headings of the columns that tell something."""
        idle = UNSTABLE_NUMBERS.get(self._table)
        left_out = raw.find(idle) if idle else None
        return [name for name in raw.cells.column_names if name != left_out]


def _all_differ(texts: pa.Array | pa.ChunkedArray) -> bool:
    return bool(pc.count_distinct(texts).as_py() == len(texts))

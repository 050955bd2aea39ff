"""Rows that a source gives twice. They are read once more and kept once."""

from collections import Counter
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.manifest import Note
from holdfast.sources.mapping import Projection, RawTable
from holdfast.sources.ssd.declared import NUMBERS_THAT_TELL_NOTHING
from holdfast.sources.ssd.part import with_column

_HEADING = "given again"
_BETWEEN = "\x1f"


class Repeats:
    """Remembers the rows of one table, by a digest of each, from batch to batch."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._seen: set[int] = set()
        # The first rows as they are: they are put through the digest only if others follow.
        self._first: pa.Array | None = None
        self._again = 0

    def notes(self) -> list[Note]:
        """How many rows were given again."""
        what = "the same row given again; kept once"
        return [Note(self._table, what, self._again)] if self._again else []

    def mark(self, raw: RawTable, projection: Projection) -> tuple[RawTable, Projection]:
        """The table with repeated rows marked, and the projection that leaves those out.

        They count as read: each says nothing that its first telling has not said.
        """
        again = self._repeated(raw)
        if not any(again):
            return raw, projection
        self._again += sum(again)
        marks = pa.array(["yes" if one else "no" for one in again], pa.string())
        only = {**projection.only, _HEADING: ("no",)}
        return with_column(raw, _HEADING, marks), replace(projection, only=only)

    def _repeated(self, raw: RawTable) -> list[bool]:
        telling = self._telling(raw)
        if telling is None:
            return []
        if self._first is None and not self._seen and _all_differ(telling):
            self._first = telling
            return []
        return self._among_seen([hash(words) for words in telling.to_pylist()])

    def _among_seen(self, digests: list[int]) -> list[bool]:
        if self._first is not None:
            self._seen.update(hash(words) for words in self._first.to_pylist())
            self._first = None
        counts = Counter(digests)
        if len(counts) == len(digests) and self._seen.isdisjoint(counts):
            self._seen.update(counts)
            return []
        return [self._is_repeat(digest) for digest in digests]

    def _is_repeat(self, digest: int) -> bool:
        if digest in self._seen:
            return True
        self._seen.add(digest)
        return False

    def _telling(self, raw: RawTable) -> pa.Array | None:
        """Each row as one text, without the number that tells nothing."""
        idle = NUMBERS_THAT_TELL_NOTHING.get(self._table)
        heading = raw.find(idle) if idle else None
        cells = [raw.cells.column(name) for name in raw.cells.column_names if name != heading]
        if not cells or not len(raw):
            return None
        return pc.binary_join_element_wise(
            *cells, _BETWEEN, null_handling="replace", null_replacement=""
        )


def _all_differ(texts: pa.Array) -> bool:
    return bool(pc.count_distinct(texts).as_py() == len(texts))

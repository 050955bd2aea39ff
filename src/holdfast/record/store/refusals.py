"""What could not be read: whole rows refused, and single cells emptied.

Both lie beside the tables of a snapshot, because a person who corrects the source needs the
row as it was given. ``kept`` therefore holds a child's data. It is never printed, logged or
put into an address; ``what`` and ``next_step`` never quote it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from holdfast.record.store.snapshot import Snapshot

REFUSALS_FILE = "refusals.parquet"
UNREADABLE_FILE = "unreadable.parquet"

_PLACE = (
    pa.field("source_file", pa.string()),
    pa.field("source_part", pa.string()),
    pa.field("source_row", pa.int64()),
)
_REASON = (
    pa.field("what", pa.string()),
    pa.field("next_step", pa.string()),
    pa.field("kept", pa.string()),
)

REFUSALS = pa.schema([*_PLACE, *_REASON])
UNREADABLE = pa.schema([*_PLACE, pa.field("column", pa.string()), *_REASON])


@dataclass(frozen=True)
class Refusal:
    """A source row that says nothing the record can hold.

    ``source_row`` counts as the source's own tool counts it, and is None where a whole sheet,
    file or table could not be read; ``kept`` is the raw row as a JSON object of column name to
    text, or as it stood where its cells could not be told apart. ``child`` is whom the row is
    about, where that can be read although the row is refused: it is not written with the refusal.
    """

    source_file: str
    source_part: str
    source_row: int | None
    what: str
    next_step: str
    kept: str
    child: str | None = None


@dataclass(frozen=True)
class Unreadable:
    """A cell that was emptied while the rest of its row was read; ``kept`` is its raw text."""

    source_file: str
    source_part: str
    source_row: int
    column: str
    what: str
    next_step: str
    kept: str


def refusals_table(refusals: Iterable[Refusal]) -> pa.Table:
    """The refusals as rows of ``refusals.parquet``."""
    return pa.Table.from_pylist([asdict(row) for row in refusals], schema=REFUSALS)  # no child


def unreadable_table(cells: Iterable[Unreadable]) -> pa.Table:
    """The emptied cells as rows of ``unreadable.parquet``."""
    return pa.Table.from_pylist([asdict(row) for row in cells], schema=UNREADABLE)


def told_refusals(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The refused rows of a snapshot, for people; what the rows held is not among it.

    Each is ``file``, ``part``, ``row`` (None for a whole part), ``what`` and ``next_step``.
    """
    return refusals_in(snapshot.folder)


def refusals_in(folder: Path) -> list[dict[str, Any]]:
    """The same of any folder in which an import is laid down."""
    return _told(folder / REFUSALS_FILE)


def told_unreadable(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The emptied cells of a snapshot, as ``told_refusals``, with ``column`` besides."""
    return _told(snapshot.unreadable, "column")


def _told(path: Path, *others: str) -> list[dict[str, Any]]:
    place = ("source_file", "source_part", "source_row")
    # The column of what was kept is not even read.
    rows = pq.read_table(path, columns=[*place, *others, "what", "next_step"])
    rows = rows.rename_columns(["file", "part", "row", *others, "what", "next_step"])
    told: list[dict[str, Any]] = rows.to_pylist()
    return told

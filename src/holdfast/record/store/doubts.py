"""Doubts: what a reader could not take as it stood, and so what the record may lack.

A doubt says whom it concerns, which table and column of the record, and why. Sources raise
doubts; they decide nothing about clocks. What a doubt takes away is found from the declarations
of the clocks alone (``clocks/doubting``). Unlike what was refused or emptied, a doubt keeps
nothing of what the cell held.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import pyarrow as pa

DOUBTS_FILE = "doubts.parquet"


class DoubtKind(StrEnum):
    """What was met. Said to people as it is written here."""

    UNREADABLE = "a cell that cannot be read"
    REFUSED = "a row that was refused"
    UNKNOWN_WORD = "a word or code that no vocabulary knows"
    UNANSWERED = "a question left blank that the source asks of every row"
    AFTER_EXTRACT = "a day after the extract's own"
    SHORTENED = "a number that a spreadsheet has shortened"
    UNKNOWN_ELEMENT = "an element that the format does not know"
    IN_PART = "a table that was given in part"
    STRANGER = "a child whom the table of persons does not have"
    DISAGREES = "rows of one number that disagree"
    CONTRADICTS = "cells that contradict one another"


@dataclass(frozen=True)
class Doubt:
    """One thing that could not be taken as it stood.

    ``table`` and ``column`` are names of the record; an empty ``column`` is the whole row.
    ``child`` (a worker, for tables about workers) is None where the row does not let it be read:
    then it may be anybody. Where it is another than the row names, the row may be about that one.
    ``source_row`` is None for a whole file or sheet.
    """

    table: str
    column: str
    child: str | None
    kind: DoubtKind
    what: str
    next_step: str
    source_file: str
    source_part: str
    source_row: int | None
    source_column: str = ""


_NUMBER = pa.field("number", pa.int64())

DOUBTS = pa.schema(
    [
        ("record_table", pa.string()),
        ("record_column", pa.string()),
        ("child", pa.string()),
        ("kind", pa.string()),
        ("what", pa.string()),
        ("next_step", pa.string()),
        ("source_file", pa.string()),
        ("source_part", pa.string()),
        ("source_row", pa.int64()),
        ("source_column", pa.string()),
    ]
)


# Rows that are set aside lie beside the tables, under this name and the table's.
_SET_ASIDE = "set_aside."


def set_aside_path(folder: Path, table: str) -> Path:
    """The file of the rows of a record table that lack something which could not be read."""
    return folder / f"{_SET_ASIDE}{table}.parquet"


def is_beside(name: str) -> bool:
    """Whether a file of this name holds doubts or rows set aside, and is no table."""
    return name == DOUBTS_FILE or name.startswith(_SET_ASIDE)


def numbered(pieces: Sequence[pa.Table]) -> pa.Table:
    """The doubts as they are written, each with its number, by which a duty names it."""
    whole = pa.concat_tables([DOUBTS.empty_table(), *pieces])
    return whole.append_column(_NUMBER, pa.array(range(1, len(whole) + 1), pa.int64()))


def doubts_table(doubts: Iterable[Doubt]) -> pa.Table:
    """The doubts as rows of ``doubts.parquet``."""
    rows = []
    for doubt in doubts:
        told = asdict(doubt)
        rows.append(told | {"record_table": told["table"], "record_column": told["column"]})
    return pa.Table.from_pylist(rows, schema=DOUBTS)

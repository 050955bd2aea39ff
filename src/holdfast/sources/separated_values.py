"""Rows of separated values, without the limit at which Python's reader gives a file up.

That reader stops at the first cell of more than 131,072 characters, wherever it stands. Here such
a cell is read, and only that cell is then refused (``limits.CELL``).
"""

import csv
from collections.abc import Iterable, Iterator
from typing import Protocol

from holdfast.limits import TABLE_BYTES


class RowReader(Protocol):
    """The rows of a file, and how many of its lines were read so far."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


def rows_of(lines: Iterable[str], separator: str, strict: bool = False) -> RowReader:
    """The rows in some lines. Raises csv.Error as they are taken, where they are no such text."""
    csv.field_size_limit(TABLE_BYTES.most)
    return csv.reader(lines, delimiter=separator, strict=strict)

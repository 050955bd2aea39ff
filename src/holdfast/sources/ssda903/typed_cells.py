"""Cells of text as what their column holds: days, numbers, codes.

A value is read once however often it stands in a column: a return has few different days.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from holdfast.limits import CELL
from holdfast.record.schema.shape import ARROW
from holdfast.record.schema.table import ColumnKind
from holdfast.sources.ssda903.columns import ReturnColumn
from holdfast.sources.ssda903.troubles import CellTrouble

Read = tuple[Any, CellTrouble | None]

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: 00:00(?::00)?)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_FORMULA = ("=", "@", "+", "-")
# What may be one, and what is nothing; RE2's words.
_ODD_TEXT = r"^(?:[=@+-]|$)"
_LONGEST_NUMBER = 9
# What cannot be read is told of the column, and is no value.
UNREADABLE = (CellTrouble.NO_DAY, CellTrouble.NO_NUMBER, CellTrouble.TOO_LONG)


def typed_cells(
    column: ReturnColumn, cells: pa.ChunkedArray | pa.Array
) -> tuple[pa.Array, dict[CellTrouble, np.ndarray]]:
    """The values of a column, and for each trouble the places of the cells that have it."""
    whole = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    encoded = whole.dictionary_encode()
    values, troubled = _values(column, encoded.dictionary)
    places = encoded.indices
    typed = values.take(places) if len(values) else pa.nulls(len(whole), ARROW[column.kind])
    found = {
        trouble: np.flatnonzero(pc.fill_null(pc.is_in(places, pa.array(those, pa.int32())), False))
        for trouble, those in troubled.items()
    }
    return typed, found


def _values(
    column: ReturnColumn, texts: pa.StringArray
) -> tuple[pa.Array, dict[CellTrouble, list[int]]]:
    """The value of each text, and the places of those with each trouble."""
    if column.kind in (ColumnKind.ID, ColumnKind.TEXT, ColumnKind.CODE):
        plain = pc.utf8_trim_whitespace(texts)
        odd = pc.or_(
            pc.match_substring_regex(plain, _ODD_TEXT), pc.greater(pc.utf8_length(texts), CELL.most)
        )
        if not pc.any(odd).as_py():
            # Only speed: most texts are themselves, and need not be read one by one.
            return pc.utf8_upper(plain) if column.kind is ColumnKind.CODE else plain, {}
    read = [_reader(column)(text) for text in texts.to_pylist()]
    troubled: dict[CellTrouble, list[int]] = {}
    for at, (_, told) in enumerate(read):
        if told is not None:
            troubled.setdefault(told, []).append(at)
    return pa.array([value for value, _ in read], ARROW[column.kind]), troubled


def _reader(column: ReturnColumn) -> Callable[[str], Read]:
    if column.kind is ColumnKind.DAY:
        return as_day
    if column.kind is ColumnKind.WHOLE:
        return _as_number
    return _as_code if column.kind is ColumnKind.CODE else _as_text


def _as_text(text: str) -> Read:
    if len(text) > CELL.most:
        return None, CellTrouble.TOO_LONG
    plain = text.strip()
    told = CellTrouble.FORMULA if plain.startswith(_FORMULA) and len(plain) > 1 else None
    return plain or None, told


def _as_code(text: str) -> Read:
    # The department's own check takes codes in either case.
    value, told = _as_text(text)
    return value.upper() if value else value, told


def _as_number(text: str) -> Read:
    plain = text.strip()
    if not plain:
        return None, None
    if plain.isascii() and plain.isdigit() and len(plain) <= _LONGEST_NUMBER:
        return int(plain), None
    return None, CellTrouble.NO_NUMBER


@lru_cache(maxsize=1 << 14)
def as_day(text: str) -> Read:
    """A day, written day/month/year or year-month-day, and what is wrong with it."""
    plain = text.strip()
    if not plain:
        return None, None
    if found := _DAY.fullmatch(plain):
        day = _day(found[3], found[2], found[1])
        return (day, None) if day else (None, CellTrouble.NO_DAY)
    if found := _ISO.fullmatch(plain):
        day = _day(found[1], found[2], found[3])
        return (day, CellTrouble.OTHER_FORM) if day else (None, CellTrouble.NO_DAY)
    return None, CellTrouble.NO_DAY


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = datetime(int(year), int(month), int(day)).date()  # a day alone
    except ValueError:
        return None
    # Years before are typing errors, and no calendar that is compared with them goes so far back.
    return found if found.year >= 1900 else None

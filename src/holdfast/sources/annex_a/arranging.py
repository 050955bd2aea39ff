"""From a sheet in which a list was found to its rows of text, ready to be taken in.

Only what a person would do by eye before reading a list: fill merged cells, pass over dashes
and totals, write every day the same way. What was done is counted. A row is refused here
when a day that ends a wait cannot be read: emptied, it would show as a step undone.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from holdfast.record.refusals import Refusal
from holdfast.record.table import Kind
from holdfast.sources.annex_a.finding import Found, fold
from holdfast.sources.annex_a.layout import Derived
from holdfast.sources.annex_a.workforce import ADVISER, WORKER, is_nobody
from holdfast.sources.day_columns import DayColumns
from holdfast.sources.day_order import DayOrder
from holdfast.sources.mapping import RawTable, raw_table
from holdfast.sources.reading import NEXT_STEP
from holdfast.sources.reading_days import read_day
from holdfast.sources.text import as_text

Row = list[str | None]
Notes = Counter[str]

FILLED = "cells filled from the merged cell that they belong to"
DASHES = "cells with a dash in them, read as empty"
ERRORS = "cells with a spreadsheet's error in them such as #N/A, read as empty"
REPEATED = "rows that repeat an earlier row word for word, taken once"
ASIDE = "rows with nothing in the list's own columns, left out"

FURNITURE = "It reads as a total, a footnote or headings again, not as a child."
FURNITURE_STEP = "Nothing, if that is so; else write the child's identifier and import again."
BROKEN_FORMULA = "The cell holds a spreadsheet's error."

_DASHES = {"-", "--", "–", "—"}
_ERRORS = {"#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!"}
_FURNITURE = re.compile(
    r"(grand |sub-?)?totals?\b.*|count\b.*|notes?\b.*|source\b.*|end of .*|produced .*|printed .*"
    r"|report .*|page \d+.*|\* .*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Arranged:
    """The rows of a list under the template's headings; those refused; what was done, counted."""

    raw: RawTable
    refused: tuple[Refusal, ...]
    notes: Notes


def arrange(found: Found, made: date, order: DayColumns) -> Arranged:
    """Arrange a found list. ``made`` is a day by which it was made."""
    notes: Notes = Counter()
    names = list(found.columns)
    rows = [_texts(cells, found, notes) for cells in _filled(found, notes)]
    orders = _orders(rows, found, order)
    _settle_days(rows, found, made, orders)
    refused = tuple(_refuse(rows, found, made))
    _clear_errors(rows, notes)
    derived = [one for one in found.listed.derived if found.columns.keys() & set(one.of)]
    _derive(rows, names, derived, made)
    _clear_nobody(rows, names)
    told = Counter(map(tuple, filter(None, rows)))
    notes[REPEATED] += sum(told.values()) - len(told)
    sheet, headings = found.sheet, [*names, *(one.name for one in derived)]
    place = (found.listed.name, sheet.file, sheet.name)
    raw = replace(raw_table(*place, headings, rows, _first(found)), day_orders=orders)
    return Arranged(raw, refused, notes)


def _first(found: Found) -> int:
    """The number, as the spreadsheet shows it, of the first row below the headings."""
    return found.at + 2


def _filled(found: Found, notes: Notes) -> Iterator[list[object]]:
    """The rows below the headings, each merged cell's value in every row that it spans."""
    rows = found.sheet.rows
    for (top, left), (bottom, _) in found.sheet.merged:
        # A merged range may reach beyond what the sheet holds.
        if top <= found.at or bottom == top or top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
            notes[FILLED] += 1
    yield from rows[found.at + 1 :]


def _texts(cells: list[object], found: Found, notes: Notes) -> Row:
    """The cells of the list's own columns as text; an empty list where there is nothing."""
    row: Row = [
        _text(cells[place], notes) if place < len(cells) else None
        for place in found.columns.values()
    ]
    if any(row):
        return row
    notes[ASIDE] += any(cell not in (None, "") for cell in cells)
    return []


def _text(cell: object, notes: Notes) -> str | None:
    if not isinstance(cell, str):
        return as_text(cell)
    plain = cell.replace("\u00a0", " ").strip()
    if plain in _DASHES:
        notes[DASHES] += 1
        return None
    return plain or None


def _is_error(text: str | None) -> bool:
    return text is not None and text[0] == "#" and text.lower() in _ERRORS


def _clear_errors(rows: list[Row], notes: Notes) -> None:
    for row in filter(None, rows):
        for place, text in enumerate(row):
            if _is_error(text):
                row[place] = None
                notes[ERRORS] += 1


def _orders(rows: list[Row], found: Found, order: DayColumns) -> dict[str, DayOrder]:
    """Which of day and month comes first in each column of days."""
    days = {one.name for one in found.listed.headings if one.day}
    return {
        name: order.order(
            found.listed.name,
            name,
            [pa.chunked_array([[row[place] for row in filter(None, rows)]], pa.string())],
        )
        for place, name in enumerate(found.columns)
        if name in days
    }


def _settle_days(rows: list[Row], found: Found, made: date, orders: dict[str, DayOrder]) -> None:
    """Write each readable day as year-month-day, so that two lists name one day alike.

    A day that needs the reader's judgement (two figures for the year, a column that is not
    day-first) is left to it.
    """
    places = [
        place for place, name in enumerate(found.columns) if orders.get(name) is DayOrder.DAY_FIRST
    ]
    written: dict[str, str] = {}
    for row in filter(None, rows):
        for place in places:
            text = row[place]
            if text is not None:
                row[place] = written.get(text) or written.setdefault(text, _day(text, made))


def _day(text: str, made: date) -> str:
    read = read_day(text, made)
    return read.value.isoformat() if isinstance(read.value, date) and not read.note else text


def _refuse(rows: list[Row], found: Found, made: date) -> Iterator[Refusal]:
    """Take out the rows that no child's row can be made of, and say why."""
    names = list(found.columns)
    places = [(at, name) for at, name in enumerate(names) if name in found.listed.vital]
    for at, row in enumerate(rows):
        what, step = _fault(row, found, places, made) if row else ("", "")
        if what:
            kept = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
            sheet = found.sheet
            yield Refusal(sheet.file, sheet.name, at + _first(found), what, step, kept)
            rows[at] = []


def _fault(row: Row, found: Found, vital: list[tuple[int, str]], made: date) -> tuple[str, str]:
    if _is_furniture(row, found):
        return FURNITURE, FURNITURE_STEP
    for at, name in vital:
        if trouble := _trouble(row[at], made):
            return f"{name}: {trouble}", NEXT_STEP[Kind.DAY]
    return "", ""


def _is_furniture(row: Row, found: Found) -> bool:
    subject = found.listed.subject.name
    text = row[list(found.columns).index(subject)] if subject in found.columns else None
    # Nearly every child's identifier is in figures, and no such row is furniture.
    if not text or text.isdigit():
        return False
    return _FURNITURE.fullmatch(text) is not None or fold(text) == fold(subject)


def _trouble(text: str | None, made: date) -> str:
    # A day that was read is written year first by now; only the rest is read again.
    if text is None or (text[:4].isdigit() and text[4:5] == "-"):
        return ""
    return BROKEN_FORMULA if _is_error(text) else read_day(text, made).trouble


def _derive(rows: list[Row], names: list[str], derived: list[Derived], made: date) -> None:
    place = {name: at for at, name in enumerate((*names, *(one.name for one in derived)))}
    rules: list[tuple[list[int | None], Callable[..., str | None]]] = [
        ([place.get(name) for name in one.of], one.rule) for one in derived
    ]
    for row in filter(None, rows):
        for places, rule in rules:
            row.append(rule([None if at is None else row[at] for at in places], made))


def _clear_nobody(rows: list[Row], names: list[str]) -> None:
    """Empty a worker's cell that says there is none: a column beside it says it was not named."""
    places = [names.index(one.name) for one in (WORKER, ADVISER) if one.name in names]
    for row in filter(None, rows):
        for place in places:
            text = row[place]
            if text and is_nobody(text):
                row[place] = None

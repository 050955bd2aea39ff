"""From a sheet in which a list was found to its rows of text, ready to be taken in.

Only what a person would do by eye before reading a list: fill merged cells, pass over dashes
and totals, write every day the same way. What was done is counted.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import pyarrow as pa

from holdfast.sources.annex_a.finding import Found, fold
from holdfast.sources.annex_a.layout import Derived
from holdfast.sources.annex_a.workforce import ADVISER, WORKER, is_nobody
from holdfast.sources.mapping import RawTable, raw_table
from holdfast.sources.reading_days import read_day
from holdfast.sources.text import as_text

Row = list[str | None]
Notes = Counter[str]

NOT_A_CHILD = "Instead of a child"

FILLED = "cells filled from the merged cell that they belong to"
DASHES = "cells with a dash or a spreadsheet's error in them, read as empty"
FURNITURE = "rows that are a total, a footnote or headings again, refused"
REPEATED = "rows that repeat an earlier row word for word, taken once"
ASIDE = "rows with nothing in the list's own columns, left out"

_DASHES = {"-", "--", "–", "—"}
_ERRORS = {"#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!"}
_FURNITURE = re.compile(
    r"(grand |sub-?)?totals?\b.*|count\b.*|notes?\b.*|source\b.*|end of .*|produced .*|printed .*"
    r"|report .*|page \d+.*|\* .*",
    re.IGNORECASE,
)


def arrange(found: Found, made: date) -> tuple[RawTable, Notes]:
    """The rows of a found list under the template's headings, and what was done to them.

    ``made`` is a day by which the list was made; only days after it are taken for ahead.
    """
    notes: Notes = Counter()
    rows = [_texts(cells, found, notes) for cells in _filled(found, notes)]
    _settle_days(rows, found, made)
    _pass_over_furniture(rows, found, notes)
    derived = [one for one in found.listed.derived if found.columns.keys() & set(one.of)]
    headings = [*found.columns, NOT_A_CHILD, *(one.name for one in derived)]
    _derive(rows, headings, derived, made)
    _clear_nobody(rows, headings)
    _count_repeated(rows, notes)
    sheet = found.sheet
    first = found.at + 2
    return raw_table(found.listed.name, sheet.file, sheet.name, headings, rows, first), notes


def _filled(found: Found, notes: Notes) -> Iterator[list[object]]:
    """The rows below the headings, each merged cell's value in every row that it spans."""
    rows = found.sheet.rows
    for (top, left), (bottom, _) in found.sheet.merged:
        if top <= found.at or bottom == top:
            continue
        value = rows[top][left]
        for row in rows[top + 1 : bottom + 1]:
            row[left] = value
            notes[FILLED] += 1
    yield from rows[found.at + 1 :]


def _texts(cells: list[object], found: Found, notes: Notes) -> Row:
    """The cells of the list's own columns as text; an empty list where there is nothing."""
    row: Row = [
        _text(cells[place], notes) if place < len(cells) else None
        for place in found.columns.values()
    ]
    if any(row):
        return [*row, None]
    notes[ASIDE] += any(cell not in (None, "") for cell in cells)
    return []


def _text(cell: object, notes: Notes) -> str | None:
    if not isinstance(cell, str):
        return as_text(cell)
    plain = cell.replace("\u00a0", " ").strip()
    if plain in _DASHES or (plain[:1] == "#" and plain.lower() in _ERRORS):
        notes[DASHES] += 1
        return None
    return plain or None


def _settle_days(rows: list[Row], found: Found, made: date) -> None:
    """Write each readable day as year-month-day, so that two lists name one day alike.

    A day that needs the reader's judgement (two figures for the year) is left to it.
    """
    days = [one.name for one in found.listed.headings if one.day]
    places = [place for place, name in enumerate(found.columns) if name in days]
    written: dict[str, str] = {}
    for row in filter(None, rows):
        for place in places:
            text = row[place]
            if text is not None:
                row[place] = written.get(text) or written.setdefault(text, _day(text, made))


def _day(text: str, made: date) -> str:
    reading = read_day(text, made)
    return (
        reading.value.isoformat() if isinstance(reading.value, date) and not reading.note else text
    )


def _pass_over_furniture(rows: list[Row], found: Found, notes: Notes) -> None:
    """Move what stands for a child and is none out of the child's column."""
    subject = found.listed.subject.name
    if subject not in found.columns:
        return
    place, heading = list(found.columns).index(subject), fold(subject)
    for row in filter(None, rows):
        text = row[place]
        # Nearly every child's identifier is in figures, and no such row is furniture.
        if text and not text.isdigit() and (_FURNITURE.fullmatch(text) or fold(text) == heading):
            row[place], row[-1] = None, text
            notes[FURNITURE] += 1


def _derive(rows: list[Row], headings: list[str], derived: list[Derived], made: date) -> None:
    place = {name: at for at, name in enumerate(headings)}
    rules: list[tuple[list[int | None], Callable[..., str | None]]] = [
        ([place.get(name) for name in one.of], one.rule) for one in derived
    ]
    for row in filter(None, rows):
        for places, rule in rules:
            row.append(rule([None if at is None else row[at] for at in places], made))


def _clear_nobody(rows: list[Row], headings: list[str]) -> None:
    """Empty a worker's cell that says there is none: what it said is kept in ``named``."""
    places = [headings.index(one.name) for one in (WORKER, ADVISER) if one.name in headings]
    for row in filter(None, rows):
        for place in places:
            text = row[place]
            if text and is_nobody(text):
                row[place] = None


def _count_repeated(rows: list[Row], notes: Notes) -> None:
    told = Counter(map(tuple, filter(None, rows)))
    notes[REPEATED] += sum(told.values()) - len(told)


def latest_day(raw: RawTable, names: frozenset[str], made: date) -> date | None:
    """The latest day in these columns that is not after ``made``."""
    found: list[date] = []
    for name in names:
        heading = raw.find(name)
        texts: pa.Array = raw.cells.column(heading).unique() if heading else pa.array([])
        for text in filter(None, texts.to_pylist()):
            day = read_day(text, made).value
            if isinstance(day, date) and day <= made:
                found.append(day)
    return max(found, default=None)

"""From a sheet in which a list was found to its rows of text, ready to be taken in.

Only what a person would do by eye before reading a list: fill merged cells, pass over dashes
and totals, write every day the same way. What was done is counted.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from holdfast.record.store.refusals import Refusal
from holdfast.sources.annex_a.finding import FoundList
from holdfast.sources.annex_a.furniture import is_furniture
from holdfast.sources.annex_a.layout import DerivedColumn
from holdfast.sources.annex_a.workforce import ADVISER, WORKER
from holdfast.sources.days.counted_days import day_columns, either_epoch
from holdfast.sources.days.day_columns import DayColumns
from holdfast.sources.days.day_order import DayOrder, reader_in
from holdfast.sources.days.reading_days import read_day
from holdfast.sources.intake.cut_cells import is_cut
from holdfast.sources.intake.mapping import RawTable, raw_table
from holdfast.sources.intake.worker_names import is_nobody
from holdfast.sources.text import as_text

Row = list[str | None]
Notes = Counter[str]

FILLED = "cells filled from the merged cell that they belong to"
DASHES = "cells with a dash in them, read as empty"
NULLS = "cells with the word for a missing value in them such as NULL, read as empty"
ERRORS = "cells with a spreadsheet's error in them such as #N/A, read as empty"
REPEATED = "rows that repeat an earlier row word for word, taken once"
ASIDE = "rows with nothing in the list's own columns, left out"

FURNITURE = "It reads as a total, a footnote or headings again, not as a child."
FURNITURE_STEP = "Nothing, if that is so; else write the child's identifier and import again."

# After a cell that the end of its file cuts short: it reads as no day, and as no code.
CUT = " (the file ends here)"

# What stands for nothing, and how it is told: a dash, or a missing value as tools write it.
# An empty day ends no wait, and NULL is no day that cannot be read.
_NOTHING = dict.fromkeys(("-", "--", "–", "—"), DASHES) | dict.fromkeys(
    ("NULL", "Null", "null", "(NULL)", "(null)", "NaN", "nan", "NaT", "nat", "<NA>"), NULLS
)
_ERRORS = {"#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!"}


@dataclass(frozen=True)
class Arranged:
    """The rows of a list under the template's headings; what was done, counted.

    ``furniture`` are totals, footnotes and headings again: refused, and about nobody, so that
    they leave nothing in doubt.
    """

    raw: RawTable
    furniture: tuple[Refusal, ...]
    notes: Notes


def arrange(found: FoundList, day: date, order: DayColumns) -> Arranged:
    """Arrange a found list, which is as at ``day``."""
    notes: Notes = Counter()
    rows = [_texts(cells, found, notes) for cells in _filled(found, notes)]
    names, places = list(found.columns), list(found.columns.values())
    filled = list(filter(None, rows))
    width = len(found.sheet.rows[-1])
    if found.sheet.cut and width - 1 in places and len(filled) > 1 and filled[-1] is rows[-1]:
        # A last cell that the end of the file cuts short becomes one that cannot be read.
        place = places.index(width - 1)
        last = rows[-1][place]
        if is_cut(last, [row[place] for row in filled[:-1]]):
            rows[-1][place] = f"{last or ''}{CUT}"
    orders, either = _settle_days(rows, found, day, order)
    subject = found.listed.subject.name
    furniture: list[Refusal] = []
    if subject in names:
        place = names.index(subject)
        for at, row in enumerate(rows):
            if row and is_furniture(row[place], subject):
                kept = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
                where = (found.sheet.file, found.sheet.name, at + _first(found))
                furniture.append(Refusal(*where, FURNITURE, FURNITURE_STEP, kept))
                rows[at] = []
    derived = [column for column in found.listed.derived if column.can_be_made(found.columns)]
    _derive(rows, found, notes, derived, day)
    told = Counter(map(tuple, filter(None, rows)))
    notes[REPEATED] += sum(told.values()) - len(told)
    headings = [*found.columns, *(column.name for column in derived)]
    table = (found.listed.name, found.sheet.file, found.sheet.name)
    raw = raw_table(*table, headings, rows, _first(found))
    raw = replace(raw, day_orders=orders, either_epoch=either)
    return Arranged(raw, tuple(furniture), notes)


def _first(found: FoundList) -> int:
    """The number, as the spreadsheet shows it, of the first row below the headings."""
    return found.at + 2


def _filled(found: FoundList, notes: Notes) -> Iterator[list[object]]:
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


def _texts(cells: list[object], found: FoundList, notes: Notes) -> Row:
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
    if what := _NOTHING.get(plain):
        notes[what] += 1
        return None
    return plain or None


def _settle_days(
    rows: list[Row], found: FoundList, day: date, order: DayColumns
) -> tuple[dict[str, DayOrder], frozenset[str]]:
    """Write each readable day as year-month-day, so that two lists name one day alike.

    A day that needs the reader's judgement (two figures for the year), or that may be another
    since its column is not day-first, is left to it. One that comes as a bare number is counted as
    its own workbook counts. Gives which of day and month comes first in each column of days; and
    the columns of text whose bare numbers may count from 1900 or from 1904, which are left too.
    """
    days = {heading.name for heading in found.listed.headings if heading.day}
    filled = list(filter(None, rows))
    columns = {
        name: (at, pa.chunked_array([[row[at] for row in filled]], pa.string()))
        for at, name in enumerate(found.columns)
        if name in days
    }
    orders = {
        name: order.order(found.listed.name, name, [texts]) for name, (_, texts) in columns.items()
    }
    either = frozenset[str]()
    if found.sheet.separated:
        ahead = {name for name, one in day_columns(found.listed.projections) if one.ahead}
        told = [(name, name in ahead, texts) for name, (_, texts) in columns.items()]
        either = either_epoch(told, day)
    places = [(at, orders[name]) for name, (at, _) in columns.items() if name not in either]
    written: dict[tuple[str, DayOrder], str] = {}
    for row in filled:
        for place, day_order in places:
            text = row[place]
            if text is None:
                continue
            if (text, day_order) not in written:
                written[text, day_order] = _day(found.sheet.counted(text), day, day_order)
            row[place] = written[text, day_order]
    return orders, either


def _day(text: str, day: date, order: DayOrder) -> str:
    read = reader_in(order, lambda one: read_day(one, day))(text)
    return read.value.isoformat() if isinstance(read.value, date) and not read.note else text


def _derive(
    rows: list[Row], found: FoundList, notes: Notes, derived: list[DerivedColumn], day: date
) -> None:
    """Add to each row the columns made from others of it, and empty what says nothing.

    A spreadsheet's errors are emptied before, but for days, which end as days unread; a worker's
    cell that says there is none is emptied after, since a column made from it says so.
    """
    days = {heading.name for heading in found.listed.headings if heading.day}
    clearable = [place for place, name in enumerate(found.columns) if name not in days]
    place_of = {
        name: at for at, name in enumerate((*found.columns, *(one.name for one in derived)))
    }
    rules: list[tuple[list[int | None], Callable[..., str | None]]] = [
        ([place_of.get(name) for name in one.of], one.rule) for one in derived
    ]
    workers = [place_of[one.name] for one in (WORKER, ADVISER) if one.name in found.columns]
    for row in filter(None, rows):
        for place in clearable:
            text = row[place]
            if text is not None and text[0] == "#" and text.lower() in _ERRORS:
                row[place] = None
                notes[ERRORS] += 1
        for places, rule in rules:
            row.append(rule([None if at is None else row[at] for at in places], day))
        for place in workers:
            text = row[place]
            if text and is_nobody(text):
                row[place] = None

"""The day that lists are as at: as the workbook says, or as the lists themselves show."""

import re
from collections.abc import Iterator
from datetime import date

from holdfast.sources.annex_a.finding import FoundList
from holdfast.sources.annex_a.layout import DEPTH
from holdfast.sources.annex_a.opening import Sheet
from holdfast.sources.days.day_order import certain
from holdfast.sources.days.reading_days import read_day
from holdfast.sources.text import as_text, clean

_LABEL = re.compile(
    r"\b(as at|as of|data date|date of (the )?data|extract(ed|ion)?( date| on)?|date of extract"
    r"|snapshot( date)?|report date|run date|run on|date produced)\b"
)
_WITHIN = re.compile(r"\d{1,2}[/.\- ](?:\d{1,2}|[a-z]{3,9})[/.\- ]\d{4}|\d{4}-\d{2}-\d{2}")


def told_day(sheet: Sheet, made: date, depth: int = DEPTH) -> date | None:
    """The first day beside words such as "as at", in the same cell or the next one filled.

    Looks at the first ``depth`` rows only, and at no day after ``made``.
    """
    for row in sheet.rows[:depth]:
        texts = [sheet.counted(text) for cell in row if (text := as_text(cell))]
        for day in _beside(texts, made):
            if day <= made:
                return day
    return None


def latest_day(found: FoundList, names: frozenset[str], made: date) -> date | None:
    """The latest day in the columns of these names that is not after ``made``."""
    places = [place for name, place in found.columns.items() if name in names]
    below = found.sheet.rows[found.at + 1 :]
    texts = {as_text(row[place]) for row in below for place in places if place < len(row)}
    read = (read_day(found.sheet.counted(text), made).value for text in certain(texts))
    return max((day for day in read if isinstance(day, date) and day <= made), default=None)


def _beside(texts: list[str], made: date) -> Iterator[date]:
    for place, text in enumerate(texts):
        if not _LABEL.search(clean(text)):
            continue
        within = _WITHIN.findall(clean(text))
        for one in (*within, *texts[place + 1 : place + 2]):
            day = read_day(one, made).value
            if isinstance(day, date):
                yield day

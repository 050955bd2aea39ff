"""The day that lists are as at: as the workbook says, or as the lists themselves show."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from holdfast.sources.annex_a.finding import DEPTH
from holdfast.sources.day_order import certain
from holdfast.sources.mapping import RawTable
from holdfast.sources.reading_days import read_day
from holdfast.sources.text import as_text, clean

_LABEL = re.compile(
    r"\b(as at|as of|data date|date of (the )?data|extract(ed|ion)?( date| on)?|date of extract"
    r"|snapshot( date)?|report date|run date|run on|date produced)\b"
)
_WITHIN = re.compile(r"\d{1,2}[/.\- ](?:\d{1,2}|[a-z]{3,9})[/.\- ]\d{4}|\d{4}-\d{2}-\d{2}")


def told_day(rows: Sequence[Sequence[object]], made: date) -> date | None:
    """The first day beside words such as "as at", in the same cell or the next one filled.

    Looks at the first rows only, and at no day after ``made``.
    """
    for row in rows[:DEPTH]:
        texts = [text for cell in row if (text := as_text(cell))]
        for day in _beside(texts, made):
            if day <= made:
                return day
    return None


def latest_day(raw: RawTable, names: frozenset[str], made: date) -> date | None:
    """The latest day in the columns of these names that is not after ``made``."""
    headings = [heading for name in names if (heading := raw.find(name))]
    texts = {text for one in headings for text in raw.cells.column(one).unique().to_pylist()}
    read = (read_day(text, made).value for text in certain(texts))
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

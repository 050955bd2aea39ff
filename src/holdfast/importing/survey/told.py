"""What a survey tells. All of it is counts, places and words for people, but for ``words``."""

from dataclasses import asdict, dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Survey:
    """A source as an import would take it.

    ``first`` is what to correct, that which takes most answers away first, and ``first_by_place``
    the same with one row for each column or table; ``absent`` what the source does not give at
    all, with the clocks that it leaves without an answer. ``words`` holds words of coded columns
    as they are written; nothing else quotes a cell.
    """

    source: str
    as_at: str
    as_at_from: str
    persons: int
    tables: list[Row]
    headings: list[Row]
    days: list[Row]
    days_told: list[Row]
    words: list[Row]
    identifiers: list[Row]
    clocks: list[Row]
    first: list[Row]
    first_by_place: list[Row]
    absent: list[Row]
    notes: list[Row]

    def as_json(self) -> Row:
        """The survey for machines; its names are stable."""
        return asdict(self)


FIRST = ("what", "where", "cells", "children", "clocks", "duties", "next_step")
FIRST_BY_PLACE = ("where", "what", "cells", "children", "clocks", "duties", "next_step")
ABSENT = ("what", "clocks", "next_step")
TABLES = ("table", "state", "given", "read", "refused")
HEADINGS = ("table", "heading", "state")
DAYS = ("table", "heading", "order", "filled", "day_only", "month_only", "either")
COUNTED = ("where", "what", "count")
WORDS = ("table", "column", "word", "count")
CLOCKS = ("key", "answers", "duties", "cannot_tell", "why")

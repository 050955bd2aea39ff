"""A survey as its page shows it: what to correct first, and parts folded where they are long."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from holdfast.importing.survey.by_place import faults_said
from holdfast.importing.survey.headings import MISSING, UNFILLED
from holdfast.importing.survey.told import Row, Survey

# So many places to correct are shown at once, the others folded below them.
MOST = 12
# A part is open at first while it is short, or no longer than this and holds something to correct.
SHORT = 5
# So many rows of a part are shown; the command line lists all.
SHOWN = 200
NO_ANSWER = "cannot tell"


class Holds(StrEnum):
    """What a column of the page holds, and so how its cells are written."""

    NAME = "name"
    NUMBER = "number"
    SENTENCE = "sentence"


@dataclass(frozen=True)
class Places:
    """The columns and tables to correct: those shown at once, and those folded below them.

    ``cells`` counts the cells, or whole rows, that are at fault in all ``number`` of them.
    """

    first: list[Row]
    rest: list[Row]
    number: int
    cells: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.number - len(self.first) - len(self.rest)


def places(found: Survey) -> Places:
    """What to correct, by column or table, that which takes most answers away first."""
    rows = [place | {"said": faults_said(place)} for place in found.first_by_place]
    cells = sum(place["cells"] for place in rows)
    return Places(rows[:MOST], rows[MOST:SHOWN], len(rows), cells)


Column = tuple[str, str, Holds]


@dataclass(frozen=True)
class SurveyTable:
    """A table of the page: its caption, its columns by name, and what one of its rows is.

    ``wrong`` is how many rows hold something to correct, ``state`` what is said of them.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    noun: str
    wrong: int = 0
    state: str = ""
    words: str = ""

    @property
    def opened(self) -> bool:
        """Whether it is open at first."""
        return len(self.rows) <= (MOST if self.wrong else SHORT)

    @property
    def lines(self) -> list[list[tuple[Any, str]]]:
        """The cells of the rows that are shown, each with what it holds."""
        return [
            [(_written(row[name], holds), holds.value) for name, _, holds in self.columns]
            for row in self.rows[:SHOWN]
        ]

    @property
    def more(self) -> int:
        """How many rows are not shown."""
        return max(0, len(self.rows) - SHOWN)


def _written(value: Any, holds: Holds) -> Any:
    """A sentence begins with a capital, unless it begins with the name of a table or column."""
    if holds is Holds.SENTENCE and "_" not in value.partition(" ")[0]:
        return f"{value[:1].upper()}{value[1:]}"
    return value


_TABLES = (
    ("table", "Table", Holds.NAME),
    ("state", "State", Holds.SENTENCE),
    ("given", "Given", Holds.NUMBER),
    ("read", "Read", Holds.NUMBER),
    ("refused", "Refused", Holds.NUMBER),
)
_HEADINGS = (
    ("table", "Table", Holds.NAME),
    ("heading", "Heading", Holds.NAME),
    ("state", "State", Holds.SENTENCE),
)
_DAYS = (
    ("table", "Table", Holds.NAME),
    ("heading", "Heading", Holds.NAME),
    ("order", "What comes first", Holds.SENTENCE),
    ("filled", "Cells filled", Holds.NUMBER),
    ("day_only", "Only day first", Holds.NUMBER),
    ("month_only", "Only month first", Holds.NUMBER),
    ("either", "Either way", Holds.NUMBER),
)
_COUNTED = (
    ("where", "Where", Holds.NAME),
    ("what", "What", Holds.SENTENCE),
    ("count", "Count", Holds.NUMBER),
)
_WORDS = (
    ("table", "Table", Holds.NAME),
    ("column", "Column", Holds.NAME),
    ("word", "Word", Holds.NAME),
    ("count", "Count", Holds.NUMBER),
)
_CLOCKS = (
    ("title", "Clock", Holds.NAME),
    ("answers", "Answers", Holds.SENTENCE),
    ("duties", "Duties", Holds.NUMBER),
    ("cannot_tell", "Cannot be determined", Holds.NUMBER),
    ("why", "Why", Holds.SENTENCE),
)
_ABSENT = (
    ("what", "What", Holds.NAME),
    ("clocks", "Clocks", Holds.NUMBER),
    ("next_step", "What to do", Holds.SENTENCE),
)


def parts(found: Survey) -> list[SurveyTable]:
    """The parts below what to correct first that have rows, in the order of the page."""
    return [part for part in (*_of_source(found), *_of_answers(found)) if part.rows]


def _of_source(found: Survey) -> list[SurveyTable]:
    given = [one for one in found.tables if one["state"] != MISSING]
    missing = ", ".join(one["table"] for one in found.tables if one["state"] == MISSING)
    refused = _count(given, lambda row: row["refused"] > 0)
    misnamed = _count(found.headings, lambda row: row["state"] != UNFILLED)
    month_first = _count(found.days, lambda row: row["month_only"] > 0)
    return [
        SurveyTable(
            "Tables",
            _TABLES,
            given,
            "table",
            refused,
            "with rows refused",
            f"Not given: {missing}." if missing else "",
        ),
        SurveyTable(
            "Headings missing, not known or never filled",
            _HEADINGS,
            found.headings,
            "heading",
            misnamed,
            "missing or not known",
        ),
        SurveyTable(
            "Which of day and month comes first",
            _DAYS,
            found.days,
            "column",
            month_first,
            "with a day that can only be month first",
        ),
        SurveyTable("Other things about days", _COUNTED, found.days_told, "note"),
        SurveyTable(
            "Words that nobody knows the meaning of", _WORDS, found.words, "word", len(found.words)
        ),
        SurveyTable(
            "Identifiers, and children left out",
            _COUNTED,
            found.identifiers,
            "note",
            len(found.identifiers),
        ),
    ]


def _of_answers(found: Survey) -> list[SurveyTable]:
    unanswered = _count(found.clocks, lambda row: row["answers"] == NO_ANSWER)
    return [
        SurveyTable("What each clock will be able to answer", _CLOCKS, found.clocks, "clock",
             unanswered, "of which cannot answer"),
        SurveyTable("Not given at all", _ABSENT, found.absent,
             "table or set of columns,tables or sets of columns"),
    ]  # fmt: skip


def _count(rows: Sequence[Row], is_so: Callable[[Mapping[str, Any]], bool]) -> int:
    return sum(is_so(row) for row in rows)

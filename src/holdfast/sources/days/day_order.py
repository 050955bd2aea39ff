"""Whether the day or the month comes first in a column of days, found from the whole column.

In England the day comes first. A program that runs under American settings writes the month
first: 1/24/2024 then shows itself, and 1/4/2024 does not. So a column in which some days cannot
be day-first is never read by half: it is read when the council has said which comes first, and
else what could be either is refused.

Only days in figures are in question. One written year first, in words, or as a spreadsheet's
number is read as ever.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.sources.text import CellRead

# One text in so many may be a slip of the pen; where more are, the column is written both ways.
SLIPS = 20

_TWELVE, _MORE = r"(?:0?[1-9]|1[0-2])", r"(?:1[3-9]|2\d|3[01])"
_LEAD, _MARK, _YEAR = r"^[\s\p{Z}]*", r"[/.\- ]", r"[/.\-, ]\s*(?:\d{4}|\d{2})(?:\D|$)"
# For Arrow (RE2).
_DAY_ONLY = f"{_LEAD}{_MORE}{_MARK}{_TWELVE}{_YEAR}"
_MONTH_ONLY = f"{_LEAD}{_TWELVE}{_MARK}{_MORE}{_YEAR}"
_EITHER = f"{_LEAD}{_TWELVE}{_MARK}{_TWELVE}{_YEAR}"
_SAME = f"{_LEAD}(?:" + "|".join(f"0?{n}{_MARK}0?{n}" for n in range(1, 13)) + f"){_YEAR}"

_FIGURES = re.compile(
    r"\s*(?P<first>\d{1,2})(?P<mark>[/.\- ])(?P<second>\d{1,2})"
    r"(?P<rest>[/.\-, ]\s*(?:\d{4}|\d{2})(?:\D.*)?)",
    re.DOTALL,
)


class DayOrder(StrEnum):
    """How the days in figures of a column are taken."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first, as the council says"
    SEEMS_MONTH_FIRST = "month first, it seems"
    MIXED = "both ways"
    CONTRADICTED = "not as the council says"
    UNTOLD = "cannot be told"


NEXT_STEP = (
    "Export the days as year-month-day (2018-01-31), or say in the vocabulary which comes first, "
    "and import again."
)

TROUBLE = {
    DayOrder.SEEMS_MONTH_FIRST: (
        "This column seems to be written month before day; nothing in it is read until you say "
        "so or export it as year-month-day."
    ),
    DayOrder.MIXED: (
        "This column holds days written month before day beside days written day before month; "
        "what could be either is not read."
    ),
    DayOrder.CONTRADICTED: (
        "This column is not written in the order that was said of it; what could be either is "
        "not read."
    ),
    DayOrder.UNTOLD: (
        "Other columns of this source are written month before day, and nothing in this one "
        "shows which comes first."
    ),
}


@dataclass(frozen=True)
class Evidence:
    """Cells of a column that can only be day-first, only month-first, or another day either way."""

    day_only: int = 0
    month_only: int = 0
    either: int = 0


def looks_month_first(differing: pa.Array) -> bool:
    """Whether any of the texts can only be month-first: the one question asked of every column."""
    return bool(pc.any(pc.match_substring_regex(differing, _MONTH_ONLY)).as_py())


def weigh(texts: pa.Array | pa.ChunkedArray) -> Evidence:
    """What the texts of a whole column show. Each differing text is looked at once."""
    counted = pc.value_counts(texts.drop_null())
    values, counts = counted.field("values"), counted.field("counts")

    def cells(pattern: str, but: str = "") -> int:
        found = pc.match_substring_regex(values, pattern)
        if but:
            found = pc.and_(found, pc.invert(pc.match_substring_regex(values, but)))
        return pc.sum(counts.filter(found)).as_py() or 0

    return Evidence(cells(_DAY_ONLY), cells(_MONTH_ONLY), cells(_EITHER, _SAME))


def order_of(evidence: Evidence, declared: DayOrder | None = None, wary: bool = False) -> DayOrder:
    """How a column is to be taken.

    ``declared`` is what the council says of it: DAY_FIRST or MONTH_FIRST. ``wary``: another
    column of the same source is written month first, so that one which shows nothing is not
    taken for day-first.
    """
    wanted = declared or DayOrder.DAY_FIRST
    agreeing, contrary = evidence.day_only, evidence.month_only
    if wanted is DayOrder.MONTH_FIRST:
        agreeing, contrary = contrary, agreeing
    if contrary * SLIPS > agreeing + contrary:
        if declared:
            return DayOrder.CONTRADICTED
        return DayOrder.MIXED if agreeing else DayOrder.SEEMS_MONTH_FIRST
    untold = declared is None and wary and not agreeing and evidence.either
    return DayOrder.UNTOLD if untold else wanted


def certain(texts: Iterable[str | None]) -> list[str]:
    """The differing texts of columns of days without those in figures that may be swapped."""
    given = [text for text in texts if text]
    if not looks_month_first(pa.array(given, pa.string())):
        return given
    return [text for text in given if not _FIGURES.fullmatch(text)]


def reader_in(order: DayOrder, read: Callable[[str], CellRead]) -> Callable[[str], CellRead]:
    """A reader of days that takes those in figures in the order of their column."""
    if order is DayOrder.DAY_FIRST:
        return read

    def read_ordered(text: str) -> CellRead:
        figures = _FIGURES.fullmatch(text)
        if figures is None:
            return read(text)
        first, second = int(figures["first"]), int(figures["second"])
        if order is DayOrder.MONTH_FIRST:
            return read(f"{second}{figures['mark']}{first}{figures['rest']}")
        if first == second or first > 12:
            return read(text)
        return CellRead(trouble=TROUBLE[order])

    return read_ordered

"""The chronology as the page draws it: each month's name, its told lines, its routine in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.query.life.chronology import ChronologyBlock, ChronologyLine, ChronologyYear

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class ToldLine:
    """A line of a month: its day, in short too, what happened, how late, what else is recorded."""

    day: date
    short: str
    title: str
    late: int
    says: str


@dataclass(frozen=True)
class MonthBlock:
    """A month or several: its name, the lines told, the routine counted and listed in words."""

    name: str
    lines: tuple[ToldLine, ...]
    counted: str
    routine: str


@dataclass(frozen=True)
class YearOfLife:
    """A year and its months, in the order asked for."""

    year: int
    blocks: tuple[MonthBlock, ...]


def years_drawn(years: Iterable[ChronologyYear]) -> list[YearOfLife]:
    """A chronology in the words of the page."""
    return [YearOfLife(one.year, tuple(map(_block, one.blocks))) for one in years]


def _block(block: ChronologyBlock) -> MonthBlock:
    name = f"{block.first:%B}"
    if block.last != block.first:
        name = f"{block.first:%B} to {block.last:%B}"
    lines = tuple(
        ToldLine(line.day, _short(line.day), line.title, line.late, line.says)
        for line in block.lines
    )
    counted = listed([_count(fold, number) for fold, number in block.counts])
    return MonthBlock(name, lines, counted, "; ".join(map(_routine, block.routine)))


def _count(fold: str, number: int) -> str:
    one, _, many = fold.partition(";")
    words = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    return f"{words} {one if number == 1 else many}"


def _routine(line: ChronologyLine) -> str:
    said = f" ({line.says})" if line.says else ""
    late = f", {line.late} {'day' if line.late == 1 else 'days'} late" if line.late else ""
    return f"{_short(line.day)} {line.title[:1].lower()}{line.title[1:]}{said}{late}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def listed(parts: Sequence[str]) -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"

"""The chronology as the page draws it: each month's name, its told lines, its routine in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from holdfast.count_words import count_of
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

    @property
    def drawn(self) -> SafeString:
        """The lines as items of a list. A page has hundreds: a template would take too long."""
        return format_html_join("", _LINE, (_cells(line) for line in self.lines))


@dataclass(frozen=True)
class YearOfLife:
    """A year and its months, in the order asked for."""

    year: int
    blocks: tuple[MonthBlock, ...]


def years_drawn(years: Iterable[ChronologyYear]) -> list[YearOfLife]:
    """A chronology in the words of the page."""
    return [YearOfLife(one.year, tuple(map(_block, one.blocks))) for one in years]


# What is said, and by how many days late, are left out where there are none.
_LINE = (
    '<li><time class="holdfast-chron__day" datetime="{}">{}</time>'
    "<span><strong>{}</strong>{}{}</span></li>"
)
_LATE = ' <strong class="govuk-tag govuk-tag--red">{} late</strong>'
_SAYS = ' <span class="holdfast-chron__more">{}</span>'


def _cells(line: ToldLine) -> tuple[str, ...]:
    late = format_html(_LATE, count_of(line.late, "day")) if line.late else ""
    says = format_html(_SAYS, line.says) if line.says else ""
    return (line.day.isoformat(), line.short, line.title, late, says)


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
    late = f", {count_of(line.late, 'day')} late" if line.late else ""
    return f"{_short(line.day)} {line.title[:1].lower()}{line.title[1:]}{said}{late}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def listed(parts: Sequence[str]) -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"

"""What happened to a child, newest first, by year and month, with what is routine folded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from holdfast.areas import Area
from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.journeys.event import Event
from holdfast.query.journey import Journey, dated_tables, event_words
from holdfast.query.life.saying import in_words
from holdfast.query.life.telling import KEEPING, EventTelling
from holdfast.query.life.tellings import BY_COLUMN
from holdfast.record.schema.condition import Row
from holdfast.record.schema.table import Column, ColumnKind

Workers = Mapping[str, str]  # names by identifier

# A step that was later than this is told though it is routine.
LATE_DAYS = 7


@dataclass(frozen=True)
class ChronologyLine:
    """One thing that happened: its day, what, what else its row says, by how many days late.

    ``fold`` is what it is called when folded, one and several with a semicolon between; empty for
    what is told in a line of its own. ``planned``: its day is still to come.
    """

    day: date
    title: str
    says: str
    late: int
    fold: str
    planned: bool

    @property
    def told(self) -> bool:
        """Whether it has a line of its own."""
        return not self.fold or (self.late > LATE_DAYS and self.fold != KEEPING)


@dataclass(frozen=True)
class ChronologyBlock:
    """A month, or months in a row with routine alone: ``first`` and ``last`` are their first days.

    ``lines`` are told, ``routine`` is folded; both in the order asked for.
    """

    first: date
    last: date
    lines: tuple[ChronologyLine, ...]
    routine: tuple[ChronologyLine, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How often each kind of routine happened, the most frequent first; the keeping last."""
        found: dict[str, int] = {}
        for line in self.routine:
            found[line.fold] = found.get(line.fold, 0) + 1
        return tuple(sorted(found.items(), key=lambda one: (one[0] == KEEPING, -one[1], one[0])))


@dataclass(frozen=True)
class ChronologyYear:
    """A year and its blocks, in the order asked for."""

    year: int
    blocks: tuple[ChronologyBlock, ...]


def chronology_lines(
    told: Journey, day: date, latest: date, workers: Workers
) -> tuple[ChronologyLine, ...]:
    """Everything dated in the child's record, oldest first.

    Looking back (``day`` before ``latest``, the snapshot's own) it ends on the day; else what is
    planned for later is in it too. ``workers`` are names by identifier. What two rows say alike
    of one day is one line.
    """
    late = _late(told, day)
    found = {
        line: None
        for table in dated_tables()
        for row in told.history.get(table.name, ())
        for column in table.columns
        if column.kind is ColumnKind.DAY
        and (at := row[column.name])
        and (at <= day or (column.ahead and day >= latest))
        for line in [_line(column, row, at, told, day, late.get((column, at), 0), workers)]
    }
    return tuple(sorted(found, key=lambda line: (line.day, bool(line.fold), line.title, line.says)))


def chronology(lines: Sequence[ChronologyLine], newest: bool = True) -> tuple[ChronologyYear, ...]:
    """Lines by year and month; months in a row with routine alone are one block."""
    ordered = lines[::-1] if newest else lines
    years = groupby(ordered, key=lambda line: line.day.year)
    return tuple(ChronologyYear(year, _blocks(list(own))) for year, own in years)


def _blocks(lines: Sequence[ChronologyLine]) -> tuple[ChronologyBlock, ...]:
    blocks: list[ChronologyBlock] = []
    for month, each in groupby(lines, key=lambda line: line.day.replace(day=1)):
        own = tuple(each)
        told = tuple(line for line in own if line.told)
        routine = tuple(line for line in own if not line.told)
        if blocks and not told and not blocks[-1].lines:
            before = blocks[-1]
            first, last = min(before.first, month), max(before.last, month)
            blocks[-1] = ChronologyBlock(first, last, (), before.routine + routine)
        else:
            blocks.append(ChronologyBlock(month, month, told, routine))
    return tuple(blocks)


def _line(
    column: Column, row: Row, at: date, told: Journey, day: date, late: int, workers: Workers
) -> ChronologyLine:
    telling = _telling(column, row)
    if telling is None:
        return ChronologyLine(at, event_words(column, dict(row)), "", late, "", at > day)
    said = [in_words(each, row, workers) for each in telling.says]
    if telling.until:
        said.append(_nights(at, row.get(telling.until.name), day))
    if telling.listing and telling.by:
        said.append(_listed(telling.listing, telling.by, row, told))
    says = "; ".join(words for words in said if words)
    return ChronologyLine(at, telling.title, says, late, telling.fold, at > day)


def _nights(first: date, last: date | None, day: date) -> str:
    if last is None or last > day:
        return "not back"
    nights = (last - first).days
    return "back the same day" if not nights else f"{nights} night{'' if nights == 1 else 's'}"


def _listed(listing: Column, by: Column, row: Row, told: Journey) -> str:
    """What other rows with the same key say: the factors that an assessment found."""
    same = row.get(by.name)
    others = (one for one in told.history.get(listing.table.name, ()) if one[by.name] == same)
    return ", ".join(dict.fromkeys(in_words(listing, one, {}) for one in others if same))


def _telling(column: Column, row: Row) -> EventTelling | None:
    tellings: Iterable[EventTelling] = BY_COLUMN.get(column, ())
    return next((one for one in tellings if one.where is None or one.where.holds(row)), None)


def _late(told: Journey, day: date) -> dict[tuple[Column, date], int]:
    """By how many days a step for the child was late, by the column of its day and the day.

    When managers decided and wrote is left to the lanes and the clocks.
    """
    found: dict[tuple[Column, date], int] = {}
    for duty in told.duties:
        if duty.status != Status.LATE or duty.area == Area.OVERSIGHT:
            continue
        if duty.stopped and duty.stopped <= day:
            for column in _stops(duty.clock):
                at = (column, duty.stopped)
                found[at] = max(found.get(at, 0), duty.days_over)
    return found


@cache
def _stops(clock: str) -> tuple[Column, ...]:
    """The columns whose days stop a clock."""
    declared = next((one for one in CLOCKS if one.key == clock), None)
    columns: list[Column] = []
    for stop in declared.stops if declared else ():
        if isinstance(stop, Event):
            columns.append(stop.at)
        elif stop.side == "begins":
            columns += [stretch.begins for stretch in stop.spell.stretches]
    return tuple(dict.fromkeys(columns))

"""Several years' returns made one: a row that stands in two of them is taken from the later.

Years are taken the latest first. What was still open at the end of an earlier year and stands in
no later one is refused: what became of it cannot be determined, and it must not pass for undone.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from holdfast.record.schema.table import ColumnKind
from holdfast.record.store.doubts import Doubt, DoubtKind
from holdfast.record.store.manifest import Note
from holdfast.record.store.refusals import Refusal
from holdfast.sources.days.reading_days import read_day
from holdfast.sources.intake.mapping import RawTable
from holdfast.sources.ssda903.into_record.declared import (
    CHILD,
    ENTERED,
    LEFT_PLACE,
    MOVED_FOR,
    NEW_PLACE,
    NEW_STATUS,
    NO,
    NUMBER,
    PERIOD,
    PLACED,
    STANDS,
    STATUS_SINCE,
    STATUS_UNTIL,
    YES,
    FileMapping,
)
from holdfast.sources.ssda903.into_record.periods import Episode, Periods, Told
from holdfast.sources.ssda903.into_record.years_given import TextTable, YearGiven

LATER = "rows that a later year's file holds too, taken from there"
REPEATED = "rows that repeat another of the file word for word, taken once"
NEXT_STEP = "Correct it in the case system, export the return again and import it again."
# A row's child and key, and its number among those that have both alike.
_Known = tuple[tuple[str | None, ...], int]
LEFT_OPEN = (
    "It was open at the end of its year, and no later file holds it: what became of it cannot be "
    "told."
)
_LEFT_OPEN_STEP = "Look it up in the case system. If it should stand in a later return, correct it."


@dataclass(frozen=True)
class JudgedTable:
    """The rows of a file, with what of them may not stand.

    ``stands`` says of each row that it does (``YES``), or why not; ``numbers`` is its place among
    those of its child that begin on one day, None for the first. ``refused`` are the others, why.
    """

    given: TextTable
    stands: list[str]
    numbers: list[str | None]
    refused: Mapping[int, str]

    def stand(self) -> Iterator[int]:
        """The rows that stand."""
        return (
            row for row, one in enumerate(self.stands) if one == YES and row not in self.refused
        )


@dataclass(frozen=True)
class StitchedTable:
    """Rows to be taken in, those refused, and doubts."""

    declared: FileMapping
    raw: RawTable
    refused: tuple[Refusal, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass
class ReturnStitching:
    """Judges the rows of every file. ``as_at`` is the day at which the record is to stand."""

    years: Sequence[YearGiven]
    as_at: date
    notes: Counter[tuple[str, str]] = field(default_factory=Counter)

    def judged(self, declared: FileMapping) -> list[JudgedTable]:
        """The file of each year that has one, the latest first.

        Of a table that the latest return lacks nothing is taken: what it had would pass for all.
        """
        name = declared.table.name
        if name not in self.years[0].tables:
            return []
        later: set[_Known] = set()
        found: list[JudgedTable] = []
        for year in self.years:
            if name in year.tables:
                latest = not found
                one, told = self._judge(declared, year.tables[name], later, latest)
                found.append(one)
                later |= told
        return found

    def _judge(
        self,
        declared: FileMapping,
        given: TextTable,
        later: set[_Known],
        latest: bool,
    ) -> tuple[JudgedTable, set[_Known]]:
        words: set[tuple[str | None, ...]] = set()
        begun: Counter[tuple[str | None, ...]] = Counter()
        told: set[_Known] = set()
        stands: list[str] = []
        numbers: list[str | None] = []
        keys = zip(*(given.text(name) for name in (CHILD, *declared.key)), strict=True)
        for key, row in zip(keys, zip(*given.columns.values(), strict=True), strict=True):
            if row in words:
                stands.append(REPEATED)
                numbers.append(None)
                continue
            words.add(row)
            begun[key] += 1
            numbers.append(str(begun[key]) if begun[key] > 1 else None)
            known = (key, begun[key])
            told.add(known)
            old = not latest and declared.latest
            stands.append(LATER if old or known in later else YES)
        name = declared.table.name
        self.notes.update((name, one) for one in stands if one != YES)
        faults = dict(_faults(declared, given, self.as_at, latest))
        refused = {row: why for row, why in faults.items() if stands[row] == YES}
        return JudgedTable(given, stands, numbers, refused), told

    def stitched(
        self, declared: FileMapping, one: JudgedTable, periods: Periods | None, place: int
    ) -> StitchedTable:
        """The rows of a file as an intake takes them; ``place`` is that of its year."""
        given, name = one.given, declared.table.name
        columns: dict[str, Sequence[str | None]] = dict(given.columns)
        columns |= {STANDS: one.stands, NUMBER: one.numbers}
        doubts: list[Doubt] = []
        if periods is not None:
            columns |= _made(one, periods, place)
            doubts += _doubts(one, periods, place)
        good = [row for row in range(len(given)) if row not in one.refused]
        texts = {
            heading: pa.array([held[row] for row in good], pa.string())
            for heading, held in columns.items()
        }
        cells = pa.table(texts)
        numbers = pa.array([given.lines[row] for row in good], pa.int64())
        raw = RawTable(name, given.file, name, cells, numbers)
        return StitchedTable(declared, raw, tuple(_refusals(one, name)), tuple(doubts))

    def told(self) -> list[Note]:
        """How many rows were met twice, by file."""
        return [Note(where, what, count) for (where, what), count in self.notes.items()]


def episodes_of(judged: Sequence[JudgedTable]) -> dict[str, list[Episode]]:
    """The episodes that stand, of all years, by child."""
    found: dict[str, list[Episode]] = {}
    for place, one in enumerate(judged):
        text = one.given.text
        columns = (
            "DECOM", "DEC", "RNE", "REC", "LS", "PLACE", "REASON_PLACE_CHANGE",
        )  # fmt: skip
        children, held = text(CHILD), [text(name) for name in columns]
        for row in one.stand():
            began, ended, *others = (cells[row] for cells in held)
            child = children[row]
            if child and began:
                days = date.fromisoformat(began), date.fromisoformat(ended) if ended else None
                found.setdefault(child, []).append(Episode((place, row), *days, *others))
    return found


def _faults(
    declared: FileMapping, given: TextTable, as_at: date, latest: bool
) -> Iterator[tuple[int, str]]:
    """The rows that are refused, by their place, and why."""
    over = given.text(declared.over) if declared.over else []
    if declared.over and not latest:
        yield from ((row, LEFT_OPEN) for row, day in enumerate(over) if not day)
    for name in declared.shows:
        shown = enumerate(zip(given.text(name), over, strict=True))
        what = f"{name} shows that it is over; {declared.over}, the day, is empty."
        yield from ((row, what) for row, (text, day) in shown if text and not day)
    if declared.begins:
        what = f"{declared.begins}: empty."
        empty = enumerate(given.text(declared.begins))
        yield from ((row, what) for row, text in empty if not text)
    for name in (declared.begins, declared.over):
        if name and declared.table.field(name).kind is ColumnKind.DAY:
            what = f"{name}: It is no day that exists, or it stands for none."
            texts = given.text(name)
            bad = {text for text in set(texts) if text and not _is_day(text, as_at)}
            yield from ((row, what) for row, text in enumerate(texts) if text in bad)


def _is_day(text: str, as_at: date) -> bool:
    # One that the return's own form could not take stands as it was written.
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(read_day(text, as_at).value)


def _refusals(one: JudgedTable, name: str) -> Iterator[Refusal]:
    given, columns = one.given, one.given.columns
    children = given.text(CHILD)
    for row, what in sorted(one.refused.items()):
        kept = {heading: cells[row] for heading, cells in columns.items() if cells[row]}
        step = _LEFT_OPEN_STEP if what == LEFT_OPEN else NEXT_STEP
        text = json.dumps(kept, ensure_ascii=False)
        yield Refusal(given.file, name, given.lines[row], what, step, text, children[row])
    for unfit in given.unfit:
        place = (given.file, name, unfit.line)
        yield Refusal(*place, unfit.what, unfit.next_step, unfit.text, unfit.child)


def _made(one: JudgedTable, periods: Periods, place: int) -> dict[str, list[str | None]]:
    """The columns that episodes tell together; and the last day of those that were cut."""
    told = [periods.told.get((place, row)) for row in range(len(one.given))]

    def each(read: Callable[[Told], str | None]) -> list[str | None]:
        return [None if of is None else read(of) for of in told]

    ends = list(one.given.text("DEC"))
    for (year, row), day in periods.cut.items():
        if year == place:
            ends[row] = day.isoformat()
    return {
        "DEC": ends,
        PERIOD: each(lambda of: _day(of.period)),
        ENTERED: each(lambda of: _day(of.entered)),
        PLACED: each(lambda of: _day(of.placed)),
        LEFT_PLACE: each(lambda of: _day(of.left_place)),
        NEW_PLACE: each(lambda of: YES if of.new_place else NO),
        MOVED_FOR: each(lambda of: of.moved_for),
        STATUS_SINCE: each(lambda of: _day(of.status_since)),
        STATUS_UNTIL: each(lambda of: _day(of.status_until)),
        NEW_STATUS: each(lambda of: YES if of.new_status else NO),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _doubts(one: JudgedTable, periods: Periods, place: int) -> Iterator[Doubt]:
    children = one.given.text(CHILD)
    for row in one.stand():
        told = periods.told.get((place, row))
        for (table, column), what in (told.doubts if told else {}).items():
            yield Doubt(
                table, column, children[row], DoubtKind.CONTRADICTS, what, NEXT_STEP,
                one.given.file, one.given.table.name, one.given.lines[row],
            )  # fmt: skip

"""What a source lets each clock answer: its history, only how things stand now, or nothing.

A clock that lacks a column cannot tell: what such a source does not say is not a duty undone. A
source that gives only the latest visit or review can say what is due now, and nothing of
the intervals before.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from holdfast.clocks.clock import Clock, Previous
from holdfast.clocks.sql.compiler import ClockToCompile
from holdfast.journeys.event import Event
from holdfast.journeys.spell import ALWAYS, Edge, Happening, Spell, Stretch
from holdfast.record.family import Persons
from holdfast.record.schema.table import Column, Table
from holdfast.record.store.manifest import Feed

Carried = Callable[[Column], bool]


class Answer(StrEnum):
    """How much a clock can say from a source."""

    HISTORY = "history"
    CURRENT = "current"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Answered:
    """A clock, what it can answer, why no more, and the form in which it is asked."""

    clock: Clock
    answer: Answer
    why: str = ""

    @property
    def asked(self) -> ClockToCompile:
        """The clock as the compiler is to read it from this source."""
        if self.answer is Answer.HISTORY:
            return ClockToCompile(self.clock)
        # Without counting: of the latest review nobody knows the number.
        starts = (Previous() if isinstance(s, Previous) else s for s in self.clock.starts)
        return ClockToCompile(replace(self.clock, starts=tuple(starts)), current_only=True)


def answers(clocks: Iterable[Clock], feeds: Mapping[str, Feed]) -> list[Answered]:
    """What each clock can answer from a source that carries ``feeds``."""
    return [_answer(clock, feeds) for clock in clocks]


def lapse_day_lacking(clock: Clock, feeds: Mapping[str, Feed]) -> str:
    """Why it is not known when the clock's duties lapsed; empty where it is, or none lapse.

    Such a duty counts as lapsed on the day on which it began: one that was overdue by then too.
    """
    if clock.lapses is None or not clock.lapses_undated:
        return ""
    day = clock.lapses.at
    feed = feeds.get(day.table.name)
    if feed is None or day.name in feed.columns:
        return ""
    return f"the source does not carry {day.table.name}: {day.name}, the day on which a wait ends"


def _answer(clock: Clock, feeds: Mapping[str, Feed]) -> Answered:
    absent = _absent(clock, feeds)
    if absent:
        return Answered(clock, Answer.CANNOT_TELL, f"the source does not carry {absent}")
    latest = sorted({t.name for t in _tables(clock) if feeds[t.name].reach == "latest"})
    if not latest:
        return Answered(clock, Answer.HISTORY)
    only = f"the source gives only the latest of {' and '.join(latest)}"
    counts = any(isinstance(s, Previous) and s.last is not None for s in clock.starts)
    counts = counts or clock.first_start_only
    # Whether it depends on an earlier event of a table of which only the latest is given.
    turnings = (*clock.once, *clock.until)
    since = clock.during.since if clock.during else None
    tables = {turning.table for turning in turnings if isinstance(turning, Event)}
    tables |= {column.table for column in since.columns()} if since else set()
    turns_on = any(table.name in latest for table in tables)
    if clock.flag or clock.first_in or counts or turns_on:
        return Answered(clock, Answer.CANNOT_TELL, only)
    return Answered(clock, Answer.CURRENT, only)


def _absent(clock: Clock, feeds: Mapping[str, Feed]) -> str:
    """The first thing that the clock needs and the source lacks, in words; empty if none."""

    def carried(column: Column) -> bool:
        feed = feeds.get(column.table.name)
        return feed is not None and column.name in feed.columns

    lacking = (_lacking(part, carried) for part in _parts(clock))
    return next((words for words in lacking if words), _undated(clock, carried))


def _undated(clock: Clock, carried: Carried) -> str:
    """What a lapse that needs no day lacks: only what tells that the duty ended."""
    if clock.lapses is None or not clock.lapses_undated:
        return ""
    return _lacking_in(clock.lapses, (clock.lapses.subject,), carried)


Part = Happening | Spell | Column


def _parts(clock: Clock) -> list[Part]:
    starts = [start for start in clock.starts if isinstance(start, Event | Edge)]
    turnings = [t for t in (*clock.once, *clock.until) if isinstance(t, Event | Column)]
    lapses = None if clock.lapses_undated else clock.lapses
    alone = [part for part in (lapses, clock.by, clock.due_on) if part is not None]
    spell = [clock.during] if clock.during and clock.during is not ALWAYS else []
    first_in = [clock.first_in] if clock.first_in else []
    return [*starts, *clock.stops, *spell, *first_in, *turnings, *alone]


def _lacking(part: Part, carried: Carried) -> str:
    if isinstance(part, Column):
        return "" if carried(part) else f"{part.table.name}: {part.name}"
    if isinstance(part, Event):
        beside = _lacking(part.beside.spell, carried) if part.beside else ""
        return _lacking_in(part, (part.subject, part.at), carried) or beside
    spell = part.spell if isinstance(part, Edge) else part
    for stretch in spell.stretches:
        words = _lacking_in(stretch, (stretch.subject, stretch.begins, stretch.ends), carried)
        if words:
            return words
    # Of somebody whose birth is not recorded a spell up to an age is not told at all.
    births = (Persons.born, Persons.expected)
    if spell.to_age is not None and not any(map(carried, births)):
        return f"{Persons.born.table.name}: {Persons.born.name}"
    apart = [_whole(spell.apart_from)] if spell.apart_from else []
    cuts = (cut for cut in (spell.since, spell.up_to, *apart) if cut is not None)
    return next((words for cut in cuts if (words := _lacking(cut, carried))), "")


def _whole(spell: Spell) -> Spell:
    """A spell without the conditions on its rows, which such a source does not carry."""
    return replace(
        spell, stretches=tuple(replace(stretch, where=None) for stretch in spell.stretches)
    )


def _lacking_in(part: Event | Stretch, columns: tuple[Column, ...], carried: Carried) -> str:
    for column in columns:
        if not carried(column):
            return f"{column.table.name}: {column.name}"
    if part.where is not None and not part.where.can_hold(carried):
        names = sorted({c.name for c in part.where.columns() if not carried(c)})
        return f"{part.table.name}: {', '.join(names)}"
    return ""


def _tables(clock: Clock) -> set[type[Table]]:
    return {column.table for column in clock.columns()}

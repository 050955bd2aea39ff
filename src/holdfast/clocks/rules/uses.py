"""What each clock reads of the record, and what becomes of its duties where that is in doubt.

Read off the declaration alone: no clock names a doubt. Both readers, the oracle and the compiler,
take their uses from here. A part of a declaration (an event, or a stretch of a spell) is in doubt
in a row where a column that it reads could not be taken as it stood. Then it is either *missing*
(it may be, and is not counted) or *counted* (it is, and may not be); of a stretch that surely is,
the *end* may be in doubt.

Each has one of two effects. It may have *ended* a duty sooner, or have excused it: what was met
in time stays met, since nothing that happened before then could make it late. Or it may have
*changed* what came after: whether there was a duty at all, since when, until when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from holdfast.clocks.clock import BEGINNING, Clock, Previous, Shape, Turning
from holdfast.journeys.event import Event
from holdfast.journeys.spell import ALWAYS, Edge, Happening, Spell, Stretch
from holdfast.journeys.workforce import HELD
from holdfast.record.family import Persons
from holdfast.record.oversight import AgreedIntervals
from holdfast.record.schema.table import Column, Table
from holdfast.record.workforce import Involvements


class Effect(StrEnum):
    """What a doubt may have done to a duty."""

    NONE = "none"
    ENDED = "ended"
    CHANGED = "changed"


@dataclass(frozen=True)
class Use:
    """One part of a declaration that a clock reads, and the effect of each doubt in it.

    ``begins``      a missing one may have begun a duty, which must then be told as one of which
                    nothing is known
    ``dated``       ... but only where its day is known: else the duty before it stands for both
    ``ends_begin``  so may the end of a stretch that is in doubt
    ``ends_hide``   so may a later stretch, which one whose end is in doubt seems to run into
    ``hides``       so may one that is counted and may not be, or whose end is in doubt: what lies
                    apart from it was left out
    ``given``       ... and only of somebody who has a row in this table
    ``own_row``     it concerns the duty of the same row alone
    ``passing``     it has no effect on what began after it was over
    ``beside``      further columns that it rests on
    ``undated``     one without a day counts from the day of ``start``
    ``from_end``    what a missing stretch has an effect by is its end; without one it has none
    """

    part: Event | Stretch
    missing: Effect
    counted: Effect
    end: Effect = Effect.NONE
    begins: bool = False
    dated: bool = False
    ends_begin: bool = False
    ends_hide: bool = False
    hides: bool = False
    given: type[Table] | None = None
    own_row: bool = False
    passing: bool = False
    beside: tuple[Column, ...] = ()
    start: Column | None = None
    undated: bool = False
    from_end: bool = False

    @property
    def table(self) -> type[Table]:
        """The table that it reads."""
        return self.part.table

    @property
    def day(self) -> Column:
        """The day on which it happens or begins."""
        return self.part.at if isinstance(self.part, Event) else self.part.begins

    @property
    def ends(self) -> Column | None:
        """The day on which it ends, of a stretch."""
        return None if isinstance(self.part, Event) else self.part.ends

    def columns(self) -> tuple[Column, ...]:
        """Every column that it rests on."""
        return tuple(dict.fromkeys((*self.part.columns(), *self.beside)))


def uses(clock: Clock, by_team: bool = False) -> tuple[Use, ...]:
    """Every use that a clock makes of the record; ``by_team``: a team has set its own limit."""
    found = [*_starts(clock), *_stops(clock), *_during(clock), *_alongside(clock)]
    found += [*_endings(clock), *_life(clock)]
    if by_team:
        teams = (Involvements.team,)
        found += [replace(use, beside=teams) for use in _whole(HELD, Effect.CHANGED)]
    return tuple(dict.fromkeys(found))


def _starts(clock: Clock) -> Iterator[Use]:
    for start in clock.starts:
        if isinstance(start, Event):
            later = Effect.CHANGED if clock.first_start_only else Effect.NONE
            own = clock.shape is not Shape.LANE
            beside = (clock.due_on,) if clock.due_on else ()
            yield Use(start, later, Effect.CHANGED, begins=True, own_row=own, beside=beside)
        elif isinstance(start, Edge):
            whole = _of_spell(start.spell, clock, Effect.CHANGED)
            # Where one ends only what is known of can be left: a missing one begins nothing then.
            begins = start.side == "begins"
            for use in whole:
                hides = begins and isinstance(use.part, Stretch)
                yield replace(use, begins=begins, ends_begin=not begins, ends_hide=hides)


def _stops(clock: Clock) -> Iterator[Use]:
    counted = any(isinstance(s, Previous) and (s.first, s.last) != (1, None) for s in clock.starts)
    sooner = Effect.CHANGED if counted else Effect.ENDED
    own = clock.shape is Shape.ROW
    # Where a stop begins the next duty, one that is missing may have.
    again = any(isinstance(s, Previous) for s in clock.starts)
    dated = BEGINNING in clock.starts
    for stop in clock.stops:
        if isinstance(stop, Event):
            passing = clock.shape is Shape.LANE and sooner is Effect.ENDED
            changed = Effect.CHANGED
            beside = (clock.by,) if clock.by else ()
            use = Use(stop, sooner, changed, begins=again, own_row=own, passing=passing)
            use = replace(use, beside=beside)
            yield replace(use, dated=dated)
        else:
            whole = _of_spell(stop.spell, clock, sooner if stop.side == "begins" else None)
            yield from (replace(use, begins=again, dated=dated) for use in whole)


def _during(clock: Clock) -> Iterator[Use]:
    if clock.during is not None and clock.during is not ALWAYS:
        for use in _of_spell(clock.during, clock, Effect.CHANGED):
            stretch = isinstance(use.part, Stretch)
            yield replace(use, begins=stretch, ends_hide=stretch)
    for turning in (*clock.once, *clock.until):
        yield from _turning(turning)


def _alongside(clock: Clock) -> Iterator[Use]:
    """The spell in which a sequence lies, those beside events, what must end before a stop."""
    changed = Effect.CHANGED
    if clock.first_in is not None:
        yield from _whole(clock.first_in, changed)
    for event in _events(clock):
        if event.beside is not None:
            yield from _whole(event.beside.spell, changed)
    if clock.under_way is not None:
        beside = (clock.by,) if clock.by else ()
        yield Use(clock.under_way, changed, changed, changed, beside=beside)


def _events(clock: Clock) -> Iterator[Event]:
    told = (*clock.starts, *clock.stops, *clock.ended_by, *clock.shown_by)
    yield from (part for part in (*told, *clock.once, *clock.until) if isinstance(part, Event))


def _turning(turning: Turning) -> Iterator[Use]:
    if isinstance(turning, Event):
        yield Use(turning, Effect.CHANGED, Effect.CHANGED)
    elif isinstance(turning, Column):
        yield Use(Event("a day of the spell", turning), Effect.CHANGED, Effect.CHANGED)


def _endings(clock: Clock) -> Iterator[Use]:
    own = clock.shape is not Shape.LANE
    if clock.lapses:
        start = clock.start_event.at
        ended, changed = Effect.ENDED, Effect.CHANGED
        undated = clock.lapses_undated
        yield Use(clock.lapses, ended, changed, own_row=own, start=start, undated=undated)
    for happening in clock.ended_by:
        yield from _ending(happening, Effect.CHANGED)
    for happening in clock.shown_by:
        # What a sequence is shown by lies before its start.
        passing = clock.shape is not Shape.SEQUENCE
        yield from (
            replace(use, passing=use.passing and passing) for use in _ending(happening, Effect.NONE)
        )
    if clock.outer:
        # A duty that goes on where what it lies within has ended cannot be determined.
        for use in _whole(clock.outer, Effect.ENDED):
            yield replace(use, from_end=isinstance(use.part, Stretch))


def _ending(happening: Happening, counted: Effect) -> Iterator[Use]:
    """What ends a duty, or shows that it was done: a missing one may have done so."""
    if isinstance(happening, Event):
        yield Use(happening, Effect.ENDED, counted, passing=True)
    else:
        whole = _whole(happening.spell, Effect.ENDED)
        yield from (replace(use, counted=max(use.counted, counted, key=_weight)) for use in whole)


def _life(clock: Clock) -> Iterator[Use]:
    """The person's birth, where ages matter; their death; and the child's own plan."""
    if not any(column.subject and column.of == "persons" for column in clock.columns()):
        return
    aged = clock.ends_at_age is not None or clock.needs_birth
    if aged or any(_by_age(spell) for spell in _spells(clock)):
        # Of somebody whose birth is not recorded a spell up to an age is not told at all.
        lost = clock.during if clock.during and clock.during.to_age is not None else None
        given = lost.stretches[0].table if lost else None
        for column in (Persons.born, Persons.expected):
            birth = Use(Event("birth", column), Effect.CHANGED, Effect.CHANGED)
            yield replace(birth, begins=given is not None, given=given)
    for spell in (spell for spell in _spells(clock) if spell.from_age is not None):
        # A duty may begin at birth; the day expected stands in for one that cannot be read, and
        # may be later than it was.
        born = Event("birth", Persons.born, Persons.expected.recorded)
        given = spell.stretches[0].table
        yield Use(born, Effect.NONE, Effect.NONE, begins=True, given=given)
    if not clock.after_death:
        # What was recorded as done after a death did not count; so nothing is certain without it.
        yield Use(Event("death", Persons.died), Effect.CHANGED, Effect.CHANGED)
    if clock.plan_may_set:
        held = Stretch(AgreedIntervals.agreed, AgreedIntervals.ended)
        beside = (AgreedIntervals.duty, AgreedIntervals.working_days)
        changed = Effect.CHANGED
        yield Use(held, changed, changed, changed, beside=beside)


def _by_age(spell: Spell) -> bool:
    """Whether it is cut to an age, or is of nobody before birth."""
    ages = (spell.from_age, spell.to_age, spell.until_age)
    return spell.from_birth or any(age is not None for age in ages)


def _spells(clock: Clock) -> Iterator[Spell]:
    told = (*clock.starts, *clock.stops, *clock.ended_by, *clock.shown_by)
    whole = [edge.spell for edge in told if isinstance(edge, Edge)]
    whole += [clock.during] if clock.during else []
    for spell in whole:
        yield spell
        yield from (cut for cut in (spell.apart_from,) if cut)
        yield from (cut.spell for cut in (spell.since,) if cut)


def _of_spell(spell: Spell, clock: Clock, sooner: Effect | None) -> Iterator[Use]:
    """The uses of a spell; ``sooner`` is what a stretch that is missing may have done."""
    numbered = any(isinstance(s, Previous) and (s.first, s.last) != (1, None) for s in clock.starts)
    passing = not (numbered or clock.once or clock.until or clock.first_start_only)
    changed = Effect.CHANGED
    missing = changed if sooner is None else sooner
    for stretch in spell.stretches:
        yield Use(stretch, missing, changed, changed, passing=passing)
    yield from _cuts(spell, changed, passing)


def _whole(spell: Spell, effect: Effect) -> Iterator[Use]:
    for stretch in spell.stretches:
        yield Use(stretch, effect, effect, effect)
    yield from _cuts(spell, effect)


def _cuts(spell: Spell, effect: Effect, passing: bool = False) -> Iterator[Use]:
    """What cuts a spell: an event up to which it lasts, an edge since which, another apart.

    ``passing``: what lies apart has no effect on what began after it was over.
    """
    if spell.up_to:
        yield Use(spell.up_to, effect, effect)
    if spell.since:
        yield from _whole(spell.since.spell, effect)
    if spell.apart_from:
        # Of a spell that is told by several tables, what was left out cannot be determined.
        given = spell.stretches[0].table if len(spell.stretches) == 1 else None
        for use in _whole(spell.apart_from, effect):
            yield replace(use, passing=passing, hides=given is not None, given=given)


def _weight(effect: Effect) -> int:
    return list(Effect).index(effect)


def tables_read(clocks: Iterable[Clock]) -> set[type[Table]]:
    """The tables that any of these clocks reads."""
    return {use.table for clock in clocks for use in uses(clock)}

"""The relations that the clocks of one compilation read: spells and events."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from holdfast.clocks.clock import Clock, Start
from holdfast.engine import Engine
from holdfast.journeys.compiler import FAR, happening_sql, spell_sql, spells_of
from holdfast.journeys.event import Event
from holdfast.journeys.spell import ALWAYS, Edge, Happening, Spell
from holdfast.record.table import Column

# Days of an event ``e`` that lie in a spell ``s``.
IN_SPELL = f"e.subject = s.subject and e.day <= coalesce(s.ended, {FAR}) and e.until >= s.started"


@dataclass
class Relations:
    """The spells of some clocks, named on an engine, and their events."""

    engine: Engine
    clocks: tuple[Clock, ...]
    _spells: dict[Spell, str] = field(default_factory=dict)

    def all_spells(self) -> set[Spell]:
        """Every spell that the clocks speak of."""
        found: set[Spell] = set()
        for clock in self.clocks:
            told = (*clock.stops, *clock.shown_by, *clock.ended_by, *happenings(clock.starts))
            found |= spells_of(told)
            found |= {clock.during} if clock.during and clock.during is not ALWAYS else set()
            found |= {clock.outer} if clock.outer else set()
        return found

    def define_spells(self) -> None:
        """Compute each spell once, with the columns of its rows that turnings ask for."""
        for number, spell in enumerate(sorted(self.all_spells(), key=lambda s: s.name)):
            self._spells[spell] = f"spell_{number}"
            asked = self._asked_columns(spell)
            self.engine.define(self._spells[spell], spell_sql(spell, asked), keep=True)

    def _asked_columns(self, spell: Spell) -> tuple[Column, ...]:
        clocks = (clock for clock in self.clocks if clock.during == spell)
        turnings = (turning for clock in clocks for turning in (*clock.once, *clock.until))
        return tuple(dict.fromkeys(t for t in turnings if isinstance(t, Column)))

    def spell(self, spell: Spell) -> str:
        """The relation of a spell: (subject, part, started, ended and the columns asked for)."""
        return self._spells[spell]

    def event(self, told: tuple[Happening, ...]) -> str:
        """The relation of these happenings: (subject, day, until)."""
        # Written out where it is read: to name it would be to plan it once more.
        return f"({' union all '.join(happening_sql(one, self.spell) for one in told)})"


def happenings(starts: Iterable[Start]) -> tuple[Happening, ...]:
    """Those starts that are events, or edges of spells."""
    return tuple(start for start in starts if isinstance(start, Event | Edge))


def edges(told: tuple[Happening, ...]) -> tuple[Happening, ...]:
    """Those that are the beginning or the end of a spell."""
    return tuple(one for one in told if isinstance(one, Edge))

"""The relations that the clocks of one compilation read: spells and events."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from holdfast.clocks.clock import Clock, Start
from holdfast.engine import Engine
from holdfast.journeys.compiler import FAR, happening_sql, inline, spell_sql, spells_of
from holdfast.journeys.event import Event
from holdfast.journeys.laid import relation_of
from holdfast.journeys.register import SPELLS
from holdfast.journeys.spell import ALWAYS, Edge, Happening, Spell

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
            found |= {spell for spell in (clock.outer, clock.first_in) if spell}
        return found

    def define_spells(self) -> None:
        """Name each spell; one that journeys did not lay down is computed, once."""
        for number, spell in enumerate(sorted(self.all_spells(), key=lambda s: s.name)):
            if spell in SPELLS:
                self._spells[spell] = relation_of(spell)
            else:
                self._spells[spell] = f"uncut_{number}"
                self.engine.define(self._spells[spell], spell_sql(spell, _relation), keep=True)

    def spell(self, spell: Spell) -> str:
        """The relation of a spell: (subject, part, started, ended and what it carries)."""
        return self._spells.get(spell) or _relation(spell)

    def event(self, told: tuple[Happening, ...]) -> str:
        """The relation of these happenings: (subject, day, until)."""
        # Written out where it is read: to name it would be to plan it once more.
        return f"({' union all '.join(happening_sql(happening, self.spell) for happening in told)})"


def _relation(spell: Spell) -> str:
    """Where a spell lies that journeys laid down; else its query, to be read in its place."""
    return relation_of(spell) if spell in SPELLS else inline(spell)


def happenings(starts: Iterable[Start]) -> tuple[Happening, ...]:
    """Those starts that are events, or edges of spells."""
    return tuple(start for start in starts if isinstance(start, Event | Edge))


def edges(told: tuple[Happening, ...]) -> tuple[Happening, ...]:
    """Those that are the beginning or the end of a spell."""
    return tuple(edge for edge in told if isinstance(edge, Edge))

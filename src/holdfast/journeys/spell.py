"""What a spell is: a stretch of somebody's life during which something holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from holdfast.journeys.event import Event
from holdfast.record.schema.condition import Condition
from holdfast.record.schema.table import Column, Table


class Merging(StrEnum):
    """When two rows about the same person are one spell."""

    TOUCHING = "touching"  # they overlap, or one begins on the day the other ends
    OVERLAPPING = "overlapping"  # they share more than a boundary day
    NEVER = "never"  # each row is a spell of its own


@dataclass(frozen=True)
class Stretch:
    """The rows of one table that are stretches: from ``begins`` to ``ends`` (none: still open).

    ``since`` leaves out the days before it: a row that began earlier counts from that day on.
    """

    begins: Column
    ends: Column
    where: Condition | None = None
    since: date | None = None

    @property
    def table(self) -> type[Table]:
        """The table whose rows are the stretches."""
        return self.begins.table

    @property
    def subject(self) -> Column:
        """The column that says whose stretch it is."""
        subject = self.table.subject()
        if subject is None:
            raise TypeError(f"{self.table.name} is about no one and has no stretches")
        return subject

    def columns(self) -> tuple[Column, ...]:
        """Every column of the record that it reads."""
        read = (self.subject, self.begins, self.ends)
        return (*read, *(self.where.columns() if self.where else ()))


@dataclass(frozen=True)
class Spell:
    """Stretches made into spells, cut to a person's life and, where given, to an age.

    A spell ends at death. One recorded as ending before it began is taken as a single day.
    ``from_age`` 0 means from birth: for an unborn child it begins on the day of birth. A
    person whose birth is not recorded counts as old enough, unless ``to_age`` is set: then
    the age cannot be determined and there is no spell. A person whose expected birth lies
    after the last known day counts as not yet born. ``apart_from`` is a spell whose days are no
    part of this one: what it leaves before and after is a spell each. ``since`` leaves of each
    spell what follows each time that this happens in it, before its last day: what came before is
    no part of it. ``up_to`` ends each spell on the first day on which that event happens in it.
    ``within`` is a spell that it should not outlast: where that has ended and this one goes on, the
    record contradicts itself, and from that day a duty in this one cannot be determined.
    ``until_age`` ends it on that birthday where the birth is recorded: of a person whose birth is
    not, it goes on. ``from_birth``: nobody is in it before they are born. One that the record has
    begin unborn, or on or after that birthday, is left whole, and a duty in it cannot be
    determined. ``children_alone``: what begins on or after that birthday is no part of it and
    contradicts nothing, for grown people have such stretches too. ``carries`` are days of its row
    that are laid with it, where rows are not merged.
    """

    name: str
    stretches: tuple[Stretch, ...]
    merging: Merging = Merging.TOUCHING
    from_age: int | None = None
    to_age: int | None = None
    up_to: Event | None = None
    since: Edge | None = None
    within: Spell | None = None
    apart_from: Spell | None = None
    until_age: int | None = None
    from_birth: bool = False
    children_alone: bool = False
    carries: tuple[Column, ...] = ()

    @property
    def begins(self) -> Edge:
        """The event of such a spell beginning."""
        return Edge(self, "begins")

    @property
    def ends(self) -> Edge:
        """The event of such a spell ending."""
        return Edge(self, "ends")

    def aged(self, from_age: int, to_age: int | None = None) -> Spell:
        """The part of each spell between two birthdays."""
        words = f"{self.name}, from age {from_age}" if from_age else f"{self.name}, once born"
        words = f"{words} to {to_age}" if to_age else words
        return replace(self, name=words, from_age=from_age, to_age=to_age)

    def until(self, age: int) -> Spell:
        """The same, up to a birthday where the birth is recorded."""
        return replace(self, until_age=age)

    def of_children(self) -> Spell:
        """The same, of nobody before birth and of nobody from 18 on."""
        return replace(self, until_age=18, from_birth=True)

    def columns(self) -> tuple[Column, ...]:
        """Every column of the record that it reads."""
        read = tuple(column for stretch in self.stretches for column in stretch.columns())
        cuts = [cut for cut in (self.since, self.up_to) if cut is not None]
        apart = self.apart_from.columns() if self.apart_from else ()
        return (*read, *(column for cut in cuts for column in cut.columns()), *apart)

    def begun_in(self) -> frozenset[str]:
        """The tables whose rows begin such a spell: where all are empty, nobody is in one."""
        return frozenset(stretch.subject.table.name for stretch in self.stretches)


@dataclass(frozen=True)
class Edge:
    """A spell's beginning or end, as an event.

    A beginning lasts as long as its spell: for a duty that starts while the spell already
    runs, and goes on, it has happened on that day (a child allocated before the case opened
    is allocated).
    """

    spell: Spell
    side: str

    @property
    def name(self) -> str:
        """What is said to people."""
        return f"{self.spell.name} {self.side}"

    def columns(self) -> tuple[Column, ...]:
        """Every column of the record that it reads."""
        return self.spell.columns()


Happening = Event | Edge


def comes_last(happening: Happening) -> bool:
    """Whether it comes after all else on its day, so that nothing on that day answers it.

    A spell's end does: the beginning of a spell of one day is no answer to its own end, and
    one that begins on the day another ends has been made one with it.
    """
    return isinstance(happening, Edge) and happening.side == "ends"


# Someone's whole life in the record, for duties that live in no spell.
ALWAYS = Spell("always", ())


def spell(
    name: str,
    begins: Column,
    ends: Column,
    where: Condition | None = None,
    merging: Merging = Merging.TOUCHING,
    within: Spell | None = None,
) -> Spell:
    """A spell whose stretches all come from one table."""
    return Spell(name, (Stretch(begins, ends, where),), merging, within=within)

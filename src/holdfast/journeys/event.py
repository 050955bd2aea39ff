"""What an event is: something dated that happens to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from holdfast.record.schema.condition import Condition
from holdfast.record.schema.table import Column, Table

if TYPE_CHECKING:
    from holdfast.journeys.spell import Spell


@dataclass(frozen=True)
class SpellNearby:
    """Whether a spell of a kind runs near the day of an event.

    Such a spell has begun by ``begun`` days after the day (negative: before it) and lasts to at
    least ``lasts`` days after it. ``held``: only those events count beside which one runs, on or
    after ``since``; else those beside which none does, and all before ``since``.
    """

    spell: Spell
    begun: int
    lasts: int
    since: date
    held: bool


@dataclass(frozen=True)
class Event:
    """The rows of one table in which ``at`` is recorded and ``where`` holds.

    ``name`` is said to people ("a child on a plan is visited and seen"). ``beside`` asks for a
    spell that runs near its day, or for none; only clocks that live in a spell may read it.
    """

    name: str
    at: Column
    where: Condition | None = None
    beside: SpellNearby | None = None

    @property
    def table(self) -> type[Table]:
        """The table whose rows are the events."""
        return self.at.table

    @property
    def subject(self) -> Column:
        """The column that says to whom it happens."""
        subject = self.table.subject()
        if subject is None:
            raise TypeError(f"{self.table.name} is about no one, so {self.name!r} is no event")
        return subject

    def columns(self) -> tuple[Column, ...]:
        """Every column of the record that it reads."""
        read = (self.subject, self.at, *(self.where.columns() if self.where else ()))
        return (*read, *(self.beside.spell.columns() if self.beside else ()))

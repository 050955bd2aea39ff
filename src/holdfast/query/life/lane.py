"""What a lane of a life's picture is: the spells and the events that are drawn in it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from holdfast.journeys.event import Event
from holdfast.journeys.spell import Merging, Spell
from holdfast.record.schema.condition import Condition
from holdfast.record.schema.table import Column


class BarLook(StrEnum):
    """How a spell is drawn. ``TURNS`` takes two looks in turn, so that neighbours differ."""

    CASE = "case"
    ASSESSED = "assessed"
    NEED = "need"
    PLAN = "plan"
    CARE = "care"
    WORK = "work"
    NOBODY = "nobody"


class MarkLook(StrEnum):
    """The shape of an event."""

    DOT = "dot"
    RING = "ring"
    TRIANGLE = "triangle"
    SQUARE = "square"
    NOTCH = "notch"
    TICK = "tick"
    NOT_SEEN = "not seen"
    UNCLEAR = "unclear"
    DIAMOND = "diamond"
    HOLLOW_DIAMOND = "hollow diamond"
    SMALL_DOT = "small dot"


@dataclass(frozen=True)
class LaneBar:
    """A spell that is drawn as a bar, under these words.

    ``says`` is a column of its rows that is written into the bar: a category, a kind, a worker.
    ``each`` draws every row of the record apart; else what the spell makes one is one bar. ``laid``
    reads the spell as journeys laid it down, where the child's own rows do not tell it.
    """

    spell: Spell
    words: str
    look: BarLook
    says: Column | None = None
    each: bool = False
    laid: bool = False

    @property
    def drawn(self) -> Spell:
        """The spell as it is read for the picture."""
        return replace(self.spell, merging=Merging.NEVER) if self.each else self.spell


@dataclass(frozen=True)
class LaneMark:
    """An event that is drawn as a mark, under these words (one, several).

    ``says`` are columns of its row that its words go on with. ``many`` says that it happens often
    and as a matter of course: the table counts such marks by year.
    """

    event: Event
    words: str
    look: MarkLook
    says: tuple[Column, ...] = ()
    many: bool = False


@dataclass(frozen=True)
class LaneUndated:
    """A step that was taken on a day that is not recorded: the rows where ``where`` holds.

    It is drawn as a question mark just before ``lies``, a day of the row with the same ``by``.
    """

    where: Condition
    lies: Column
    by: Column
    words: str


@dataclass(frozen=True)
class Lane:
    """One lane: what is drawn in it, and the clocks whose overdue days are hatched in it.

    ``least`` is how many days over a duty must have been to be hatched.
    """

    key: str
    title: str
    bars: tuple[LaneBar, ...] = ()
    marks: tuple[LaneMark, ...] = ()
    undated: tuple[LaneUndated, ...] = ()
    clocks: tuple[str, ...] = ()
    least: int = 1


def narrowed(event: Event, where: Condition, name: str) -> Event:
    """Those of an event's rows in which ``where`` holds, too."""
    both = event.where & where if event.where else where
    return replace(event, name=name, where=both)

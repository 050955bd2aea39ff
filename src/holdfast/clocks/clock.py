"""What a clock is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from holdfast.areas import Area
from holdfast.journeys.event import Event
from holdfast.journeys.spell import ALWAYS, Edge, Happening, Spell, Stretch
from holdfast.law import Citation, Tier
from holdfast.periods import Limit
from holdfast.record.schema.table import Column


@dataclass(frozen=True)
class ClockRule:
    """What the clock allows, for duties that started on or after ``since`` (None: always).

    No limit means that the step is asked for, but no number of days is set.
    """

    limit: Limit | None
    cites: Citation
    since: date | None = None
    counts_start_day: bool = False


@dataclass(frozen=True)
class Relaxed:
    """Days in which the limit was lifted: a duty that falls due in them is due on the last."""

    first: date
    last: date
    cites: Citation


@dataclass(frozen=True)
class Beginning:
    """The clock starts when its spell begins."""


@dataclass(frozen=True)
class Previous:
    """The clock starts again at each stop in its spell, ``first``-th to ``last``-th."""

    first: int = 1
    last: int | None = None


BEGINNING = Beginning()
PREVIOUS = Previous()

Start = Beginning | Previous | Event | Edge

# A day within a spell at which its rule turns: a day on the spell's own row, the first time
# that something happens in the spell, or an age of the spell.
Turning = Column | Event | Limit


class Shape(StrEnum):
    """How stops are matched to starts."""

    ROW = "row"  # both days lie in the same row
    KEY = "key"  # the stop's row names the start's row
    LANE = "lane"  # the next stop in the same spell
    SEQUENCE = "sequence"  # the stop is to come first, in the same spell


class OutsideChain(StrEnum):
    """Why a clock is in no link of the chain (``measures/links.py``).

    The chain is the way of most children who are referred, and each duty on it is counted once.
    """

    WATCH = "it watches for what may come back; nobody waits for it"
    SEQUENCE = "it says what comes first, not how long a step is waited for"
    WITHDRAWN = "it was withdrawn in April 2013"
    STATISTICS = "statistics count from another day what a link counts already"
    DURATION = "it says how long something lasts, not how long a step is waited for"
    PART = "it is a part of a step that has its link"
    FEW = "few children come this way"
    OTHERS = "it waits for health or education as much as for children's services"
    MANAGERS = "it is a duty of managers and of the record, not a step of a child's"


@dataclass(frozen=True)
class Clock:
    """One duty: what starts it, what stops it, how long it may take, and who says so.

    ``during``      the spell in which the duty lives; leaving it ends the duty unfulfilled
    ``by``          the column in which the stop's row names the start's row
    ``first_in``    a sequence: what starts it must not happen before what stops it has, in the
                    same spell of this kind (see ``sequence.py``)
    ``under_way``   what must have ended: a stop counts only on a day on which none of these that
                    names the same start is under way (see ``finishing.py``)
    ``lapses``      a day on the start's row at which the duty ends unfulfilled
    ``lapses_undated``  a lapse whose day is not recorded counts from the start
    ``ended_by``    what ends a duty in no spell unfulfilled as soon as it happens to the same
                    person: the case closes. A source that does not carry it ends nothing by it
    ``within``      what a duty in no spell should not outlast (see ``Spell.within``)
    ``shown_by``    events which show that the step happened although it is not recorded:
                    from then on it cannot be determined
    ``after_first_day``  what would stop it on the first day of its spell began the spell, and
                    stops nothing: the initial conference entered as a review of the plan
    ``first_start_only``  of the events that start it in a spell, only the first does
    ``once``        the duty starts only from these turnings of its spell on
    ``until``       ... and only before these
    ``relaxed``     days in which the limit was lifted
    ``reason``      where a recorded reason for lateness lies (on the start's or stop's row)
    ``may_precede``  the stop may come before the start (a plan agreed before a placement)
    ``due_on``      the column of the start's row that holds the due date itself
    ``plan_may_set``  the child's own plan may set a shorter interval
    ``until_age``   the birthday on which a duty in no spell ends (see ``Spell.until_age``)
    ``from_birth``  a duty in no spell that nobody is owed before birth
    ``after_death``  the person's death does not end the duty, which may even start after it
    ``flag``        a watch and no duty: nothing is ever overdue, the stop itself is the news
    ``outside_chain``  why it is in no link of the chain; None: a link names it
    """

    key: str
    title: str
    area: Area
    tier: Tier
    starts: tuple[Start, ...]
    stops: tuple[Happening, ...]
    rules: tuple[ClockRule, ...]
    during: Spell | None = None
    by: Column | None = None
    first_in: Spell | None = None
    under_way: Stretch | None = None
    lapses: Event | None = None
    lapses_undated: bool = False
    ended_by: tuple[Happening, ...] = ()
    within: Spell | None = None
    shown_by: tuple[Happening, ...] = ()
    after_first_day: bool = False
    first_start_only: bool = False
    once: tuple[Turning, ...] = ()
    until: tuple[Turning, ...] = ()
    relaxed: tuple[Relaxed, ...] = ()
    reason: Column | None = None
    may_precede: bool = False
    due_on: Column | None = None
    plan_may_set: bool = False
    until_age: int | None = None
    from_birth: bool = False
    after_death: bool = False
    flag: bool = False
    outside_chain: OutsideChain | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.ended_by and self.during is not None:
            raise TypeError(f"{self.key} lives in a spell, whose end is what ends it")
        if self.within and self.during is not None:
            raise TypeError(f"{self.key} lives in a spell, which says what it lies within")
        if self.under_way and self.by is None:
            raise TypeError(
                f"{self.key} needs a column that tells what is under way of which start"
            )

    @property
    def shape(self) -> Shape:
        """How its stops are matched to its starts."""
        if self.during is not None:
            return Shape.LANE
        if self.first_in is not None:
            return Shape.SEQUENCE
        return Shape.KEY if self.by is not None else Shape.ROW

    @property
    def outer(self) -> Spell | None:
        """What it should not outlast: where it does, it cannot be determined."""
        return self.during.within if self.during else self.within

    @property
    def ends_at_age(self) -> int | None:
        """The birthday on which it ends, where the birth is known."""
        return self.until_age or (self.during.until_age if self.during else None)

    @property
    def needs_birth(self) -> bool:
        """Whether it cannot have begun before the person was born."""
        return self.during.from_birth if self.during else self.from_birth

    @property
    def awaited(self) -> bool:
        """Whether it is in force only from a day that nobody has named yet."""
        return any(rule.since == UNCOMMENCED for rule in self.rules)

    @property
    def for_workers(self) -> bool:
        """Whether it runs for a worker, not for a child."""
        return next(column.of for column in self.columns() if column.subject) == "professionals"

    @property
    def local(self) -> bool:
        """Whether the council may set the limit itself."""
        return self.tier is Tier.LOCAL

    @property
    def start_event(self) -> Event:
        """The one event that starts a clock which lives in no spell."""
        event = self.starts[0]
        if not isinstance(event, Event) or len(self.starts) != 1:
            raise TypeError(f"{self.key} lives in no spell and needs one start event")
        return event

    def begun_in(self) -> frozenset[str]:
        """The tables whose rows begin its duties: where all are empty, it has none."""
        if self.during is None:
            return frozenset({self.start_event.table.name})
        if self.during is not ALWAYS:
            return self.during.begun_in()
        return frozenset(column.table.name for column in self.columns())

    def columns(self) -> tuple[Column, ...]:
        """Every column of the record without which it cannot answer."""
        parts: list[Happening | Spell] = [s for s in self.starts if isinstance(s, Event | Edge)]
        parts += self.stops
        parts += [self.during] if self.during and self.during is not ALWAYS else []
        parts += [self.lapses] if self.lapses else []
        found = [column for part in parts for column in part.columns()]
        found += [self.by] if self.by else []
        found += self.first_in.columns() if self.first_in else ()
        found += self.under_way.columns() if self.under_way else ()
        found += [self.due_on] if self.due_on else []
        turnings = (*self.once, *self.until)
        found += [turning for turning in turnings if isinstance(turning, Column)]
        events = (turning for turning in turnings if isinstance(turning, Event))
        found += [column for event in events for column in event.columns()]
        return tuple(dict.fromkeys(found))


# Since when a rule holds whose day is not known: never, until the council's file names a day.
UNCOMMENCED = date.max


def awaited(cites: Citation) -> tuple[ClockRule]:
    """The rule of a sequence: no number of days, and in force from a day that the council names."""
    return (ClockRule(None, cites, since=UNCOMMENCED),)


def commenced(clock: Clock, day: date) -> Clock:
    """The clock in force from a day, where it awaits one."""
    held = (replace(r, since=day) if r.since == UNCOMMENCED else r for r in clock.rules)
    return replace(clock, rules=tuple(held))


def always(
    limit: Limit | None, cites: Citation, counts_start_day: bool = False
) -> tuple[ClockRule]:
    """The rules of a clock that has had one rule for as long as the record goes back."""
    return (ClockRule(limit, cites, counts_start_day=counts_start_day),)


def editions(limit: Limit, dated: Iterable[tuple[date | None, Citation]]) -> tuple[ClockRule, ...]:
    """One limit that each edition of the guidance restates: the first day of each, its words."""
    return tuple(ClockRule(limit, cites, since=since) for since, cites in dated)

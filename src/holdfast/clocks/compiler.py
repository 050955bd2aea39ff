"""The compiler: every duty of everybody, read from the declarations as SQL.

One pass serves many clocks. Clocks that share a spell and a stop share a *lane*; the marks
of all lanes (spells beginning, start events, stops) lie in one relation, and one window over
it finds for every mark the next stop. A clock is then a filter on the marks that start it,
and its due dates are looked up in the almanac. Nothing here computes with dates.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from holdfast.clocks.almanac import almanac, span
from holdfast.clocks.alone import alone_sql
from holdfast.clocks.book import Book
from holdfast.clocks.clock import Beginning, Clock, Previous, Shape, Start, Turning
from holdfast.clocks.duty import Why
from holdfast.clocks.ruling import ONE_DAY, judged_sql
from holdfast.engine import Engine
from holdfast.engine.quoting import quoted
from holdfast.journeys.compiler import (
    FAR,
    LIFE,
    always_sql,
    birthdays,
    happening_sql,
    spell_sql,
    spells_of,
)
from holdfast.journeys.event import Event
from holdfast.journeys.spell import ALWAYS, Edge, Happening, Spell, comes_last
from holdfast.periods import Limit
from holdfast.record.table import Column

# On one day they come in this order; a start that comes last is not answered on its own day.
BEGIN, START, STOP, LATE_START = 0, 1, 2, 3

RUN = "clock, subject, part, started, stopped, lapsed, doubt, why, reason, own_due"

# The columns of the ``duties`` relation: see ``Duty``. ``overdue_from`` is the day after due.
DUTIES = (
    "clock, subject, part, started, due, overdue_from, stopped, lapsed, doubt, why, ruling, reason"
)


@dataclass(frozen=True)
class Asked:
    """A clock to be answered; ``current_only`` when the source holds only the latest dates."""

    clock: Clock
    current_only: bool = False


def duties(engine: Engine, book: Book, asked: Sequence[Asked]) -> None:
    """Name on the engine a relation ``duties`` with every run of the clocks asked.

    The engine must hold every table of the record under its name. Columns: ``DUTIES``.
    """
    work = _Work(engine, book, tuple(asked))
    engine.rows("almanac", almanac(book, work.plan_intervals(), work.lengths()))
    engine.define("life", LIFE, keep=True)
    work.define_spells()
    work.define_lanes()
    engine.define("runs", " union all ".join(work.run_sql(one) for one in asked) or _NONE)
    engine.define("duties", judged_sql(book, work.plan_keys()))


_NONE = (
    "select cast(null as varchar) as clock, cast(null as varchar) as subject, "
    "cast(null as varchar) as part, cast(null as date) as started, cast(null as date) as stopped, "
    "cast(null as date) as lapsed, cast(null as date) as doubt, cast(null as varchar) as why, "
    "cast(null as boolean) as reason, cast(null as date) as own_due where 1 = 0"
)


# What makes a lane: the spell, what stops its clocks, and the starts that a stop may cover.
_Lane = tuple[Spell, tuple[Happening, ...], tuple[Happening, ...]]


@dataclass
class _Work:
    """The names given to the relations of one compilation."""

    engine: Engine
    book: Book
    asked: tuple[Asked, ...]
    spells: dict[Spell, str] = field(default_factory=dict)
    lanes: dict[_Lane, int] = field(default_factory=dict)
    starts: dict[tuple[int, tuple[Start, ...]], int] = field(default_factory=dict)
    events: dict[tuple[Happening, ...], str] = field(default_factory=dict)

    # --- what must be looked up -----------------------------------------------------------

    def plan_keys(self) -> list[str]:
        """The clocks whose limit a child's own plan may set."""
        return [one.clock.key for one in self.asked if one.clock.plan_may_set]

    def plan_intervals(self) -> list[tuple[str, int]]:
        """The intervals that children's own plans set, for the clocks that let them."""
        keys = self.plan_keys()
        if not keys:
            return []
        found = self.engine.fetch(
            "select distinct duty, working_days from agreed_intervals "
            f"where working_days between 1 and 260 and duty in ({quoted(keys)})"
        )
        return [(row["duty"], row["working_days"]) for row in found.to_pylist()]

    def lengths(self) -> list[Limit]:
        """The plain lengths of time that spells and turnings look up."""
        turnings = (t for one in self.asked for t in (*one.clock.once, *one.clock.until))
        limits = {turning for turning in turnings if isinstance(turning, Limit)}
        return sorted({ONE_DAY} | limits | birthdays(tuple(self._all_spells())), key=str)

    def _all_spells(self) -> set[Spell]:
        found: set[Spell] = set()
        for one in self.asked:
            clock = one.clock
            happenings = (*clock.stops, *clock.shown_by, *_happenings(clock.starts))
            found |= spells_of(happenings)
            found |= {clock.during} if clock.during and clock.during is not ALWAYS else set()
        return found

    # --- spells, marks and lanes ----------------------------------------------------------

    def define_spells(self) -> None:
        """Compute each spell once, with the columns of its rows that turnings ask for."""
        for number, spell in enumerate(sorted(self._all_spells(), key=lambda s: s.name)):
            self.spells[spell] = f"spell_{number}"
            asked = self._asked_columns(spell)
            self.engine.define(self.spells[spell], spell_sql(spell, asked), keep=True)

    def _asked_columns(self, spell: Spell) -> tuple[Column, ...]:
        clocks = (one.clock for one in self.asked if one.clock.during == spell)
        turnings = (turning for clock in clocks for turning in (*clock.once, *clock.until))
        return tuple(dict.fromkeys(t for t in turnings if isinstance(t, Column)))

    def event(self, happenings: tuple[Happening, ...]) -> str:
        """The relation of these happenings: (subject, day, until)."""
        if happenings not in self.events:
            self.events[happenings] = f"event_{len(self.events)}"
            parts = (happening_sql(h, self.spells.__getitem__) for h in happenings)
            self.engine.define(self.events[happenings], " union all ".join(parts))
        return self.events[happenings]

    def define_lanes(self) -> None:
        """Lay the marks of every lane in one relation and find each one's next stop."""
        parts: list[str] = []
        for clock in (one.clock for one in self.asked if one.clock.shape is Shape.LANE):
            parts += self._clock_marks(clock)
        if parts:
            self.engine.define("marks", " union all ".join(parts))
            self.engine.define("lanes", _LANES, keep=True)

    def _clock_marks(self, clock: Clock) -> list[str]:
        """The marks that a clock needs and that no clock before it has laid."""
        parts: list[str] = []
        assert clock.during is not None
        if _lane_of(clock) not in self.lanes:
            lane = self.lanes[_lane_of(clock)] = len(self.lanes)
            spells = self._lane_spells(clock)
            parts.append(_begin_sql(lane, spells))
            parts.append(_mark_sql(lane, STOP, 0, spells, self._stops(clock)))
        lane = self.lanes[_lane_of(clock)]
        happenings = _happenings(clock.starts)
        if happenings and (lane, happenings) not in self.starts:
            what = self.starts[(lane, happenings)] = len(self.starts) + 1
            spells = self._lane_spells(clock)
            parts.append(_mark_sql(lane, _role(happenings), what, spells, self.event(happenings)))
        return parts

    def _stops(self, clock: Clock) -> str:
        """What stops a clock, with the start days on which it already holds."""
        edges, starts = _edges(clock.stops), _happenings(clock.starts)
        if not (edges and starts):
            return self.event(clock.stops)
        covered = _covered_sql(self.event(starts), self.event(edges))
        return f"(select * from {self.event(clock.stops)} union all {covered})"

    def _lane_spells(self, clock: Clock) -> str:
        """The spells of a clock; for one that lives in none, the whole of each life."""
        if clock.during is not None and clock.during is not ALWAYS:
            return self.spells[clock.during]
        stops, starts = self.event(clock.stops), _happenings(clock.starts)
        return f"({always_sql([stops, *([self.event(starts)] if starts else [])])})"

    # --- runs -----------------------------------------------------------------------------

    def run_sql(self, one: Asked) -> str:
        """The runs of one clock, with the doubts that its own rows and later events raise."""
        clock = one.clock
        runs = self._lane_runs(clock) if clock.shape is Shape.LANE else alone_sql(clock)
        if clock.shown_by:
            runs = _shown(runs, self.event(clock.shown_by))
        ended = " where stopped is null and lapsed is null" if one.current_only else ""
        return f"select {RUN} from ({runs}) as told{ended}"

    def _lane_runs(self, clock: Clock) -> str:
        assert clock.during is not None
        lane = self.lanes[_lane_of(clock)]
        opened = " or ".join(self._opened(start, lane, clock) for start in _grouped(clock.starts))
        joins, held = self._turned(clock)
        return f"""
        select '{clock.key}' as clock, l.subject, cast(l.part as varchar) as part, l.day as started,
          l.next_stop as stopped, case when l.next_stop is null then l.ended end as lapsed,
          cast(null as date) as doubt, cast(null as varchar) as why,
          cast(null as boolean) as reason, cast(null as date) as own_due
        from lanes as l{joins} where l.lane = {lane} and ({opened}){held}"""

    def _opened(self, start: Start | tuple[Happening, ...], lane: int, clock: Clock) -> str:
        if isinstance(start, Beginning):
            return f"l.role = {BEGIN}"
        inside = f"l.day < coalesce(l.ended, {FAR})"
        if isinstance(start, Previous):
            last = f" and l.nth <= {start.last}" if start.last else ""
            return f"(l.role = {STOP} and {inside} and l.nth >= {start.first}{last})"
        happenings = _happenings(clock.starts)
        what = self.starts[(lane, happenings)]
        return f"(l.role = {_role(happenings)} and l.what = {what} and {inside})"

    def _turned(self, clock: Clock) -> tuple[str, str]:
        """The joins that find a clock's turnings, and the conditions on them."""
        joins, held = "", ""
        turnings = [(t, "<=") for t in clock.once] + [(t, ">") for t in clock.until]
        for number, (turning, sign) in enumerate(turnings):
            join, day = self._turning(turning, clock, f"t{number}")
            joins += join
            held += f" and coalesce({day}, {FAR}) {sign} l.day"
        return joins, held

    def _turning(self, turning: Turning, clock: Clock, name: str) -> tuple[str, str]:
        assert clock.during is not None
        spells = self.spells[clock.during]
        same = f"on {name}.subject = l.subject and {name}.part = l.part"
        if isinstance(turning, Limit):
            look = f"{name}.rule = '{span(turning)}' and {name}.day = l.spell_started"
            return f" left join almanac as {name} on {look}", f"{name}.due"
        if isinstance(turning, Column):
            return f" left join {spells} as {name} {same}", f"{name}.{turning.name}"
        first = _first_sql(spells, self.event((turning,)))
        return f" left join ({first}) as {name} {same}", f"{name}.day"


# ``first_value`` and not ``min``: it looks the answer up where min would add up every frame.
_LANES = """
select lane, subject, part, spell_started, ended, day, role, what,
  first_value(stop_day ignore nulls) over (partition by lane, subject, part
    order by day, role, what rows between 1 following and unbounded following) as next_stop,
  sum(case when role = 2 then 1 else 0 end) over (partition by lane, subject, part
    order by day, role, what rows between unbounded preceding and current row) as nth
from (select *, case when role = 2 then day end as stop_day from marks) as marked"""


def _lane_of(clock: Clock) -> _Lane:
    assert clock.during is not None
    starts = _happenings(clock.starts) if _edges(clock.stops) else ()
    return clock.during, clock.stops, starts


def _edges(happenings: tuple[Happening, ...]) -> tuple[Happening, ...]:
    return tuple(one for one in happenings if isinstance(one, Edge))


def _covered_sql(starts: str, edges: str) -> str:
    """The start days on which what stops the clock already holds, and goes on holding."""
    held = "h.subject = e.subject and h.day < e.day and h.until > e.day"
    return f"select e.subject, e.day, e.until from {starts} as e join {edges} as h on {held}"


def _happenings(starts: Iterable[Start]) -> tuple[Happening, ...]:
    return tuple(start for start in starts if isinstance(start, Event | Edge))


def _role(happenings: tuple[Happening, ...]) -> int:
    """The role of a clock's start events. Raises TypeError where some come last and some not."""
    last = {comes_last(happening) for happening in happenings}
    if len(last) > 1:
        raise TypeError("a clock starts at ends of spells or at other events, not at both")
    return LATE_START if last == {True} else START


def _grouped(starts: Sequence[Start]) -> list[Start | tuple[Happening, ...]]:
    """The starts, with all that are happenings taken as one."""
    alone: list[Start | tuple[Happening, ...]] = [
        start for start in starts if not isinstance(start, Event | Edge)
    ]
    happenings = _happenings(starts)
    return [*alone, happenings] if happenings else alone


def _begin_sql(lane: int, spells: str) -> str:
    return (
        f"select {lane} as lane, s.subject, s.part, s.started as spell_started, s.ended, "
        f"s.started as day, {BEGIN} as role, 0 as what from {spells} as s"
    )


def _mark_sql(lane: int, role: int, what: int, spells: str, events: str) -> str:
    return (
        f"select distinct {lane} as lane, s.subject, s.part, s.started as spell_started, s.ended, "
        f"greatest(e.day, s.started) as day, {role} as role, {what} as what from {spells} as s "
        f"join {events} as e on {_IN_SPELL}"
    )


_IN_SPELL = f"e.subject = s.subject and e.day <= coalesce(s.ended, {FAR}) and e.until >= s.started"


def _first_sql(spells: str, events: str) -> str:
    return (
        "select s.subject, s.part, min(greatest(e.day, s.started)) as day "
        f"from {spells} as s join {events} as e on {_IN_SPELL} group by s.subject, s.part"
    )


def _shown(runs: str, events: str) -> str:
    """Doubt from the first later event which shows that the step happened unrecorded."""
    own = ", ".join(f"r.{column}" for column in RUN.split(", "))
    earlier = "(doubt is null or doubt > first_shown)"
    shown = f"first_shown is not null and {earlier}"
    return f"""
    select clock, subject, part, started, stopped, lapsed,
      case when {shown} then first_shown else doubt end as doubt,
      case when {shown} then '{Why.SHOWN.name}' else why end as why, reason, own_due
    from (select {own}, min(e.day) as first_shown from ({runs}) as r
      left join {events} as e on e.subject = r.subject and e.day >= r.started
        and e.day < coalesce(r.stopped, {FAR}) and e.day <= coalesce(r.lapsed, {FAR})
      group by {own}) as told"""


def duty_table(engine: Engine) -> pa.Table:
    """All duties, in order of person, clock and start."""
    return engine.fetch(f"select {DUTIES} from duties order by subject, clock, started, part")

"""The runs of clocks that live in a spell, as SQL: one pass serves them all.

Clocks that share a spell and a stop share a *lane*. The marks of all lanes (spells
beginning, start events, stops, and what shows that a stop went unrecorded) lie in one
relation, and one window over it finds for every mark the next stop. The *openings* say which
marks start which clock; the runs of all clocks are the lanes joined with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa

from holdfast.clocks.clock import Beginning, Clock, Previous, Turning
from holdfast.clocks.duty import Why
from holdfast.clocks.rules.almanac import span
from holdfast.clocks.sql.relations import IN_SPELL, Relations, edges, happenings
from holdfast.engine import Engine
from holdfast.journeys.compiler import FAR, always_sql
from holdfast.journeys.spell import ALWAYS, Happening, Spell, comes_last
from holdfast.periods import Limit
from holdfast.record.schema.table import Column

# On one day they come in this order; a start that comes last is not answered on its own day.
BEGIN, START, STOP, LATE_START, SHOWN = 0, 1, 2, 3, 4

_EVER = "date '0001-01-01'"
_MANY = 2**31 - 1

# The kind of an opening: whether its clock has turnings, whether it opens only at stops of some
# number, and whether only what is open is told.
_KIND = ("turns", "counted", "current_only")

# Which marks start which clock.
OPENINGS = pa.schema(
    [("clock", pa.string()), *((name, pa.bool_()) for name in _KIND)]
    + [(name, pa.int32()) for name in ("lane", "role", "what", "first_nth", "last_nth")]
)


@dataclass(frozen=True)
class _Lane:
    """A lane: its spell, what stops its clocks and what shows that, and the starts covered.

    ``later``: nothing stops them on the first day of the spell.
    """

    during: Spell
    stops: tuple[Happening, ...]
    shown_by: tuple[Happening, ...]
    covered: tuple[Happening, ...]
    later: bool


@dataclass
class Lanes:
    """The lanes of one compilation. ``current_only``: the keys of clocks told so."""

    engine: Engine
    relations: Relations
    current_only: frozenset[str]
    _lanes: dict[_Lane, int] = field(default_factory=dict)
    _marks: dict[tuple[object, ...], str] = field(default_factory=dict)
    _openings: list[dict[str, object]] = field(default_factory=list)
    _turned: list[str] = field(default_factory=list)
    _whats: dict[tuple[object, ...], int] = field(default_factory=dict)

    def runs(self, clocks: Iterable[Clock]) -> list[str]:
        """Lay the lanes of these clocks on the engine; give the queries of their runs."""
        for clock in clocks:
            self._open(clock)
        if not self._openings:
            return []
        marks = " union all ".join(self._marks.values())
        self.engine.define("lanes", _LANES.format(marks=marks), keep=True)
        self.engine.rows("openings", pa.Table.from_pylist(self._openings, schema=OPENINGS))
        kinds = {tuple(bool(opening[name]) for name in _KIND) for opening in self._openings}
        return [self._runs(*kind) for kind in sorted(kinds)]

    def _runs(self, turns: bool, counted: bool, current_only: bool) -> str:
        """The runs that one kind of opening gives: see ``OPENINGS``."""
        turned = f" join ({' union all '.join(self._turned)}) as t on {_SAME}" if turns else ""
        lanes, nth = "lanes", ""
        if counted:
            lanes = _numbered(
                {int(str(opening["lane"])) for opening in self._openings if opening["counted"]}
            )
            nth = " and l.nth between o.first_nth and o.last_nth"
        ended = " and l.next_stop is null and l.ended is null" if current_only else ""
        shown = f"l.next_shown < coalesce(l.next_stop, {FAR})"
        return f"""
        select o.clock, l.subject, cast(l.part as varchar) as part, l.day as started,
          l.next_stop as stopped, case when l.next_stop is null then l.ended end as lapsed,
          case when {shown} then l.next_shown end as doubt,
          case when {shown} then '{Why.SHOWN.name}' end as why,
          cast(null as boolean) as reason, cast(null as date) as own_due
        from {lanes} as l join openings as o
          on o.lane = l.lane and o.role = l.role and o.what = l.what{nth}{turned}
        where o.turns = {turns} and o.counted = {counted} and o.current_only = {current_only}
          and (l.role = {BEGIN} or l.day < coalesce(l.ended, {FAR})){ended}"""

    # --- marks ----------------------------------------------------------------------------

    def _open(self, clock: Clock) -> None:
        """Lay the marks that a clock needs and no clock before it has laid; say which open it."""
        lane, spells = self._lane(clock), self._spells(clock)
        for start in clock.starts:
            if isinstance(start, Beginning):
                begun = (
                    f"select {lane} as lane, s.subject, s.part, s.ended, "
                    f"s.started as day, {BEGIN} as role, 0 as what from {spells} as s"
                )
                self._marks.setdefault((lane, BEGIN), begun)
                self._opens(clock, lane, BEGIN)
            elif isinstance(start, Previous):
                self._opens(clock, lane, STOP, first=start.first, last=start.last or _MANY)
        told = happenings(clock.starts)
        if told:
            self._opens(clock, lane, _role(told), self._laid(clock, lane, told))
        if clock.once or clock.until:
            self._turned.append(self._turned_sql(clock))

    def _opens(
        self, clock: Clock, lane: int, role: int, what: int = 0, first: int = 0, last: int = _MANY
    ) -> None:
        opening = {"lane": lane, "role": role, "what": what, "first_nth": first, "last_nth": last}
        kind = (bool(clock.once or clock.until), first > 1 or last < _MANY)
        kinds = zip(_KIND, (*kind, clock.key in self.current_only), strict=True)
        self._openings.append({"clock": clock.key, **dict(kinds), **opening})

    def _lane(self, clock: Clock) -> int:
        """The number of a clock's lane; a new one is laid with its stops and what shows them."""
        assert clock.during is not None
        covered = happenings(clock.starts) if edges(clock.stops) else ()
        lane = _Lane(clock.during, clock.stops, clock.shown_by, covered, clock.after_first_day)
        if lane not in self._lanes:
            number = self._lanes[lane] = len(self._lanes)
            spells = self._spells(clock)
            stops = _mark_sql(number, STOP, 0, spells, self._stops(clock))
            later = " and e.day > s.started" if clock.after_first_day else ""
            self._marks[number, STOP] = f"{stops}{later}"
            if clock.shown_by:
                shown = self.relations.event(clock.shown_by)
                # On its own day, and never before the spell.
                self._marks[number, SHOWN] = (
                    f"select distinct {number} as lane, s.subject, s.part, s.ended, e.day, "
                    f"{SHOWN} as role, 0 as what from {spells} as s join {shown} as e "
                    f"on e.subject = s.subject "
                    f"and e.day >= s.started and e.day <= coalesce(s.ended, {FAR})"
                )
        return self._lanes[lane]

    def _laid(self, clock: Clock, lane: int, told: tuple[Happening, ...]) -> int:
        """What marks of these happenings are called in the lane: those of other clocks, or new."""
        wanted = (lane, told, clock.first_start_only)
        if wanted not in self._marks:
            what, events = len(self._marks) + 1, self.relations.event(told)
            marks = _mark_sql(lane, _role(told), what, self._spells(clock), events)
            if clock.first_start_only:
                marks = (
                    "select lane, subject, part, ended, min(day) as day, role, what from "
                    f"({marks}) as each_mark group by lane, subject, part, ended, role, what"
                )
            self._marks[wanted] = marks
            self._whats[wanted] = what
        return self._whats[wanted]

    def _stops(self, clock: Clock) -> str:
        """What stops a clock, with the start days on which it already holds."""
        stops, starts = edges(clock.stops), happenings(clock.starts)
        if not (stops and starts):
            return self.relations.event(clock.stops)
        begun, held = self.relations.event(starts), self.relations.event(stops)
        goes_on = "h.subject = e.subject and h.day < e.day and h.until > e.day"
        covered = f"from {begun} as e join {held} as h on {goes_on}"
        return f"(select * from {held} union all select e.subject, e.day, e.day as until {covered})"

    def _spells(self, clock: Clock) -> str:
        """The spells of a clock; for one that lives in none, the whole of each life."""
        if clock.during is not None and clock.during is not ALWAYS:
            return self.relations.spell(clock.during)
        named = [self.relations.event(clock.stops)]
        starts = happenings(clock.starts)
        named += [self.relations.event(starts)] if starts else []
        return f"({always_sql(named)})"

    # --- turnings -------------------------------------------------------------------------

    def _turned_sql(self, clock: Clock) -> str:
        """From which day until which a clock with turnings starts, in each of its spells."""
        joins: list[str] = []
        once = [self._turning(turning, clock, joins) for turning in clock.once]
        until = [self._turning(turning, clock, joins) for turning in clock.until]
        return (
            f"select '{clock.key}' as clock, s.subject, s.part, "
            f"{_of_all('greatest', [_EVER, *once])} as once, "
            f"{_of_all('least', [FAR, *until])} as until "
            f"from {self._spells(clock)} as s{''.join(joins)}"
        )

    def _turning(self, turning: Turning, clock: Clock, joins: list[str]) -> str:
        """The day of a turning in a spell ``s``, by a join that is added where one is needed."""
        name = f"t{len(joins)}"
        if isinstance(turning, Column):
            return f"coalesce(s.{turning.name}, {FAR})"
        if isinstance(turning, Limit):
            look = f"{name}.length = '{span(turning)}' and {name}.day = s.started"
            joins.append(f" left join almanac as {name} on {look}")
            return f"coalesce({name}.due, {FAR})"
        first = (
            "select s.subject, s.part, min(greatest(e.day, s.started)) as day "
            f"from {self._spells(clock)} as s join {self.relations.event((turning,))} as e "
            f"on {IN_SPELL} group by s.subject, s.part"
        )
        same = f"{name}.subject = s.subject and {name}.part = s.part"
        joins.append(f" left join ({first}) as {name} on {same}")
        return f"coalesce({name}.day, {FAR})"


_SAME = (
    "t.clock = o.clock and t.subject = l.subject and t.part = l.part "
    "and t.once <= l.day and l.day < t.until"
)

_WINDOW = "over (partition by lane, subject, part order by day, role, what)"

_LANES = f"""
select lane, subject, part, ended, day, role, what,
  lead(stop_day ignore nulls) {_WINDOW} as next_stop,
  lead(shown_day ignore nulls) {_WINDOW} as next_shown
from (select *, case when role = {STOP} then day end as stop_day,
    case when role = {SHOWN} then day end as shown_day from ({{marks}}) as marks) as marked"""


def _numbered(lanes: Iterable[int]) -> str:
    """The stops of these lanes, each with its number in its spell."""
    listed = ", ".join(str(lane) for lane in sorted(lanes))
    return (
        "(select *, row_number() over (partition by lane, subject, part order by day) as nth "
        f"from lanes where role = {STOP} and lane in ({listed}))"
    )


def _of_all(name: str, parts: list[str]) -> str:
    return f"{name}({', '.join(parts)})" if len(parts) > 1 else parts[0]


def _role(told: tuple[Happening, ...]) -> int:
    """The role of a clock's start events. Raises TypeError where some come last and some not."""
    last = {comes_last(happening) for happening in told}
    if len(last) > 1:
        raise TypeError("a clock starts at ends of spells or at other events, not at both")
    return LATE_START if last == {True} else START


def _mark_sql(lane: int, role: int, what: int, spells: str, events: str) -> str:
    return (
        f"select distinct {lane} as lane, s.subject, s.part, s.ended, "
        f"greatest(e.day, s.started) as day, {role} as role, {what} as what from {spells} as s "
        f"join {events} as e on {IN_SPELL}"
    )

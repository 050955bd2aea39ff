"""What doubts make of duties, as SQL.

``uses.py`` says what each clock reads and what becomes of its duties where that is in doubt. Here
the doubts of a snapshot are laid beside the rows that they concern, each use is asked of those
rows alone, and what comes of it (a *possibility*: from this day on this may have happened) is held
against the duties. A snapshot without doubts costs one question.

A plan whose last day cannot be read, for a child visited on 3 and 20 March, as an example: the use
"the spell ends" gives one possibility, from the plan's first day on, with the effect *changed*; so
every duty of the plan that was not settled on that first day cannot be determined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import UNDATED, Why
from holdfast.clocks.rules.book import Book
from holdfast.clocks.rules.uses import Effect, Use, uses
from holdfast.days import FIRST_KNOWN, LAST_KNOWN
from holdfast.engine import Engine
from holdfast.journeys.compiler import FAR
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.schema.table import PROVENANCE, Column, Table

_EVER = "date '0001-01-01'"
_NO_NUMBER = 2**62

# Table to the columns of it in which there is a doubt; "" is the whole row.
Doubted = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class _Asked:
    """A use that some doubt touches, its number, and the clocks whose use it is."""

    use: Use
    number: int
    clocks: tuple[Clock, ...]


_CLOCK_USES = pa.schema([("use", pa.int64()), ("clock", pa.string()), ("ruling", pa.string())])


def doubted_sql(engine: Engine, book: Book, clocks: Sequence[Clock], judged: str) -> str:
    """The duties of ``judged``, a query, with what doubts make of them: see ``Duty.cause``."""
    columns: dict[str, set[str]] = {}
    rows = engine.fetch("select distinct record_table, record_column from doubts").to_pylist()
    for row in rows:
        columns.setdefault(row["record_table"], set()).add(row["record_column"])
    doubted = {table: frozenset(names) for table, names in columns.items()}
    asked = _asked(book, clocks, doubted)
    if not asked:
        return f"select *, cast(null as bigint) as cause from ({judged}) as judged"
    for table in {question.use.table for question in asked}:
        _lay_rows(engine, table, doubted[table.name])
    clock_uses = [
        {"use": question.number, "clock": clock.key, "ruling": book.rulings(clock)[-1].name}
        for question in asked
        for clock in question.clocks
    ]
    engine.rows("clock_uses", pa.Table.from_pylist(clock_uses, schema=_CLOCK_USES))
    readings = (
        (_Reading(question.use, doubted[question.use.table.name]), question.number)
        for question in asked
    )
    told = " union all ".join(reading.sql(number) for reading, number in readings)
    engine.define("possibilities", _OF_CLOCKS.format(told=told), keep=True)
    engine.define("judged", judged, keep=True)
    engine.define("touched", _TOUCHED, keep=True)
    return _DOUBTED


def _asked(book: Book, clocks: Iterable[Clock], doubted: Doubted) -> list[_Asked]:
    users: dict[Use, list[Clock]] = {}
    for clock in clocks:
        for use in uses(clock, book.by_team(clock)):
            at = doubted.get(use.table.name, frozenset())
            # A row that lacks what its table requires is set aside, and missing in every use.
            bears = {"", *(column.name for column in (*use.columns(), *use.table.required()))}
            if bears & at:
                users.setdefault(use, []).append(clock)
    return [_Asked(use, number, tuple(told)) for number, (use, told) in enumerate(users.items())]


def _lay_rows(engine: Engine, table: type[Table], columns: Iterable[str]) -> None:
    """Name the rows of a table that are in doubt, each with the doubts about it.

    ``n_<column>`` is the number of the first doubt about a column, ``n_whole`` that about the
    whole row, ``n_any`` that about anything of it; ``row_held`` is false of a row of which nothing
    could be told, and of one that names another than the doubt does: for whom it may be about as
    well, it holds nothing.
    """
    place = ", ".join(PROVENANCE)
    numbers = ", ".join(
        f"min(case when record_column = '{column}' then number end) as n_{column or 'whole'}"
        for column in sorted({*columns, ""})
    )
    same = " and ".join(f"r.{column} = d.{column}" for column in PROVENANCE)
    if subject := table.subject():
        own_child = f"r.{subject.name} is null or r.{subject.name} = d.doubt_child"
        same += f" and (d.doubt_child is null or r.row_aside or {own_child})"
    own = ", ".join(
        f"r.{column}" for column in arrow_schema(table).names if column not in PROVENANCE
    )
    named = ", ".join(arrow_schema(table).names)
    engine.define(
        f"in_doubt_{table.name}",
        f"""
        select {own}, d.*, r.source_file is not null as row_held,
          coalesce(r.row_aside, true) as row_aside
        from (select {place}, child as doubt_child, min(number) as n_any, {numbers} from doubts
          where record_table = '{table.name}' group by {place}, child) as d
        left join (select {named}, false as row_aside from {table.name}
          union all select {named}, true as row_aside from set_aside_{table.name}) as r
          on {same}""",
        keep=True,
    )


# --- possibilities ------------------------------------------------------------------------


@dataclass(frozen=True)
class _Reading:
    """One use as SQL over ``in_doubt_<table> as t``; ``doubted`` are the columns ever in doubt."""

    use: Use
    doubted: frozenset[str]

    def in_doubt(self, column: Column) -> str:
        """Whether a column is in doubt in a row."""
        whole = "t.n_whole is not null"
        named = f"t.n_{column.name} is not null or " if column.name in self.doubted else ""
        return f"({named}{whole})"

    @property
    def day(self) -> str:
        """The day on which it happens or begins; null where that is not known."""
        day = self._unless_doubted(self.use.day)
        if self.use.undated and self.use.start is not None:
            return f"coalesce({day}, {self._unless_doubted(self.use.start)})"
        return day

    @property
    def counted(self) -> str:
        """Whether the readers count it as it stands."""
        where = self.use.part.where
        held = f" and {where.sql('t')}" if where else ""
        return f"(t.row_held and not t.row_aside and {self._day_held} is not null{held})"

    @property
    def _day_held(self) -> str:
        """The day as it stands in the row, in doubt or not: it may be one of two that are told."""
        day = f"t.{self.use.day.name}"
        if self.use.undated and self.use.start is not None:
            return f"coalesce({day}, t.{self.use.start.name})"
        return day

    @property
    def certain(self) -> str:
        """Whether they would count it however the doubts are settled."""
        settled = [f"not {self.in_doubt(column)}" for column in (self.use.day, *self.use.beside)]
        if self.use.part.where:
            settled.append(self.use.part.where.sql_unless_doubted("t", self.in_doubt, False))
        return " and ".join([self.counted, *settled])

    @property
    def possible(self) -> str:
        """Whether it may be at all."""
        told = [f"({self.in_doubt(self.use.day)} or {self.day} is not null)"]
        if self.use.part.where:
            told.append(self.use.part.where.sql_unless_doubted("t", self.in_doubt, True))
        return f"(not t.row_held or ({' and '.join(told)}))"

    @property
    def effect(self) -> str:
        """What it may have done to a duty."""
        use = self.use
        ends = f"when {self.in_doubt(use.ends)} then '{use.end}' " if use.ends else ""
        return (
            f"case when {self._ends_open} then '{Effect.NONE}' "
            f"when not {self.counted} then '{use.missing}' "
            f"when not ({self.certain}) then '{use.counted}' {ends}else '{Effect.NONE}' end"
        )

    @property
    def last(self) -> str:
        """The last day on which it has an effect; null: for ever."""
        use = self.use
        if not use.passing:
            return "cast(null as date)"
        if use.ends is None:
            return f"case when not {self.counted} then {self.day} end"
        ends, begins = f"t.{use.ends.name}", f"t.{use.day.name}"
        open_ended = f"{self.in_doubt(use.ends)} or {ends} is null"
        return (
            f"case when {open_ended} then null "
            # A day in doubt may stand behind the end, and is counted there.
            f"else greatest({ends}, coalesce({begins}, {ends})) end"
        )

    @property
    def after(self) -> str:
        """Whether its own day is untouched: what it may change begins after that."""
        if self.use.ends is None:
            return "false"
        ends, begins = f"t.{self.use.ends.name}", f"t.{self.use.day.name}"
        # One that seems to end where it begins may go on, and is not over on that day.
        longer = f"{self.in_doubt(self.use.ends)} and {ends} <= {begins}"
        return f"(not {self.counted} or ({self.certain} and not coalesce({longer}, false)))"

    @property
    def joins(self) -> str:
        """Whether it is a stretch not counted: a spell that ends on its first day may go on."""
        return "false" if self.use.ends is None else f"(not {self.counted})"

    @property
    def since(self) -> str:
        """The first day on which it has an effect; null: no day is known."""
        if not self.use.from_end or self.use.ends is None:
            return self.day
        ends = self._unless_doubted(self.use.ends)
        return f"case when {self.counted} then {self.day} else {ends} end"

    @property
    def _ends_open(self) -> str:
        """Whether a missing stretch is known to go on: then its end has no effect."""
        if not self.use.from_end or self.use.ends is None:
            return "false"
        ends = f"t.row_held and t.{self.use.ends.name} is null"
        return f"(not {self.counted} and {ends} and not {self.in_doubt(self.use.ends)})"

    @property
    def begins(self) -> str:
        """Whether a duty may have begun that the readers know nothing of."""
        told = []
        if self.use.begins:
            known = f" and {self.day} is not null" if self.use.dated else ""
            # One who is told to be born on two days has one row, and may be owed by the other.
            either = f" or {self.in_doubt(self.use.day)}" if self.use.given else ""
            told.append(f"((not {self.counted}{either}){known}{self._given})")
        if self.use.hides and self.use.ends is not None:
            unsure = f"not ({self.certain}) or {self.in_doubt(self.use.ends)}"
            told.append(f"({self.counted} and ({unsure}){self._given})")
        if self.use.ends_begin and self.use.ends is not None:
            told.append(f"({self.certain} and {self.in_doubt(self.use.ends)})")
        if self.use.ends_hide and self.use.ends is not None:
            told.append(f"({self.certain} and {self.in_doubt(self.use.ends)}{self._followed})")
        return f"({' or '.join(told) or 'false'})"

    @property
    def _followed(self) -> str:
        """That another stretch of the same person begins later."""
        table, begins = self.use.table.name, self.use.day.name
        child = self.use.part.subject.name
        same = f"n.{child} = t.{child} and n.{begins} > t.{begins}"
        return f" and exists (select 1 from {table} as n where {same})"

    @property
    def _given(self) -> str:
        table = self.use.given
        subject = table.subject() if table else None
        if table is None or subject is None:
            return ""
        rows = f"select {subject.name} from {table.name} where {subject.name} is not null"
        return f" and {self.subject} in ({rows})"

    @property
    def begun(self) -> str:
        """The day on which that duty may have begun; null: no day is known."""
        return f"case when not {self.counted} then {self.day} end"

    @property
    def subject(self) -> str:
        """Whom it is about; null: anybody."""
        child = self.use.part.subject
        own = self._unless_doubted(child)
        # A row merged into another of the same key is not found by its place: the doubt knows.
        by_doubt = "t.n_whole is not null or not t.row_held"
        return f"case when {by_doubt} then t.doubt_child else {own} end"

    @property
    def cause(self) -> str:
        """The number of the first doubt that touches it."""
        named = [*sorted({column.name for column in self.use.columns()} & self.doubted), "whole"]
        numbers = [f"coalesce(t.n_{column}, {_NO_NUMBER})" for column in named]
        numbers.append(f"case when t.row_aside then t.n_any else {_NO_NUMBER} end")
        return f"least({', '.join(numbers)})"

    def _unless_doubted(self, column: Column) -> str:
        return f"case when {self.in_doubt(column)} then null else t.{column.name} end"

    def sql(self, number: int) -> str:
        """What may have happened by this use, in the rows that are in doubt."""
        use, key = self.use, self.use.table.key()
        part = f"coalesce(t.{key.name}, '')" if key and use.own_row else "cast(null as varchar)"
        own = " and t.row_held and not t.row_aside" if use.own_row and not use.begins else ""
        return f"""
    select {number} as use, {self.subject} as subject, {part} as part, {self.effect} as effect,
      {self.since} as day, {self.last} as last, {self.after} as after, {self.joins} as joins,
      {self.begins} as begins, {self.begun} as begun, {self.cause} as number,
      {str(use.part.subject is key).lower()} as listed
    from in_doubt_{use.table.name} as t
    where {self.cause} < {_NO_NUMBER} and {self.possible}{own}"""


_OF_CLOCKS = f"""
select u.clock, u.ruling, p.subject, p.part, p.effect, p.day, coalesce(p.day, {_EVER}) as since,
  coalesce(p.last, {FAR}) as last, p.after, p.joins, p.begins, p.begun, p.number, p.listed
from ({{told}}) as p join clock_uses as u on u.use = p.use
where p.effect <> '{Effect.NONE}' or p.begins"""


# --- what they make of duties -------------------------------------------------------------

_OVER = f"least(coalesce(j.stopped, {FAR}), coalesce(j.lapsed, {FAR}))"
_FROM = "greatest(p.since, j.started)"

# Whether a possibility touches a duty: one that may have ended it does while it was open; one that
# may have changed it, where it was not over by then.
_TOUCHES = f"""(p.part is null or p.part = j.part) and j.started <= p.last and (
    (p.effect = '{Effect.ENDED}' and {_FROM} < coalesce(j.stopped, {FAR})
      and {_FROM} <= coalesce(j.lapsed, {FAR}))
    or (p.effect = '{Effect.CHANGED}' and ({_OVER} > p.since
      or ({_OVER} = p.since and (not p.after or (p.joins
        and coalesce(j.lapsed, {FAR}) < coalesce(j.stopped, {FAR})))))))"""

# What tells duties apart: rows of one number may begin on one day and end on several.
_DUTY = "clock, subject, part, started, stop_day, lapse_day"
_HIT = f"""j.clock, j.subject, j.part, j.started, coalesce(j.stopped, {FAR}) as stop_day,
      coalesce(j.lapsed, {FAR}) as lapse_day, p.effect, {_FROM} as day, p.number"""

# A doubt about a row that names nobody may concern anybody; but where each person has one row,
# only those who have none.
_ANYBODY = "(not p.listed or j.subject not in (select child from persons where child is not null))"

_TOUCHED = f"""
select {_DUTY}, min(day) as day, min(case when effect = '{Effect.CHANGED}' then day end) as changed,
  min(case when place = 1 then number end) as cause
from (select *, row_number() over (partition by {_DUTY} order by day, number) as place from (
    select {_HIT}
    from judged as j join possibilities as p on p.clock = j.clock and p.subject = j.subject
    where {_TOUCHES}
    union all
    select {_HIT}
    from judged as j join possibilities as p on p.clock = j.clock
    where p.subject is null and {_ANYBODY} and {_TOUCHES}) as hits) as ranked
group by {_DUTY}"""

_EARLIER = f"t.day is not null and t.day < coalesce(j.doubt, {FAR})"

_BEGUN = f"""
select p.clock, p.subject, coalesce(p.begun, date '{UNDATED}') as started,
  min(p.ruling) as ruling, min(p.number) as number
from possibilities as p where p.begins and p.subject is not null
  and (p.begun is null or p.begun between date '{FIRST_KNOWN}' and date '{LAST_KNOWN}')
group by p.clock, p.subject, coalesce(p.begun, date '{UNDATED}')"""

_DOUBTED = f"""
select j.clock, j.subject, j.part, j.started, j.due, j.overdue_from,
  case when t.changed is null then j.stopped end as stopped,
  case when t.changed is null then j.lapsed end as lapsed,
  case when {_EARLIER} then t.day else j.doubt end as doubt,
  case when {_EARLIER} then '{Why.DOUBTED.name}' else j.why end as why, j.ruling, j.reason,
  case when {_EARLIER} then t.cause end as cause
from judged as j left join touched as t on t.clock = j.clock and t.subject = j.subject
  and t.part = j.part and t.started = j.started
  and t.stop_day = coalesce(j.stopped, {FAR}) and t.lapse_day = coalesce(j.lapsed, {FAR})
union all
select b.clock, b.subject, '' as part, b.started, cast(null as date) as due,
  cast(null as date) as overdue_from, cast(null as date) as stopped, cast(null as date) as lapsed,
  b.started as doubt, '{Why.DOUBTED.name}' as why, b.ruling, cast(null as boolean) as reason,
  b.number as cause
from ({_BEGUN}) as b left join (select distinct clock, subject, started from judged) as j
  on j.clock = b.clock and j.subject = b.subject and j.started = b.started
where j.clock is null"""

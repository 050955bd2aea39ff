"""What doubts make of strands that are read from worked-out rows.

Holding times, patterns and feared episodes are worked out from rows of the record, so the doubts of
these rows do not reach by themselves what is read from them. Two things may come of one: a run that
was found may not be so, and where none was found there may be one. Both are told as *cannot be
determined*.

    a doubt about                       of C1, for whom        the strand then
    the end of a worker's involvement   the worker has left    is in doubt since it began
    the outcome of a third contact      nothing was found      may have begun, nobody knows when
    a contact whose child is not known  a run was found        is in doubt: it may be anybody's
    the day on which a worker left      nothing was found      may have begun, for each child held
"""

from collections.abc import Iterable

from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import UNDATED, Why
from holdfast.clocks.sql.compiler import DUTIES
from holdfast.engine import Engine
from holdfast.engine.quoting import quote, quoted
from holdfast.journeys.feared_episodes import FROM
from holdfast.journeys.held_beyond import FROM as OF_HELD_BEYOND
from holdfast.journeys.held_demands import FROM as OF_HELD_DEMANDS
from holdfast.journeys.holding_times import HoldingTimes
from holdfast.journeys.patterns import pattern_columns
from holdfast.record.schema.table import Column
from holdfast.record.workforce import (
    Absences,
    DeclaredExperience,
    Employments,
    Involvements,
    Professionals,
)

# What holding times are worked out from: rows about a child, and rows about a worker.
_OF_INVOLVEMENTS = (
    Involvements.child,
    Involvements.worker,
    Involvements.role,
    Involvements.started,
    Involvements.ended,
    Involvements.named,
)
# Tables whose rows name a worker where others name a child.
_ABOUT_WORKERS = (Employments.name, Absences.name, DeclaredExperience.name)
_OF_WORKERS = (
    Professionals.kind,
    Professionals.left_on,
    Employments.worker,
    Employments.ended,
    Absences.worker,
    Absences.started,
    Absences.ended,
    Absences.kind,
)


def origins(clock: Clock) -> frozenset[Column]:
    """The columns of the record that the worked-out rows which a clock reads come from."""
    found: set[Column] = set()
    for column in clock.columns():
        if column.table is HoldingTimes:
            found |= {*_OF_INVOLVEMENTS, *_OF_WORKERS}
        found |= pattern_columns().get(column, frozenset())
        for worked_out_from in (FROM, OF_HELD_DEMANDS, OF_HELD_BEYOND):
            found |= worked_out_from.get(column, frozenset())
    return frozenset(found)


def lay_doubts_of_origins(engine: Engine, clocks: Iterable[Clock]) -> None:
    """Lay down which runs of which clocks the doubts of their origins touch.

    ``doubts_of_child`` holds clock, child and the first doubt's number; ``doubts_of_anybody``, of
    doubts that name no child, clock and number. The engine holds ``doubts``, the record and
    ``holding``.
    """
    read = [
        f"select {quote(clock.key)} as clock, {quote(column.table.name)} as record_table, "
        f"{quote(column.name)} as record_column"
        for clock in clocks
        for column in sorted(origins(clock), key=repr)
    ]
    nothing = "select '' as clock, '' as record_table, '' as record_column where 1 = 0"
    about = _ABOUT.format(read=" union all ".join(read) or nothing)
    workers = quoted(_ABOUT_WORKERS)
    engine.define("doubts_of_child", _OF_CHILD.format(about=about, about_workers=workers), True)
    engine.define("doubts_of_anybody", _OF_ANYBODY.format(about=about, about_workers=workers), True)


def touched_or(condition: str, runs: str) -> str:
    """The runs of a query of which a condition on ``r`` holds, or that such a doubt touches."""
    return (
        f"select r.* from ({runs}) as r {_TOUCHED} "
        f"where {condition} or m.clock is not null or a.clock is not null"
    )


def with_doubts_of_origins(runs: str) -> str:
    """The runs of a query with what the doubts of their origins make of them. Columns: ``DUTIES``.

    The engine holds ``cases`` and what ``lay_doubts_of_origins`` laid down.
    """
    return _DOUBTED.format(
        runs=runs,
        touched=_TOUCHED,
        columns=", ".join(_CHANGED.get(name, f"r.{name}") for name in DUTIES.split(", ")),
        begun=", ".join(f"{_BEGUN.get(name, 'null')} as {name}" for name in DUTIES.split(", ")),
    )


_CAUSE = "coalesce(m.number, a.number)"
_CHANGED = {
    "doubt": f"case when {_CAUSE} is not null then r.started else r.doubt end as doubt",
    "why": f"case when {_CAUSE} is not null then '{Why.DOUBTED.name}' else r.why end as why",
    "cause": f"coalesce({_CAUSE}, r.cause) as cause",
}
_NO_DAY = "cast(null as date)"
# A run of which nothing is known but that it may have begun.
_BEGUN = {
    "clock": "m.clock",
    "subject": "m.child",
    "part": "''",
    "started": f"date '{UNDATED}'",
    **dict.fromkeys(("due", "overdue_from", "stopped", "lapsed"), _NO_DAY),
    "doubt": f"date '{UNDATED}'",
    "why": f"'{Why.DOUBTED.name}'",
    "ruling": "m.clock",
    "reason": "cast(null as boolean)",
    "cause": "m.number",
    "nth": "cast(1 as int)",
}

_ABOUT = """
  select o.clock, d.* from doubts as d join ({read}) as o
    on o.record_table = d.record_table
    and (d.record_column = '' or d.record_column = o.record_column)"""

# A row about a worker names the worker where others name a child; that of a professional is found
# by its place in the source. It bears on every child whom the worker holds or held.
_OF_CHILD = """
with about as ({about}),
of_workers as (
  select b.clock, b.child as worker, b.number from about as b
  where b.record_table in ({about_workers}) and b.child is not null
  union all
  select b.clock, p.worker, b.number from about as b join professionals as p
    on p.source_file = b.source_file and p.source_part = b.source_part
    and p.source_row = b.source_row
  where b.record_table = 'professionals'),
of_children as (
  select clock, child, number from about
  where child is not null and record_table not in ('professionals', {about_workers})
  union all
  select w.clock, h.child, w.number from of_workers as w join holding as h on h.worker = w.worker)
select clock, child, min(number) as number from of_children group by clock, child"""

_OF_ANYBODY = """
select clock, min(number) as number from ({about}) as told
where child is null and record_table <> 'professionals' group by clock"""

_TOUCHED = """
  left join doubts_of_child as m on m.clock = r.clock and m.child = r.subject
  left join doubts_of_anybody as a on a.clock = r.clock"""

_DOUBTED = """
with runs_found as (select * from ({runs}) as found)
select {columns} from runs_found as r {touched}
union all
select {begun} from doubts_of_child as m
  join (select distinct child from cases where ended is null) as c on c.child = m.child
  left join runs_found as r on r.clock = m.clock and r.subject = m.child
where r.clock is null"""

"""Duties that end only when nothing of what ends them is still under way.

A stop that names its start (``Clock.by``) is often one of several that do: an assessment in two
steps is signed twice. Where a clock declares ``under_way``, a stop counts only on a day on which
no stretch that names the same start has begun and not ended. One that names no start that is
there may be of any: while it is under way, it cannot be determined whether the
stop ended the work.

The oracle and the compiler read the declaration here, in plain Python and in SQL.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import Why
from holdfast.clocks.sql.row_and_key import alone_sql, starts_named_sql
from holdfast.journeys.event import Event
from holdfast.journeys.reading import FAR, History, Occurrence
from holdfast.journeys.spell import Stretch
from holdfast.record.schema.condition import Both, Condition, Row
from holdfast.record.schema.table import Column

_RUN = "clock, subject, part, started, stopped, lapsed, doubt, why, reason, own_due"

# --- in plain Python ------------------------------------------------------------------------


def finished(clock: Clock, history: History, stops: Iterable[Occurrence]) -> list[Occurrence]:
    """The stops on whose day nothing that names the same start is under way."""
    if clock.under_way is None or clock.by is None:
        return list(stops)
    name, rows = clock.by.name, _rows(clock.under_way, history)
    return [
        stop
        for stop in stops
        if not any(
            row.get(name) == stop.row.get(name) and _runs(clock.under_way, row, stop.day)
            for row in rows
            if row.get(name) is not None
        )
    ]


def maybe_unfinished(clock: Clock, history: History, started: date, day: date) -> bool:
    """Whether something that names no start began since ``started`` and is under way on a day."""
    stretch, by = clock.under_way, clock.by
    if stretch is None or by is None:
        return False
    begins = stretch.begins.name
    named = names_of_starts(clock, history)
    return any(
        row.get(by.name) not in named and row[begins] >= started and _runs(stretch, row, day)
        for row in _rows(stretch, history)
    )


def names_of_starts(clock: Clock, history: History) -> set[str]:
    """The names of the rows that a stop may name, whether or not they start the clock."""
    start = clock.start_event
    key = start.table.key()
    rows = history.get(start.table.name, ())
    return {row[key.name] for row in rows if row.get(key.name) is not None} if key else set()


def _rows(stretch: Stretch, history: History) -> list[Row]:
    rows = history.get(stretch.table.name, ())
    held = (row for row in rows if stretch.where is None or stretch.where.holds(row))
    return [row for row in held if row.get(stretch.begins.name) is not None]


def _runs(stretch: Stretch, row: Row, day: date) -> bool:
    begun: date = row[stretch.begins.name]
    ended: date = row.get(stretch.ends.name) or FAR
    return begun <= day < ended


# --- in SQL ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _NothingUnderWay(Condition):
    """On the day of the row nothing that names the same start is under way. Read only in SQL."""

    stretch: Stretch
    by: Column
    day: Column

    def sql(self, row: str) -> str:
        subject, by = self.stretch.subject.name, self.by.name
        same = f"u.{subject} = {row}.{subject} and u.{by} = {row}.{by}"
        running = _running_sql(self.stretch, f"{row}.{self.day.name}")
        return f"not exists (select 1 from {self.stretch.table.name} as u where {same}{running})"

    def columns(self) -> tuple[Column, ...]:
        return (*self.stretch.columns(), self.by)


def finishing_sql(clock: Clock) -> str:
    """The runs of a clock that lives in no spell; its stops are those that end the work.

    Where something that names no start is under way on the day of a stop, a doubt in its place.
    """
    stretch, by = clock.under_way, clock.by
    if stretch is None or by is None:
        return alone_sql(clock)
    stops = tuple(_ending(stretch, by, stop) for stop in clock.stops)
    finishing = replace(clock, stops=stops)
    own = ", ".join(f"r.{column}" for column in _RUN.split(", "))
    begun = f"u.{stretch.begins.name}"
    child = stretch.subject.name
    same = f"u.{child} = r.subject and {begun} >= r.started"
    strays = (
        f"select u.* from {stretch.table.name} as u left join {starts_named_sql(clock)} as k "
        f"on k.subject = u.{child} and k.ref = u.{by.name} where k.ref is null"
    )
    earlier = "(doubt is null or doubt > stopped)"
    return f"""
    select clock, subject, part, started, case when untold is null then stopped end as stopped,
      lapsed, case when untold is not null and {earlier} then stopped else doubt end as doubt,
      case when untold is not null and {earlier} then '{Why.UNMATCHED.name}' else why end as why,
      case when untold is null then reason end as reason, own_due
    from (select {own}, min({begun}) as untold from ({alone_sql(finishing)}) as r
      left join ({strays}) as u on {same}{_running_sql(stretch, "r.stopped")}
      group by {own}) as told"""


def _ending(stretch: Stretch, by: Column, stop: object) -> Event:
    assert isinstance(stop, Event), "a clock matched by an identifier stops at an event"
    nothing = _NothingUnderWay(stretch, by, stop.at)
    return replace(stop, where=Both(stop.where, nothing) if stop.where else nothing)


def _running_sql(stretch: Stretch, day: str) -> str:
    """That a row ``u`` of the stretch has begun and not ended on a day."""
    held = f" and {stretch.where.sql('u')}" if stretch.where else ""
    begun, ended = f"u.{stretch.begins.name}", f"u.{stretch.ends.name}"
    return f" and {begun} <= {day} and ({ended} is null or {ended} > {day}){held}"

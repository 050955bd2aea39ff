"""Holding while the worker holds more than the most that the council has set.

``held_beyond`` is no table of a source. It is worked out from who holds each child, from care
proceedings, and from the numbers that the council states; it is read by spells as a table is. A
worker may hold two children here, and holds a third from February to April:

    child  worker  children    court  ended       beyond
    C1     W1      2017-05-02  None   2018-02-05  no
    C1     W1      2018-02-05  None   2018-04-11  yes
    C1     W1      2018-04-11  None   None        no
    C3     W1      2018-02-05  None   2018-04-11  yes

Every child whom the worker holds in such a time has a row: the allocation is too much as a whole,
and no child is the one too many. Children are counted as they are named in the record, whatever
they are on; with no number there is no row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pyarrow as pa

from holdfast.areas import Area
from holdfast.engine import Engine
from holdfast.journeys.compiler import FAR as FAR_SQL
from holdfast.journeys.held_demands import FROM as OF_DEMANDS
from holdfast.journeys.held_demands import (
    IN_COURT,
    OF_FIRST_YEARS,
    HeldDemands,
    Time,
    carries,
    first_years_of,
    held_by_name,
    overlap,
)
from holdfast.journeys.reading import FAR, History, spells
from holdfast.record.schema.table import Column, Table, day, flag, reference
from holdfast.record.schema.table import child as the_child
from holdfast.record.store.manifest import Feed


@dataclass(frozen=True)
class MostHeld:
    """The most that one worker is to hold, as the council states it; None: it states no number.

    ``children`` are those whom the worker leads, ``first_year`` the same for a worker in the first
    year in practice, ``court`` those of them who are in care proceedings.
    """

    children: int | None = None
    first_year: int | None = None
    court: int | None = None

    @property
    def mark(self) -> str:
        """What tells it from another, for what is kept of it."""
        return f"most held {self.children} {self.first_year} {self.court}"


NOTHING_STATED = MostHeld()


class HeldBeyond(Table, area=Area.WORKFORCE):
    """A stretch of time in which a worker held a child, and held more than the most or not."""

    child = the_child()
    worker = reference("professionals", "The worker.")
    children = day("The first day of a stretch, where all children held are counted.")
    court = day("The first day of a stretch, where children in care proceedings are counted.")
    ended = day("The last day of the stretch; empty while it goes on.")
    beyond = flag("The worker held more than the most that the council has set.")


_HELD = OF_DEMANDS[HeldDemands.worker]
# What each column is worked out from.
FROM: Mapping[Column, frozenset[Column]] = {
    HeldBeyond.child: _HELD,
    HeldBeyond.worker: _HELD,
    HeldBeyond.children: _HELD | OF_FIRST_YEARS,
    HeldBeyond.court: _HELD | frozenset(IN_COURT.columns()),
    HeldBeyond.ended: _HELD,
    HeldBeyond.beyond: _HELD,
}


def held_beyond_feed(feeds: Mapping[str, Feed], most: MostHeld) -> Feed:
    """What of ``held_beyond`` a source and the council's numbers let be worked out."""
    lacking = set() if most.court else {HeldBeyond.court.name}
    if not (most.children or (most.first_year and carries(feeds, OF_FIRST_YEARS))):
        lacking.add(HeldBeyond.children.name)
    spared = OF_FIRST_YEARS if most.children else frozenset()
    known = (one.name for one, read in FROM.items() if carries(feeds, read - spared))
    return Feed("every", tuple(name for name in known if name not in lacking))


# --- in SQL ---------------------------------------------------------------------------------

# No council states so great a number: it stands for none.
_NO_NUMBER = 1_000_000


def define_held_beyond(engine: Engine, most: MostHeld = NOTHING_STATED) -> None:
    """Name ``held_beyond`` on an engine that holds what ``define_held_demands`` names."""
    stated = [
        {"counted": column.name, "most": number, "first_year": in_first_year}
        for column, (number, in_first_year) in _numbers(most).items()
    ]
    schema = pa.schema([("counted", pa.string()), ("most", pa.int32()), ("first_year", pa.int32())])
    engine.rows("most_held", pa.Table.from_pylist(stated, schema=schema))
    engine.define("counted_held", _COUNTED_HELD, keep=True)
    engine.define("held_beyond", _HELD_BEYOND)


def _numbers(most: MostHeld) -> dict[Column, tuple[int, int]]:
    """The most of each count, for any worker and for one in the first year; none not stated."""
    children = min(most.children or _NO_NUMBER, most.first_year or _NO_NUMBER)
    stated = {
        HeldBeyond.children: (most.children or _NO_NUMBER, children),
        HeldBeyond.court: (most.court or _NO_NUMBER, most.court or _NO_NUMBER),
    }
    return {column: two for column, two in stated.items() if min(two) < _NO_NUMBER}


# Each time that a worker held a child, as one where rows overlap or touch: of one count.
_COUNTED_HELD = """
with given as (
  select 'children' as counted, worker, child, started as first, last from held_by_name
  union all
  select 'court' as counted, worker, child, first, last from held_demanding
  where about = 'court'),
reached as (
  select g.*, max(g.last) over (partition by g.counted, g.worker, g.child order by g.first, g.last
    rows between unbounded preceding and 1 preceding) as furthest
  from (select distinct g.* from given as g join most_held as m on m.counted = g.counted
    where g.first < g.last) as g),
numbered as (
  select r.*, sum(case when r.first <= r.furthest then 0 else 1 end) over (
    partition by r.counted, r.worker, r.child order by r.first, r.last
    rows between unbounded preceding and current row) as part
  from reached as r)
select counted, worker, child, min(first) as first, max(last) as last from numbered
group by counted, worker, child, part"""

# How many each worker held from each day on which that changed, or the first year began or ended;
# days on which it went on being too many, or not, are then taken together.
_HELD_BEYOND = f"""
with changes as (
  select counted, worker, first as day, 1 as change from counted_held
  union all
  select counted, worker, last as day, -1 as change from counted_held where last < {FAR_SQL}
  union all
  select m.counted, f.worker, f.started as day, 0 as change
  from first_years as f cross join most_held as m
  union all
  select m.counted, f.worker, f.last as day, 0 as change
  from first_years as f cross join most_held as m where f.last < {FAR_SQL}),
by_day as (
  select counted, worker, day, sum(change) as change from changes group by counted, worker, day),
loads as (
  select counted, worker, day as first,
    coalesce(lead(day) over (partition by counted, worker order by day), {FAR_SQL}) as last,
    sum(change) over (partition by counted, worker order by day
      rows between unbounded preceding and current row) as held
  from by_day),
judged as (
  select l.counted, l.worker, l.first, l.last,
    case when l.held > case when f.worker is null then m.most else m.first_year end
      then 1 else 0 end as beyond
  from loads as l join most_held as m on m.counted = l.counted
  left join first_years as f
    on f.worker = l.worker and f.started <= l.first and l.first < f.last),
flagged as (
  select j.*, case when j.beyond = lag(j.beyond) over (
      partition by j.counted, j.worker order by j.first) then 0 else 1 end as fresh
  from judged as j),
numbered as (
  select f.*, sum(f.fresh) over (partition by f.counted, f.worker order by f.first
    rows between unbounded preceding and current row) as part
  from flagged as f),
whole as (
  select counted, worker, beyond, min(first) as first, max(last) as last from numbered
  group by counted, worker, beyond, part),
shared as (
  select c.child, c.worker, c.counted, greatest(c.first, w.first) as first,
    least(c.last, w.last) as last, w.beyond
  from counted_held as c join whole as w on w.counted = c.counted and w.worker = c.worker)
select child, worker, case when counted = 'children' then first end as children,
  case when counted = 'court' then first end as court,
  nullif(last, {FAR_SQL}) as ended, beyond = 1 as beyond
from shared where first < last"""


# --- in plain Python ------------------------------------------------------------------------


def with_held_beyond(record: Mapping[str, History], most: MostHeld) -> dict[str, History]:
    """The record, everybody's rows, with those of ``held_beyond`` worked out."""
    first_years = first_years_of(record)
    rows: dict[str, list[dict[str, Any]]] = {subject: [] for subject in record}
    for column, numbers in _numbers(most).items():
        held: dict[str, list[tuple[str, Time]]] = {}
        for subject, history in record.items():
            for worker, time in _held(history, column):
                held.setdefault(worker, []).append((subject, time))
        for worker, times in held.items():
            for subject, row in _rows(worker, times, first_years.get(worker), numbers, column):
                rows[subject].append(row)
    return {
        subject: {**history, "held_beyond": rows[subject]} for subject, history in record.items()
    }


def _held(history: History, column: Column) -> Iterable[tuple[str, Time]]:
    for worker, time in held_by_name(history):
        if column is HeldBeyond.children:
            yield worker, time
        else:
            for one in spells(history, IN_COURT):
                yield worker, overlap(time, (one.started, one.last))


def _rows(
    worker: str,
    held: list[tuple[str, Time]],
    first_year: Time | None,
    numbers: tuple[int, int],
    column: Column,
) -> Iterable[tuple[str, dict[str, Any]]]:
    """A row for each child and each stretch between two days on which anything changes."""
    days = sorted({day for _, time in held for day in time} | set(first_year or ()) | {FAR})
    for first, last in pairwise(days):
        mine = {child for child, time in held if time[0] <= first < time[1]}
        in_first_year = first_year is not None and first_year[0] <= first < first_year[1]
        for child in sorted(mine):
            yield (
                child,
                {
                    **dict.fromkeys(each.name for each in HeldBeyond.columns),
                    "child": child,
                    "worker": worker,
                    column.name: first,
                    "ended": None if last == FAR else last,
                    "beyond": len(mine) > numbers[in_first_year],
                },
            )

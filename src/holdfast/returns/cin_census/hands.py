"""In whose hands each child of a census is: who is to mend what is found."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from holdfast.engine import Engine, open_engine
from holdfast.record.holding import holds_sql
from holdfast.record.snapshot import Snapshot

NOBODY = "nobody holds the child"
NOT_KNOWN = "the record does not know the child"


class Hand(NamedTuple):
    """The team and the worker who hold a child, by name where the source gives one."""

    team: str
    worker: str


def hands(snapshot: Snapshot, on: date | None = None) -> Mapping[str, Hand]:
    """Who holds each child of the record on a day, its own when none is given.

    Children are named by the identifier and by the number in the case system, for a census may
    carry either.
    """
    engine = open_engine()
    try:
        snapshot.open(engine)
        return _found(engine, on or snapshot.manifest.as_at)
    finally:
        engine.close()


def _found(engine: Engine, day: date) -> dict[str, Hand]:
    sql = _HELD.format(day=day, holds=holds_sql("i", f"date '{day}'"))
    rows = engine.fetch(sql).to_pylist()
    found = {}
    for row in rows:
        worker = row["worker"] if row["named"] is not False else None
        hand = Hand(row["team"] or NOBODY, worker or NOBODY)
        for number in (row["system_number"], row["child"]):
            if number:
                found[number] = hand
    return found


_HELD = """
select p.child, p.system_number, h.named, coalesce(t.team_name, h.team) as team,
  coalesce(w.full_name, h.worker) as worker
from persons as p
left join (
  select i.child, i.worker, i.team, i.named, row_number() over (partition by i.child
    order by coalesce(i.started, date '0001-01-01') desc, i.worker, i.team) as place
  from involvements as i
  where {holds} and (i.started is null or i.started <= date '{day}')
    and (i.ended is null or i.ended >= date '{day}')) as h on h.child = p.child and h.place = 1
left join (select team, max(team_name) as team_name from teams group by team) as t
  on t.team = h.team
left join (select worker, max(full_name) as full_name from professionals group by worker) as w
  on w.worker = h.worker"""

"""Who holds each child of a return, and so corrects what is found."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from holdfast.engine import Engine, open_engine
from holdfast.journeys.holders import holders_sql
from holdfast.journeys.laid import open_record
from holdfast.record.store.snapshot import Snapshot

NOBODY = "nobody holds the child"
NOT_KNOWN = "the record does not know the child"
RETURN = "the return as a whole"


class Assignee(NamedTuple):
    """The team and the worker who hold a child, by name where the source gives one."""

    team: str
    worker: str


# Of a finding about the whole return, and about a child whom the record does not know.
OF_THE_RETURN = Assignee(RETURN, RETURN)
STRANGER = Assignee(NOT_KNOWN, NOT_KNOWN)


def assignees(snapshot: Snapshot, on: date | None = None) -> Mapping[str, Assignee]:
    """Who holds each child of the record on a day, its own when none is given.

    Children are named by the identifier and by the number in the case system, for a return may
    carry either.
    """
    engine = open_engine()
    try:
        open_record(engine, snapshot)
        return _found(engine, on or snapshot.manifest.as_at)
    finally:
        engine.close()


def _found(engine: Engine, day: date) -> dict[str, Assignee]:
    rows = engine.fetch(_HELD.format(holders=holders_sql(f"date '{day}'"))).to_pylist()
    found = {}
    for row in rows:
        worker = row["worker"] if row["named"] is not False else None
        assignee = Assignee(row["team"] or NOBODY, worker or NOBODY)
        for number in (row["system_number"], row["child"]):
            if number:
                found[number] = assignee
    return found


_HELD = """
select p.child, p.system_number, h.named, coalesce(t.team_name, h.team) as team,
  coalesce(w.full_name, h.worker) as worker
from persons as p
left join ({holders}) as h on h.child = p.child
left join (select team, max(team_name) as team_name from teams group by team) as t
  on t.team = h.team
left join (select worker, max(full_name) as full_name from professionals group by worker) as w
  on w.worker = h.worker"""

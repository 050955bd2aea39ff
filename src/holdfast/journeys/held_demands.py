"""What the work with a child asks of whoever holds the case, and what is recorded of the holder.

``held_demands`` is no table of a source. It is worked out from who holds each child, from what the
child is on, and from the workforce's records, and read by spells as a table is. A holding is told
twice: cut where the worker's first year in practice ended, and cut where a supervisor confirmed
the experience that the work asks for. W1 came newly qualified in September 2017, and was confirmed
in child protection plans in March 2018; C1 is on a plan from January:

    child  worker  protection  ended       first_year  confirmed
    C1     W1      2018-01-10  2018-09-04  yes         None
    C1     W1      2018-09-04  None        no          None
    C1     W1      2018-01-10  2018-03-02  None        no
    C1     W1      2018-03-02  None        None        yes

``first_year`` is *no* too where it is not recorded that a worker came newly qualified, and
``confirmed`` where nothing was declared: what is told of a worker is what the record says.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from holdfast.areas import Area
from holdfast.day_arrays import as_dates, known_days, months_later
from holdfast.days import FIRST_KNOWN, LAST_KNOWN, add_months
from holdfast.engine import Engine
from holdfast.engine.quoting import quote
from holdfast.journeys.compiler import FAR as FAR_SQL
from holdfast.journeys.compiler import inline
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.missing import EXPLOITATION_CONCERN
from holdfast.journeys.protection import ON_NEGLECT_PLAN, ON_PLAN
from holdfast.journeys.reading import FAR, History, spells
from holdfast.journeys.spell import Spell, spell
from holdfast.record.holding import HOLDING, NAMED
from holdfast.record.permanence import Proceedings
from holdfast.record.schema.table import Column, Table, day, flag, reference
from holdfast.record.schema.table import child as the_child
from holdfast.record.store.manifest import Feed
from holdfast.record.workforce import DeclaredExperience, Employments, Involvements

# The supported year of a worker who came newly qualified, from the first day in that post.
FIRST_YEAR_MONTHS = 12

IN_COURT = spell("care proceedings", Proceedings.issued, Proceedings.concluded, within=OPEN_CASE)


class HeldDemands(Table, area=Area.WORKFORCE):
    """A stretch of time in which a named worker held a child whose work asks for experience."""

    child = the_child()
    worker = reference("professionals", "The worker.")
    protection = day("The first day of the stretch on a child protection plan.")
    court = day("The first day of the stretch in care proceedings.")
    exploitation = day("The first day of the stretch in which exploitation was feared.")
    neglect = day("The first day of the stretch on a child protection plan for neglect.")
    ended = day("The last day of the stretch; empty while it goes on.")
    first_year = flag("The worker came newly qualified and was in the first year in practice.")
    confirmed = flag("A supervisor had confirmed the worker's experience in what is asked for.")


# What the work asks for, by its column; each is a code of ``DeclaredExperience.about`` too.
DEMANDS: Mapping[Column, Spell] = {
    HeldDemands.protection: ON_PLAN,
    HeldDemands.court: IN_COURT,
    HeldDemands.exploitation: EXPLOITATION_CONCERN,
    HeldDemands.neglect: ON_NEGLECT_PLAN,
}

_OF_HOLDING = frozenset(
    {
        Involvements.child,
        Involvements.worker,
        Involvements.role,
        Involvements.started,
        Involvements.ended,
        Involvements.named,
    }
)
OF_FIRST_YEARS = frozenset(
    {Employments.worker, Employments.started, Employments.ended, Employments.newly_qualified}
)
# What each column is worked out from.
FROM: Mapping[Column, frozenset[Column]] = {
    HeldDemands.child: _OF_HOLDING,
    HeldDemands.worker: _OF_HOLDING,
    HeldDemands.ended: _OF_HOLDING,
    **{column: frozenset(asked.columns()) for column, asked in DEMANDS.items()},
    HeldDemands.first_year: OF_FIRST_YEARS,
    HeldDemands.confirmed: frozenset(
        {DeclaredExperience.worker, DeclaredExperience.about, DeclaredExperience.confirmed}
    ),
}
# A source that leaves these out says the same of every row, and it can be worked out all the same.
_SPARED = {Involvements.named, Involvements.started}


def held_demands_feed(feeds: Mapping[str, Feed]) -> Feed:
    """What of ``held_demands`` a source lets be worked out: that of which it carries all."""
    return Feed("every", tuple(one.name for one, read in FROM.items() if carries(feeds, read)))


def carries(feeds: Mapping[str, Feed], columns: Iterable[Column]) -> bool:
    """Whether a source carries all of these columns that say something of their own."""
    found = [(feeds.get(column.table.name), column) for column in columns if column not in _SPARED]
    return all(feed is not None and column.name in feed.columns for feed, column in found)


# --- in SQL ---------------------------------------------------------------------------------


def define_held_demands(engine: Engine) -> None:
    """Name ``held_demands`` on an engine that holds the record, ``life`` and ``holding``.

    ``first_years`` is named on the way: worker, started, last (a day that is not in it any more).
    """
    days = known_days()
    columns = [as_dates(days), as_dates(months_later(days, FIRST_YEAR_MONTHS))]
    engine.rows("first_year_ends", pa.Table.from_arrays(columns, names=["day", "later"]))
    engine.define("first_years", _FIRST_YEARS, keep=True)
    engine.define("confirmed_since", _CONFIRMED_SINCE)
    engine.define("held_by_name", _HELD_BY_NAME, keep=True)
    engine.define("held_demanding", _demanding_sql(engine), keep=True)
    names = ", ".join(
        f"case when about = {quote(column.name)} then first end as {column.name}"
        for column in DEMANDS
    )
    engine.define(
        "held_demands",
        f"select child, worker, {names}, nullif(last, {FAR_SQL}) as ended, first_year, confirmed "
        f"from ({_PIECES}) as pieces where first < last",
    )


def _demanding_sql(engine: Engine) -> str:
    """Of each thing that work may ask for, unless no row can begin it or nobody holds a child."""
    begun = {column: asked.begun_in() for column, asked in DEMANDS.items()}
    filled = engine.filled({"held_by_name", *(table for each in begun.values() for table in each)})
    if "held_by_name" not in filled:
        return _NOTHING_DEMANDED
    told = [_demanded_sql(column) for column, each in begun.items() if not filled.isdisjoint(each)]
    return " union all ".join(told) or _NOTHING_DEMANDED


def _demanded_sql(column: Column) -> str:
    """Holdings while a child's work asked for one thing: child, worker, about, first, last."""
    last = f"least(h.last, coalesce(d.ended, {FAR_SQL}))"
    return (
        f"select h.child, h.worker, {quote(column.name)} as about, "
        f"greatest(h.started, d.started) as first, {last} as last from held_by_name as h "
        f"join (select subject, started, ended from {inline(DEMANDS[column])}) as d "
        f"on d.subject = h.child where greatest(h.started, d.started) < {last}"
    )


_NOTHING_DEMANDED = (
    "select child, worker, cast(null as varchar) as about, started as first, last "
    "from held_by_name where 1 = 0"
)

_FIRST_YEARS = f"""
select e.worker, e.started, least(n.later, coalesce(e.ended, {FAR_SQL})) as last from (
  select worker, started, ended, row_number() over (
    partition by worker order by started, coalesce(ended, {FAR_SQL})) as nth
  from employments where newly_qualified) as e
join first_year_ends as n on n.day = e.started where e.nth = 1"""

_CONFIRMED_SINCE = (
    "select worker, about, min(confirmed) as day from declared_experience "
    "where confirmed is not null group by worker, about"
)

_HELD_BY_NAME = f"""
select distinct h.child, h.worker,
  greatest(coalesce(h.started, date '{FIRST_KNOWN}'), h.since) as started,
  coalesce(h.ended, {FAR_SQL}) as last
from holding as h where {NAMED.sql("h")} and h.worker is not null"""

_UNKNOWN = "cast(null as boolean)"
_PIECES = f"""
select h.child, h.worker, h.about, greatest(h.first, f.started) as first,
  least(h.last, f.last) as last, true as first_year, {_UNKNOWN} as confirmed
from held_demanding as h join first_years as f on f.worker = h.worker
union all
select h.child, h.worker, h.about, h.first, least(h.last, coalesce(f.started, {FAR_SQL})) as last,
  false as first_year, {_UNKNOWN} as confirmed
from held_demanding as h left join first_years as f on f.worker = h.worker
union all
select h.child, h.worker, h.about, greatest(h.first, f.last) as first, h.last,
  false as first_year, {_UNKNOWN} as confirmed
from held_demanding as h join first_years as f on f.worker = h.worker
union all
select h.child, h.worker, h.about, h.first, least(h.last, coalesce(c.day, {FAR_SQL})) as last,
  {_UNKNOWN} as first_year, false as confirmed
from held_demanding as h left join confirmed_since as c
  on c.worker = h.worker and c.about = h.about
union all
select h.child, h.worker, h.about, greatest(h.first, c.day) as first, h.last,
  {_UNKNOWN} as first_year, true as confirmed
from held_demanding as h join confirmed_since as c on c.worker = h.worker and c.about = h.about"""


# --- in plain Python ------------------------------------------------------------------------

# From which day until which: the last is not in it any more.
Time = tuple[date, date]


def with_held_demands(record: Mapping[str, History]) -> dict[str, History]:
    """The record, everybody's rows, with those of ``held_demands`` worked out."""
    confirmed: dict[tuple[str, str], date] = {}
    for row in _every(record, "declared_experience"):
        if row.get("confirmed") and row.get("about"):
            about = (row["worker"], row["about"])
            confirmed[about] = min(confirmed.get(about, FAR), row["confirmed"])
    first_years = first_years_of(record)
    return {
        subject: {
            **history,
            "held_demands": list(_rows(subject, history, first_years, confirmed)),
        }
        for subject, history in record.items()
    }


def first_years_of(record: Mapping[str, History]) -> dict[str, Time]:
    """The first year in practice of each worker who is recorded as having come newly qualified."""
    found: dict[str, Time] = {}
    for row in _every(record, "employments"):
        started = row["started"]
        if row.get("newly_qualified") is True and FIRST_KNOWN <= started <= LAST_KNOWN:
            last = min(add_months(started, FIRST_YEAR_MONTHS), row.get("ended") or FAR)
            found[row["worker"]] = min(found.get(row["worker"], (FAR, FAR)), (started, last))
    return found


def _every(record: Mapping[str, History], table: str) -> Iterable[Mapping[str, Any]]:
    return (row for history in record.values() for row in history.get(table, ()))


def held_by_name(history: History) -> Iterable[tuple[str, Time]]:
    """Each time that a named worker held the child, and who."""
    for row in history.get("involvements", ()):
        part = next((held for held in HOLDING if held.part.holds(row)), None)
        if part is not None and NAMED.holds(row) and row.get("worker") is not None:
            first = max(row.get("started") or FIRST_KNOWN, part.since or date.min)
            yield row["worker"], (first, row.get("ended") or FAR)


def _rows(
    child: str,
    history: History,
    first_years: Mapping[str, Time],
    confirmed: Mapping[tuple[str, str], date],
) -> Iterable[dict[str, Any]]:
    for column, asked in DEMANDS.items():
        lived = [(one.started, one.last) for one in spells(history, asked)]
        for worker, held in held_by_name(history):
            first_year = first_years.get(worker, (FAR, FAR))
            since = confirmed.get((worker, column.name), FAR)
            for whole in (overlap(held, time) for time in lived):
                before, after = (date.min, first_year[0]), (first_year[1], FAR)
                for time, known in (
                    (first_year, {"first_year": True}),
                    (before, {"first_year": False}),
                    (after, {"first_year": False}),
                    ((date.min, since), {"confirmed": False}),
                    ((since, FAR), {"confirmed": True}),
                ):
                    first, last = overlap(whole, time)
                    if first < last:
                        yield {
                            **dict.fromkeys(each.name for each in HeldDemands.columns),
                            "child": child,
                            "worker": worker,
                            column.name: first,
                            "ended": None if last == FAR else last,
                            **known,
                        }


def overlap(one: Time, other: Time) -> Time:
    """The time that two times share; it ends before it begins where they share none."""
    return max(one[0], other[0]), min(one[1], other[1])

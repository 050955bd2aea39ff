"""What those who hold a case could do about it: holding, cut where a worker left or was away.

``holding_times`` is no table of a source. It is worked out from involvements, professionals,
employments and absences, and read by spells as a table is:

    child  worker  started     ended       left  away  manager
    C1     W1      2017-05-02  2017-11-30  no    no    no       in post
    C1     W1      2017-11-30  None        yes   no    no       left in November, and still named
    C2     W2      2017-09-01  2018-01-04  no    no    no
    C2     W2      2018-01-04  2018-02-01  no    yes   no       away sick for four weeks

An absence counts from ten days on, and annual leave does not: somebody covers it. The record
names the last day away, and the worker is back on the day after: the stretch ends then. A holder of
whom the source does not say since when has held the case for as long as the calendar goes back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from holdfast.areas import Area
from holdfast.day_arrays import as_dates, known_days
from holdfast.days import FIRST_KNOWN, LAST_KNOWN
from holdfast.engine import Engine
from holdfast.journeys.compiler import FAR as FAR_SQL
from holdfast.journeys.reading import FAR, History
from holdfast.record.holding import HOLDING, NAMED
from holdfast.record.schema.table import Table, day, flag, reference
from holdfast.record.schema.table import child as the_child
from holdfast.record.store.manifest import Feed

LONG_ABSENCE = 10
ORDINARY_LEAVE = "leave"
MANAGER = "manager"


class HoldingTimes(Table, area=Area.WORKFORCE):
    """A stretch of time in which a named worker held a case, and could act or not."""

    child = the_child()
    worker = reference("professionals", "The worker.")
    started = day("The first day.", required=True)
    ended = day("The last day; empty while it goes on.")
    left = flag("The worker had left.")
    away = flag("The worker was away for ten days or longer.")
    manager = flag("The worker is a manager, who is not meant to hold a case.")


def holding_feed(feeds: Mapping[str, Feed]) -> Feed | None:
    """What of ``holding_times`` a source lets be worked out; None: nothing."""
    held = feeds.get("involvements")
    if held is None or not {"child", "worker", "ended", "role"} <= set(held.columns):
        return None
    columns = ["child", "worker", "started", "ended"]
    if _carries(feeds, "professionals", "left_on") or _carries(feeds, "employments", "ended"):
        columns.append("left")
    if _carries(feeds, "absences", "started") and _carries(feeds, "absences", "ended"):
        columns.append("away")
    if _carries(feeds, "professionals", "kind"):
        columns.append("manager")
    return Feed("every", tuple(columns))


def _carries(feeds: Mapping[str, Feed], table: str, column: str) -> bool:
    feed = feeds.get(table)
    return feed is not None and column in feed.columns


# --- in SQL ---------------------------------------------------------------------------------


def define_holding_times(engine: Engine) -> None:
    """Name ``holding_times`` on an engine that holds the record and ``holding``."""
    days = known_days()
    # Every day that the calendar knows, and the one after it: SQL adds no days.
    columns = [as_dates(days), as_dates(days + np.timedelta64(1, "D"))]
    engine.rows("days_after", pa.Table.from_arrays(columns, names=["day", "after"]))
    engine.define("worker_posts", _POSTS, keep=True)
    engine.define("long_absences", _LONG_ABSENCES, keep=True)
    engine.define("holding_in_post", _IN_POST, keep=True)
    engine.define("holding_times", f"{_AFTER_LEAVING} union all {_AWAY} union all {_THERE}")


_POSTS = f"""
select p.worker, max(case when p.kind = '{MANAGER}' then 1 else 0 end) as manager,
  coalesce(max(e.left_on), max(p.left_on)) as left_on
from professionals as p left join (
  select worker, case when max(coalesce(ended, {FAR_SQL})) < {FAR_SQL} then max(ended) end
    as left_on
  from employments group by worker) as e on e.worker = p.worker
group by p.worker"""


# ``last`` is the day on which the worker is back.
_LONG_ABSENCES = f"""
select worker, started, last from (
  select a.worker, a.started, a.kind,
    case when a.ended is null then {FAR_SQL} else coalesce(n.after, a.ended) end as last
  from absences as a left join days_after as n on n.day = a.ended) as away
where (kind is null or kind <> '{ORDINARY_LEAVE}')
  and date_diff('day', started, last) >= {LONG_ABSENCE}"""

_HELD = f"""
select distinct h.child, h.worker,
  greatest(coalesce(h.started, date '{FIRST_KNOWN}'), h.since) as started,
  coalesce(h.ended, {FAR_SQL}) as last,
  coalesce(w.left_on, {FAR_SQL}) as left_on, coalesce(w.manager, 0) = 1 as manager
from holding as h left join worker_posts as w on w.worker = h.worker
where {NAMED.sql("h")} and h.worker is not null"""

_IN_POST = f"""
select child, worker, started, least(last, left_on) as last, last as held_until, left_on, manager
from ({_HELD}) as held"""

_ENDED = f"nullif(last, {FAR_SQL}) as ended"

_AFTER_LEAVING = f"""
select child, worker, greatest(started, left_on) as started,
  nullif(held_until, {FAR_SQL}) as ended, true as left, false as away, manager
from holding_in_post where left_on < held_until"""

_OVERLAPS = "a.worker = h.worker and a.started < h.last and a.last > h.started"

_AWAY = f"""
select child, worker, started, {_ENDED}, false as left, true as away, manager from (
  select h.child, h.worker, greatest(h.started, a.started) as started,
    least(h.last, a.last) as last, h.manager
  from holding_in_post as h join long_absences as a on {_OVERLAPS}
  where h.started <= h.last) as away"""

# Between absences: from the end of all that began before to the start of the next.
_THERE = f"""
select child, worker, started, {_ENDED}, false as left, false as away, manager from (
  select h.child, h.worker, h.started, coalesce(min(a.started), h.last) as last, h.manager
  from holding_in_post as h left join long_absences as a on {_OVERLAPS}
  where h.started <= h.last
  group by h.child, h.worker, h.started, h.last, h.manager
  union all
  select child, worker, back as started, least(coalesce(next_away, last), last) as last, manager
  from (
    select h.child, h.worker, h.last, h.manager,
      max(a.last) over (partition by h.child, h.worker, h.started, h.last order by a.started, a.last
        rows between unbounded preceding and current row) as back,
      lead(a.started) over (partition by h.child, h.worker, h.started, h.last
        order by a.started, a.last) as next_away
    from holding_in_post as h join long_absences as a on {_OVERLAPS}
    where h.started <= h.last) as returns
  where back < least(coalesce(next_away, last), last)) as there
where started <= last"""


# --- in plain Python ------------------------------------------------------------------------


@dataclass(frozen=True)
class _Post:
    """When a worker left (the end of time: not yet), whether a manager, and long absences."""

    left_on: date
    manager: bool
    absences: tuple[tuple[date, date], ...]


def with_holding_times(record: Mapping[str, History]) -> dict[str, History]:
    """The record, everybody's rows, with those of ``holding_times`` worked out."""
    posts = _posts(record)
    return {
        subject: {**history, "holding_times": list(_times(history, posts))}
        for subject, history in record.items()
    }


def _posts(record: Mapping[str, History]) -> dict[str, _Post]:
    def rows(table: str) -> Iterable[Mapping[str, Any]]:
        return (row for history in record.values() for row in history.get(table, ()))

    posts = {}
    for row in rows("professionals"):
        worker = row["worker"]
        ends = [
            employment["ended"] or FAR
            for employment in rows("employments")
            if employment["worker"] == worker
        ]
        left = max(ends, default=FAR)
        if left == FAR:
            left = row.get("left_on") or FAR
        away = tuple(
            sorted(
                (absence["started"], _back(absence))
                for absence in rows("absences")
                if absence["worker"] == worker
                and absence.get("kind") != ORDINARY_LEAVE
                and (_back(absence) - absence["started"]).days >= LONG_ABSENCE
            )
        )
        posts[worker] = _Post(left, row.get("kind") == MANAGER, away)
    return posts


def _back(absence: Mapping[str, Any]) -> date:
    """The day on which the worker is back: the one after the last day away."""
    ended: date | None = absence.get("ended")
    if ended is None:
        return FAR
    return ended + timedelta(days=1) if FIRST_KNOWN <= ended <= LAST_KNOWN else ended


def _times(history: History, posts: Mapping[str, _Post]) -> Iterable[dict[str, Any]]:
    for row in history.get("involvements", ()):
        part = next((held for held in HOLDING if held.part.holds(row)), None)
        if part is None or not NAMED.holds(row) or row.get("worker") is None:
            continue
        post = posts.get(row["worker"], _Post(FAR, False, ()))
        first = max(row.get("started") or FIRST_KNOWN, part.since or date.min)
        last = row.get("ended") or FAR
        same = {"child": row["child"], "worker": row["worker"], "manager": post.manager}
        if post.left_on < last:
            start = max(first, post.left_on)
            yield same | _time(start, last, left=True)
        in_post = min(last, post.left_on)
        if first <= in_post:
            away = [(a, b) for a, b in post.absences if a < in_post and b > first]
            yield from (same | piece for piece in _cut(first, in_post, away))


def _cut(first: date, last: date, away: Sequence[tuple[date, date]]) -> Iterable[dict[str, Any]]:
    """A time in post, cut at each long absence in it: there, away, and there again."""
    for gone, back in away:
        yield _time(max(first, gone), min(last, back), away=True)
    until = min(away[0][0], last) if away else last
    if first <= until:
        yield _time(first, until)
    furthest = first
    for number, (_, back) in enumerate(away):
        furthest = max(furthest, back)
        following = away[number + 1][0] if number + 1 < len(away) else last
        if furthest < min(following, last):
            yield _time(furthest, min(following, last))


def _time(started: date, ended: date, left: bool = False, away: bool = False) -> dict[str, Any]:
    return {
        "started": started,
        "ended": None if ended == FAR else ended,
        "left": left,
        "away": away,
    }

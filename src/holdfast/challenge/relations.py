"""The loop of a whole council as relations, one row for each deficit: what the record shows of it.

``deficits``       one row for each: rule, child, started, nth, source, due, detected, stopped
                   (evidenced), lapsed, unclear, ended (the first of those three; far ahead while
                   it is open), as at the outlook's day.
``deficit_talk``   what supervision said of the child while it was open: see ``_TALK``.
``deficit_facts``  both, with the first action, the first recurrence and who led the case then;
                   where nobody did, the team that led it last, and no worker.
``deficits_ever``  the deficits of all times with that team, worked out when it is asked: rule,
                   child, detected, ended, team.

Nothing here computes with days but to compare them: the day of detection is looked up.
"""

from datetime import date, timedelta

import pyarrow as pa

from holdfast.challenge.choices import LoopChoices
from holdfast.challenge.deficit import DEFICIT_RULES, HELD_BY_NOBODY, DeficitSource
from holdfast.clocks.duty import UNDATED
from holdfast.clocks.register import CLOCKS
from holdfast.concerns.computing import RUNS
from holdfast.days import FIRST_KNOWN, LAST_KNOWN, add_working_days
from holdfast.engine import Engine
from holdfast.engine.quoting import closed, day_sql, quoted
from holdfast.errors import BeyondCalendar
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.holders import holds_on, latest_first
from holdfast.journeys.laid import relation_of
from holdfast.record.supplements.overlay import HOLDFAST

FACTS, EVER = "deficit_facts", "deficits_ever"
_FAR = "date '9999-12-31'"
_DETECTION = pa.schema([("due", pa.date32()), ("detected", pa.date32())])


def define_deficits(
    engine: Engine, period: tuple[date, date], choices: LoopChoices, tells: frozenset[str]
) -> None:
    """Name the relations on an engine that holds an outlook's relations and ``concern_runs``.

    ``period`` is the first day and the last, the outlook's: deficits that ended before it are left
    out. ``tells`` are the tables of the record of which anything is known.
    """
    first, day = period
    engine.rows("deficit_detection", _detection(choices.working_days_over))
    engine.define("deficits", _deficits_sql(first, day), keep=True)
    talks = _TALK if "supervisions" in tells else _NO_TALK
    engine.define("deficit_talk", talks.format(day=day_sql(day), here=HOLDFAST), keep=True)
    actions = _ACTIONS if "actions" in tells else _NO_ACTIONS
    engine.define(
        FACTS,
        _FACTS.format(
            actions=actions.format(day=day_sql(day)),
            led=_led("deficits"),
            held_days=choices.held_days,
        ),
        keep=True,
    )
    ever = _deficits_sql(FIRST_KNOWN, day)
    engine.define(
        EVER,
        f"with ever as ({ever}), led as ({_led('ever')}) "
        "select d.rule, d.child, d.detected, d.ended, l.team from ever as d left join led as l "
        "on l.rule = d.rule and l.child = d.child and l.started = d.started and l.nth = d.nth "
        "and l.place = 1",
    )


def _led(deficits: str) -> str:
    """Who led the case of each deficit on the day it was detected, at place 1; else who last did.

    Whoever led it last has handed it on: the team answers for it, and no worker.
    """
    holds = holds_on("h", "d.detected")
    return (
        f"select d.rule, d.child, d.started, d.nth, h.team, case when {holds} then h.worker end "
        "as worker, row_number() over (partition by d.rule, d.child, d.started, d.nth order by "
        f"case when {holds} then 0 else 1 end, case when not ({holds}) then h.ended end desc, "
        f"{latest_first('h')}) as place "
        f"from {deficits} as d join holding as h on h.child = d.child "
        "where h.since <= d.detected and (h.started is null or h.started <= d.detected)"
    )


def _detection(working_days_over: int) -> pa.Table:
    """Of every day on which a duty may be due, the first on which it is a deficit."""
    due, detected = [], []
    for number in range((LAST_KNOWN - FIRST_KNOWN).days + 1):
        day = FIRST_KNOWN + timedelta(days=number)
        try:
            found = add_working_days(day, working_days_over) + timedelta(days=1)
        except BeyondCalendar:
            continue
        due.append(day)
        detected.append(found)
    return pa.table({"due": due, "detected": detected}, schema=_DETECTION)


def _deficits_sql(first: date, day: date) -> str:
    columns = "r.clock as rule, r.subject as child, r.started, r.nth, r.due"
    ends = "r.stopped, r.lapsed, r.doubt"
    clock, dispute, concern = (
        closed(one) for one in (DeficitSource.CLOCK, DeficitSource.DISPUTE, DeficitSource.CONCERN)
    )
    known = {clock.key for clock in CLOCKS}
    of_concerns = quoted(key for key in DEFICIT_RULES if key not in {*known, *HELD_BY_NOBODY})
    # Most duties were done in time, or long ago: they are left out before anything is joined. What
    # is left is looked at again below, where what lies after the last day is not known.
    undone = (
        f"coalesce(r.stopped, r.lapsed, {_FAR}) > r.due "
        f"and coalesce(r.stopped, r.lapsed, {_FAR}) >= {day_sql(first)} and r.due < {day_sql(day)}"
    )
    nobody = _NOBODY.format(
        runs=RUNS,
        rules=quoted(HELD_BY_NOBODY),
        cases=relation_of(OPEN_CASE),
        far=_FAR,
        undone=undone,
    )
    otherwise = "(r.goes_on = 0 or r.grown or r.still > 0)"
    runs = " union all ".join(
        (
            f"select {columns}, {ends}, a.detected, {clock} as source "
            "from duties as r join deficit_detection as a on a.due = r.due "
            f"where r.clock in ({_of(DeficitSource.CLOCK)}) and {undone}",
            f"select {columns}, {ends}, r.started as detected, {dispute} as source "
            f"from duties as r where r.clock in ({_of(DeficitSource.DISPUTE)})",
            # Several concerns may read one strand.
            f"select distinct {columns}, {ends}, r.overdue_from as detected, {concern} as source "
            f"from {RUNS} as r where r.clock in ({of_concerns}) and r.overdue_from is not null "
            f"and coalesce(r.stopped, r.lapsed, {_FAR}) >= {day_sql(first)}",
            f"select {columns}, case when not {otherwise} then r.stopped end as stopped, "
            f"case when {otherwise} then r.stopped else r.lapsed end as lapsed, r.doubt, "
            f"a.detected, {concern} as source from ({nobody}) as r "
            "join deficit_detection as a on a.due = r.due where r.overdue_from is not null",
        )
    )
    return _DEFICITS.format(
        runs=runs, on=day_sql(day), first=day_sql(first), undated=day_sql(UNDATED), far=_FAR
    )


def _of(source: DeficitSource) -> str:
    return quoted(rule.key for rule in DEFICIT_RULES.values() if rule.source is source)


# The times in which nobody who could act held a child, each with what was so on the day it ended:
# ``goes_on`` counts the cases that were open beyond it, ``still`` the other ways in which nobody
# could act, and the child was ``grown``.
_NOBODY = """
with nobody as (select distinct clock, subject, started, nth, due, overdue_from, stopped, lapsed,
    doubt from {runs} where clock in ({rules})),
asked as (select * from nobody as r where {undone}),
counted as (
  select r.clock, r.subject, r.started, r.nth,
    cast(sum(case when c.started <= r.stopped and (c.ended is null or c.ended > r.stopped)
      then 1 else 0 end) as bigint) as goes_on
  from asked as r join {cases} as c on c.subject = r.subject
  where r.stopped is not null group by r.clock, r.subject, r.started, r.nth),
others as (
  select r.clock, r.subject, r.started, r.nth, count(*) as still
  from asked as r join nobody as o on o.subject = r.subject
  where o.clock <> r.clock and o.started <= r.stopped
    and coalesce(o.stopped, o.lapsed, {far}) > r.stopped
  group by r.clock, r.subject, r.started, r.nth)
select r.*, coalesce(c.goes_on, 0) as goes_on, coalesce(o.still, 0) as still,
  coalesce(r.stopped >= b.day, false) as grown
from asked as r
left join counted as c on c.clock = r.clock and c.subject = r.subject and c.started = r.started
  and c.nth = r.nth
left join others as o on o.clock = r.clock and o.subject = r.subject and o.started = r.started
  and o.nth = r.nth
left join life as l on l.subject = r.subject
left join birthdays as b on b.born = l.birth and b.age = 18"""

_DEFICITS = """
with runs as ({runs}),
by_day as (
  select rule, child, started, nth, source, due, detected,
    case when stopped <= {on} then stopped end as stopped,
    case when (stopped is null or stopped > {on}) and lapsed <= {on}
      and (doubt is null or doubt > lapsed) then lapsed end as lapsed,
    case when (stopped is null or stopped > {on}) and doubt <= {on}
      and (lapsed is null or lapsed > {on} or doubt <= lapsed) then doubt end as unclear,
    case when stopped <= {on} then coalesce(doubt <= due, false)
      else coalesce(doubt <= detected, false) end as doubted
  from runs where started > {undated} and detected <= {on})
select rule, child, started, nth, source, due, detected, stopped, lapsed, unclear,
  coalesce(stopped, lapsed, unclear, {far}) as ended
from by_day where not doubted and coalesce(stopped, lapsed, {far}) > detected
  and coalesce(stopped, lapsed, unclear, {far}) >= {first}"""

# Each day on which a child was discussed counts once, however many rows tell of it. What people
# entered in Holdfast says of which deficit it speaks, and is laid over deficit by deficit.
_TALK = """
select d.rule, d.child, d.started, d.nth, min(s.held) as seen,
  min(case when s.challenge then s.held end) as challenged,
  min(case when s.actions_set then s.held end) as agreed,
  count(*) as supervised, cast(sum(case when s.untold then 1 else 0 end) as bigint) as untold
from deficits as d join (
  select child, held, coalesce(bool_or(challenge), false) as challenge,
    coalesce(bool_or(actions_set), false) as actions_set,
    coalesce(bool_or(challenge is null or actions_set is null), false) as untold
  from supervisions where held <= {day} and coalesce(source_file, '') <> '{here}'
    and held >= (select min(detected) from deficits)
    and child in (select child from deficits)
  group by child, held) as s
on s.child = d.child and s.held >= d.detected and s.held < d.ended
group by d.rule, d.child, d.started, d.nth"""

_NO_TALK = """
select rule, child, started, nth, cast(null as date) as seen, cast(null as date) as challenged,
  cast(null as date) as agreed, 0 as supervised, 0 as untold
from deficits where rule is null"""

_ACTIONS = """
select d.rule, d.child, d.started, d.nth, min(a.set_on) as set_on
from deficits as d join actions as a
on a.child = d.child and a.set_on >= d.detected and a.set_on < d.ended and a.set_on <= {day}
group by d.rule, d.child, d.started, d.nth"""

_NO_ACTIONS = """
select rule, child, started, nth, cast(null as date) as set_on from deficits where rule is null"""

_FACTS = """
with actions_set as ({actions}),
again as (
  select d.rule, d.child, d.started, d.nth, min(n.detected) as recurred
  from deficits as d join deficits as n
  on n.rule = d.rule and n.child = d.child and n.detected > d.stopped
  where date_diff('day', d.stopped, n.detected) <= {held_days}
  group by d.rule, d.child, d.started, d.nth),
led as ({led})
select d.rule, d.child, d.started, d.nth, d.source, d.due, d.detected, d.stopped, d.lapsed,
  d.unclear, t.seen, t.challenged, t.agreed, t.supervised, t.untold, a.set_on, g.recurred,
  l.team, l.worker
from deficits as d
left join deficit_talk as t
  on t.rule = d.rule and t.child = d.child and t.started = d.started and t.nth = d.nth
left join actions_set as a
  on a.rule = d.rule and a.child = d.child and a.started = d.started and a.nth = d.nth
left join again as g
  on g.rule = d.rule and g.child = d.child and g.started = d.started and g.nth = d.nth
left join (select * from led where place = 1) as l
  on l.rule = d.rule and l.child = d.child and l.started = d.started and l.nth = d.nth"""

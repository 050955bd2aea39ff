"""How the duties of two snapshots are related to one another, as SQL.

A duty is known by its clock, its person, the day on which it began and which of that day it is
(``nth``), never by a row's identifier. Each snapshot is seen on its own day, under the same rules.
An example: a visit was due on 15 May and open on 10 May, the day of the earlier snapshot.

    the later snapshot has                            the duty is
    the same key, open                                same
    the same key, stopped on 12 May                   done: after 10 May
    the same key, stopped on 8 May                    corrected: it had been done, and nobody wrote
    no such key, one other first day on each side     moved
    no such key, nothing else                         corrected: what it began with was withdrawn
    no such key, several other first days             unmatched

Every step is a relation with a name, laid down and small: only duties that are open on one of the
two days are looked at, and of the rest those that share their clock and person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from holdfast.clocks.clock import Shape
from holdfast.clocks.duty import UNDATED, Status
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.clocks.sql.compiler import DUTIES
from holdfast.clocks.sql.standing import soon, standing_sql
from holdfast.engine import Engine
from holdfast.engine.quoting import closed, day_sql
from holdfast.importing.changes import Reason, What
from holdfast.journeys.compiler import FAR
from holdfast.query.outlook import WAITING, Outlook
from holdfast.record.identity.relating import NOBODY, SameChildren
from holdfast.record.store.manifest import Feed

KEY = ("clock", "subject", "started", "nth")
PAIR = ("clock", "subject")
FIRST = ("clock", "subject", "started")


@dataclass(frozen=True)
class Earlier:
    """An earlier snapshot: its day, what it can carry, and its duties and who held whom.

    ``duties`` is the name of a relation on the engine of the later one, ``holders`` rows of child
    and team.
    """

    day: date
    feeds: Mapping[str, Feed]
    duties: str
    holders: pa.Table


def relate(new: Outlook, earlier: Earlier, same: SameChildren = NOBODY) -> str:
    """The query of every duty open on either day, with what became of it.

    Columns: those of ``changes.COLUMNS``, ``was_open`` and ``is_open``. What it reads is laid on
    the engine of ``new``, which must be seen on its snapshot's own day.
    """
    engine, book, day = new.engine, new.book, earlier.day
    was = {then.clock.key: then.answer for then in answers(book.clocks, earlier.feeds)}
    # Of each clock what the two sources let it say, and whom it is about.
    clock_facts = [
        {
            "clock": now.clock.key,
            "told_then": was[now.clock.key] is not Answer.CANNOT_TELL,
            "told_now": now.answer is not Answer.CANNOT_TELL,
            "latest_only": now.answer is Answer.CURRENT,
            "in_order": now.clock.shape is Shape.LANE,
            "of_worker": now.clock.for_workers,
        }
        for now in new.answered
    ]
    engine.rows("clock_facts", pa.Table.from_pylist(clock_facts))
    engine.define("earlier_duties", _named_anew(engine, earlier.duties, same))
    standing = standing_sql(book.clocks, day, soon(day), "earlier_duties")
    engine.define("earlier_standing", standing)
    engine.rows("earlier_holders", earlier.holders)
    # A defined relation takes no values: days and words of a closed list stand in its text.
    days = {"then": day_sql(day), "waiting": closed(*WAITING), "undated": day_sql(UNDATED)}
    for name, sql in _STEPS.items():
        engine.define(name, sql.format(**days), keep=True)
    engine.define("related", _RELATED.format(**days), keep=True)
    engine.define("case_ends", _CASE_ENDS, keep=True)
    return _CHANGES.format(now=day_sql(new.day))


def _named_anew(engine: Engine, duties: str, same: SameChildren) -> str:
    """The earlier duties under the numbers of the later snapshot.

    ``own`` is the number that they had; ``subject`` is empty where it stands for another now.
    """
    if same == NOBODY:
        return f"select *, subject as own from {duties}"
    rows = [{"number": one, "now": None} for one in same.reused - same.renumbered.keys()]
    rows += [{"number": one, "now": now} for one, now in same.renumbered.items()]
    schema = pa.schema([("number", pa.string()), ("now", pa.string())])
    engine.rows("renumbered", pa.Table.from_pylist(rows, schema=schema))
    others = ", ".join(f"d.{one}" for one in DUTIES.split(", ") if one not in ("subject", "nth"))
    named = (
        f"select {others}, d.nth, d.subject as own, r.number is not null as anew, "
        "case when r.number is null then d.subject else r.now end as subject "
        f"from {duties} as d join clock_facts as x on x.clock = d.clock "
        "left join renumbered as r on r.number = d.subject and not x.of_worker"
    )
    # Records that were merged into one may each have a duty of a day: they are counted again.
    into = "subject in (select now from renumbered where now is not null)"
    again = f"row_number() over (partition by {', '.join(FIRST)} order by nth, own)"
    plain = others.replace("d.", "")
    return (
        f"select {plain}, nth, own, subject from ({named}) as n where subject is null "
        f"or not {into} union all select {plain}, cast({again} as int) as nth, own, subject "
        f"from ({named}) as n where {into}"
    )


def _same(one: str, other: str, names: tuple[str, ...] = KEY) -> str:
    return " and ".join(f"{one}.{name} = {other}.{name}" for name in names)


def _of(one: str, names: tuple[str, ...] = KEY) -> str:
    return ", ".join(f"{one}.{name}" for name in names)


_STOPPED = f"n.status in ({closed(Status.MET, Status.LATE, Status.RETURNED)})"
_ENDED = f"n.status in ({closed(Status.LAPSED, Status.LAPSED_OVERDUE)})"
# A watch whose last day has come and gone is over.
_PASSED = f"n.status = '{Status.PASSED}' and n.due >= {{then}}"

# What became of a duty that was open then, by how it stands now (``n``), and the reason.
_BECAME = f"""case when n.status in ({{waiting}}) then '{What.SAME}'
    when {_STOPPED} and n.stopped > {{then}} then '{What.DONE}'
    when {_ENDED} and n.lapsed > {{then}} or {_PASSED} then '{What.LAPSED}'
    else '{What.CORRECTED}' end as became,
  case when n.status in ({{waiting}}) or {_PASSED} then null
    when {_STOPPED} then case when n.stopped <= {{then}} then '{Reason.DONE_BEFORE.name}' end
    when {_ENDED} then case when n.lapsed <= {{then}} then '{Reason.ENDED_BEFORE.name}' end
    else '{Reason.RESTATED.name}' end as reason_of_it"""
_NOW = f"""n.started as now_started, n.nth as now_nth, n.due as now_due, n.status as now_status,
  n.stopped as now_stopped, n.lapsed as now_lapsed, {_BECAME}"""

# Each step may read those before it.
_STEPS: Mapping[str, str] = {
    "open_then": "select * from earlier_standing where status in ({waiting})",
    # First days on which one side has more duties than the other: of rows that are alike nobody
    # can say which is which. In a spell they follow one another, so that the first is the first.
    "uneven": f"""
        select {_of("t", FIRST)} from (
          select {_of("e", FIRST)} from earlier_duties as e where e.nth > 1
          union select {_of("n", FIRST)} from duties as n where n.nth > 1) as t
        join clock_facts as x on x.clock = t.clock and not x.in_order
        join earlier_duties as e on {_same("e", "t", FIRST)}
        join duties as n on {_same("n", "t", FIRST)}
        group by {_of("t", FIRST)} having max(e.nth) <> max(n.nth)""",
    "traced": f"""
        select b.*, n.clock is not null as is_found, u.clock is not null as is_uneven, {_NOW}
        from open_then as b left join standing as n on {_same("n", "b")}
        left join uneven as u on {_same("u", "b", FIRST)}""",
    "still_there": """
        select l.subject from (
            select distinct subject from traced where not is_found and subject is not null) as l
          join persons as p on p.child = l.subject
        union select l.subject from (
            select distinct subject from traced where not is_found and subject is not null) as l
          join professionals as p on p.worker = l.subject
        union select l.subject from (
            select distinct subject from traced where not is_found and subject is not null) as l
          join duties as d on d.subject = l.subject""",
    "lost": """
        select l.*, x.told_now, x.latest_only, t.subject is not null as is_there,
          x.told_now and not x.latest_only and t.subject is not null and not l.is_uneven
            as may_have_moved
        from traced as l join clock_facts as x on x.clock = l.clock
        left join still_there as t on t.subject = l.subject where not l.is_found""",
    # All that a clock has of a person, on both sides, where one of them was lost.
    "pairs": "select distinct clock, subject from lost where may_have_moved",
    "of_pairs_then": f"""
        select {_of("e")} from earlier_duties as e join pairs as p on {_same("p", "e", PAIR)}
        where e.started <= {{then}}""",
    "of_pairs_now": f"""
        select n.*, {_BECAME} from standing as n join pairs as p on {_same("p", "n", PAIR)}
        where n.started <= {{then}}""",
    "only_then": f"""
        select e.clock, e.subject, count(*) as number from of_pairs_then as e
        left join of_pairs_now as n on {_same("n", "e")} where n.clock is null
        group by e.clock, e.subject""",
    "only_now": f"""
        select n.*, count(*) over (partition by n.clock, n.subject) as number
        from of_pairs_now as n left join of_pairs_then as e on {_same("e", "n")}
        where e.clock is null""",
    "moved": f"""
        select {_of("l")}, {_NOW} from lost as l
        join only_then as e on {_same("e", "l", PAIR)} and e.number = 1
        join only_now as n on {_same("n", "l", PAIR)} and n.number = 1
        where l.may_have_moved""",
    "unclear": f"""
        select distinct {_of("n", PAIR)} from only_now as n
        left join moved as m on {_same("m", "n", PAIR)} where m.clock is null""",
    # What is open now and was not: neither the same nor moved.
    "come": f"""
        select n.* from waiting as n
        left join traced as b on {_same("b", "n")} and not b.is_uneven
        left join moved as m on {_same("m", "n", PAIR)} and m.now_started = n.started
          and m.now_nth = n.nth
        where b.clock is null and m.clock is null""",
    "known_then": f"""
        select {_of("e")}, e.status from earlier_standing as e
        join come as n on {_same("e", "n")}""",
}

_OF_FOUND = f"""
  select clock, subject, own, started, nth, cast(null as date) as was_started, status as was,
    now_status as status, now_due as due, now_stopped as stopped, now_lapsed as lapsed,
    case when is_uneven then '{What.UNMATCHED}' else became end as what,
    case when is_uneven then '{Reason.SAME_DAY.name}' else reason_of_it end as why,
    true as was_open, not is_uneven and became = '{What.SAME}' as is_open
  from traced where is_found"""

_OF_MOVED = f"""
  select l.clock, l.subject, l.own, m.now_started as started, m.now_nth as nth,
    l.started as was_started, l.status as was, m.now_status as status, m.now_due as due,
    m.now_stopped as stopped, m.now_lapsed as lapsed,
    case when m.became = '{What.SAME}' then '{What.MOVED}' else m.became end as what,
    m.reason_of_it as why, true as was_open, m.became = '{What.SAME}' as is_open
  from lost as l join moved as m on {_same("m", "l")}"""

_GONE = f"case when l.subject is null then '{Reason.NUMBER_REUSED.name}'"
_OF_LOST = f"""
  select l.clock, l.subject, l.own, l.started, l.nth, cast(null as date) as was_started,
    l.status as was, cast(null as varchar) as status, l.due, cast(null as date) as stopped,
    cast(null as date) as lapsed,
    case when l.may_have_moved and u.clock is null then '{What.CORRECTED}'
      else '{What.UNMATCHED}' end as what,
    {_GONE} when not l.is_there then '{Reason.CHILD_GONE.name}'
      when not l.told_now then '{Reason.NOT_ANSWERED.name}'
      when l.latest_only then '{Reason.LATEST_ONLY.name}'
      when l.is_uneven then '{Reason.SAME_DAY.name}'
      when u.clock is not null then '{Reason.SEVERAL.name}'
      else '{Reason.WITHDRAWN.name}' end as why,
    true as was_open, false as is_open
  from lost as l left join moved as m on {_same("m", "l")}
  left join unclear as u on {_same("u", "l", PAIR)} where m.clock is null"""

_OF_COME = f"""
  select n.clock, n.subject, n.subject as own, n.started, n.nth,
    cast(null as date) as was_started, k.status as was, n.status, n.due, n.stopped, n.lapsed,
    case when n.started > {{then}} then '{What.NEW}'
      when n.started = {{undated}} or not x.told_then or v.clock is not null
        or u.clock is not null then '{What.UNMATCHED}'
      else '{What.CORRECTED}' end as what,
    case when n.started > {{then}} then null
      when n.started = {{undated}} then '{Reason.NO_DAY.name}'
      when not x.told_then then '{Reason.NOT_ANSWERED_BEFORE.name}'
      when v.clock is not null then '{Reason.SAME_DAY.name}'
      when u.clock is not null then '{Reason.SEVERAL.name}'
      when k.clock is not null then '{Reason.REOPENED.name}'
      else '{Reason.RECORDED_LATE.name}' end as why,
    false as was_open, true as is_open
  from come as n join clock_facts as x on x.clock = n.clock
  left join known_then as k on {_same("k", "n")}
  left join uneven as v on {_same("v", "n", FIRST)}
  left join (select u.clock, u.subject, o.started, o.nth from unclear as u
    join only_now as o on {_same("o", "u", PAIR)}) as u on {_same("u", "n")}"""

_RELATED = " union all ".join((_OF_FOUND, _OF_MOVED, _OF_LOST, _OF_COME))

# The days on which a duty lapsed and the child's last open case ended.
_CASE_ENDS = f"""
select l.subject, l.lapsed from (
  select distinct r.subject, r.lapsed from related as r
  join clock_facts as x on x.clock = r.clock and not x.of_worker
  where r.what = '{What.LAPSED}') as l
join cases as c on c.child = l.subject and c.started <= l.lapsed
group by l.subject, l.lapsed having max(coalesce(c.ended, {FAR})) = l.lapsed"""

_CHANGES = f"""
select case when not x.of_worker then r.subject end as child,
  case when x.of_worker then r.subject end as worker, r.clock, r.started,
  case when c.subject is not null and r.what = '{What.LAPSED}' then '{What.CASE_ENDED}'
    else r.what end as what,
  r.why, r.was, r.status, r.was_started,
  case when r.subject is null or r.own <> r.subject then r.own end as child_before,
  r.due, case when r.stopped <= {{now}} then r.stopped end as stopped,
  case when r.lapsed <= {{now}} then r.lapsed end as lapsed,
  b.team as team_before, h.team, r.nth, r.was_open, r.is_open
from related as r join clock_facts as x on x.clock = r.clock
left join case_ends as c on c.subject = r.subject and c.lapsed = r.lapsed
left join holders as h on h.child = r.subject and not x.of_worker
left join earlier_holders as b on b.child = r.own and not x.of_worker
order by r.clock, r.subject, r.own, r.started, r.nth"""

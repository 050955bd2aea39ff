"""Runs that go on although what they lie within has ended, as SQL.

A plan that nobody ended in a case that was closed: the record contradicts itself, and from that
day a duty of the plan cannot be determined.
"""

from collections.abc import Iterable, Sequence

from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import Why
from holdfast.clocks.sql.relations import Relations
from holdfast.engine.quoting import quoted
from holdfast.journeys.compiler import FAR
from holdfast.journeys.spell import Spell

_EVER = "date '0001-01-01'"


def outlasting(runs: str, clocks: Iterable[Clock], relations: Relations) -> str:
    """The runs, each with the doubt that its outlasting something raises."""
    inside: dict[Spell, list[Clock]] = {}
    for clock in clocks:
        if clock.outer:
            inside.setdefault(clock.outer, []).append(clock)
    for outer, told in inside.items():
        runs = _doubted_sql(runs, [clock.key for clock in told], _gaps(outer, told, relations))
    return runs


def _gaps(outer: Spell, clocks: Sequence[Clock], relations: Relations) -> str:
    """The gaps between spells of ``outer`` in which a run of these clocks may go on.

    From each end (``day``) of a spell to when it begins again (``until``). ``since``: the end of
    the gap before.
    """
    order = "over (partition by subject order by started)"
    gaps = f"""
    select subject, ended as day, until, since from (
      select subject, ended, coalesce(lead(started) {order}, {FAR}) as until,
        case when row_number() {order} = 1 then {_EVER} else started end as since
      from {relations.spell(outer)}) as spells where ended is not null"""
    lived_in = {relations.spell(clock.during) for clock in clocks if clock.during}
    if not all(clock.during for clock in clocks):
        return f"({gaps})"
    # Few are outlasted by any spell: laid down, they are known to be few, and all runs pass.
    name = f"outlasted_{relations.spell(outer)}"
    spells = " union all ".join(
        f"select subject, started, ended from {relation}" for relation in lived_in
    )
    relations.engine.define(name, _OUTLASTED.format(gaps=gaps, spells=spells), keep=True)
    return name


def _doubted_sql(runs: str, keys: Iterable[str], gaps: str) -> str:
    """Doubt from the first day on which a run goes on and what it lies within does not."""
    first = "greatest(g.day, r.started)"
    over = f"least(coalesce(r.stopped, {FAR}), coalesce(r.lapsed, {FAR}))"
    doubted = f"g.day is not null and {first} < {over} and {first} < coalesce(r.doubt, {FAR})"
    # A run begins before the end of one gap at most and after that of all earlier ones.
    same = "g.subject = r.subject and g.since <= r.started and r.started < g.until"
    return f"""
    select r.clock, r.subject, r.part, r.started, r.stopped, r.lapsed,
      case when {doubted} then {first} else r.doubt end as doubt,
      case when {doubted} then '{Why.OUTLASTS.name}' else r.why end as why, r.reason, r.own_due
    from ({runs}) as r left join {gaps} as g
      on {same} and r.clock in ({quoted(keys)})"""


_OUTLASTED = f"""
select g.subject, g.day, g.until, g.since from ({{gaps}}) as g where exists (
  select 1 from ({{spells}}) as s where s.subject = g.subject
  and s.started < g.until and coalesce(s.ended, {FAR}) > g.day)"""

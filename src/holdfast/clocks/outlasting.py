"""Runs that go on although what they lie within has ended, as SQL.

A plan that nobody ended in a case that was closed: the record contradicts itself, and from that
day nobody can tell how a duty of the plan stands.
"""

from collections.abc import Iterable

from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import Why
from holdfast.clocks.relations import Relations
from holdfast.engine.quoting import quoted
from holdfast.journeys.compiler import FAR
from holdfast.journeys.spell import Spell

_EVER = "date '0001-01-01'"


def outlasting(runs: str, clocks: Iterable[Clock], relations: Relations) -> str:
    """The runs, each with the doubt that its outlasting something raises."""
    inside: dict[Spell, list[str]] = {}
    for clock in clocks:
        if clock.outer:
            inside.setdefault(clock.outer, []).append(clock.key)
    for outer, keys in inside.items():
        runs = _doubted_sql(runs, keys, relations.spell(outer))
    return runs


def _doubted_sql(runs: str, keys: Iterable[str], outer: str) -> str:
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
    from ({runs}) as r left join ({_gaps_sql(outer)}) as g
      on {same} and r.clock in ({quoted(keys)})"""


def _gaps_sql(outer: str) -> str:
    """From each end (``day``) of a spell to when it begins again (``until``).

    ``since``: the end of the gap before.
    """
    order = "over (partition by subject order by started)"
    return f"""
    select subject, ended as day, until, since from (
      select subject, ended, coalesce(lead(started) {order}, {FAR}) as until,
        case when row_number() {order} = 1 then {_EVER} else started end as since
      from {outer}) as spells where ended is not null"""

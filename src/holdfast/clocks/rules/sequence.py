"""Sequences: one thing must not happen before another has.

``Clock.first_in`` makes a clock a sequence. What starts it is what must wait, and what stops it
must have happened on or before that day, in the same spell of that kind (an open case). Nothing is
due until the day comes. Done first, the duty is met on it; done later, it is late by as many days;
not done, it is overdue until the spell ends. A start in no such spell has nothing to be held
against, and cannot be determined. Nor can one before which something lies that may have been the
step (``shown_by``).

The oracle and the compiler read the declaration here, in plain Python and in SQL.
"""

from dataclasses import dataclass
from datetime import date

from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import Why
from holdfast.clocks.sql.relations import Relations
from holdfast.journeys.compiler import FAR as FAR_SQL
from holdfast.journeys.reading import FAR, History, Occurrence, happened, spells

# --- in plain Python ------------------------------------------------------------------------


@dataclass(frozen=True)
class Ordered:
    """One start of a sequence: when it was answered, ended, or came into doubt."""

    start: Occurrence
    stopped: date | None
    lapsed: date | None
    doubt: date | None = None
    why: Why | None = None


def ordered(clock: Clock, history: History) -> list[Ordered]:
    """Every start of a sequence, and what came of it; an excuse is left to the caller."""
    assert clock.first_in is not None
    whole = spells(history, clock.first_in)
    done = sorted(h.day for stop in clock.stops for h in happened(history, stop))
    shown = sorted(h.day for happening in clock.shown_by for h in happened(history, happening))
    found = []
    for start in happened(history, clock.start_event):
        held = [spell for spell in whole if spell.holds(start.day)]
        if not held:
            found.append(Ordered(start, None, None, start.day, Why.UNMATCHED))
            continue
        since, last = min(spell.started for spell in held), max(spell.last for spell in held)
        inside = [day for day in done if since <= day <= last]
        early = bool(inside) and inside[0] <= start.day
        stopped = start.day if early else next(iter(inside), None)
        lapsed = last if start.day < last < FAR else None
        unclear = not early and any(since <= day <= start.day for day in shown)
        doubt = (start.day, Why.SHOWN) if unclear else (None, None)
        found.append(Ordered(start, stopped, lapsed, *doubt))
    return found


# --- in SQL ---------------------------------------------------------------------------------


def sequence_sql(clock: Clock, relations: Relations) -> str:
    """The runs of a sequence, as ``ordered`` gives them; an excuse ends one on its day."""
    done = relations.event(clock.stops)
    shown = relations.event(clock.shown_by) if clock.shown_by else _NOTHING
    early, later = "d.day <= h.started", "d.day > h.started"
    inside = "e.subject = h.subject and e.day between h.since and h.last"
    untold = "excused is null and (since is null or (early is null and unclear is not null))"
    end = f"case when last > started then last else {FAR_SQL} end"
    return f"""
    select '{clock.key}' as clock, subject, part, started,
      case when early is not null then started else later end as stopped,
      nullif(least(coalesce(excused, {FAR_SQL}), coalesce({end}, {FAR_SQL})), {FAR_SQL}) as lapsed,
      case when {untold} then started end as doubt,
      case when not ({untold}) then null when since is null then '{Why.UNMATCHED.name}'
        else '{Why.SHOWN.name}' end as why,
      cast(null as boolean) as reason, started as own_due
    from (
      select h.subject, h.part, h.started, h.excused, h.since, h.last,
        min(case when {early} then d.day end) as early,
        min(case when {later} then d.day end) as later, min(u.day) as unclear
      from ({_held_sql(clock, relations)}) as h
      left join {done} as d on {inside.replace("e.", "d.")}
      left join {shown} as u on {inside.replace("e.", "u.")} and u.day <= h.started
      group by h.subject, h.part, h.started, h.excused, h.since, h.last) as told"""


_NOTHING = "(select cast(null as varchar) as subject, cast(null as date) as day where 1 = 0)"


def _held_sql(clock: Clock, relations: Relations) -> str:
    """Each start with its excuse, and from when until when the spell runs in which it lies."""
    assert clock.first_in is not None
    start, key = clock.start_event, clock.start_event.table.key()
    part = f"coalesce(r.{key.name}, '')" if key else "''"
    where = f" and {start.where.sql('r')}" if start.where else ""
    # The day of the start where an excuse is recorded on its row.
    excused = "cast(null as date)"
    if clock.lapses is not None:
        held = clock.lapses.where.sql("r") if clock.lapses.where else "true"
        excused = f"case when {held} then r.{clock.lapses.at.name} end"
    rows = (
        f"select distinct r.{start.subject.name} as subject, {part} as part, "
        f"r.{start.at.name} as started, {excused} as excused "
        f"from {start.table.name} as r where r.{start.at.name} is not null{where}"
    )
    return f"""
    select s.subject, s.part, s.started, s.excused, min(c.started) as since,
      max(case when c.subject is not null then coalesce(c.ended, {FAR_SQL}) end) as last
    from ({rows}) as s left join {relations.spell(clock.first_in)} as c on c.subject = s.subject
      and c.started <= s.started and s.started <= coalesce(c.ended, {FAR_SQL})
    group by s.subject, s.part, s.started, s.excused"""

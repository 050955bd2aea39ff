"""The runs of clocks that live in no spell, as SQL.

Start and stop lie in one row, or the stop's row names the start's row.
"""

from holdfast.clocks.clock import Clock, Shape
from holdfast.clocks.duty import Why
from holdfast.journeys.compiler import FAR
from holdfast.journeys.event import Event
from holdfast.journeys.spell import Happening

_RUN = "subject, clock, part, started, stopped, lapsed, doubt, why, reason, own_due"
_OWN = ", ".join(f"r.{column}" for column in _RUN.split(", "))


def alone_sql(clock: Clock) -> str:
    """The runs of one clock, with the doubts that its own rows raise."""
    return _row_runs(clock) if clock.shape is Shape.ROW else _key_runs(clock)


def _start_sql(clock: Clock) -> str:
    """The start rows: (subject, part, started, lapsed and the row's own columns as ``r``)."""
    start = clock.start_event
    key = start.table.key()
    part = f"coalesce(r.{key.name}, '')" if key else "''"
    held = f" and {start.where.sql('r')}" if start.where else ""
    columns = f"r.{start.subject.name} as subject, {part} as part, r.{start.at.name} as started"
    columns += f", {_lapse_sql(clock)} as lapsed{_own_stop(clock)}"
    rows = f"from {start.table.name} as r where r.{start.at.name} is not null{held}"
    return f"select distinct {columns} {rows}"


def _lapse_sql(clock: Clock) -> str:
    if clock.lapses is None:
        return "cast(null as date)"
    day, start = f"r.{clock.lapses.at.name}", f"r.{clock.start_event.at.name}"
    if clock.lapses_undated:
        day = f"coalesce({day}, {start})"
    held = f" and {clock.lapses.where.sql('r')}" if clock.lapses.where else ""
    return f"case when {day} is not null{held} then greatest({day}, {start}) end"


def _own_stop(clock: Clock) -> str:
    if clock.by is not None:
        return ""
    stop = clock.stops[0]
    assert isinstance(stop, Event), "a clock in one row stops at an event of that row"
    day = f"r.{stop.at.name}"
    if clock.may_precede:
        day = f"case when {day} is not null then greatest({day}, r.{clock.start_event.at.name}) end"
    if stop.where:
        day = f"case when {stop.where.sql('r')} then {day} end"
    own_due = f"r.{clock.due_on.name}" if clock.due_on else "cast(null as date)"
    return f", {day} as stop, {_reason_sql(clock, 'r')} as reason, {own_due} as own_due"


def _reason_sql(clock: Clock, row: str) -> str:
    return f"({row}.{clock.reason.name} is not null)" if clock.reason else "cast(null as boolean)"


def _row_runs(clock: Clock) -> str:
    return f"""
    select '{clock.key}' as clock, subject, part, started,
      case when stop >= started then stop end as stopped, lapsed,
      case when stop < started then started end as doubt,
      case when stop < started then '{Why.CONTRADICTS.name}' end as why, reason, own_due
    from ({_start_sql(clock)}) as s"""


def _key_runs(clock: Clock) -> str:
    """The earliest stop that names the start's row and is not before it, with doubts."""
    assert clock.by is not None
    stops = " union all ".join(_key_stop(clock, stop) for stop in clock.stops)
    first = "case when e.day >= s.started then 0 else 1 end, e.day, e.reason desc"
    late = "(m.day is null or m.day < m.started)"
    stray = f"x.day is not null and ({late} or x.day < m.day)"
    return f"""
    select '{clock.key}' as clock, m.subject, m.part, m.started,
      case when m.day >= m.started then m.day end as stopped, m.lapsed,
      case when m.part = '' or m.day < m.started then m.started
        when {stray} then x.day end as doubt,
      case when m.part = '' then '{Why.UNMATCHED.name}'
        when m.day < m.started then '{Why.CONTRADICTS.name}'
        when {stray} then '{Why.UNMATCHED.name}' end as why,
      case when m.day >= m.started then m.reason end as reason, cast(null as date) as own_due
    from (
      select s.subject, s.part, s.started, s.lapsed, e.day, e.reason, row_number() over
        (partition by s.subject, s.part, s.started, s.lapsed order by {first}) as place
      from ({_start_sql(clock)}) as s left join ({stops}) as e
        on e.subject = s.subject and e.ref = s.part and s.part <> '') as m
    left join (
      select s.subject, s.started, min(e.day) as day from ({_start_sql(clock)}) as s
      join ({stops}) as e on e.subject = s.subject and e.ref is null and e.day >= s.started
      group by s.subject, s.started) as x on x.subject = m.subject and x.started = m.started
    where m.place = 1"""


def _key_stop(clock: Clock, stop: Happening) -> str:
    """The stops, each with the start that it names; null where no row of the person is that."""
    assert isinstance(stop, Event), "a clock matched by an identifier stops at an event"
    assert clock.by is not None
    held = f" and {stop.where.sql('r')}" if stop.where else ""
    return (
        f"select r.{stop.subject.name} as subject, k.ref as ref, r.{stop.at.name} as day, "
        f"{_reason_sql(clock, 'r')} as reason from {stop.table.name} as r "
        f"left join {starts_named_sql(clock)} as k "
        f"on k.subject = r.{stop.subject.name} and k.ref = r.{clock.by.name} "
        f"where r.{stop.at.name} is not null{held}"
    )


def starts_named_sql(clock: Clock) -> str:
    """The rows that a stop may name (subject, ref), whether or not they start the clock."""
    start = clock.start_event
    key = start.table.key()
    assert key is not None, "a clock matched by an identifier starts at rows that have one"
    columns = f"{start.subject.name} as subject, {key.name} as ref"
    return f"(select distinct {columns} from {start.table.name})"


def alive(runs: str) -> str:
    """The runs of somebody alive: death ends a duty, and nothing after it counts."""
    dead = "(life.died is not null and (r.stopped is null or r.stopped > life.died))"
    return f"""
    select r.clock, r.subject, r.part, r.started,
      case when {dead} then null else r.stopped end as stopped,
      case when {dead} then least(coalesce(r.lapsed, {FAR}), life.died) else r.lapsed end as lapsed,
      r.doubt, r.why, r.reason, r.own_due
    from ({runs}) as r left join life on life.subject = r.subject
    where life.died is null or r.started <= life.died"""


def ended(runs: str, events: str) -> str:
    """Lapsed on the first day from its start on which something happened that ends it."""
    first = f"least(coalesce(lapsed, {FAR}), coalesce(first_end, {FAR}))"
    return f"""
    select clock, subject, part, started, stopped, nullif({first}, {FAR}) as lapsed,
      doubt, why, reason, own_due
    from (select {_OWN}, min(e.day) as first_end from ({runs}) as r
      left join {events} as e on e.subject = r.subject and e.day >= r.started
      group by {_OWN}) as told"""


def shown(runs: str, events: str) -> str:
    """Doubt from the first later event which shows that the step happened unrecorded."""
    earlier = "(doubt is null or doubt > first_shown)"
    doubted = f"first_shown is not null and {earlier}"
    return f"""
    select clock, subject, part, started, stopped, lapsed,
      case when {doubted} then first_shown else doubt end as doubt,
      case when {doubted} then '{Why.SHOWN.name}' else why end as why, reason, own_due
    from (select {_OWN}, min(e.day) as first_shown from ({runs}) as r
      left join {events} as e on e.subject = r.subject and e.day >= r.started
        and e.day < coalesce(r.stopped, {FAR}) and e.day <= coalesce(r.lapsed, {FAR})
      group by {_OWN}) as told"""

"""Which rule holds for a run, and when the run is due, as SQL.

The nearest rule wins - the child's own plan, then the team, then the clock's own - and the
almanac gives its due date.
"""

from collections.abc import Sequence

from holdfast.clocks.almanac import span
from holdfast.clocks.book import Book
from holdfast.clocks.duty import Why
from holdfast.engine.quoting import quote, quoted
from holdfast.journeys.compiler import FAR
from holdfast.periods import CalendarDays

ONE_DAY = CalendarDays(1)


def judged_sql(book: Book, plans: Sequence[str]) -> str:
    """The ``duties`` relation from ``runs``: each run with its due date and ruling."""
    joins, rule = _nearest(book, plans)
    late = "(r.lapsed is not null and (r.stopped is null or r.lapsed < r.stopped))"
    return f"""
    select r.clock, r.subject, r.part, r.started, coalesce(r.own_due, a.due) as due,
      case when r.own_due is null then a.overdue_from else o.due end as overdue_from, r.stopped,
      case when {late} then r.lapsed end as lapsed,
      case when a.beyond then r.started else r.doubt end as doubt,
      case when a.beyond then '{Why.CALENDAR.name}' else r.why end as why, a.ruling, r.reason
    from runs as r{joins} join almanac as a on a.rule = {rule} and a.day = r.started
    left join almanac as o on o.rule = '{span(ONE_DAY)}' and o.day = r.own_due"""


def _nearest(book: Book, plans: Sequence[str]) -> tuple[str, str]:
    """The nearest rule for a run: the child's own plan, the team, else the clock's own."""
    joins, options = "", []
    if plans:
        joins += f" left join ({_plan_sql(plans)}) as p on {_SAME.format('p')}"
        options.append("p.rule")
    if book.teams:
        joins += f" left join ({_team_sql(book)}) as q on {_SAME.format('q')}"
        options.append("q.rule")
    return joins, f"coalesce({', '.join([*options, 'r.clock'])})"


_SAME = "{0}.clock = r.clock and {0}.subject = r.subject and {0}.started = r.started"


def _plan_sql(keys: Sequence[str]) -> str:
    """The interval that a child's own plan sets on the day a run starts, the latest agreed."""
    return f"""
    select clock, subject, started, rule from (
      select r.clock, r.subject, r.started,
        concat(r.clock, '/plan/', cast(i.working_days as varchar)) as rule,
        row_number() over (partition by r.clock, r.subject, r.started
          order by i.agreed desc, i.working_days) as place
      from runs as r join agreed_intervals as i on i.child = r.subject and i.duty = r.clock
        and i.agreed <= r.started and r.started < coalesce(i.ended, {FAR})
      where i.working_days between 1 and 260 and r.clock in ({quoted(keys)})) as ranked
    where place = 1"""


def _team_sql(book: Book) -> str:
    """The rule of the team that held the child on the day a run starts, if it set one."""
    pairs = [(key, team) for key, teams in book.teams.items() for team in teams]
    listed = " or ".join(f"(clock = '{key}' and team = {quote(team)})" for key, team in pairs)
    keys = quoted(sorted(book.teams))
    return f"""
    select clock, subject, started, concat(clock, '/team/', team) as rule from (
      select r.clock, r.subject, r.started, i.team, row_number() over
        (partition by r.clock, r.subject, r.started order by i.started desc, i.team) as place
      from runs as r join involvements as i on i.child = r.subject and i.role = 'CW'
        and i.started <= r.started and r.started <= coalesce(i.ended, {FAR})
      where r.clock in ({keys}) and i.team is not null) as ranked
    where place = 1 and ({listed})"""

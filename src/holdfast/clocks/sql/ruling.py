"""Which rule holds for a run, and when the run is due, as SQL.

The nearest rule wins - the child's own plan, then the team, then the clock's own - and the
almanac gives its due date.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from holdfast.clocks.duty import Why
from holdfast.clocks.rules.almanac import span
from holdfast.clocks.rules.book import Book
from holdfast.clocks.rules.good_from import GoodFrom
from holdfast.engine.quoting import quote, quoted
from holdfast.journeys.compiler import FAR
from holdfast.journeys.holders import holds_on
from holdfast.periods import CalendarDays

ONE_DAY = CalendarDays(1)

Teams = Mapping[str, Iterable[str]]  # clock -> the teams named for it


def judged_sql(book: Book, plans: Sequence[str], runs: str) -> str:
    """The duties of ``runs``, a query: each run with its due date and ruling."""
    runs = _judgeable(book.good_from, runs)
    # Only teams read the runs twice, so only then are they worth keeping while it runs.
    kept, source = (f"with runs as ({runs})", "runs") if book.teams else ("", f"({runs})")
    joins, rule = _nearest(book, plans)
    late = "(r.lapsed is not null and (r.stopped is null or r.lapsed < r.stopped))"
    # What raises a doubt only after the duty has lapsed says nothing of it.
    idle = "r.stopped is null and r.doubt > r.lapsed"
    return f"""{kept}
    select r.clock, r.subject, r.part, r.started, coalesce(r.own_due, a.due) as due,
      case when r.own_due is null then a.overdue_from else o.due end as overdue_from, r.stopped,
      case when {late} then r.lapsed end as lapsed,
      case when a.beyond then r.started when {idle} then null else r.doubt end as doubt,
      case when a.beyond then '{Why.CALENDAR.name}' when {idle} then null else r.why end as why,
      g.ruling, r.reason
    from {source} as r{joins}
    join rulings as g on g.rule = {rule} and g.since <= r.started and r.started < g.until
    left join almanac as a on a.number = g.number and a.day = r.started
    left join almanac as o on o.length = '{span(ONE_DAY)}' and o.day = r.own_due"""


def _nearest(book: Book, plans: Sequence[str]) -> tuple[str, str]:
    """The nearest rule for a run: the child's own plan, the team, else the clock's own."""
    joins, options = "", []
    if plans:
        held = "p.since <= r.started and r.started < p.until"
        same = f"p.duty = r.clock and p.child = r.subject and {held}"
        joins += f" left join ({_plan_sql(plans)}) as p on {same}"
        options.append("p.rule")
    if book.teams:
        same = "q.clock = r.clock and q.subject = r.subject and q.started = r.started"
        joins += f" left join ({team_sql(book.teams)}) as q on {same}"
        options.append("q.rule")
    return joins, f"coalesce({', '.join([*options, 'r.clock'])})"


def _plan_sql(keys: Sequence[str]) -> str:
    """The interval that each child's own plan sets from one day until another.

    Where several hold at once it is the latest agreed. Between two days on which any of them
    begins or ends nothing changes, so that a run finds at most one.
    """
    own = (
        "select child, duty, working_days, agreed, "
        f"coalesce(ended, {FAR}) as ended from agreed_intervals "
        f"where working_days between 1 and 260 and duty in ({quoted(keys)})"
    )
    turns = "select child, duty, {0} as day from ({1}) as own"
    days = f"{turns.format('agreed', own)} union {turns.format('ended', own)}"
    following = "lead(day) over (partition by child, duty order by day)"
    return f"""
    select child, duty, since, until, rule from (
      select t.child, t.duty, t.since, t.until,
        concat(t.duty, '/plan/', cast(i.working_days as varchar)) as rule,
        row_number() over (partition by t.child, t.duty, t.since
          order by i.agreed desc, i.working_days) as place
      from (select child, duty, day as since, {following} as until from ({days}) as days) as t
      join ({own}) as i on i.child = t.child and i.duty = t.duty
        and i.agreed <= t.since and t.since < i.ended) as ranked
    where place = 1"""


def team_sql(
    teams: Teams, told: str = "concat(clock, '/team/', team) as rule", runs: str = "runs"
) -> str:
    """What is ``told`` of the team that held the child on the day a run starts, if it is named.

    ``teams`` names for each clock the teams that matter; none named means any. Columns: clock,
    subject, started and what is told.
    """
    pairs = [(key, team) for key, named in teams.items() for team in named]
    listed = " or ".join(f"(clock = '{key}' and team = {quote(team)})" for key, team in pairs)
    keys = quoted(sorted(teams))
    return f"""
    select clock, subject, started, {told} from (
      select r.clock, r.subject, r.started, i.team, row_number() over
        (partition by r.clock, r.subject, r.started order by i.started desc, i.team) as place
      from {runs} as r join holding as i on i.child = r.subject
        and i.started is not null and {holds_on("i", "r.started")}
      where r.clock in ({keys}) and i.team is not null) as ranked
    where place = 1 and ({listed or "true"})"""


def _judgeable(good: GoodFrom, runs: str) -> str:
    """The runs; of one that began before recording could be judged, only that it began."""
    if not good:
        return runs
    until, joins = _good_from_sql(good)
    early = f"r.started < {until}"
    return f"""
    with untold as ({runs})
    select r.clock, r.subject, r.part, r.started,
      case when {early} then null else r.stopped end as stopped,
      case when {early} then null else r.lapsed end as lapsed,
      case when {early} then r.started else r.doubt end as doubt,
      case when {early} then '{Why.RECORDING.name}' else r.why end as why, r.reason, r.own_due
    from untold as r{joins}"""


def _good_from_sql(good: GoodFrom) -> tuple[str, str]:
    """The day from which a run's recording is good, and the joins that find it.

    The team's own day stands before the clock's; the system's counts for all.
    """
    days, joins = [], ""
    if good.teams:
        held = team_sql(good.teams, "team", "untold")
        joins += f" left join ({held}) as q on q.clock = r.clock and q.subject = r.subject"
        joins += " and q.started = r.started"
        of_teams = (
            f"when r.clock = '{key}' and q.team = {quote(team)} then date '{decision.since}'"
            for key, own in good.teams.items()
            for team, decision in own.items()
        )
        days.append(f"case {' '.join(of_teams)} end")
    if good.clocks:
        of_clocks = (
            f"when '{key}' then date '{decision.since}'" for key, decision in good.clocks.items()
        )
        days.append(f"case r.clock {' '.join(of_clocks)} end")
    ever = f"date '{good.system.since if good.system else date.min}'"
    return f"greatest(coalesce({', '.join([*days, ever])}), {ever})", joins

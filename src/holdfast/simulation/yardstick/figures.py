"""The published figures worked out anew from the tables of a made-up county.

They are worked out from the tables alone, by definitions of this file's own: neither
``clocks`` nor ``journeys`` nor ``measures`` has a part in it, so that a mistake there cannot
hide one here. Whatever is dated after the day asked for is not looked at, so that the years
before can be read from the same tables. ``calendar`` and ``the_year`` hold every day that SQL
would else have to compute.

On a day: a plan, an episode, a case or a worker's hold on it is open from its first day until
the day before it ended; a worker is in post on the last day in post too. A social worker is
one with a registration. What is done on a day off is done on the next working day. Rows with a
day outside the calendar (a placeholder), or that end before they start, are counted in nothing
that needs the time between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pyarrow as pa

from holdfast.days import (
    FIRST_KNOWN,
    LAST_KNOWN,
    add_months,
    is_working_day,
    working_days_between,
)
from holdfast.engine import Engine, open_engine
from holdfast.errors import BadSetting
from holdfast.record.holding import holds_sql
from holdfast.simulation.yardstick.published import FIGURES, UNDER_18, FigureUnit, PublishedFigure

# What each figure needs of the record.
COLUMNS: dict[str, tuple[str, ...]] = {
    "persons": ("child", "born", "expected"),
    "referrals": ("child", "received", "closed", "no_further_action", "team"),
    "assessments": ("started", "authorised"),
    "enquiries": ("enquiry", "child", "started"),
    "conferences": ("enquiry", "child", "held", "transfer_in"),
    "protection_plans": ("child", "started", "ended", "other_authority"),
    "protection_reviews": ("child", "held"),
    "care_episodes": ("child", "started", "ended", "legal_status"),
    "need_visits": ("child", "visited", "seen"),
    "protection_visits": ("child", "visited", "seen"),
    "care_visits": ("child", "visited", "seen"),
    "professionals": (
        "worker",
        "registration",
        "agency",
        "full_time_equivalent",
        "kind",
        "job_title",
    ),
    "involvements": ("child", "worker", "role", "team", "started", "ended", "named"),
    "employments": ("worker", "started", "ended"),
    "posts": ("post", "role", "started", "ended", "full_time_equivalent"),
}


@dataclass(frozen=True)
class MadeFigure:
    """A figure of the made-up county, in the year that ended on ``on``.

    ``denominator`` is None for a count. ``scale`` is how many real counties the made-up one
    is as large as.
    """

    figure: PublishedFigure
    on: date
    numerator: float
    denominator: float | None = None
    scale: float = 1.0

    @property
    def value(self) -> float | None:
        """The figure in its unit; None where there is nothing to take a share of."""
        if self.figure.unit is FigureUnit.COUNT:
            return self.numerator / (self.scale if self.figure.scales else 1)
        if not self.denominator:
            return None
        times = {FigureUnit.PERCENT: 100, FigureUnit.RATE: 10_000}.get(self.figure.unit, 1)
        return times * self.numerator / self.denominator


# Names for rows that several figures share, in the order in which they build on one another.
_SHARED = {
    "referred": "select distinct child, received from referrals",
    "plan_begun": """
        select distinct child, started from protection_plans where other_authority is not true""",
    "on_plan": """
        select child, min(started) as started from protection_plans cross join the_year
        where other_authority is not true and started <= last and (ended is null or ended > last)
        group by child""",
    "meetings": """
        select child, started as held from on_plan union
        select review.child, held from protection_reviews as review
        join on_plan on on_plan.child = review.child cross join the_year
        where held > started and held <= last""",
    "intervals": """
        select child, held, lead(held) over (partition by child order by held) as next_held,
          row_number() over (partition by child order by held) as place from meetings""",
    "social_workers": """
        select worker, coalesce(agency, false) as agency, full_time_equivalent
        from professionals where registration is not null
        and coalesce(kind, 'worker') <> 'inbox' and full_time_equivalent is not null""",
    "in_post": """
        select distinct one.worker, one.agency, one.full_time_equivalent
        from social_workers as one
        join employments as employment on employment.worker = one.worker cross join the_year
        where started <= last and (ended is null or ended >= last)""",
    "employed": "select worker, full_time_equivalent from in_post where not agency",
    "holds": f"""
        select hold.child, hold.worker, hold.team,
          coalesce(hold.named, true) and coalesce(one.kind, 'worker') <> 'inbox' as named
        from involvements as hold left join professionals as one on one.worker = hold.worker
        cross join the_year where {holds_sql("hold", "last")}
        and (hold.started is null or hold.started <= last)
        and (hold.ended is null or hold.ended > last)""",
    "cases": """
        select distinct child, in_post.worker from holds
        join in_post on in_post.worker = holds.worker""",
    "social_work_posts": """
        select post, full_time_equivalent from posts cross join the_year
        where started <= last and (ended is null or ended > last) and role in
          (select job_title from professionals where registration is not null)""",
    "sightings": " union all ".join(
        f"select child, visited from {visits} where seen"
        for visits in ("need_visits", "protection_visits", "care_visits")
    ),
    "to_be_seen": """
        select distinct referral.child, received, day.working as working
        from referrals as referral join calendar as day on day.day = received
        left join persons on persons.child = referral.child
        cross join the_year join calendar as last_day on last_day.day = last
        where received between first and last and no_further_action is not true
        and coalesce(born, expected, received) <= received
        and last_day.working - day.working >= 5""",
    "seen_in_time": """
        select distinct one.child, one.received from to_be_seen as one
        join sightings on sightings.child = one.child and visited >= received
        join calendar as day on day.day = visited where day.working - one.working <= 5""",
    "open_cases": """
        select child, max(team) as team from referrals cross join the_year
        where no_further_action is not true and received <= last
        and (closed is null or closed > last) group by child""",
    "unheld": """
        select one.child, coalesce(inbox.team, one.team, '') as team from open_cases as one
        left join (select child, max(team) as team from holds where not named group by child)
          as inbox on inbox.child = one.child
        where not exists (select 1 from holds where named and holds.child = one.child)""",
}

_REFERRALS = "select count(*) as numerator from referred cross join the_year where"

# Each gives one row: the numerator, and for a share the denominator.
_FIGURES = {
    "referrals": f"{_REFERRALS} received between first and last",
    "re_referrals": """
        select count(*) filter (where received <= day.twelve_months) as numerator,
          count(*) as denominator
        from (select child, received, lag(received) over (partition by child order by received)
              as received_before from referred) as one
        left join calendar as day on day.day = received_before cross join the_year
        where received between first and last""",
    "assessments_in_45_days": """
        select count(*) filter (where end_day.eve - start_day.working < 45) as numerator,
          count(*) as denominator
        from assessments join calendar as start_day on start_day.day = started
        join calendar as end_day on end_day.day = authorised cross join the_year
        where authorised between first and last and started <= authorised""",
    "enquiries": """
        select count(*) as numerator from enquiries cross join the_year
        where started between first and last""",
    "conferences_in_15_days": """
        select count(*) filter (where end_day.eve - start_day.working < 15) as numerator,
          count(*) as denominator
        from conferences as meeting join enquiries
          on enquiries.enquiry = meeting.enquiry and enquiries.child = meeting.child
        join calendar as start_day on start_day.day = started
        join calendar as end_day on end_day.day = held cross join the_year
        where held between first and last and started <= held and transfer_in is not true""",
    "reviews_in_time": """
        select count(*) filter (where in_time) as numerator, count(*) as denominator from (
          select child, bool_and(coalesce(next_held, last)
            <= case when place = 1 then day.three_months else day.six_months end) as in_time
          from intervals join calendar as day on day.day = held cross join the_year
          group by child having min(day.three_months) <= max(last)) as one""",
    "protection_plans": "select count(*) as numerator from on_plan",
    "repeat_plans": """
        select count(*) filter (where place > 1) as numerator, count(*) as denominator
        from (select started, row_number() over (partition by child order by started) as place
              from plan_begun) as one cross join the_year
        where started between first and last""",
    "looked_after": """
        select count(distinct child) as numerator from care_episodes cross join the_year
        where coalesce(legal_status, '') not in ('V3', 'V4')
        and started <= last and (ended is null or ended > last)""",
    "caseload": """
        select (select count(*) from cases) as numerator,
          (select sum(full_time_equivalent) from in_post
           where worker in (select worker from cases)) as denominator""",
    "agency": """
        select sum(full_time_equivalent) filter (where agency) as numerator,
          sum(full_time_equivalent) as denominator from in_post""",
    "vacancies": """
        select vacant as numerator, vacant + filled as denominator
        from (select greatest(established - filled, 0) as vacant, filled from
          (select (select coalesce(sum(full_time_equivalent), 0) from social_work_posts)
             as established,
           (select coalesce(sum(full_time_equivalent), 0) from employed) as filled) as one)
          as two""",
    "turnover": """
        select sum(full_time_equivalent) as numerator,
          (select sum(full_time_equivalent) from employed) as denominator
        from social_workers as one join employments as gone on gone.worker = one.worker
        join calendar as day on day.day = gone.ended cross join the_year
        where not agency and gone.ended between first and last and not exists
          (select 1 from employments as anew where anew.worker = gone.worker
           and anew.started > gone.started and anew.started <= day.next_day)""",
    "first_seen": """
        select (select count(*) from seen_in_time) as numerator,
          (select count(*) from to_be_seen) as denominator""",
    "unallocated": """
        select coalesce(max(children), 0) as numerator from
          (select count(*) as children from unheld group by team) as one""",
}


def figures(tables: Mapping[str, pa.Table], year_end: date, scale: float = 1.0) -> list[MadeFigure]:
    """Every figure of the made-up county in the year that ended on ``year_end``.

    ``tables`` are the record's by name, as ``simulate`` gives them; ``scale`` is how many real
    counties they are as large as, 0.1 for a tenth. Raises BadSetting for a scale of nothing or
    for a missing table or column.
    """
    if scale <= 0:
        raise BadSetting("A county's scale must be above 0.", "Give 1 for a whole county.")
    engine = _laid_out(tables, year_end)
    try:
        made = []
        for figure in FIGURES:
            (row,) = engine.fetch(_FIGURES[figure.key]).to_pylist()
            of_rate = figure.unit is FigureUnit.RATE
            denominator = UNDER_18 * scale if of_rate else row.get("denominator")
            numerator = row["numerator"] or 0
            made.append(MadeFigure(figure, year_end, numerator, denominator, scale))
        return made
    finally:
        engine.close()


def _laid_out(tables: Mapping[str, pa.Table], year_end: date) -> Engine:
    engine = open_engine()
    for name, columns in COLUMNS.items():
        engine.rows(name, _columns(tables, name, columns))
    engine.rows("calendar", _calendar())
    first = add_months(year_end, -12) + timedelta(days=1)
    engine.rows("the_year", pa.table({"first": [first], "last": [year_end]}))
    for name, sql in _SHARED.items():
        engine.define(name, sql, keep=True)
    return engine


def _columns(tables: Mapping[str, pa.Table], name: str, columns: Sequence[str]) -> pa.Table:
    missing = [c for c in columns if name not in tables or c not in tables[name].column_names]
    if missing:
        raise BadSetting(
            f"The yardstick needs {', '.join(missing)} of the table {name}.",
            "Give it every table that the simulation makes.",
        )
    return tables[name].select(list(columns))


@cache
def _calendar() -> pa.Table:
    """Every known day, the working days up to it and up to its eve, and the days that follow."""
    span = (LAST_KNOWN - FIRST_KNOWN).days + 1
    known = [FIRST_KNOWN + timedelta(days=n) for n in range(span)]
    return pa.table(
        {
            "day": known,
            "working": [working_days_between(FIRST_KNOWN, day) for day in known],
            "eve": [working_days_between(FIRST_KNOWN, day) - is_working_day(day) for day in known],
            "next_day": [day + timedelta(days=1) for day in known],
            "three_months": [add_months(day, 3) for day in known],
            "six_months": [add_months(day, 6) for day in known],
            "twelve_months": [add_months(day, 12) for day in known],
        }
    )

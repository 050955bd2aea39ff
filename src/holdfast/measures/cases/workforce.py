"""Measures of social workers at the end of each month, in hours, from the posts that they held."""

from functools import partial

from holdfast.areas import Area
from holdfast.measures.cases.contact import OURS
from holdfast.measures.cases.declared import of_cases
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.figure_of_link import RECORDED_LATE
from holdfast.measures.measure import Definition, Good, MeasureUnit, Whose

_NEEDS = ("employments.started", "employments.ended", "employments.agency")
_SOCIAL_WORKERS = (
    "from employments as m join professionals as p on p.worker = m.worker "
    "and p.registration is not null"
)
# What the post does not say is that of the worker.
_HOURS = "coalesce(m.full_time_equivalent, p.full_time_equivalent)"
_AGENCY = "coalesce(m.agency, p.agency)"
_of = partial(of_cases, area=Area.WORKFORCE, maturity=RECORDED_LATE)

MEASURES = (
    _of(
        key="agency_hours",
        title="Agency social workers, month by month",
        unit=MeasureUnit.STAFF,
        counts="of those, hours of social workers whom an agency supplies",
        of="hours of social workers in post on the last day",
        good=Good.LOWER,
        why="A team that lives on agency workers keeps its numbers and not its people.",
        definition=Definition(
            "Full-time equivalents by the posts held on the day; those of no recorded hours "
            "are left out; of one that does not say whether an agency supplies it, what is said of "
            "the worker counts.",
            Whose.OURS,
            OURS,
            "agency_rate counts it for one day as the DfE does.",
        ),
        cases=Cases(
            f"select m.worker as child, e.day, {_HOURS} as among, case when {_AGENCY} is null "
            f"then null when {_AGENCY} then {_HOURS} else 0 end as counted, m.team "
            f"{_SOCIAL_WORKERS} join measure_ends as e on m.started <= e.day "
            f"and (m.ended is null or m.ended >= e.day) where {_HOURS} is not null",
            CaseKind.ON_LAST_DAY,
            _NEEDS,
            staff=True,
        ),
    ),
    _of(
        key="social_workers_left",
        title="Social workers who left",
        unit=MeasureUnit.TIMES,
        counts="times in post of employed social workers that ended in the period",
        of="times in post of employed social workers that ended in the period",
        good=Good.LOWER,
        why="Each leaver's children have to tell somebody else everything again.",
        definition=Definition(
            "Those whom an agency supplies are not in it, nor those who went on to another post "
            "of the service on the next day or before.",
            Whose.OURS,
            OURS,
            "turnover_rate counts it over a year as the DfE does.",
        ),
        cases=Cases(
            f"""select m.worker as child, m.ended as day, 1 as counted, 1 as among, m.team
            {_SOCIAL_WORKERS} where m.ended is not null and {_AGENCY} is not true and not exists
              (select 1 from employments as n where n.worker = m.worker and n.started > m.started
               and date_diff('day', m.ended, n.started) <= 1)""",
            CaseKind.IN_PERIOD,
            _NEEDS,
            staff=True,
        ),
    ),
    _of(
        key="sickness",
        title="Working days lost to sickness",
        unit=MeasureUnit.STAFF,
        counts="working days on which they were away sick",
        of="working days in post of employed social workers in the period",
        good=Good.LOWER,
        why="Who is away sick holds children whom nobody sees; and much of it is what work does.",
        definition=Definition(
            "Working days of the people, not weighed by their hours, by whole months, the month of "
            "the day itself up to it. Those whom an agency supplies are not in it.",
            Whose.OURS,
            OURS,
            "The DfE divides days lost by 253 days, in a leap year 254, for each full-time "
            "equivalent in post on 30 September; the package holds no figures of it.",
        ),
        cases=Cases(
            f"""select m.worker as child, e.day, 0 as counted,
                greatest(0, least(coalesce(u.working, e.working), e.working)
                  - greatest(s.eve, e.month_eve)) as among, m.team
              {_SOCIAL_WORKERS} join measure_days as s on s.day = m.started
              left join measure_days as u on u.day = m.ended
              join measure_ends as e on m.started <= e.day
                and (m.ended is null or m.ended >= e.month)
              where {_AGENCY} is not true
            union all
            select m.worker as child, e.day,
                greatest(0, least(coalesce(x.working, e.working), coalesce(u.working, e.working),
                  e.working) - greatest(a.eve, s.eve, e.month_eve)) as counted,
                0 as among, m.team
              {_SOCIAL_WORKERS} join measure_days as s on s.day = m.started
              left join measure_days as u on u.day = m.ended
              join absences as b on b.worker = m.worker and b.kind = 'sickness'
              join measure_days as a on a.day = b.started
              left join measure_days as x on x.day = b.ended
              join measure_ends as e on b.started <= e.day
                and (b.ended is null or b.ended >= e.month)
              where {_AGENCY} is not true and m.started <= e.day
                and (m.ended is null or m.ended >= e.month)""",
            CaseKind.IN_PERIOD,
            (*_NEEDS, "absences.started", "absences.kind"),
            staff=True,
        ),
    ),
)

"""Measures of children who went missing."""

from functools import partial

from holdfast.areas import Area
from holdfast.measures.cases.care import IN_CARE_ON
from holdfast.measures.cases.contact import OURS
from holdfast.measures.cases.declared import of_cases
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.figure_of_link import RECORDED_LATE
from holdfast.measures.measure import Definition, Good, Maturity, MeasureUnit, Whose

_of = partial(of_cases, area=Area.MISSING, maturity=RECORDED_LATE)

MEASURES = (
    _of(
        key="missing",
        title="Times that a child went missing",
        unit=MeasureUnit.TIMES,
        counts="episodes begun in the period",
        of="episodes begun in the period",
        good=Good.NEITHER,
        why="It rises, too, when it is recorded better: read it beside the interviews held.",
        definition=Definition("Missing, and not away with the place known.", Whose.OURS, OURS),
        cases=Cases(
            "select child, started as day, 1 as counted, 1 as among from missing_episodes "
            "where kind = 'missing'",
            CaseKind.IN_PERIOD,
            ("missing_episodes.started", "missing_episodes.kind"),
        ),
    ),
    _of(
        key="returns_talked_over",
        title="Returns with a return home interview held",
        unit=MeasureUnit.CHILDREN_SHARE,
        maturity=Maturity(31, "An interview may be held, and written up, some weeks after."),
        counts="of those, episodes after which an interview was held",
        of="missing episodes that ended in the period",
        good=Good.HIGHER,
        why="In it a child can say why they left and what would help.",
        definition=Definition(
            "Held at any time up to the day; whether within 72 hours is return_interview_due_met.",
            Whose.OURS,
            OURS,
            "No national figure is published.",
        ),
        cases=Cases(
            "select child, ended as day, 1 as among, case when interviewed >= ended and "
            "interviewed <= $day then 1 else 0 end as counted from missing_episodes "
            "where ended is not null and kind = 'missing'",
            CaseKind.IN_PERIOD,
            ("missing_episodes.ended", "missing_episodes.interviewed"),
        ),
        beside="return_interview_open",
    ),
    _of(
        key="care_missing",
        title="Children in care who went missing in 12 months",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children who went missing in the 12 months before",
        of="children in care on the last day",
        good=Good.NEITHER,
        why="A child who goes missing again and again is telling somebody something.",
        definition=Definition(
            "Of children in care on the day.",
            Whose.OURS,
            OURS,
            "The DfE counts every child who was in care at any time in the year.",
        ),
        cases=Cases(
            f"""select c.child, c.day, 1 as among, case when exists (
                select 1 from missing_episodes as m where m.child = c.child and m.kind = 'missing'
                and m.started > c.before_12 and m.started <= c.day) then 1 else 0 end as counted
            from ({IN_CARE_ON}) as c""",
            CaseKind.ON_LAST_DAY,
            ("care_episodes.started", "missing_episodes.started", "missing_episodes.kind"),
            window=12,
            looks_back=12,
            of="children in care",
        ),
    ),
    _of(
        key="exploitation_assessed",
        title="Exploitation feared, with an assessment of the risk in three months",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children with an assessment completed in the three months before",
        of="children for whom exploitation is feared on the last day",
        good=Good.HIGHER,
        why="What is feared changes from week to week; an old assessment protects nobody.",
        definition=Definition(
            "A worry identified by the day and not judged to be over by then; once for each child. "
            "Three months are the local practice that the clock of the review sets out from.",
            Whose.OURS,
            OURS,
            "No national figure is published.",
        ),
        cases=Cases(
            """select w.child, e.day, 1 as among, max(case when exists (
                select 1 from exploitation_assessments as a join measure_days as d
                on d.day = a.completed where a.child = w.child
                and d.after_3 >= e.day and a.completed <= e.day) then 1 else 0 end)
                as counted
            from exploitation_concerns as w join measure_ends as e
              on w.identified <= e.day and (w.ended is null or w.ended > e.day)
            group by w.child, e.day""",
            CaseKind.ON_LAST_DAY,
            (
                *("exploitation_concerns.identified", "exploitation_concerns.ended"),
                "exploitation_assessments.completed",
            ),
            window=3,
        ),
    ),
)

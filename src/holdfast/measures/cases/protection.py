"""Measures of enquiries, conferences and protection plans."""

from functools import partial

from holdfast.areas import Area
from holdfast.journeys import protection as journeys
from holdfast.journeys.laid import relation_of
from holdfast.law.statistics import (
    CONFERENCE_BANDS,
    CONFERENCES_HELD,
    PLAN_TWO_YEARS,
    REPEAT_PLAN,
    REVIEWS_ON_TIME,
)
from holdfast.measures.cases.contact import CHILDREN_IN_NEED, REASON_RECORDED
from holdfast.measures.cases.declared import of_cases
from holdfast.measures.cases.rows import EVER, CaseKind, Cases
from holdfast.measures.figure_of_link import RECORDED_LATE
from holdfast.measures.measure import Definition, Good, MeasureUnit, Whose

DASHBOARD = (
    "Department for Education, Children's social care dashboard (2026): the proportion of initial "
    "conferences to section 47 enquiries; second-hand, known from the dashboard's public code"
)
_OWN_PLAN = "other_authority is not true"
# From the first day to the last of a plan of 730 days, more than the published figures' 729.
_TWO_YEARS = 729
# A conference is known by its enquiry, which may have begun some months before it was held.
_ENQUIRY_MONTHS = 3
# One row for each child on a plan of this council on the last day of a month. The spell ends at 18
# and at death, the row when somebody writes its end.
ON_PLAN = f"""
    select p.child, e.day, min(p.started) as started, max(p.latest_category) as category
    from protection_plans as p join measure_ends as e
      on p.started <= e.day and (p.ended is null or p.ended > e.day)
    join {relation_of(journeys.ON_PLAN)} as s on s.subject = p.child
      and s.started <= e.day and (s.ended is null or s.ended > e.day)
    where {_OWN_PLAN} group by p.child, e.day"""
_MEETINGS = f"""
    select child, day, started as held from ({ON_PLAN}) as o union
    select o.child, o.day, r.held from ({ON_PLAN}) as o join protection_reviews as r
      on r.child = o.child and r.held > o.started and r.held <= o.day"""
# Each child on a plan for three months or more, and whether every review so far was in time.
_REVIEWED = f"""
    select child, day, 1 as among,
      min(case when coalesce(next_held, day) <= latest then 1 else 0 end) as counted
    from (select m.child, m.day, m.held, m.next_held,
        case when m.place = 1 then d.after_3 else d.after_6 end as latest, d.after_3
      from (select child, day, held,
          lead(held) over (partition by child, day order by held) as next_held,
          row_number() over (partition by child, day order by held) as place
        from ({_MEETINGS}) as meetings) as m
      join measure_days as d on d.day = m.held) as one
    group by child, day having min(after_3) <= day"""
_BEGUN = (
    f"select distinct child, started from protection_plans where {_OWN_PLAN} and started <= $day"
)

_of = partial(of_cases, area=Area.PROTECTION, maturity=RECORDED_LATE)

MEASURES = (
    _of(
        key="enquiries",
        title="Section 47 enquiries begun",
        unit=MeasureUnit.TIMES,
        counts="enquiries begun in the period",
        of="enquiries begun in the period",
        good=Good.NEITHER,
        why="Each is a day's work or more for two people, and a hard day for a family.",
        definition=Definition(
            "Each enquiry about a child, by the day it began.",
            Whose.DFE,
            CHILDREN_IN_NEED,
            "The published rate is for each 10,000 children under 18: see enquiry_rate.",
        ),
        cases=Cases(
            "select child, started as day, 1 as counted, 1 as among from enquiries",
            CaseKind.IN_PERIOD,
            ("enquiries.started",),
        ),
        beside="on_plan",
    ),
    _of(
        key="conferences",
        title="Initial conferences held",
        unit=MeasureUnit.TIMES,
        counts="initial conferences held in the period",
        of="initial conferences held in the period",
        good=Good.NEITHER,
        why="It is what the chairs and the services around the child have to be there for.",
        definition=Definition(
            "Each child of whom one was held, by its day; those about children who moved in under "
            "another council's plan are among them.",
            Whose.DFE,
            str(CONFERENCES_HELD),
        ),
        cases=Cases(
            "select child, held as day, 1 as counted, 1 as among from conferences "
            "where held is not null",
            CaseKind.IN_PERIOD,
            ("conferences.held",),
            looks_back=_ENQUIRY_MONTHS,
        ),
        beside="conference_open",
    ),
    _of(
        key="conferences_of_enquiries",
        title="Conferences for each 100 enquiries",
        unit=MeasureUnit.EACH_100,
        counts="initial conferences held in the period",
        of="section 47 enquiries begun in the period",
        good=Good.NEITHER,
        why="Few conferences for many enquiries may mean families drawn in who need not have been.",
        definition=Definition(
            "Conferences held for each 100 enquiries begun in the same period: a conference may "
            "follow an enquiry of the period before, or another council's plan.",
            Whose.DFE,
            DASHBOARD,
        ),
        cases=Cases(
            "select child, started as day, 0 as counted, 1 as among from enquiries union all "
            "select child, held as day, 1 as counted, 0 as among from conferences "
            "where held is not null",
            CaseKind.IN_PERIOD,
            ("enquiries.started", "conferences.held"),
            looks_back=_ENQUIRY_MONTHS,
        ),
        beside="conference_open",
        published="conferences_of_enquiries",
    ),
    _of(
        key="conferences_15_days",
        title="Conferences within 15 working days",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, conferences held within 15 working days of the start of the enquiry",
        of="initial conferences held in the period, but for children who moved in",
        good=Good.HIGHER,
        why="Until the conference there is no plan that the child's family and all services share.",
        definition=Definition(
            "Working days from the start of the enquiry, which is day 0, to the conference; one on "
            "a day off counts as on the next working day, as our clock does. One whose enquiry is "
            "not recorded, or began after it, cannot be determined; those about children who moved "
            "in under another council's plan follow no enquiry.",
            Whose.DFE,
            str(CONFERENCE_BANDS),
            "The DfE gives it for years to 31 March.",
        ),
        cases=Cases(
            """select c.child, c.held as day, 1 as among,
              case when s.day is null or s.day > d.day then null
              when d.eve - s.working < 15 then 1 else 0 end as counted
            from conferences as c join measure_days as d on d.day = c.held
            left join enquiries as q on q.enquiry = c.enquiry and q.child = c.child
            left join measure_days as s on s.day = q.started
            where c.transfer_in is not true""",
            CaseKind.IN_PERIOD,
            ("enquiries.started", "conferences.held", "conferences.enquiry"),
            looks_back=_ENQUIRY_MONTHS,
        ),
        beside="conference_open",
        published="icpc_15",
    ),
    _of(
        key="conferences_late_explained",
        title="Late conferences with a reason recorded",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, conferences with a reason recorded for the delay",
        of="initial conferences held more than 15 working days after the enquiry began",
        good=Good.HIGHER,
        why="A chair who wrote why a conference was late has asked what kept the child waiting.",
        definition=REASON_RECORDED,
        cases=Cases(
            """select c.child, c.held as day, 1 as among,
              case when c.late_reason is null then 0 else 1 end as counted
            from conferences as c join measure_days as d on d.day = c.held
            join enquiries as q on q.enquiry = c.enquiry and q.child = c.child
            join measure_days as s on s.day = q.started
            where c.transfer_in is not true and d.eve - s.working >= 15""",
            CaseKind.IN_PERIOD,
            ("enquiries.started", "conferences.held", "conferences.late_reason"),
            looks_back=_ENQUIRY_MONTHS,
        ),
        beside="conference_overdue",
    ),
    _of(
        key="on_plan",
        title="Children on a protection plan",
        unit=MeasureUnit.CHILDREN,
        counts="children on a plan on the last day",
        of="children on a plan on the last day",
        good=Good.NEITHER,
        why="They are visited and reviewed most often: the number sets the work that cannot wait.",
        definition=Definition(
            "Children on a plan of this council, until they are 18; those on another council's are "
            "left out.",
            Whose.DFE,
            CHILDREN_IN_NEED,
        ),
        cases=Cases(
            f"select child, day, 1 as counted, 1 as among from ({ON_PLAN}) as o",
            CaseKind.ON_LAST_DAY,
            ("protection_plans.started", "protection_plans.ended"),
        ),
        published="cp_count",
    ),
    _of(
        key="plans_begun",
        title="Protection plans begun",
        unit=MeasureUnit.TIMES,
        counts="plans begun in the period",
        of="plans begun in the period",
        good=Good.NEITHER,
        why="Beside those ended it shows where the number on a plan is going.",
        definition=Definition("Each child's plan, by its first day.", Whose.DFE, CHILDREN_IN_NEED),
        cases=Cases(
            f"select child, started as day, 1 as counted, 1 as among from ({_BEGUN}) as b",
            CaseKind.IN_PERIOD,
            ("protection_plans.started",),
        ),
        beside="on_plan",
    ),
    _of(
        key="repeat_plans",
        title="Plans that are not the child's first",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, plans of a child who had one before, ever",
        of="plans begun in the period",
        good=Good.LOWER,
        why="Of some children the first plan ended too soon; of one child it says nothing.",
        definition=Definition(
            "Any earlier plan with this council, however long ago, as far as the record goes back.",
            Whose.DFE,
            str(REPEAT_PLAN),
            "The DfE gives it for years to 31 March.",
        ),
        cases=Cases(
            f"""select child, started as day, 1 as among,
              case when place > 1 then 1 else 0 end as counted
            from (select child, started, row_number() over
              (partition by child order by started) as place from ({_BEGUN}) as b) as one""",
            CaseKind.IN_PERIOD,
            ("protection_plans.started",),
            looks_back=EVER,
        ),
        beside="on_plan",
        published="cp_repeat",
    ),
    _of(
        key="on_plan_two_years",
        title="On a plan for two years or more",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children on it for two years or more",
        of="children on a plan on the last day",
        good=Good.LOWER,
        why="A plan that has not made a child safe in two years may need another way.",
        definition=Definition(
            "More than 729 days, of which the first of the plan that stands is one and the day "
            "itself another.",
            Whose.DFE,
            str(PLAN_TWO_YEARS),
        ),
        cases=Cases(
            f"select child, day, 1 as among, case when date_diff('day', started, day) "
            f">= {_TWO_YEARS} then 1 else 0 end as counted from ({ON_PLAN}) as o",
            CaseKind.ON_LAST_DAY,
            ("protection_plans.started", "protection_plans.ended"),
        ),
        published="cp_2yr_open",
    ),
    _of(
        key="plans_ended_two_years",
        title="Plans that ended after two years or more",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, plans that had lasted two years or more",
        of="plans ended in the period",
        good=Good.LOWER,
        why="It shows drift among plans that are over, as the share of those open does not.",
        definition=Definition(
            "More than 729 days, its first and its last among them. Where no first day is "
            "recorded, or one after the last, it cannot be determined.",
            Whose.DFE,
            str(PLAN_TWO_YEARS),
        ),
        cases=Cases(
            f"""select p.child, p.ended as day, 1 as among,
              case when p.started is null or p.started > p.ended then null
              when date_diff('day', p.started, p.ended) >= {_TWO_YEARS} then 1 else 0 end as counted
            from protection_plans as p where {_OWN_PLAN} and p.ended is not null""",
            CaseKind.IN_PERIOD,
            ("protection_plans.started", "protection_plans.ended"),
        ),
        beside="on_plan",
        published="cp_2yr_closed",
    ),
    _of(
        key="reviews_all_in_time",
        title="Children all of whose plan reviews were in time",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children whose every review was in time",
        of="children on a plan for three months or more on the last day",
        good=Good.HIGHER,
        why="A review asks whether the child is safer; one late review is one question not asked.",
        definition=Definition(
            "The first within three months of the plan's start, each after within six of the last.",
            Whose.DFE,
            str(REVIEWS_ON_TIME),
            "Whether the DfE counts months or days was not found.",
        ),
        cases=Cases(
            _REVIEWED,
            CaseKind.ON_LAST_DAY,
            ("protection_plans.started", "protection_reviews.held"),
            window=6,
            looks_back=6,
        ),
        published="cp_review_on_time",
    ),
)

"""Measures of enquiries, conferences and protection plans."""

from functools import partial

from holdfast.areas import Area
from holdfast.law.statistics import CONFERENCE_BANDS, REPEAT_PLAN, REVIEWS_ON_TIME
from holdfast.measures.cases.contact import CHILDREN_IN_NEED
from holdfast.measures.cases.declared import of_cases
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.figure_of_link import RECORDED_LATE
from holdfast.measures.measure import Definition, Good, MeasureUnit, Whose

DASHBOARD = (
    "Department for Education, Children's social care dashboard (2026): the proportion of initial "
    "conferences to section 47 enquiries; second-hand, known from the dashboard's public code"
)
_OWN_PLAN = "other_authority is not true"
# One row for each child on a plan of this council on the last day of a month.
ON_PLAN = f"""
    select p.child, e.day, min(p.started) as started, max(e.before_3) as before_3,
      max(e.before_24) as before_24, max(p.latest_category) as category
    from protection_plans as p join measure_ends as e
      on p.started <= e.day and (p.ended is null or p.ended > e.day)
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
            "The published rate is for each 10,000 children under 18.",
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
            "another council's plan are left out.",
            Whose.DFE,
            CHILDREN_IN_NEED,
        ),
        cases=Cases(
            "select child, held as day, 1 as counted, 1 as among from conferences "
            "where transfer_in is not true and held is not null",
            CaseKind.IN_PERIOD,
            ("conferences.held",),
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
            "follow an enquiry of the period before.",
            Whose.DFE,
            DASHBOARD,
        ),
        cases=Cases(
            "select child, started as day, 0 as counted, 1 as among from enquiries union all "
            "select child, held as day, 1 as counted, 0 as among from conferences "
            "where transfer_in is not true and held is not null",
            CaseKind.IN_PERIOD,
            ("enquiries.started", "conferences.held"),
        ),
        beside="conference_open",
        published="conferences_of_enquiries",
    ),
    _of(
        key="conferences_15_days",
        title="Conferences within 15 working days",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, conferences held within 15 working days of the start of the enquiry",
        of="initial conferences held in the period",
        good=Good.HIGHER,
        why="Until the conference there is no plan that the child's family and all services share.",
        definition=Definition(
            "Working days from the start of the enquiry, which is day 0, to the conference. One "
            "whose enquiry is not recorded cannot be determined.",
            Whose.DFE,
            str(CONFERENCE_BANDS),
            "The DfE gives it for years to 31 March.",
        ),
        cases=Cases(
            """select c.child, c.held as day, 1 as among, case when s.day is null then null
              when d.working - s.working <= 15 then 1 else 0 end as counted
            from conferences as c join measure_days as d on d.day = c.held
            left join enquiries as q on q.enquiry = c.enquiry and q.child = c.child
            left join measure_days as s on s.day = q.started
            where c.transfer_in is not true and (q.started is null or q.started <= c.held)""",
            CaseKind.IN_PERIOD,
            ("enquiries.started", "conferences.held", "conferences.enquiry"),
        ),
        beside="conference_open",
        published="icpc_15",
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
            "Children on a plan of this council; those on another council's are left out.",
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
            "From the first day of the plan that stands.", Whose.DFE, CHILDREN_IN_NEED
        ),
        cases=Cases(
            "select child, day, 1 as among, case when started <= before_24 then 1 else 0 end "
            f"as counted from ({ON_PLAN}) as o",
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
        definition=Definition("From its first day to its last.", Whose.DFE, CHILDREN_IN_NEED),
        cases=Cases(
            f"""select p.child, p.ended as day, 1 as among,
              case when p.started <= d.before_24 then 1 else 0 end as counted
            from protection_plans as p join measure_days as d on d.day = p.ended
            where {_OWN_PLAN} and p.started <= p.ended""",
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
            "The DfE counts from the conference; whether it counts months or days was not found.",
        ),
        cases=Cases(
            _REVIEWED,
            CaseKind.ON_LAST_DAY,
            ("protection_plans.started", "protection_reviews.held"),
            window=6,
        ),
        published="cp_review_on_time",
    ),
)

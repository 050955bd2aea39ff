"""Measures of children in care: how many, how settled, how well looked after."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from holdfast.areas import Area
from holdfast.journeys.care import IN_CARE
from holdfast.journeys.laid import relation_of
from holdfast.law import Citation
from holdfast.law.statistics import (
    DENTAL,
    HEALTH_UNDER_FIVE,
    LOOKED_AFTER_FOR_A_YEAR,
    SOCIAL_WORKERS,
)
from holdfast.measures.cases.contact import OURS, REASON_RECORDED, THREE_HELD
from holdfast.measures.cases.declared import of_cases
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.figure_of_link import RECORDED_LATE
from holdfast.measures.measure import Definition, Good, Measure, MeasureUnit, Whose

_A_YEAR = (
    "In care for 12 months are those who were so on each day of them: at the end of 31 March since "
    "1 April of the year before, or earlier."
)
LOOKED_AFTER = "Department for Education, Children looked after in England"
# One row for each child in care on the last day of a month: a series of short breaks is not care,
# and nobody is in care from 18 on or after death, however long the last row stays open.
IN_CARE_ON = f"""
    select distinct c.subject as child, e.day, e.before_12, e.before_24, e.before_30
    from {relation_of(IN_CARE)} as c join measure_ends as e
      on c.started <= e.day and (c.ended is null or c.ended > e.day)"""
# In care on each day of the 12 months: at the end of 31 March whoever came on 1 April is in it.
_FOR_A_YEAR = f"""
    select distinct p.subject as child, e.day, e.before_12
    from {relation_of(IN_CARE)} as p join measure_ends as e
      on p.started <= e.since_12 and (p.ended is null or p.ended > e.day)"""
# ``least`` and ``most`` are how many are asked for: they differ where the age is not known.
_HEALTH = """
    select child, day, 1 as among, case when done >= most then 1
      when done + unclear < least then 0 else null end as counted
    from (select y.child, y.day, {least} as least, {most} as most,
        count(distinct case when h.status = 'completed' then h.held end) as done,
        count(distinct case when h.status is null then h.held end) as unclear
      from ({years}) as y left join life as b on b.subject = y.child
      left join measure_days as d on d.day = b.birth
      left join health_checks as h on h.child = y.child and h.kind = '{kind}'
        and h.held > y.before_12 and h.held <= y.day
      group by y.child, y.day, d.after_60) as checked"""
_TWO_UNDER_FIVE = {
    "least": "case when d.after_60 > y.day then 2 else 1 end",
    "most": "case when d.after_60 <= y.day then 1 else 2 end",
}
_NEEDS = ("care_episodes.started", "care_episodes.ended")

_of = partial(of_cases, area=Area.CARE, maturity=RECORDED_LATE)


@dataclass(frozen=True)
class _Check:
    """A check of health: its kind, the words that tell it, how many a year are asked for."""

    kind: str
    counts: str
    words: str
    cites: Citation
    asked: Mapping[str, str]


def _health(key: str, title: str, check: _Check, published: str, why: str) -> Measure:
    return _of(
        key=key,
        title=title,
        unit=MeasureUnit.CHILDREN_SHARE,
        counts=f"of those, children with {check.counts}",
        of="children in care for 12 months or more on the last day",
        good=Good.HIGHER,
        why=why,
        definition=Definition(
            f"{check.words} One refused is not one completed. {_A_YEAR} Where whether one was "
            "completed, or how old the child is, is not recorded and would decide it, it cannot be "
            "determined.",
            Whose.DFE,
            str(check.cites),
            "The DfE asks it of children in care on 31 March for 12 months or more.",
        ),
        cases=Cases(
            _HEALTH.format(kind=check.kind, years=_FOR_A_YEAR, **check.asked),
            CaseKind.ON_LAST_DAY,
            (*_NEEDS, "health_checks.held", "health_checks.status"),
            window=12,
        ),
        beside="in_care",
        published=published,
    )


MEASURES = (
    _of(
        key="in_care",
        title="Children in care",
        unit=MeasureUnit.CHILDREN,
        counts="children in care on the last day",
        of="children in care on the last day",
        good=Good.NEITHER,
        why="The council stands in for the parents of each of them.",
        definition=Definition(
            "Children looked after on the day, until they are 18, without those in a series of "
            "short breaks.",
            Whose.DFE,
            LOOKED_AFTER,
        ),
        cases=Cases(
            f"select child, day, 1 as counted, 1 as among from ({IN_CARE_ON}) as c",
            CaseKind.ON_LAST_DAY,
            _NEEDS,
        ),
        published="cla_count",
    ),
    _of(
        key="came_into_care",
        title="Children who came into care",
        unit=MeasureUnit.TIMES,
        counts="periods of care begun in the period",
        of="periods of care begun in the period",
        good=Good.NEITHER,
        why="Beside those who left it shows where the number in care is going.",
        definition=Definition("Periods of care, by their first day.", Whose.OURS, OURS),
        cases=Cases(
            "select subject as child, started as day, 1 as counted, 1 as among "
            f"from {relation_of(IN_CARE)}",
            CaseKind.IN_PERIOD,
            _NEEDS,
        ),
        beside="in_care",
    ),
    _of(
        key="left_care",
        title="Children who left care",
        unit=MeasureUnit.TIMES,
        counts="periods of care ended in the period",
        of="periods of care ended in the period",
        good=Good.NEITHER,
        why="Beside those who came it shows where the number in care is going.",
        definition=Definition("Periods of care, by their last day.", Whose.OURS, OURS),
        cases=Cases(
            "select subject as child, ended as day, 1 as counted, 1 as among "
            f"from {relation_of(IN_CARE)} where ended is not null",
            CaseKind.IN_PERIOD,
            _NEEDS,
        ),
        beside="in_care",
    ),
    _of(
        key="care_three_placements",
        title="In care, with three or more placements in 12 months",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children with three or more placements in the 12 months before",
        of="children in care on the last day",
        good=Good.LOWER,
        why="Each move is a home, and often a school and friends, left behind.",
        definition=Definition(
            "Placements of any kind in which the child was on a day of the 12 months.",
            Whose.OURS,
            OURS,
            "The DfE leaves out placements of less than 24 hours, and being placed for adoption "
            "with the foster carers of before, and gives whole per cents.",
        ),
        cases=Cases(
            f"""select c.child, c.day, 1 as among,
              case when coalesce(p.placements, 0) >= 3 then 1 else 0 end as counted
            from ({IN_CARE_ON}) as c left join (
              select q.child, e.day, count(*) as placements from placements as q
              join measure_ends as e on q.started <= e.day
                and (q.ended is null or q.ended > e.before_12)
              group by q.child, e.day) as p on p.child = c.child and p.day = c.day""",
            CaseKind.ON_LAST_DAY,
            (*_NEEDS, "placements.started", "placements.ended"),
            window=12,
            looks_back=12,
        ),
    ),
    _of(
        key="care_two_years_same_home",
        title="In care, in the same placement for two years",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children in the same placement for two years or more",
        of="children in care for two and a half years or more on the last day",
        good=Good.HIGHER,
        why="A child who knows that a home lasts can put down roots.",
        definition=Definition(
            "By the first day of the placement that stands. Children of 16 and 17 are in it.",
            Whose.OURS,
            OURS,
            "The DfE asks it of children under 16, and adds a placement for adoption to the one "
            "before it.",
        ),
        cases=Cases(
            f"""select y.child, y.day, 1 as among, case when exists (
                select 1 from placements as q where q.child = y.child and q.started <= y.before_24
                and (q.ended is null or q.ended > y.day)) then 1 else 0 end as counted
            from (select distinct p.subject as child, e.day, e.before_24
              from {relation_of(IN_CARE)} as p join measure_ends as e
              on p.started <= e.before_30 and (p.ended is null or p.ended > e.day)) as y""",
            CaseKind.ON_LAST_DAY,
            (*_NEEDS, "placements.started", "placements.ended"),
            looks_back=30,
        ),
        beside="in_care",
    ),
    _of(
        key="care_far_from_home",
        title="Placed more than 20 miles from home",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children whose placement is more than 20 miles from their home",
        of="children in care on the last day whose placement says how far it is",
        good=Good.LOWER,
        why="Far from home a child loses school and friends, and those who should visit come less.",
        definition=Definition(
            "By the placement that stands, the latest begun of several. Where there is none, or no "
            "distance, it cannot be determined.",
            Whose.OURS,
            OURS,
            "The DfE asks, too, that it lies outside the council's area, which the record does not "
            "say; the package holds no figures of it.",
        ),
        cases=Cases(
            f"""select child, day, 1 as among, case when distance is null then null
                when distance > 20 then 1 else 0 end as counted
              from (select c.child, c.day, q.distance, row_number() over (partition by c.child,
                  c.day order by q.started desc nulls last, q.distance desc nulls last) as place
                from ({IN_CARE_ON}) as c left join placements as q on q.child = c.child
                  and q.started <= c.day and (q.ended is null or q.ended > c.day)) as stands
              where place = 1""",
            CaseKind.ON_LAST_DAY,
            (*_NEEDS, "placements.started", "placements.distance"),
        ),
    ),
    _of(
        key="care_reviews_late_explained",
        title="Late reviews of children in care with a reason recorded",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, reviews with a reason recorded for the delay",
        of="reviews held in the period after the day by which the source says they were due",
        good=Good.HIGHER,
        why="A review put off with no word why is one that nobody may have decided to put off.",
        definition=replace(
            REASON_RECORDED,
            words=f"{REASON_RECORDED.words} Reviews that were cancelled are not in it.",
        ),
        cases=Cases(
            """select child, held as day, 1 as among,
              case when late_reason is null then 0 else 1 end as counted
            from care_reviews where held > due and cancelled is not true""",
            CaseKind.IN_PERIOD,
            ("care_reviews.held", "care_reviews.due", "care_reviews.late_reason"),
        ),
        beside="care_review_overdue",
    ),
    _of(
        key="care_three_workers",
        title="In care, with three or more social workers in 12 months",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children whom three or more workers held in the 12 months before",
        of="children in care on the last day",
        good=Good.LOWER,
        why="A child in care has the council for a parent, and meets it as one person or as many.",
        definition=Definition(
            "Named workers who held the case on any day of the 12 months that end on the day, each "
            "once however often they came back.",
            Whose.DFE,
            str(SOCIAL_WORKERS),
            "The DfE counts social workers; a lead practitioner who is none counts here.",
        ),
        cases=Cases(
            f"""select c.child, c.day, 1 as among,
              case when w.child is null then 0 else 1 end as counted
            from ({IN_CARE_ON}) as c left join ({THREE_HELD}) as w
            on w.child = c.child and w.day = c.day""",
            CaseKind.ON_LAST_DAY,
            (*_NEEDS, "involvements.worker", "involvements.started"),
            window=12,
            looks_back=12,
            of="children in care",
        ),
    ),
    _health(
        "care_health",
        "Health assessment",
        _Check(
            "health_assessment",
            "a health assessment completed in the 12 months before, under five with two",
            "Completed in the 12 months that end on the day; of a child who is under five on it, "
            "both of the two that are asked for.",
            HEALTH_UNDER_FIVE,
            _TWO_UNDER_FIVE,
        ),
        "cla_health",
        "Many children come into care with needs that nobody had looked at: a parent would.",
    ),
    _health(
        "care_dental",
        "Dental check",
        _Check(
            "dental",
            "a dental check completed in the 12 months before",
            "Completed in the 12 months that end on the day.",
            DENTAL,
            {"least": "1", "most": "1"},
        ),
        "cla_dental",
        "Teeth left alone hurt for years, and a check a year is what any parent would see to.",
    ),
    _of(
        key="care_questionnaire",
        title="Strengths and difficulties questionnaire in 12 months",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children with a score in the 12 months before",
        of="children in care for 12 months or more on the last day",
        good=Good.HIGHER,
        why="It asks how a child feels, in words that can be compared from year to year.",
        definition=Definition(
            f"A score dated in the 12 months that end on the day. {_A_YEAR} Children of every age "
            "are in it.",
            Whose.OURS,
            OURS,
            "The DfE asks it of children of 5 to 16.",
        ),
        cases=Cases(
            f"""select y.child, y.day, 1 as among, case when exists (
                select 1 from strengths_questionnaires as q where q.child = y.child
                and q.score is not null and q.completed > y.before_12 and q.completed <= y.day)
                then 1 else 0 end as counted from ({_FOR_A_YEAR}) as y""",
            CaseKind.ON_LAST_DAY,
            (*_NEEDS, "strengths_questionnaires.score", "strengths_questionnaires.completed"),
            window=12,
        ),
        beside="in_care",
    ),
    _of(
        key="care_questionnaire_concern",
        title="Strengths and difficulties score that is a cause for concern",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children whose latest score was 17 or more",
        of="children in care for 12 months or more on the last day, with a score in 12 months",
        good=Good.LOWER,
        why="It tells how many children say, or those who look after them, that they are unhappy.",
        definition=Definition(
            "The latest score dated in the 12 months that end on the day; of two of one day the "
            f"higher. {_A_YEAR} 17 to 40 is what the DfE calls a cause for concern. Children of "
            "every age are in it.",
            Whose.OURS,
            LOOKED_AFTER,
            "The DfE asks it of children of 5 to 16; the package holds no figures of it.",
        ),
        cases=Cases(
            f"""select child, day, 1 as among, case when score >= 17 then 1 else 0 end as counted
            from (select y.child, y.day, q.score, row_number() over
                (partition by y.child, y.day order by q.completed desc, q.score desc) as place
              from ({_FOR_A_YEAR}) as y join strengths_questionnaires as q on q.child = y.child
                and q.score is not null and q.completed > y.before_12 and q.completed <= y.day)
              as scored where place = 1""",
            CaseKind.ON_LAST_DAY,
            (*_NEEDS, "strengths_questionnaires.score", "strengths_questionnaires.completed"),
            window=12,
        ),
        beside="in_care",
    ),
    _of(
        key="care_immunised",
        title="Immunisations up to date",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children whose immunisations are recorded as up to date",
        of="children in care for 12 months or more on the day, of whom it is recorded",
        good=Good.HIGHER,
        why="A child who moves often is missed by a doctor's list: the council has to notice.",
        definition=Definition(
            f"As last recorded; where it is not recorded it cannot be determined. {_A_YEAR}",
            Whose.DFE,
            str(LOOKED_AFTER_FOR_A_YEAR),
            "The package holds no published figures of it.",
        ),
        cases=Cases(
            f"""select distinct p.subject as child, e.day, 1 as among,
              cast(i.up_to_date as integer) as counted
            from {relation_of(IN_CARE)} as p join measure_ends as e on e.day = $day
              and p.started <= e.since_12 and (p.ended is null or p.ended > e.day)
            left join immunisations as i on i.child = p.subject""",
            CaseKind.ON_LAST_DAY,
            (*_NEEDS, "immunisations.up_to_date"),
            now_only=True,
        ),
    ),
)

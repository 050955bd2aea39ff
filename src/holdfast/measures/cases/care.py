"""Measures of children in care: how many, how settled, how well looked after."""

from functools import partial

from holdfast.areas import Area
from holdfast.journeys.care import IN_CARE, SHORT_BREAK_STATUSES
from holdfast.journeys.laid import relation_of
from holdfast.measures.cases.contact import OURS, THREE_HELD
from holdfast.measures.cases.declared import of_cases
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.figure_of_link import RECORDED_LATE
from holdfast.measures.measure import Definition, Good, Measure, MeasureUnit, Whose
from holdfast.record.care import CareEpisodes

LOOKED_AFTER = "Department for Education, Children looked after in England"
_LONG = CareEpisodes.legal_status.not_among(*SHORT_BREAK_STATUSES).sql("c")
# One row for each child in care on the last day of a month; series of short breaks are not care.
IN_CARE_ON = f"""
    select distinct c.child, e.day, e.before_12, e.before_24, e.before_30
    from care_episodes as c join measure_ends as e
      on c.started <= e.day and (c.ended is null or c.ended > e.day) where {_LONG}"""
_FOR_A_YEAR = f"""
    select distinct p.subject as child, e.day, e.before_12, e.before_24
    from {relation_of(IN_CARE)} as p join measure_ends as e
      on p.started <= e.before_12 and (p.ended is null or p.ended > e.day)"""
_HEALTH = """
    select y.child, y.day, 1 as among, case when exists (select 1 from health_checks as h
      where h.child = y.child and h.kind = '{kind}' and h.status = 'completed'
      and h.held > y.before_12 and h.held <= y.day) then 1 else 0 end as counted
    from ({years}) as y"""
_NEEDS = ("care_episodes.started", "care_episodes.ended")

_of = partial(of_cases, area=Area.CARE, maturity=RECORDED_LATE)


def _health(key: str, title: str, kind: str, published: str) -> Measure:
    return _of(
        key=key,
        title=title,
        unit=MeasureUnit.CHILDREN_SHARE,
        counts=f"of those, children with a {title.lower()} completed in the 12 months before",
        of="children in care for 12 months or more on the last day",
        good=Good.HIGHER,
        why="The council stands in for a parent, who would see to it.",
        definition=Definition(
            "Completed in the 12 months that end on the day; one refused is not one completed.",
            Whose.DFE,
            LOOKED_AFTER,
            "The DfE asks it of children in care on 31 March for 12 months or more.",
        ),
        cases=Cases(
            _HEALTH.format(kind=kind, years=_FOR_A_YEAR),
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
            "Children looked after on the day, without those in a series of short breaks.",
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
        title="Three or more placements in 12 months",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children with three or more placements in the 12 months before",
        of="children in care on the last day",
        good=Good.LOWER,
        why="Each move is a home, and often a school and friends, left behind.",
        definition=Definition(
            "Placements of any kind in which the child was on a day of the 12 months.",
            Whose.OURS,
            OURS,
            "The DfE leaves out temporary placements, and gives whole per cents.",
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
        ),
    ),
    _of(
        key="care_two_years_same_home",
        title="In the same placement for two years",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children in the same placement for two years or more",
        of="children in care for two and a half years or more on the last day",
        good=Good.HIGHER,
        why="A child who knows that a home lasts can put down roots.",
        definition=Definition(
            "By the first day of the placement that stands. Children of 16 and 17 are in it.",
            Whose.OURS,
            OURS,
            "The DfE asks it of children under 16, and counts a change of footing as the same.",
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
        ),
        beside="in_care",
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
            "Named workers who held the case on any day of the 12 months that end on the day.",
            Whose.DFE,
            f"{LOOKED_AFTER}; its measure of social worker changes, first published for 2024",
            "Whether the DfE counts days of handing over twice was not found.",
        ),
        cases=Cases(
            f"""select c.child, c.day, 1 as among,
              case when w.child is null then 0 else 1 end as counted
            from ({IN_CARE_ON}) as c left join ({THREE_HELD}) as w
            on w.child = c.child and w.day = c.day""",
            CaseKind.ON_LAST_DAY,
            (*_NEEDS, "involvements.worker", "involvements.started"),
            window=12,
        ),
    ),
    _health("care_health", "Health assessment", "health_assessment", "cla_health"),
    _health("care_dental", "Dental check", "dental", "cla_dental"),
    _of(
        key="care_questionnaire",
        title="Questionnaire of strengths and difficulties in 12 months",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children with a score in the 12 months before",
        of="children in care for 12 months or more on the last day",
        good=Good.HIGHER,
        why="It asks how a child feels, in words that can be compared from year to year.",
        definition=Definition(
            "A score dated in the 12 months that end on the day. Children of every age are in it.",
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
        title="Score of the questionnaire that is a cause for concern",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children whose latest score was 17 or more",
        of="children in care for 12 months or more on the last day, with a score in 12 months",
        good=Good.LOWER,
        why="It tells how many children say, or those who look after them, that they are unhappy.",
        definition=Definition(
            "The latest score dated in the 12 months that end on the day; of two of one day the "
            "higher. 17 to 40 is what the DfE calls a cause for concern. Children of every age "
            "are in it.",
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
        why="The council stands in for a parent, who would see to it.",
        definition=Definition(
            "As last recorded; where it is not recorded it cannot be determined.",
            Whose.DFE,
            LOOKED_AFTER,
            "The package holds no published figures of it.",
        ),
        cases=Cases(
            f"""select distinct p.subject as child, e.day, 1 as among,
              cast(i.up_to_date as integer) as counted
            from {relation_of(IN_CARE)} as p join measure_ends as e on e.day = $day
              and p.started <= e.before_12 and (p.ended is null or p.ended > e.day)
            left join immunisations as i on i.child = p.subject""",
            CaseKind.ON_LAST_DAY,
            (*_NEEDS, "immunisations.up_to_date"),
            now_only=True,
        ),
    ),
)

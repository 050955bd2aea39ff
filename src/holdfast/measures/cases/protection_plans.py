"""Measures of the children on a plan: what the plans name, and whether the children are visited."""

from enum import StrEnum
from functools import partial

from holdfast.areas import Area
from holdfast.clocks.register import clock
from holdfast.clocks.sql.standing import keys_sql
from holdfast.engine.quoting import closed
from holdfast.measures.cases.contact import CHILDREN_IN_NEED, OURS
from holdfast.measures.cases.declared import of_cases
from holdfast.measures.cases.protection import ON_PLAN
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.figure_of_link import RECORDED_LATE
from holdfast.measures.links import LINKS
from holdfast.measures.measure import Definition, Good, Measure, MeasureUnit, Whose

_of = partial(
    of_cases,
    area=Area.PROTECTION,
    maturity=RECORDED_LATE,
    unit=MeasureUnit.CHILDREN_SHARE,
    of="children on a plan on the last day",
)
_VISITS = next(link for link in LINKS if link.key == "protection_visit").clocks
_OPEN_OVERDUE = (
    "select d.subject as child, e.day from duties as d join measure_ends as e on "
    "d.overdue_from <= e.day and (d.stopped is null or d.stopped > e.day) "
    "and (d.lapsed is null or d.lapsed > e.day) and (d.doubt is null or d.doubt > e.day) "
    f"where d.clock in ({keys_sql(clock(key) for key in _VISITS)}) group by d.subject, e.day"
)


class _Harm(StrEnum):
    """The categories of a plan, by their codes."""

    NEGLECT = "NEG"
    EMOTIONAL = "EMO"
    PHYSICAL = "PHY"
    SEXUAL = "SAB"
    SEVERAL = "MUL"


def _category(code: _Harm, key: str, words: str, why: str) -> Measure:
    """The share of plans that name one kind of harm: not recorded cannot be determined."""
    return _of(
        key=f"on_plan_{key}",
        title=f"On a plan for {words}",
        counts=f"of those, children whose plan names {words} as the latest category",
        good=Good.NEITHER,
        why=why,
        definition=Definition(
            "By the latest category of the plan, each plan in one; where none is recorded it "
            "cannot be determined.",
            Whose.OURS,
            OURS,
            f"The DfE gives the initial category, too ({CHILDREN_IN_NEED}); the package holds no "
            "figures of it.",
        ),
        cases=Cases(
            f"select child, day, 1 as among, case when category is null then null "
            f"when category = {closed(code)} then 1 else 0 end as counted from ({ON_PLAN}) as o",
            CaseKind.ON_LAST_DAY,
            ("protection_plans.started", "protection_plans.latest_category"),
        ),
    )


MEASURES = (
    _category(
        _Harm.NEGLECT,
        "neglect",
        "neglect",
        "Neglect is seen over months: its share tells what work the plans ask for.",
    ),
    _category(
        _Harm.EMOTIONAL,
        "emotional_abuse",
        "emotional abuse",
        "Much of it is violence between adults at home: its share tells who should be at the "
        "conference.",
    ),
    _category(
        _Harm.PHYSICAL,
        "physical_abuse",
        "physical abuse",
        "A share that falls far below that of other councils may be harm seen and named otherwise.",
    ),
    _category(
        _Harm.SEXUAL,
        "sexual_abuse",
        "sexual abuse",
        "It is the harm least often named: a share near nought asks whether it is looked for.",
    ),
    _category(
        _Harm.SEVERAL,
        "several_harms",
        "several kinds of harm",
        "Where many plans name several kinds at once nobody can say what the plan is to change.",
    ),
    _of(
        key="on_plan_visited",
        title="Children on a plan with no visit overdue",
        counts="of those, children of whom no visit was overdue on the day",
        good=Good.HIGHER,
        why="Visits counted one by one hide the few children to whom nobody comes.",
        clocks=_VISITS,
        definition=Definition(
            "By the interval that stands for each child: the council's own, or one agreed for the "
            "child. A visit not recorded counts as overdue once its day has passed.",
            Whose.OURS,
            OURS,
            "No national figure is published.",
        ),
        cases=Cases(
            f"""select o.child, o.day, 1 as among,
              case when late.child is null then 1 else 0 end as counted
            from ({ON_PLAN}) as o left join ({_OPEN_OVERDUE}) as late
            on late.child = o.child and late.day = o.day""",
            CaseKind.ON_LAST_DAY,
            ("protection_plans.started", "protection_plans.ended"),
        ),
        beside="protection_visit_overdue",
    ),
)

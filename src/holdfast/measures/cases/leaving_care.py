"""Measures of care leavers, as the record holds them now: it does not hold how they were before."""

from functools import partial

from holdfast.areas import Area
from holdfast.measures.cases.care import LOOKED_AFTER
from holdfast.measures.cases.declared import of_cases
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.figure_of_link import RECORDED_LATE
from holdfast.measures.measure import Definition, Good, Measure, MeasureUnit, Whose

_of = partial(of_cases, area=Area.LEAVING_CARE, maturity=RECORDED_LATE)


def _now(key: str, title: str, column: str, counted: str, why: str, words: str) -> Measure:
    return _of(
        key=key,
        title=title,
        unit=MeasureUnit.CHILDREN_SHARE,
        counts=f"of those, {title.lower()}",
        of="care leavers of whom it is recorded",
        good=Good.HIGHER,
        why=why,
        definition=Definition(
            words,
            Whose.OURS,
            "Holdfast",
            f"The DfE asks it of care leavers of 19 to 21 around their birthday ({LOOKED_AFTER}).",
        ),
        cases=Cases(
            f"select child, cast($day as date) as day, 1 as among, case when {column} is null "
            f"then null when {counted} then 1 else 0 end as counted from care_leavers",
            CaseKind.ON_LAST_DAY,
            (f"care_leavers.{column}",),
            now_only=True,
            of="care leavers of 17 to 21",
        ),
    )


MEASURES = (
    _now(
        "care_leavers_in_touch",
        "Care leavers with whom the council is in touch",
        "in_touch",
        "in_touch = 'YES'",
        "A parent stays in touch with a grown child; whoever loses touch cannot help.",
        "As last recorded; where it is not recorded it cannot be determined.",
    ),
    _now(
        "care_leavers_suitable_home",
        "Care leavers in suitable accommodation",
        "accommodation_suitable",
        "accommodation_suitable = '1'",
        "A young person who has no safe place to live can hardly keep work or school.",
        "As last recorded; where it is not recorded it cannot be determined.",
    ),
    _now(
        "care_leavers_occupied",
        "Care leavers in education, employment or training",
        "activity",
        "activity in ('F1', 'P1', 'F2', 'P2', 'F4', 'P4', 'F5', 'P5')",
        "Education and work are what a young person's next years are built on.",
        "Full or part time, as last recorded; where it is not recorded it cannot be determined.",
    ),
)

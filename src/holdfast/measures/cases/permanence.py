"""Measures of care proceedings."""

from functools import partial

from holdfast.areas import Area
from holdfast.measures.cases.contact import OURS
from holdfast.measures.cases.declared import of_cases
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.figure_of_link import RECORDED_LATE
from holdfast.measures.measure import Definition, Good, MeasureUnit, Whose

_of = partial(of_cases, area=Area.PERMANENCE, maturity=RECORDED_LATE)

MEASURES = (
    _of(
        key="proceedings_issued",
        title="Care proceedings issued, by child",
        unit=MeasureUnit.TIMES,
        counts="children whose proceedings were issued in the period",
        of="children whose proceedings were issued in the period",
        good=Good.NEITHER,
        why="It is the gravest step that a council takes in a family's life.",
        definition=Definition(
            "Each child, by the day of issue.",
            Whose.OURS,
            OURS,
            "Cafcass counts applications, of which one may be about several children.",
        ),
        cases=Cases(
            "select child, issued as day, 1 as counted, 1 as among from proceedings",
            CaseKind.IN_PERIOD,
            ("proceedings.issued",),
        ),
        beside="proceedings_open",
    ),
    _of(
        key="proceedings_26_weeks",
        title="Care proceedings concluded within 26 weeks",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, proceedings concluded within 26 weeks of issue",
        of="proceedings concluded in the period, for each child",
        good=Good.HIGHER,
        why="A child waits to know where home will be until the court has decided.",
        definition=Definition(
            "26 weeks beginning with the day of issue, so concluded by the 181st day after it "
            "(Children Act 1989, section 32(1)(a)(ii), verified, as the clock counts). "
            "Where no issue is recorded, or one after the conclusion, it cannot be determined.",
            Whose.OURS,
            OURS,
            "The Ministry of Justice counts cases and not children.",
        ),
        cases=Cases(
            "select child, concluded as day, 1 as among, "
            "case when issued is null or issued > concluded then null "
            "when date_diff('day', issued, concluded) < 182 then 1 else 0 end as counted "
            "from proceedings where concluded is not null",
            CaseKind.IN_PERIOD,
            ("proceedings.issued", "proceedings.concluded"),
        ),
        beside="proceedings_open",
    ),
    _of(
        key="proceedings_open",
        title="Children in care proceedings",
        unit=MeasureUnit.CHILDREN,
        counts="children whose proceedings are not concluded on the last day",
        of="children whose proceedings are not concluded on the last day",
        good=Good.NEITHER,
        why="It is the stock of work for which the court sets the days.",
        definition=Definition(
            "Issued, and not yet concluded, on the day; once each.", Whose.OURS, OURS
        ),
        cases=Cases(
            "select distinct p.child, e.day, 1 as counted, 1 as among from proceedings as p "
            "join measure_ends as e on p.issued <= e.day "
            "and (p.concluded is null or p.concluded > e.day)",
            CaseKind.ON_LAST_DAY,
            ("proceedings.issued", "proceedings.concluded"),
        ),
    ),
)

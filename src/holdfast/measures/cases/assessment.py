"""Measures of assessments."""

from enum import StrEnum
from functools import partial

from holdfast.areas import Area
from holdfast.engine.quoting import closed
from holdfast.law.statistics import ASSESSMENT_BANDS
from holdfast.measures.cases.contact import CHILDREN_IN_NEED, OURS, REASON_RECORDED
from holdfast.measures.cases.declared import of_cases
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.figure_of_link import RECORDED_LATE
from holdfast.measures.measure import Definition, Good, Maturity, Measure, MeasureUnit, Whose

_of = partial(of_cases, area=Area.ASSESSMENT, maturity=RECORDED_LATE)


class _Factor(StrEnum):
    """Factors found at assessment that are measured, by their codes in the census."""

    NEGLECT = "16A"
    SEXUAL_EXPLOITATION = "11A"
    CRIMINAL_EXPLOITATION = "24A"


def _found(key: str, words: str, codes: tuple[_Factor, ...], why: str) -> Measure:
    """The share of assessments that found one factor: no factor recorded tells nothing."""
    return _of(
        key=f"assessments_{key}",
        title=f"Assessments that found {words}",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts=f"of those, assessments with {words} among the factors found",
        of="assessments authorised in the period of which any factor, or that there is none, is "
        "recorded",
        good=Good.NEITHER,
        why=why,
        definition=Definition(
            f"By the factors found, as the census codes them: {' or '.join(codes)}.",
            Whose.OURS,
            OURS,
            f"The DfE counts episodes of need and not assessments ({CHILDREN_IN_NEED}); the "
            "package holds no figures of it.",
        ),
        cases=Cases(
            f"""select a.child, a.authorised as day, 1 as among,
              max(case when f.factor is null then null when f.factor in ({closed(*codes)}) then 1
                else 0 end) as counted
            from assessments as a left join assessment_factors as f
              on f.assessment = a.assessment and f.child = a.child
            where a.authorised is not null group by a.assessment, a.child, a.authorised""",
            CaseKind.IN_PERIOD,
            ("assessments.authorised", "assessment_factors.factor"),
        ),
        beside="assessment_open",
    )


MEASURES = (
    _of(
        key="assessments",
        title="Assessments completed",
        unit=MeasureUnit.TIMES,
        counts="assessments authorised in the period",
        of="assessments authorised in the period",
        good=Good.NEITHER,
        why="Beside referrals it shows whether the queue of children waiting grows.",
        definition=Definition(
            "Each assessment, by the day a manager authorised it.", Whose.DFE, CHILDREN_IN_NEED
        ),
        cases=Cases(
            "select child, authorised as day, 1 as counted, 1 as among from assessments "
            "where authorised is not null",
            CaseKind.IN_PERIOD,
            ("assessments.authorised",),
        ),
        beside="assessment_open",
    ),
    _of(
        key="assessments_45_days",
        title="Assessments completed within 45 working days",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, assessments authorised within 45 working days of their start",
        of="assessments authorised in the period whose start is recorded and not after their end",
        good=Good.HIGHER,
        why="It is the figure by which councils are compared; those still waiting are not in it.",
        definition=Definition(
            "Working days from the assessment's own start, which is day 0, to its authorisation; "
            "one on a day off counts as on the next working day, as our clock does. Where no start "
            "is recorded, or one after its end, it cannot be determined.",
            Whose.DFE,
            str(ASSESSMENT_BANDS),
            "The DfE gives it for years to 31 March.",
        ),
        cases=Cases(
            """select a.child, a.authorised as day, 1 as among,
              case when s.day is null or s.day > d.day then null
              when d.eve - s.working < 45 then 1 else 0 end as counted
            from assessments as a join measure_days as d on d.day = a.authorised
            left join measure_days as s on s.day = a.started""",
            CaseKind.IN_PERIOD,
            ("assessments.started", "assessments.authorised"),
        ),
        beside="assessment_open",
        published="assessment_45",
    ),
    _of(
        key="assessed_not_in_need",
        title="Assessed and found not in need",
        unit=MeasureUnit.CHILDREN_SHARE,
        maturity=Maturity(95, "An assessment takes up to 45 working days, and is recorded later."),
        counts="referrals whose assessment ended with no further action",
        of="referrals received in the period",
        good=Good.NEITHER,
        why="A high share of families assessed and closed, who then come back, is a warning.",
        definition=Definition(
            "Referrals with an assessment that ended with no further action, out of referrals: a "
            "child once for each day.",
            Whose.DFE,
            CHILDREN_IN_NEED,
            "The DfE gives it for years to 31 March.",
        ),
        cases=Cases(
            # Brothers and sisters may share the number of a referral.
            """select r.child, r.received as day, 1 as among, max(case when exists (
                select 1 from assessments as a where a.referral = r.referral and a.child = r.child
                and a.no_further_action is true and a.authorised <= $day)
                then 1 else 0 end) as counted from referrals as r group by r.child, r.received""",
            CaseKind.IN_PERIOD,
            ("referrals.received", "assessments.no_further_action", "assessments.referral"),
        ),
        beside="in_need",
        published="assessed_not_in_need",
    ),
    _of(
        key="assessments_child_seen",
        title="Child seen during the assessment",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, assessments in which it is recorded that the child was seen",
        of="assessments authorised in the period",
        good=Good.HIGHER,
        why="An assessment for which the child was not seen tells only what adults say.",
        definition=Definition(
            "As it is recorded of the assessment; where it is not, it cannot be determined.",
            Whose.OURS,
            OURS,
            "No national figure is published.",
        ),
        cases=Cases(
            "select child, authorised as day, 1 as among, cast(child_seen as integer) as counted "
            "from assessments where authorised is not null",
            CaseKind.IN_PERIOD,
            ("assessments.child_seen", "assessments.authorised"),
        ),
        beside="assessment_open",
    ),
    _of(
        key="assessments_late_explained",
        title="Late assessments with a reason recorded",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, assessments with a reason recorded for the delay",
        of="assessments authorised in the period more than 45 working days after they began",
        good=Good.HIGHER,
        why="A delay that somebody explained was seen by somebody.",
        definition=REASON_RECORDED,
        cases=Cases(
            """select a.child, a.authorised as day, 1 as among,
              case when a.late_reason is null then 0 else 1 end as counted
            from assessments as a join measure_days as d on d.day = a.authorised
            join measure_days as s on s.day = a.started
            where d.eve - s.working >= 45""",
            CaseKind.IN_PERIOD,
            ("assessments.started", "assessments.authorised", "assessments.late_reason"),
        ),
        beside="assessment_overdue",
    ),
    _found(
        "neglect",
        "neglect",
        (_Factor.NEGLECT,),
        "Neglect is found at assessment long before a plan names it: who is helped early shows "
        "here.",
    ),
    _found(
        "exploitation",
        "exploitation of the child",
        (_Factor.SEXUAL_EXPLOITATION, _Factor.CRIMINAL_EXPLOITATION),
        "A share near nought asks whether it is looked for, or written down as something else.",
    ),
)

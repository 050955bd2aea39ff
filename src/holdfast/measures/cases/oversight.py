"""Measures of management oversight: what no national statistic tells."""

from functools import partial

from holdfast.areas import Area
from holdfast.measures.cases.contact import IN_NEED, OURS
from holdfast.measures.cases.declared import of_cases
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.figure_of_link import RECORDED_LATE
from holdfast.measures.measure import Definition, Good, MeasureUnit, Whose

_NONE = "No national figure is published."

_of = partial(of_cases, area=Area.OVERSIGHT, maturity=RECORDED_LATE)

MEASURES = (
    _of(
        key="supervisions",
        title="Times that a case was supervised",
        unit=MeasureUnit.TIMES,
        counts="supervisions of a child's case held in the period",
        of="supervisions of a child's case held in the period",
        good=Good.NEITHER,
        why="It is when a manager looks at the work with a child.",
        definition=Definition("Each child talked about, by the day.", Whose.OURS, OURS, _NONE),
        cases=Cases(
            "select child, held as day, 1 as counted, 1 as among from supervisions",
            CaseKind.IN_PERIOD,
            ("supervisions.held",),
        ),
        beside="supervision_open",
    ),
    _of(
        key="supervisions_challenged",
        title="Supervision that challenged",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, supervisions in which the work or its pace was challenged",
        of="supervisions held in the period that say whether there was challenge",
        good=Good.NEITHER,
        why="Inspectors ask whether anybody asks why; a share that is never above nought answers.",
        definition=Definition(
            "By what the supervisor recorded. Where it is not recorded it cannot be determined. "
            "Not every supervision should challenge, so no share is the right one.",
            Whose.OURS,
            OURS,
            _NONE,
        ),
        cases=Cases(
            "select child, held as day, 1 as among, cast(challenge as integer) as counted "
            "from supervisions",
            CaseKind.IN_PERIOD,
            ("supervisions.held", "supervisions.challenge"),
        ),
        beside="supervision_open",
    ),
    _of(
        key="supervisions_directed",
        title="Supervision that set an action",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, supervisions in which an action was set",
        of="supervisions held in the period that say whether there was one",
        good=Good.NEITHER,
        why="What is only talked over changes nothing for a child.",
        definition=Definition("By what the supervisor recorded.", Whose.OURS, OURS, _NONE),
        cases=Cases(
            "select child, held as day, 1 as among, cast(actions_set as integer) as counted "
            "from supervisions",
            CaseKind.IN_PERIOD,
            ("supervisions.held", "supervisions.actions_set"),
        ),
        beside="supervision_open",
    ),
    _of(
        key="supervisions_acted",
        title="Supervision that challenged or set an action",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, supervisions that challenged the work or set an action",
        of="supervisions held in the period that say whether they did either",
        good=Good.HIGHER,
        why="Supervision with neither is a talk: inspectors find it regular, and of no effect.",
        definition=Definition(
            "Either is enough. Where one is not recorded and the other was not so it cannot be "
            "determined.",
            Whose.OURS,
            OURS,
            _NONE,
        ),
        cases=Cases(
            """select child, held as day, 1 as among, case when challenge or actions_set then 1
              when challenge is null or actions_set is null then null else 0 end as counted
            from supervisions""",
            CaseKind.IN_PERIOD,
            ("supervisions.held", "supervisions.challenge", "supervisions.actions_set"),
        ),
        beside="supervision_open",
    ),
    _of(
        key="actions_done",
        title="Actions done by the day set",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, actions shown by the record to be done by the day set",
        of="actions that were to be done by a day of the period",
        good=Good.HIGHER,
        why="An action that nobody follows up tells staff that actions need not be followed.",
        definition=Definition(
            "Done is what an event of the record shows; a tick is not.", Whose.OURS, OURS, _NONE
        ),
        cases=Cases(
            "select child, due as day, 1 as among, case when evidenced <= due then 1 else 0 end "
            "as counted from actions where due is not null",
            CaseKind.IN_PERIOD,
            ("actions.due", "actions.evidenced"),
        ),
        beside="actions_open",
    ),
    _of(
        key="actions_open",
        title="Actions not done after the day set",
        unit=MeasureUnit.TIMES,
        counts="actions whose day has passed and that nothing shows to be done",
        of="actions set for children with an open case, not shown to be done on the last day",
        good=Good.LOWER,
        why="Each is something that somebody was told to do for a child.",
        definition=Definition(
            "Set by the day and not evidenced by it, for a child whose case is open on it. An "
            "action without a day is not past it.",
            Whose.OURS,
            OURS,
            _NONE,
        ),
        cases=Cases(
            "select a.child, n.day, 1 as among, case when a.due < n.day then 1 else 0 end "
            f"as counted from actions as a join ({IN_NEED}) as n on n.child = a.child "
            "and a.set_on <= n.day and (a.evidenced is null or a.evidenced > n.day)",
            CaseKind.ON_LAST_DAY,
            ("actions.set_on", "actions.due", "actions.evidenced"),
        ),
    ),
)

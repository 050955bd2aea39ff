"""Measures of contacts, referrals and open cases."""

from functools import partial

from holdfast.areas import Area
from holdfast.journeys.holders import holds_on
from holdfast.law.statistics import RE_REFERRAL
from holdfast.measures.cases.declared import of_cases
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.figure_of_link import RECORDED_LATE
from holdfast.measures.measure import Definition, Good, Maturity, MeasureUnit, Whose

OURS = "Holdfast"
REASON_RECORDED = Definition(
    "Whether there are any words; nobody judges here whether the reason is a good one.",
    Whose.OURS,
    OURS,
    "No national figure is published.",
)
CHILDREN_IN_NEED = "Department for Education, Characteristics of children in need"

# A child's case of need on the last day of each month: opened, not refused, not yet closed, and
# the child living: a spell ends at death, however long the row stays open (``journeys/spell.py``).
_OPEN_CASES = (
    "from referrals as r join measure_ends as e "
    "on r.received <= e.day and (r.closed is null or r.closed > e.day) "
    "left join life as b on b.subject = r.child "
    "where r.no_further_action is not true and (b.died is null or b.died > e.day)"
)
IN_NEED = f"select distinct r.child, e.day, e.month {_OPEN_CASES}"
# Children whom three or more named workers held in the 12 months to a month's end. Whoever was
# never held by three is left out first: so few are left that laying them out by month costs little.
# Nobody holds by a part that did not hold a case yet (``since``).
THREE_HELD = """
    select h.child, e.day from holding as h join measure_ends as e
      on h.started <= e.day and h.since <= e.day and (h.ended is null or h.ended > e.before_12)
    where coalesce(h.named, true) and h.child in (
      select child from holding where coalesce(named, true)
      group by child having count(distinct worker) >= 3)
    group by h.child, e.day having count(distinct h.worker) >= 3"""
_REFERRED = "select distinct child, received from referrals where received <= $day"
_AGAIN = f"""
    select one.child, one.received as day, 1 as among,
      case when one.received <= d.{{until}} then 1 else 0 end as counted
    from (select child, received, lag(received) over (partition by child order by received)
      as before from ({_REFERRED}) as referred) as one
    left join measure_days as d on d.day = one.before"""

_of = partial(of_cases, area=Area.CONTACT, maturity=RECORDED_LATE)

MEASURES = (
    _of(
        key="contacts",
        title="Contacts received",
        unit=MeasureUnit.TIMES,
        counts="contacts received in the period",
        of="contacts received in the period",
        good=Good.NEITHER,
        why="More contacts are more work at the front door, whatever becomes of them.",
        definition=Definition("Each contact, by the day it was received.", Whose.OURS, OURS),
        cases=Cases(
            "select child, received as day, 1 as counted, 1 as among from contacts",
            CaseKind.IN_PERIOD,
            ("contacts.received",),
        ),
        beside="in_need",
    ),
    _of(
        key="contacts_referred",
        title="Contacts that became a referral",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="contacts whose outcome is a referral",
        of="contacts received in the period about children with no open case, and decided",
        good=Good.NEITHER,
        why="A share that moves without a change in families shows a threshold that moves.",
        definition=Definition(
            "By the outcome recorded of the contact. One with no outcome cannot be determined; one "
            "passed to a worker who holds the child already is left out.",
            Whose.OURS,
            OURS,
            "No national figure is published.",
        ),
        cases=Cases(
            "select child, received as day, 1 as among, case when outcome is null then null "
            "when outcome = 'referral' then 1 else 0 end as counted from contacts "
            "where outcome is null or outcome <> 'existing'",
            CaseKind.IN_PERIOD,
            ("contacts.received", "contacts.outcome"),
        ),
        beside="in_need",
    ),
    _of(
        key="referrals",
        title="Referrals",
        unit=MeasureUnit.TIMES,
        counts="referrals received in the period",
        of="referrals received in the period",
        good=Good.NEITHER,
        why="Each asks for an assessment within weeks: what comes in sets the work of a year.",
        definition=Definition(
            "A child is counted once for each day on which a referral was received.",
            Whose.DFE,
            CHILDREN_IN_NEED,
            "The published rate is for each 10,000 children under 18: see referral_rate.",
        ),
        cases=Cases(
            "select distinct child, received as day, 1 as counted, 1 as among from referrals",
            CaseKind.IN_PERIOD,
            ("referrals.received",),
        ),
        beside="in_need",
    ),
    _of(
        key="re_referrals",
        title="Referred again within 12 months",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="referrals of a child who was referred in the 12 months before",
        of="referrals received in the period",
        good=Good.LOWER,
        why="A family that comes back was not helped for long enough, or not with what was needed.",
        definition=Definition(
            "The later within 12 months of the earlier, counted on from the earlier's day, as our "
            "clock does; how the DfE counts to the day was not found.",
            Whose.DFE,
            str(RE_REFERRAL),
            "The DfE gives it for years to 31 March.",
        ),
        cases=Cases(
            _AGAIN.format(until="after_12"),
            CaseKind.IN_PERIOD,
            ("referrals.received",),
            looks_back=12,
        ),
        beside="in_need",
        published="rereferral_12m",
    ),
    _of(
        key="re_referrals_3_months",
        title="Referred again within 3 months",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="referrals of a child who was referred in the 3 months before",
        of="referrals received in the period",
        good=Good.LOWER,
        why="It shows within a season what the figure of 12 months shows after a year.",
        definition=Definition(
            "As re_referrals, with 3 months in place of 12.",
            Whose.OURS,
            OURS,
            "The DfE looks back over 12 months: see re_referrals.",
        ),
        cases=Cases(
            _AGAIN.format(until="after_3"),
            CaseKind.IN_PERIOD,
            ("referrals.received",),
            looks_back=3,
        ),
        beside="in_need",
    ),
    _of(
        key="referrals_no_further_action",
        title="Referrals that ended in no further action",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="referrals that ended in no further action",
        of="referrals received in the period of which the outcome is recorded",
        good=Good.NEITHER,
        why="A high share may be a wide front door or a high threshold: look at who comes back.",
        definition=Definition(
            "Referrals with no further action, out of referrals: a child once for each day. Of two "
            "of one day both must have ended so.",
            Whose.DFE,
            CHILDREN_IN_NEED,
        ),
        cases=Cases(
            """select child, received as day, 1 as among, case
                when min(cast(no_further_action as integer)) = 0 then 0
                when count(*) > count(no_further_action) then null else 1 end as counted
              from referrals group by child, received""",
            CaseKind.IN_PERIOD,
            ("referrals.received", "referrals.no_further_action"),
        ),
        beside="in_need",
        published="referral_nfa",
    ),
    _of(
        key="back_after_closing",
        title="Back within 12 months of closing",
        unit=MeasureUnit.CHILDREN_SHARE,
        maturity=Maturity(397, "A referral is looked for in the 12 months ahead.", 366),
        counts="cases closed in the period whose child was referred again within 12 months",
        of="cases closed in the period",
        good=Good.LOWER,
        why="It goes with the team that closed the case, and not with the one that took it on.",
        definition=Definition(
            "A later referral is looked for in the 12 months after the closing, so a month is told "
            "a year later.",
            Whose.OURS,
            OURS,
            "The DfE looks back from the later referral: see re_referrals.",
        ),
        cases=Cases(
            """select r.child, r.closed as day, 1 as among, case when exists (
                select 1 from referrals as n where n.child = r.child and n.received > r.closed
                and n.received <= d.after_12 and n.received <= $day) then 1 else 0 end as counted
            from referrals as r join measure_days as d on d.day = r.closed
            where r.no_further_action is not true and d.after_12 <= $day""",
            CaseKind.IN_PERIOD,
            ("referrals.received", "referrals.closed"),
        ),
        beside="in_need",
    ),
    _of(
        key="cases_closed",
        title="Cases closed",
        unit=MeasureUnit.TIMES,
        counts="cases of need closed in the period",
        of="cases of need closed in the period",
        good=Good.NEITHER,
        why="Beside referrals it shows whether more comes in than goes out.",
        definition=Definition("Each case, by the day it was closed.", Whose.OURS, OURS),
        cases=Cases(
            "select child, closed as day, 1 as counted, 1 as among from referrals "
            "where no_further_action is not true and closed is not null",
            CaseKind.IN_PERIOD,
            ("referrals.closed",),
        ),
        beside="in_need",
    ),
    _of(
        key="in_need",
        title="Children with an open case of need",
        unit=MeasureUnit.CHILDREN,
        counts="children with an open case on the last day",
        of="children with an open case on the last day",
        good=Good.NEITHER,
        why="It is the stock of work: what is late, and who is held by whom, is out of these.",
        definition=Definition(
            "Living children whose referral was accepted and whose case is not closed; once each.",
            Whose.OURS,
            OURS,
            "The DfE counts care leavers and children in care without a case of need too, and "
            "gives it for each 10,000 children under 18.",
        ),
        cases=Cases(
            f"select child, day, 1 as counted, 1 as among from ({IN_NEED}) as n",
            CaseKind.ON_LAST_DAY,
            ("referrals.received", "referrals.closed"),
        ),
    ),
    _of(
        key="in_need_two_years",
        title="Open cases of two years or more",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children whose case has been open for two years or more",
        of="children with an open case on the last day",
        good=Good.NEITHER,
        why="Some need help for years; of others nobody has asked whether it works.",
        definition=Definition(
            "By the day of the earliest open referral.",
            Whose.OURS,
            OURS,
            "The DfE's figure takes in children in care and disabled children, as this does, and "
            "counts by the census year.",
        ),
        cases=Cases(
            f"""select r.child, e.day, 1 as among,
              max(case when r.received <= e.before_24 then 1 else 0 end) as counted
            {_OPEN_CASES} group by r.child, e.day""",
            CaseKind.ON_LAST_DAY,
            ("referrals.received", "referrals.closed"),
        ),
    ),
    _of(
        key="not_held",
        title="Unallocated cases: open, with no named worker",
        unit=MeasureUnit.CHILDREN,
        counts="children with an open case whom no named worker holds on the last day",
        of="children with an open case on the last day",
        good=Good.LOWER,
        why="Nobody answers for them, and the family has nobody to ask. A worker who has left, is "
        "away or is a manager counts as long as the record names them: the concern Nobody can act "
        "counts those children too, and is higher.",
        definition=Definition(
            "A team inbox holds nobody. Whoever holds the case on the day counts, in any team.",
            Whose.OURS,
            OURS,
            "No national figure is published.",
        ),
        cases=Cases(
            f"""select n.child, n.day, 1 as among,
              case when h.child is null then 1 else 0 end as counted
            from ({IN_NEED}) as n left join (
              select distinct w.child, e.day from holding as w join measure_ends as e
              on {holds_on("w", "e.day")} where coalesce(w.named, true)
                and w.worker is not null) as h
            on h.child = n.child and h.day = n.day""",
            CaseKind.ON_LAST_DAY,
            ("referrals.received", "referrals.closed", "involvements.worker"),
        ),
    ),
    _of(
        key="three_workers",
        title="Three or more workers in 12 months",
        unit=MeasureUnit.CHILDREN_SHARE,
        counts="of those, children whom three or more workers held in the 12 months before",
        of="children with an open case on the last day",
        good=Good.LOWER,
        why="Each new worker is somebody to whom a child must tell everything again.",
        definition=Definition(
            "Named workers who held the case on any day of the 12 months that end on the day.",
            Whose.OURS,
            OURS,
            "The DfE counts social workers of children in care: see care_three_workers.",
        ),
        cases=Cases(
            f"""select n.child, n.day, 1 as among,
              case when w.child is null then 0 else 1 end as counted
            from ({IN_NEED}) as n left join ({THREE_HELD}) as w
            on w.child = n.child and w.day = n.day""",
            CaseKind.ON_LAST_DAY,
            ("referrals.received", "involvements.worker", "involvements.started"),
            window=12,
            looks_back=12,
        ),
    ),
)

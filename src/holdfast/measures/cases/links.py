"""Measures of each link of the chain by the month in which its duties fell due, and of its stock.

What fell due in a month is a group of its own: those still waiting are in it, and no two months
overlap. So it can be charted, which what was *done* in a month cannot be without a caution: a
month in which a backlog is cleared looks worse than one in which it is left.
"""

from holdfast.areas import Area
from holdfast.clocks.duty import Status
from holdfast.clocks.register import clock
from holdfast.clocks.sql.standing import keys_sql
from holdfast.engine.quoting import closed
from holdfast.measures.cases.declared import of_cases
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.figure_of_link import OURS, RECORDED_LATE
from holdfast.measures.links import LINKS, Link
from holdfast.measures.measure import Definition, Good, Measure, MeasureUnit, Whose

_FAR = "date '9999-12-31'"
_ENDS = f"least(coalesce(d.stopped, {_FAR}), coalesce(d.lapsed, {_FAR}), coalesce(d.doubt, {_FAR}))"
_NOT_IN_TIME = closed(Status.LATE, Status.OVERDUE, Status.LAPSED_OVERDUE)
# Of an open duty: whether it is overdue at the end of the month.
_OVERDUE = "case when d.overdue_from <= e.day then 1 else 0 end"
DUE, OVERDUE, OPEN = "due", "overdue", "open"


def due_sql(clocks: str, before: str = "") -> str:
    """Every duty of some clocks that fell due, by that day, and whether it was done by then.

    ``before`` are columns that stand before the four of a case.
    """
    return f"""select {before}d.subject as child, d.due as day, 1 as among, case
        when d.status = {closed(Status.CANNOT_TELL)} then null
        when d.status = {closed(Status.MET)} then 1 else 0 end as counted
      from standing as d {clocks} and d.due <= $day and d.status in
        ({closed(Status.MET, Status.CANNOT_TELL)}, {_NOT_IN_TIME})"""


def open_sql(clocks: str, before: str = "", counted: str = _OVERDUE) -> str:
    """Every duty of some clocks that was open at the end of a month."""
    return f"""select {before}d.subject as child, e.day, 1 as among, {counted} as counted
      from duties as d join measure_ends as e on d.started <= e.day and {_ENDS} > e.day {clocks}"""


def cases_of_link(link: Link, what: str) -> Cases:
    """The rows of one link: what fell due, what is open, or what of it is overdue."""
    clocks = f"where d.clock in ({keys_sql(clock(key) for key in link.clocks)})"
    if what == DUE:
        return Cases(due_sql(clocks), CaseKind.IN_PERIOD, (), of_links=DUE)
    counted = "1" if what == OPEN else _OVERDUE
    sql = open_sql(clocks, counted=counted)
    return Cases(sql, CaseKind.ON_LAST_DAY, (), of_links=what, waits=True)


def _due(link: Link) -> Measure:
    return of_cases(
        cases_of_link(link, DUE),
        clocks=link.clocks,
        key=f"{link.key}_due_met",
        title=f"{link.title}: of those due, in time",
        area=link.area,
        unit=MeasureUnit.SHARE,
        counts="of those, duties done by their due date",
        of="duties that fell due in the period",
        good=Good.HIGHER,
        why=link.why,
        definition=Definition(
            "By the day on which each fell due. What still waits is in it, as not done in time; "
            "a duty that ended before it was due, as when the case was closed, is not.",
            Whose.OURS,
            OURS,
            "Published figures count what was done: those who still wait are in none of them.",
        ),
        maturity=RECORDED_LATE,
        beside=f"{link.key}_open",
    )


def _open(link: Link) -> Measure:
    return of_cases(
        cases_of_link(link, OPEN),
        clocks=link.clocks,
        key=f"{link.key}_open",
        title=f"{link.title}: open",
        area=link.area,
        unit=MeasureUnit.DUTIES,
        counts="duties open on the last day",
        of="duties open on the last day",
        good=Good.NEITHER,
        why=f"So many wait for this step, late or not. {link.why}",
        definition=Definition(
            "Begun by the day, and neither done nor lapsed by then.", Whose.OURS, OURS
        ),
        maturity=RECORDED_LATE,
    )


# Of these links the days count, by which a child waited for anybody at all.
_DAYS = {
    "seen": "Each is a day on which somebody was told of a risk and nobody had seen the child.",
    "allocation": "Each is a day on which a family waited for a worker to be named.",
    "assessment": "Each is a day on which a family waited to know what would follow.",
}


def days_sql(clocks: str) -> str:
    """Every duty of some clocks in every month in which it was open, with its days in that month.

    A day counts when the duty was open at its end.
    """
    until = "least(coalesce(u.nth, e.nth + 1), e.nth + 1)"
    return f"""select d.subject as child, e.day, 1 as among,
        {until} - greatest(s.nth, e.month_nth) as counted
      from duties as d join measure_days as s on s.day = d.started
      left join measure_days as u on u.day = {_ENDS}
      join measure_ends as e on d.started <= e.day and {_ENDS} > e.month
      where {_ENDS} > d.started {clocks}"""


def _days(link: Link) -> Measure:
    clocks = f"and d.clock in ({keys_sql(clock(key) for key in link.clocks)})"
    return of_cases(
        Cases(days_sql(clocks), CaseKind.IN_PERIOD, (), waits=True),
        clocks=link.clocks,
        key=f"{link.key}_days",
        title=f"{link.title}: days waited",
        area=link.area,
        unit=MeasureUnit.CHILD_DAYS,
        counts="days of the period at the end of which a child waited for the step",
        of="duties open on any day of the period, once for each month",
        good=Good.LOWER,
        why=_DAYS[link.key],
        definition=Definition(
            "From the day on which the duty began to the day before it was done or ended, the days "
            "that lie in the period; waits that go on are in it, and so are those not yet late. "
            "By whole months, the month of the day itself up to it.",
            Whose.OURS,
            OURS,
            "No national figure is published.",
        ),
        maturity=RECORDED_LATE,
        beside=f"{link.key}_open",
    )


_OF_CHAIN = f"d.clock in ({keys_sql(clock(key) for link in LINKS for key in link.clocks)})"


def _long_overdue(key: str, words: str, days: int, why: str) -> Measure:
    """Of all that is overdue, what has been so for so many days or more."""
    return of_cases(
        Cases(
            f"""select d.subject as child, e.day, 1 as among,
              case when e.nth - o.nth >= {days} then 1 else 0 end as counted
            from duties as d join measure_days as o on o.day = d.due
            join measure_ends as e on d.overdue_from <= e.day and {_ENDS} > e.day
            where {_OF_CHAIN}""",
            CaseKind.ON_LAST_DAY,
            (),
            waits=True,
        ),
        clocks=tuple(dict.fromkeys(key for link in LINKS for key in link.clocks)),
        key=f"overdue_{key}",
        title=f"Overdue for {words} or more",
        area=Area.OVERSIGHT,
        unit=MeasureUnit.SHARE,
        counts=f"of those, duties that had been overdue for {days} days or more",
        of="overdue duties of any step of the chain on the last day",
        good=Good.LOWER,
        why=why,
        definition=Definition(
            "Days past the due date, as they are shown everywhere. A duty left long and then "
            "dropped leaves the share, so read it beside what is overdue of each step.",
            Whose.OURS,
            OURS,
            "No national figure is published.",
        ),
        maturity=RECORDED_LATE,
    )


MEASURES = (
    *(make(link) for make in (_due, _open) for link in LINKS),
    *(_days(link) for link in LINKS if link.key in _DAYS),
    _long_overdue(
        "four_weeks",
        "four weeks",
        28,
        "What is a few days over is being worked on; what is weeks over has been left.",
    ),
    _long_overdue(
        "three_months",
        "three months",
        91,
        "What is months over nobody means to do, or nobody wrote that it was done: ask which.",
    ),
)

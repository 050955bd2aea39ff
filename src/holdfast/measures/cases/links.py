"""Measures of each link of the chain by the month in which its duties fell due, and of its stock.

What fell due in a month is a group of its own: those still waiting are in it, and no two months
overlap. So it can be charted, which what was *done* in a month cannot be without a caution: a
month in which a backlog is cleared looks worse than one in which it is left.
"""

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
    return Cases(open_sql(clocks, counted=counted), CaseKind.ON_LAST_DAY, (), of_links=what)


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
            "what ended in time without the step is not.",
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
        why="It is the stock that waits for this step, late or not.",
        definition=Definition(
            "Begun by the day, and neither done nor lapsed by then.", Whose.OURS, OURS
        ),
        maturity=RECORDED_LATE,
    )


MEASURES = tuple(make(link) for make in (_due, _open) for link in LINKS)

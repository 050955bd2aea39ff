"""Figures of duties and actions by group: what was done in time, and how long people waited.

A duty is in the group of its child on the day to which it belongs: that on which it began, of a
wait, and that on which it was done, of what was done. What is open is in that of the outlook's day.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from holdfast.clocks.duty import Status
from holdfast.clocks.register import clock
from holdfast.clocks.rules.answers import Answer
from holdfast.clocks.sql.standing import OPEN, keys_sql
from holdfast.days import add_months
from holdfast.engine.quoting import closed
from holdfast.measures.cases.declared import SUMS, answer_from, narrowed
from holdfast.measures.cases.groups import By, group_sql, lay_measure_groups
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.figure_groups import OF_CHILDREN, FigureGroups, GroupFigure
from holdfast.measures.links import Link
from holdfast.query.fairness.withholding import SMALL
from holdfast.query.median_wait import median_wait
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

TOO_FEW = f"of {SMALL.start} to {SMALL.stop - 1} no median is told"
NOT_HALF = "fewer than half are done"


@dataclass
class GroupRows:
    """Rows of one group added up: ``counted`` of ``among``, and ``unclear``.

    ``waits`` are as ``median_wait`` takes them: days, how many had ended then, and how many not.
    """

    counted: int = 0
    among: int = 0
    unclear: int = 0
    waits: list[tuple[int, int, int]] = field(default_factory=list)


Valued = Callable[[GroupRows], tuple[float | int | None, str]]


def done_groups(link: Link) -> FigureGroups:
    """Of the duties of a link done in the months, those done by their due date, by group."""
    met = f"case when d.status = {closed(Status.MET)} then 1 else 0 end"
    done = f"d.status in ({closed(Status.MET, Status.LATE)})"
    return _of_link(link, _standing(link, "d.stopped", met, done), _share)


def wait_groups(link: Link) -> FigureGroups:
    """Of the duties of a link begun in the months, the days within which half were done."""
    done = (
        f"case when d.status = {closed(Status.CANNOT_TELL)} then null "
        f"when d.status in ({closed(Status.MET, Status.LATE)}) then 1 else 0 end"
    )
    return _of_link(link, _standing(link, "d.started", done, "true", waits=True), median_of_group)


def waits_told(rows: Cases, stock: Cases) -> FigureGroups:
    """The same of other rows, whose fifth column ``days`` is the wait; ``stock`` is what is open.

    The stock's ``days`` are those waited so far.
    """
    return FigureGroups(OF_CHILDREN, partial(_told, rows, stock, (), median_of_group), rows=rows)


def rows_by_group(
    outlook: Outlook, cases: Cases, by: By, first: date, until: date, scope: Scope
) -> dict[str, GroupRows]:
    """The rows of some days added up by group, the days between among them.

    Raises NotFound for a scope that the record does not know.
    """
    lay_measure_groups(outlook)
    relation, where, values = narrowed(cases, outlook, scope)
    group, joins = group_sql(by)
    found: dict[str, GroupRows] = defaultdict(GroupRows)
    for row in outlook.rows(
        f"select {group} as grouped, c.days, {SUMS} from {relation} as c "
        f"join measure_days as d on d.day = c.day{''.join(joins)} "
        f"where c.day >= $first and c.day <= $until and c.day <= $day{where} "
        "group by grouped, c.days order by grouped, c.days",
        **values,
        first=first,
        until=until,
        day=outlook.day,
    ):
        own, counted, among = found[row["grouped"]], int(row["counted"] or 0), int(row["among"])
        own.counted, own.among = own.counted + counted, own.among + among
        own.unclear += row["unclear"]
        if among:
            own.waits.append((row["days"], counted, among - counted))
    return dict(found)


def median_of_group(found: GroupRows) -> tuple[int | None, str]:
    """The median wait; None, with the reason, of a few, or where fewer than half have ended."""
    if found.among in SMALL:
        return None, TOO_FEW
    median = median_wait(found.waits)
    return median, NOT_HALF if median is None and found.among else ""


def _share(found: GroupRows) -> tuple[float | None, str]:
    return (found.counted / found.among if found.among else None), ""


def _standing(link: Link, day: str, counted: str, where: str, waits: bool = False) -> Cases:
    """Duties of a link as they stand on the outlook's day, each with the days waited."""
    clocks = keys_sql(clock(key) for key in link.clocks)
    return Cases(
        f"select d.subject as child, {day} as day, 1 as among, {counted} as counted, "
        f"d.days_waited as days from standing as d where d.clock in ({clocks}) and {where}",
        CaseKind.IN_PERIOD,
        (),
        waits=waits,
    )


def _of_link(link: Link, rows: Cases, value: Valued) -> FigureGroups:
    overdue = f"case when d.status = {closed(Status.OVERDUE)} then 1 else 0 end"
    stock = _standing(link, "$day", overdue, f"d.status in ({closed(*OPEN)})")
    ask = partial(_told, rows, stock, link.clocks, value)
    return FigureGroups(OF_CHILDREN, ask, rows=rows)


def _told(
    rows: Cases,
    stock: Cases,
    clocks: tuple[str, ...],
    value: Valued,
    outlook: Outlook,
    months: int,
    by: By,
    scope: Scope,
) -> list[GroupFigure]:
    """The groups, by name; none where the source does not tell the history of it."""
    first = add_months(outlook.day, -months) + timedelta(days=1)
    if answer_from(rows, clocks, outlook, first)[0] is Answer.CANNOT_TELL:
        return []
    found = rows_by_group(outlook, rows, by, first, outlook.day, scope)
    open_ = rows_by_group(outlook, stock, by, outlook.day, outlook.day, scope)
    return [
        _figure(group, found.get(group, GroupRows()), open_.get(group, GroupRows()), value, clocks)
        for group in sorted({*found, *open_})
    ]


def _figure(
    group: str, found: GroupRows, open_: GroupRows, value: Valued, clocks: tuple[str, ...]
) -> GroupFigure:
    told, why = value(found)
    return GroupFigure(
        group,
        told,
        found.counted,
        found.among,
        open=open_.among,
        overdue=open_.counted if clocks else None,
        longest_days=max((days for days, _, _ in open_.waits), default=None),
        cannot_tell=found.unclear,
        why=why,
    )

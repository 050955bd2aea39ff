"""The rows of many measures added up by month and group at once: few passes, whatever is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from threading import Lock

import pyarrow as pa

from holdfast.days import add_months
from holdfast.engine import Value
from holdfast.measures.cases.declared import SUMS, narrowed
from holdfast.measures.cases.groups import By, group_sql, nobody
from holdfast.measures.cases.links import DUE, OPEN, OVERDUE, due_sql, open_sql
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.links import LINKS
from holdfast.measures.measure import Measure
from holdfast.query.outlook import Outlook, Row
from holdfast.query.scope import Scope

# Of more links than this all are counted in one pass over the duties.
_FEW_LINKS = 4
_LAYING = Lock()


@dataclass(frozen=True)
class MonthSum:
    """What was counted of a group in a month, out of what, and what cannot be determined."""

    month: date
    group: str
    counted: float
    among: float
    unclear: int


@dataclass(frozen=True)
class YearSum:
    """What was counted in the twelve months to a day, out of what, and how many stand behind it.

    ``people`` are those among whom it is counted, ``with_it`` those of whom anything is counted,
    and ``without_it`` those of whom something is not: children, of staff workers.
    """

    counted: float
    among: float
    people: int
    with_it: int
    without_it: int


@dataclass(frozen=True)
class _PassPart:
    """Rows to be added up: a query whose first column is a number, and the measure of each."""

    sql: str
    measures: Mapping[int, str]


def sum_by_month(
    outlook: Outlook, measures: Sequence[Measure], by: By, first: date, scope: Scope
) -> dict[str, list[MonthSum]]:
    """By measure, its months from ``first`` on, in order of group and month.

    Raises NotFound for a scope that the record does not know.
    """
    found: dict[str, list[MonthSum]] = {}
    for kind in CaseKind:
        for staff in (False, True):
            parts = list(_parts(outlook, measures, kind, staff))
            if parts:
                rows = _added_up(outlook, parts, kind, staff, by, first, scope)
                found |= _by_measure(rows, parts)
    # Of the links counted in one pass, what is open: that out of which the overdue are counted.
    told: dict[str, list[MonthSum]] = {}
    for one in measures:
        overdue = one.key.removesuffix("_open") + "_overdue"
        if one.cases and one.cases.of_links == OPEN and one.key not in found and overdue in found:
            told[one.key] = [replace(each, counted=each.among) for each in found[overdue]]
    return found | told


def sum_by_year(
    outlook: Outlook, measures: Sequence[Measure], ends: Sequence[date]
) -> dict[tuple[str, date], YearSum]:
    """By measure and day, the twelve months to each of some last days of months, of everybody.

    Of what stands on a last day, that day alone.
    """
    found: dict[tuple[str, date], YearSum] = {}
    for kind in CaseKind:
        for staff in (False, True):
            parts = list(_parts(outlook, measures, kind, staff))
            keys = {number: key for part in parts for number, key in part.measures.items()}
            if parts:
                found |= {
                    (keys[row["number"]], ends[row["period"]]): YearSum(
                        float(row["counted"] or 0),
                        float(row["among"] or 0),
                        row["people"],
                        row["with_it"],
                        row["without_it"],
                    )
                    for row in _years_added_up(outlook, parts, kind, ends)
                }
    return found | _all_open_of_years(measures, found)


def _years_added_up(
    outlook: Outlook, parts: Sequence[_PassPart], kind: CaseKind, ends: Sequence[date]
) -> list[Row]:
    together = " union all ".join(part.sql for part in parts)
    values: dict[str, Value] = {"day": outlook.day}
    whens = []
    for place, end in enumerate(ends):
        values[f"end_{place}"] = end
        within = f"c.day = $end_{place}"
        if kind is CaseKind.IN_PERIOD:
            # The whole months of the year: the last days of months lie where days are counted.
            values[f"from_{place}"] = add_months(end + timedelta(days=1), -12)
            within = f"c.day >= $from_{place} and c.day <= $end_{place}"
        whens.append(f"when {within} then {place}")
    known = "c.counted is not null and c.among > 0"
    return outlook.rows(
        f"select number, period, {SUMS}, count(distinct case when {known} then child end) "
        f"as people, count(distinct case when c.counted > 0 then child end) as with_it, "
        f"count(distinct case when {known} and c.counted < c.among then child end) as without_it "
        f"from (select c.*, case {' '.join(whens)} end as period from ({together}) as c "
        "where c.day <= $day) as c where period is not null group by number, period",
        **values,
    )


def _all_open_of_years(
    measures: Sequence[Measure], found: Mapping[tuple[str, date], YearSum]
) -> dict[tuple[str, date], YearSum]:
    """As ``_all_open``: everybody among whom the overdue are counted is open."""
    wanted = {
        one.key.removesuffix("_open") + "_overdue": one.key
        for one in measures
        if one.cases and one.cases.of_links == OPEN
    }
    return {
        (wanted[key], end): YearSum(each.among, each.among, each.people, each.people, 0)
        for (key, end), each in found.items()
        if key in wanted and (wanted[key], end) not in found
    }


def _parts(
    outlook: Outlook, measures: Sequence[Measure], kind: CaseKind, staff: bool
) -> Iterator[_PassPart]:
    """The queries of the measures of a kind: of many links together, of the others one each."""
    of_links: list[Measure] = []
    many = sum(bool(one.cases and one.cases.of_links) for one in measures) > _FEW_LINKS
    for number, measure in enumerate(measures):
        cases = measure.cases
        if cases is None or cases.kind is not kind or cases.staff is not staff:
            continue
        if cases.of_links and many:
            of_links.append(measure)
        else:
            columns = "child, day, among, counted" + (", team" if staff else "")
            yield _PassPart(
                f"select {number} as number, {columns} from ({cases.sql}) as m{number}",
                {number: measure.key},
            )
    for what in (DUE, OVERDUE):
        own = {one.key for one in of_links if one.cases and one.cases.of_links == what}
        wanted = {one.key for one in of_links if one.cases and one.cases.of_links in (what, OPEN)}
        if own or (what == OVERDUE and wanted):
            yield _of_every_link(outlook, what)


def _of_every_link(outlook: Outlook, what: str) -> _PassPart:
    """One pass over the duties of all links. The numbers are above those of single measures."""
    base = 10_000 if what == DUE else 20_000
    name = "due_met" if what == DUE else "overdue"
    _lay_links(outlook)
    join = "join measure_links as l on l.clock = d.clock where true"
    make = due_sql if what == DUE else open_sql
    sql = make(join, before=f"{base} + l.link as number, ")
    return _PassPart(sql, {base + n: f"{link.key}_{name}" for n, link in enumerate(LINKS)})


def _lay_links(outlook: Outlook) -> None:
    """Name which link each clock is in."""
    with _LAYING:
        if "measure_links" in outlook.kept:
            return
        pairs = [(key, number) for number, link in enumerate(LINKS) for key in link.clocks]
        clocks, numbers = zip(*pairs, strict=True)
        table = pa.table({"clock": list(clocks), "link": pa.array(numbers, pa.int32())})
        outlook.engine.rows("measure_links", table)
        outlook.kept["measure_links"] = True


def _added_up(
    outlook: Outlook,
    parts: Sequence[_PassPart],
    kind: CaseKind,
    staff: bool,
    by: By,
    first: date,
    scope: Scope,
) -> list[Row]:
    together = " union all ".join(part.sql for part in parts)
    relation, where, values = narrowed(Cases(together, kind, (), staff=staff), outlook, scope)
    group, joins = group_sql(by, staff)
    calendar = "measure_ends" if kind is CaseKind.ON_LAST_DAY else "measure_days"
    asked: dict[str, Value] = {"nobody": nobody(by)} if "$nobody" in group else {}
    return outlook.rows(
        f"select number, month, grouped, {SUMS} from ("
        f"select c.number, d.month, {group} as grouped, c.counted, c.among from {relation} as c "
        f"join {calendar} as d on d.day = c.day{joins} "
        f"where c.day >= $first and c.day <= $day{where}) as each_case "
        "group by number, month, grouped order by number, grouped, month",
        **values,
        **asked,
        first=first,
        day=outlook.day,
    )


def _by_measure(rows: Sequence[Row], parts: Sequence[_PassPart]) -> dict[str, list[MonthSum]]:
    keys = {number: key for part in parts for number, key in part.measures.items()}
    return {
        keys[number]: [_month(row) for row in own]
        for number, own in groupby(rows, key=lambda row: row["number"])
    }


def _month(row: Row) -> MonthSum:
    counted, among = float(row["counted"] or 0), float(row["among"] or 0)
    return MonthSum(row["month"], row["grouped"], counted, among, row["unclear"])

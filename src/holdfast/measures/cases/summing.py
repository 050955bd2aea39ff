"""The rows of many measures added up by month and group at once: few passes, whatever is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby, product
from threading import Lock

import pyarrow as pa

from holdfast.engine import Value
from holdfast.engine.quoting import day_sql
from holdfast.measures.cases.declared import SUMS, narrowed
from holdfast.measures.cases.groups import By, group_sql
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
class PeriodSum:
    """What was counted in a period, or stood on a day, out of what, and how many are behind it.

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
    outlook: Outlook,
    measures: Sequence[Measure],
    ways: Sequence[By],
    first: date,
    ends: Sequence[date],
    scope: Scope,
) -> dict[tuple[By, str], list[MonthSum]]:
    """By way of grouping and measure, its months from ``first`` on, in order of group and month.

    However many ways are asked for, the rows are looked at once. Of what stands on a last day those
    of ``ends``, last days of months, alone. Raises NotFound for a scope that the record does not
    know.
    """
    found: dict[tuple[By, str], list[MonthSum]] = {}
    for kind in CaseKind:
        for staff in (False, True):
            parts = list(_parts(outlook, measures, kind, staff))
            if parts:
                days = ends if kind is CaseKind.ON_LAST_DAY else None
                rows = _added_up(outlook, parts, staff, ways, first, days, scope)
                found |= _by_measure(rows, parts, ways)
    # Of the links counted in one pass, what is open: that out of which the overdue are counted.
    told: dict[tuple[By, str], list[MonthSum]] = {}
    for by, one in product(ways, measures):
        overdue = by, one.key.removesuffix("_open") + "_overdue"
        apart = (by, one.key) in found
        if one.cases and one.cases.of_links == OPEN and not apart and overdue in found:
            told[by, one.key] = [replace(each, counted=each.among) for each in found[overdue]]
    return found | told


def sum_by_period(
    outlook: Outlook, measures: Sequence[Measure], periods: Sequence[tuple[date, date]]
) -> dict[tuple[str, date], PeriodSum]:
    """By measure and last day, some periods that do not overlap, of everybody; whole months each.

    Of what stands on a last day, the last day of each alone.
    """
    found: dict[tuple[str, date], PeriodSum] = {}
    for kind in CaseKind:
        for staff in (False, True):
            parts = list(_parts(outlook, measures, kind, staff))
            keys = {number: key for part in parts for number, key in part.measures.items()}
            if parts:
                found |= {
                    (keys[row["number"]], periods[row["period"]][1]): PeriodSum(
                        float(row["counted"] or 0),
                        float(row["among"] or 0),
                        row["people"],
                        row["with_it"],
                        row["without_it"],
                    )
                    for row in _periods_added_up(outlook, parts, kind, periods)
                }
    # As in ``sum_by_month``: everybody among whom the overdue are counted is open.
    wanted = {
        one.key.removesuffix("_open") + "_overdue": one.key
        for one in measures
        if one.cases and one.cases.of_links == OPEN
    }
    open_ = {
        (wanted[key], end): PeriodSum(each.among, each.among, each.people, each.people, 0)
        for (key, end), each in found.items()
        if key in wanted and (wanted[key], end) not in found
    }
    return found | open_


def _periods_added_up(
    outlook: Outlook,
    parts: Sequence[_PassPart],
    kind: CaseKind,
    periods: Sequence[tuple[date, date]],
) -> list[Row]:
    together = " union all ".join(part.sql for part in parts)
    values: dict[str, Value] = {"day": outlook.day}
    whens = []
    for place, (first, last) in enumerate(periods):
        values[f"last_{place}"] = last
        within = f"c.day = $last_{place}"
        if kind is CaseKind.IN_PERIOD:
            # The last days of months lie where days are counted, so months must be whole.
            values[f"first_{place}"] = first
            within = f"c.day >= $first_{place} and c.day <= $last_{place}"
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
    staff: bool,
    ways: Sequence[By],
    first: date,
    ends: Sequence[date] | None,
    scope: Scope,
) -> list[Row]:
    """The months of some parts; with ``ends`` they are of what stands on one of these days."""
    together = " union all ".join(part.sql for part in parts)
    kind = CaseKind.IN_PERIOD if ends is None else CaseKind.ON_LAST_DAY
    relation, where, values = narrowed(Cases(together, kind, (), staff=staff), outlook, scope)
    calendar = "measure_days"
    if ends is not None:
        # Said in the text, so that the measures' own queries look at no other day.
        calendar = "measure_ends"
        where += f" and c.day in ({', '.join(map(day_sql, ends)) or 'null'})"
    groups, joins = zip(*(group_sql(by, staff) for by in ways), strict=True)
    joined = "".join(dict.fromkeys(chain.from_iterable(joins)))
    own = ", ".join(f"{group} as way_{place}" for place, group in enumerate(groups))
    sets = ", ".join(f"(number, month, way_{place})" for place in range(len(ways)))
    # No group is null, so that of each way its own column alone is there.
    way = " ".join(f"when way_{place} is not null then {place}" for place in range(len(ways)))
    grouped = f"coalesce({', '.join(f'way_{place}' for place in range(len(ways)))})"
    return outlook.rows(
        f"select number, case {way} end as way, month, {grouped} as grouped, {SUMS} from ("
        f"select c.number, d.month, {own}, c.counted, c.among from {relation} as c "
        f"join {calendar} as d on d.day = c.day{joined} "
        f"where c.day >= $first and c.day <= $day{where}) as each_case "
        f"group by grouping sets ({sets}) order by way, number, grouped, month",
        **values,
        first=first,
        day=outlook.day,
    )


def _by_measure(
    rows: Sequence[Row], parts: Sequence[_PassPart], ways: Sequence[By]
) -> dict[tuple[By, str], list[MonthSum]]:
    keys = {number: key for part in parts for number, key in part.measures.items()}
    return {
        (ways[way], keys[number]): [_month(row) for row in own]
        for (way, number), own in groupby(rows, key=lambda row: (row["way"], row["number"]))
    }


def _month(row: Row) -> MonthSum:
    counted, among = float(row["counted"] or 0), float(row["among"] or 0)
    return MonthSum(row["month"], row["grouped"], counted, among, row["unclear"])

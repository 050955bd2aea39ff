"""Measures counted by month, quarter or year and by group, each in one pass; and who is behind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from holdfast.clocks.rules.answers import Answer
from holdfast.days import add_months
from holdfast.measures.cases.calendar import DAYS, ENDS, KEPT
from holdfast.measures.cases.declared import answer_of, begin_of, narrowed, number, value_of
from holdfast.measures.cases.groups import By, group_sql, lay_measure_groups
from holdfast.measures.cases.rows import CaseKind
from holdfast.measures.cases.summing import MonthSum, sum_by_month
from holdfast.measures.measure import Measure
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope


class Every(StrEnum):
    """How long the periods are."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months a period has."""
        return {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}[self]


@dataclass(frozen=True)
class MeasureCount:
    """A measure in one period for one group.

    The period is from ``first`` to ``last``, as far as the outlook's day; years and their quarters
    begin on 1 April. ``value`` is in the measure's unit, None where nothing was there to count, or
    it cannot be told yet. ``counted``, ``of`` and ``cannot_tell`` are as in ``MeasuredFigure``.
    ``whole``: all of the period is over; ``settled``: what is recorded late hardly changes it.
    """

    measure: str
    first: date
    last: date
    group: str
    value: float | int | None
    counted: float | int
    of: float | int
    cannot_tell: int
    whole: bool
    settled: bool


@dataclass(frozen=True)
class CaseBehind:
    """One row behind a figure: whose, of which day, and whether it is counted (None: unclear)."""

    child: str
    day: date
    counted: bool | None


def count_by(
    outlook: Outlook,
    measures: Iterable[Measure],
    every: Every = Every.MONTH,
    by: By = By.EVERYBODY,
    months: int = KEPT,
    scope: Scope = EVERYBODY,
) -> list[MeasureCount]:
    """The measures over the months up to the outlook's day, in order of measure, group and period.

    Of a measure that is counted from no rows, or that the source cannot tell, there is none. At
    most ``KEPT`` months are told. Raises NotFound for a scope that the record does not know.
    """
    return count_by_each(outlook, measures, every, (by,), months, scope)[by]


def count_by_each(
    outlook: Outlook,
    measures: Iterable[Measure],
    every: Every,
    ways: Sequence[By],
    months: int = KEPT,
    scope: Scope = EVERYBODY,
) -> dict[By, list[MeasureCount]]:
    """The same by each of several ways of grouping, for which the rows are looked at once."""
    lay_measure_groups(outlook)
    first = add_months(outlook.day.replace(day=1), 1 - min(months, KEPT))
    asked = [
        measure
        for measure in measures
        if measure.cases
        and answer_of(measure.cases, measure.clocks, outlook)[0] is not Answer.CANNOT_TELL
    ]
    periods = {standing: _periods(outlook.day, every, standing) for standing in (False, True)}
    # Of what stands on a last day no other day is looked at: quarters ask a third of the ends.
    ends = [one.last for one in periods[True] if one.months[0] >= first]
    sums = sum_by_month(outlook, asked, ways, first, ends, scope)
    found: dict[By, list[MeasureCount]] = {by: [] for by in ways}
    told = {one.key: _told(outlook, one, periods) for one in asked}
    for measure in asked:
        for by in ways:
            rows = sums.get((by, measure.key), ())
            found[by] += _in_periods(outlook.day, measure, told[measure.key], rows)
    return found


def _told(
    outlook: Outlook, measure: Measure, periods: Mapping[bool, Sequence["_Period"]]
) -> Sequence["_Period"]:
    """The periods of a measure that lie in what the source tells of."""
    assert measure.cases is not None
    standing = measure.cases.kind is CaseKind.ON_LAST_DAY
    begin = begin_of(measure.cases, measure.clocks, outlook)
    if begin is None:
        return periods[standing]
    own = periods[standing]
    return [one for one in own if (one.last if standing else one.first) >= begin.day]


def cases_behind(
    outlook: Outlook,
    measure: Measure,
    first: date,
    last: date,
    scope: Scope = EVERYBODY,
    by: By = By.EVERYBODY,
    group: str = "",
) -> list[CaseBehind]:
    """The rows of a measure from ``first`` to ``last``: first those that are not counted.

    Of what stands on a last day, those of ``last`` (or of the outlook's day, if that is earlier).
    With a group only its rows, by the same reading of groups as ``count_by``, so that they are
    those behind its figure; of a figure without months those that its groups are counted from.
    Staff are nobody's case. Raises NotFound for a scope that the record does not know.
    """
    cases = measure.cases or (measure.groups.rows if measure.groups else None)
    if cases is None or cases.staff:
        return []
    if answer_of(cases, measure.clocks, outlook)[0] is Answer.CANNOT_TELL:
        return []
    lay_measure_groups(outlook)
    until = min(last, outlook.day)
    begins = until if cases.kind is CaseKind.ON_LAST_DAY else first
    relation, where, values = narrowed(cases, outlook, scope)
    joins = ""
    if by is not By.EVERYBODY:
        own, more = group_sql(by)
        calendar = ENDS if cases.kind is CaseKind.ON_LAST_DAY else DAYS
        joins = f" join {calendar} as d on d.day = c.day{''.join(more)}"
        where += f" and {own} = $group"
        values["group"] = group
    rows = outlook.rows(
        f"select c.child, c.day, cast(c.counted as bigint) as counted from {relation} as c{joins} "
        f"where c.day >= $begins and c.day <= $until and $until <= $day{where} and c.among > 0 "
        "order by c.counted nulls first, c.day, c.child",
        **values,
        begins=begins,
        until=until,
        day=outlook.day,
    )
    return [
        CaseBehind(
            row["child"], row["day"], None if row["counted"] is None else bool(row["counted"])
        )
        for row in rows
    ]


@dataclass(frozen=True)
class _Period:
    """A period up to the outlook's day: its months, of which each group may have some or none.

    ``last`` is its last day as far as the outlook's day, ``ends`` that on which it is over.
    """

    first: date
    last: date
    ends: date
    months: tuple[date, ...]


def _periods(day: date, every: Every, standing: bool) -> list[_Period]:
    """The periods of ``KEPT`` months and what comes before within their first year, in order.

    Of what is ``standing`` on a last day each has its last month alone.
    """
    earliest = add_months(day.replace(day=1), 1 - KEPT)
    begins = add_months(earliest, -((earliest.month - 4) % every.months))
    found = []
    while begins <= day:
        own = [add_months(begins, n) for n in range(every.months)]
        after = add_months(begins, every.months)
        ends = after - timedelta(days=1)
        told = [month for month in own if month <= day][-1:] if standing else own
        found.append(_Period(begins, min(ends, day), ends, tuple(told)))
        begins = after
    return found


def _together(
    months: Mapping[date, MonthSum], period: _Period
) -> tuple[float | int, float | int, int]:
    """What is counted in the months of a period, out of what, and what cannot be determined."""
    if len(period.months) == 1:  # a quarter of a million times, of every measure by month and team
        part = months.get(period.months[0])
        return (number(part.counted), number(part.among), part.unclear) if part else (0, 0, 0)
    parts = [months[month] for month in period.months if month in months]
    return (
        number(sum(part.counted for part in parts)),
        number(sum(part.among for part in parts)),
        sum(part.unclear for part in parts),
    )


def _in_periods(
    day: date, measure: Measure, periods: Sequence[_Period], rows: Sequence[MonthSum]
) -> list[MeasureCount]:
    """Months put together, from the first period that a group has something in.

    A month of which nothing is there is nought of nought.
    """
    ahead, settles = measure.maturity.known_after, measure.maturity.days
    # Known once what is looked for ahead has had its time; settled once little is still written.
    known = [not ahead or one.ends + timedelta(days=ahead) <= day for one in periods]
    settled = [one.ends + timedelta(days=settles) <= day for one in periods]
    groups: dict[str, dict[date, MonthSum]] = {}
    for row in rows:
        groups.setdefault(row.group, {})[row.month] = row
    found = []
    for group, months in groups.items():
        earliest = min(months)
        for place, period in enumerate(periods):
            if period.ends < earliest:
                continue
            counted, among, unclear = _together(months, period)
            found.append(
                MeasureCount(
                    measure.key,
                    period.first,
                    period.last,
                    group,
                    value_of(measure.unit, counted, among) if known[place] else None,
                    counted,
                    among,
                    unclear,
                    whole=period.ends <= day,
                    settled=settled[place],
                )
            )
    return found

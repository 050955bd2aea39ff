"""The rate of each concern and each clock, group by group, with intervals.

A rate is of what the service did or left undone, never of what children are like: it is for
finding where one group is served later than another. Nobody may read a cause into it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt

from holdfast.clocks.duty import Status
from holdfast.concerns.register import CONCERNS
from holdfast.days import FIRST_KNOWN, add_months
from holdfast.query.concerns import see_concerns
from holdfast.query.fairness.groups import ORDER, Characteristic, lay_groups
from holdfast.query.fairness.withholding import GroupCount, Withheld, withheld
from holdfast.query.outlook import Outlook, Row
from holdfast.query.scope import EVERYBODY, Scope

MONTHS = 12
# The normal quantile of a two-sided interval of 95 in 100.
QUANTILE = 1.959964

NOT_IN_TIME = (Status.LATE, Status.OVERDUE, Status.LAPSED_OVERDUE)
JUDGED = (Status.MET, *NOT_IN_TIME)


class RateOf(StrEnum):
    """What a rate is of."""

    CONCERN = "concern"
    CLOCK = "clock"


class Differs(StrEnum):
    """How the interval of a group lies to the rate of all."""

    HIGHER = "higher"
    LOWER = "lower"
    NO = "not told apart"


@dataclass(frozen=True)
class GroupRate:
    """One group: ``count`` of ``of``, the share, and its interval; None what is withheld.

    ``differs`` is None where the count is withheld, or where there is nothing to count.
    """

    group: str
    of: int | None
    count: int | None
    rate: float | None
    low: float | None
    high: float | None
    differs: Differs | None
    withheld: Withheld


@dataclass(frozen=True)
class RatesByGroup:
    """A concern or a clock by one characteristic: the totals, and each group.

    Of a concern: children of whom it is true on the day, out of the children with an open case and
    any others of whom it is true. Of a clock: duties not done in time, out of those that came due
    in the period and were done, are overdue, or ended overdue. Totals are None where withheld.
    """

    kind: RateOf
    key: str
    title: str
    characteristic: Characteristic
    of: int | None
    count: int | None
    rate: float | None
    groups: tuple[GroupRate, ...]


def fairness(
    outlook: Outlook, months: int = MONTHS, scope: Scope = EVERYBODY
) -> tuple[RatesByGroup, ...]:
    """The rates of every concern and clock of which there is anything to count.

    Small numbers are withheld within each table. Tables of several scopes, or of several days,
    laid beside one another can give back what each withholds: pages and commands therefore ask for
    everybody alone. Raises NotFound for a scope that the record does not know.
    """
    first = max(FIRST_KNOWN, add_months(outlook.day, -months))
    titles = {one.key: one.title for one in CONCERNS}
    asked = (outlook.clock(clock.key) for clock in outlook.book.clocks)
    left_out = {clock.key for clock in asked if clock.flag or clock.for_workers}
    clocks = {c.key: c.title for c in outlook.book.clocks if c.key not in left_out}
    concerns, duties = _concern_rows(outlook, scope), _duty_rows(outlook, first, scope)
    found: list[RatesByGroup] = []
    for by in Characteristic:
        found += _rates(RateOf.CONCERN, titles, by, concerns)
        found += _rates(RateOf.CLOCK, clocks, by, duties)
    order = {key: place for place, key in enumerate((*titles, *clocks))}
    return tuple(sorted(found, key=lambda one: (one.kind is RateOf.CLOCK, order[one.key])))


def wilson(count: int, of: int, sample: int) -> tuple[float, float]:
    """The interval of Wilson (1927) of a share, as if ``sample`` had been drawn.

    Duties of one child are not independent of one another: the sample is then the children, and
    the interval rather too wide than too narrow.
    """
    share, square = count / of, QUANTILE**2
    middle = (share + square / (2 * sample)) / (1 + square / sample)
    reach = sqrt(share * (1 - share) / sample + square / (4 * sample**2)) * QUANTILE
    reach /= 1 + square / sample
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _rates(
    kind: RateOf, titles: dict[str, str], by: Characteristic, rows: Iterable[Row]
) -> list[RatesByGroup]:
    tables: dict[str, dict[str, GroupCount]] = {}
    for row in rows:
        if row[by.value] is not None:
            counted = GroupCount(row["of"], row["count"], row["children"], row["counted_children"])
            tables.setdefault(row["key"], {})[row[by.value]] = counted
    return [
        _table(kind, key, titles[key], by, tables[key])
        for key in titles
        if key in tables and any(one.of > 0 for one in tables[key].values())
    ]


def _table(
    kind: RateOf, key: str, title: str, by: Characteristic, counts: dict[str, GroupCount]
) -> RatesByGroup:
    names = _ordered(by, counts)
    groups = [counts[name] for name in names]
    hidden, of_all = withheld(groups)
    of, count = sum(one.of for one in groups), sum(one.count for one in groups)
    shown = of_all is Withheld.NOTHING
    rates = tuple(
        _group(name, one, kept, count / of if shown else None)
        for name, one, kept in zip(names, groups, hidden, strict=True)
    )
    return RatesByGroup(
        kind,
        key,
        title,
        by,
        None if of_all is Withheld.BOTH else of,
        count if shown else None,
        count / of if shown else None,
        rates,
    )


def _group(name: str, found: GroupCount, kept: Withheld, of_all: float | None) -> GroupRate:
    of = None if kept is Withheld.BOTH else found.of
    if kept is not Withheld.NOTHING or not found.of or of_all is None:
        count = None if kept is not Withheld.NOTHING else found.count
        return GroupRate(name, of, count, None, None, None, None, kept)
    low, high = wilson(found.count, found.of, found.children)
    differs = Differs.HIGHER if low > of_all else Differs.LOWER if high < of_all else Differs.NO
    share = found.count / found.of
    return GroupRate(name, of, found.count, share, low, high, differs, kept)


def _ordered(by: Characteristic, counts: dict[str, GroupCount]) -> Sequence[str]:
    declared = ORDER.get(by, ())
    return [*(name for name in declared if name in counts), *sorted(set(counts) - set(declared))]


def _concern_rows(outlook: Outlook, scope: Scope) -> list[Row]:
    see_concerns(outlook)
    cases = scope.of(outlook, "cases")
    standing = scope.of(outlook, "concern_standing", "subject")
    return outlook.rows(
        _BY_CONCERN.format(groups=lay_groups(outlook), cases=cases, standing=standing),
        **{**cases.values, **standing.values},
        day=outlook.day,
        true=Status.OVERDUE.value,
        concerns=[concern.key for concern in CONCERNS],
    )


def _duty_rows(outlook: Outlook, first: date, scope: Scope) -> list[Row]:
    duties = scope.duties(outlook, "standing")
    return outlook.rows(
        _BY_CLOCK.format(groups=lay_groups(outlook), duties=duties),
        **duties.values,
        first=first,
        day=outlook.day,
        judged=[one.value for one in JUDGED],
        not_in_time=[one.value for one in NOT_IN_TIME],
    )


# One row for each concern or clock and each group; the other characteristics are then empty.
_NAMES = ", ".join(one.value for one in Characteristic)
_BY_GROUP = f"""
select key, {_NAMES}, cast(sum(of) as bigint) as of, cast(sum(count) as bigint) as count,
  cast(count(*) as bigint) as children,
  cast(sum(case when count > 0 then 1 else 0 end) as bigint) as counted_children
from counted as c join {{groups}} as g on g.child = c.child
group by grouping sets ({", ".join(f"(key, {one.value})" for one in Characteristic)})"""

_BY_CONCERN = f"""
with true_of as (
  select distinct concern as key, subject as child from {{standing}} as s where status = $true),
open_now as (
  select distinct child from {{cases}} as c
  where started <= $day and (ended is null or ended > $day)),
keys as (select distinct key from true_of where list_contains($concerns, key)),
counted as (
  select a.key, a.child, 1 as of, case when t.child is null then 0 else 1 end as count
  from (select k.key, o.child from keys as k cross join open_now as o
    union select key, child from true_of) as a
  left join true_of as t on t.key = a.key and t.child = a.child)
{_BY_GROUP}"""

_BY_CLOCK = f"""
with counted as (
  select clock as key, subject as child, count(*) as of,
    sum(case when list_contains($not_in_time, status) then 1 else 0 end) as count
  from {{duties}} as d
  where due > $first and due <= $day and list_contains($judged, status)
  group by clock, subject)
{_BY_GROUP}"""

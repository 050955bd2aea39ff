"""When children are known, and which days their rows are about."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from holdfast.areas import Area
from holdfast.record.contact import Referrals
from holdfast.record.register import TABLES
from holdfast.record.schema.table import ColumnKind as Holds
from holdfast.record.schema.table import Table
from holdfast.simulation.oddities.ground import Ground
from holdfast.simulation.written.known_from import PLANNED

# Who a child is, which no clock counts from.
ABOUT_THE_PERSON = {table for table in TABLES if table.area is Area.FAMILY}


class ReferralSpan(NamedTuple):
    """A referral, its first day and its last."""

    received: int
    closed: int | None


def cut(cases: list[ReferralSpan]) -> int | None:
    """The first day of the latest referral that came after every earlier case was closed."""
    for which in range(len(cases) - 1, 0, -1):
        ends = [one.closed for one in cases[:which]]
        if all(end is not None and end < cases[which].received for end in ends):
            return cases[which].received
    return None


def cases_of(ground: Ground) -> dict[str, list[ReferralSpan]]:
    """The referrals of each child, in order."""
    columns = ground.pages.read(Referrals, "child", "received", "closed")
    found: dict[str, list[ReferralSpan]] = {}
    for child, received, closed in zip(*columns, strict=True):
        found.setdefault(child, []).append(ReferralSpan(received, closed))
    return {child: sorted(theirs, key=lambda one: one.received) for child, theirs in found.items()}


def apart(days: Iterable[int], cut: int) -> bool:
    """Whether a row lies on one side of a day."""
    return len({day >= cut for day in days}) < 2


def days_of(ground: Ground, table: type[Table], place: int) -> list[int]:
    """The days of a row that are past; of what is only planned, the day it is planned for."""
    row, planned = ground.pages.row(table, place), PLANNED.get(table, frozenset())
    names = [one.name for one in table.columns if one.kind is Holds.DAY]
    found = {name: row[name] for name in names if row[name] is not None}
    return [day for name, day in found.items() if name not in planned] or list(found.values())


def _all_days(ground: Ground, rows: list[tuple[type[Table], int]]) -> list[int]:
    return [
        day
        for table, which in rows
        if table not in ABOUT_THE_PERSON
        for day in days_of(ground, table, which)
    ]


def last_day(ground: Ground, rows: list[tuple[type[Table], int]]) -> int:
    """The last day of some rows about a child, but for who the child is."""
    return max(_all_days(ground, rows), default=0)


def first_day(ground: Ground, rows: list[tuple[type[Table], int]]) -> int:
    """The first day of some rows about a child, but for who the child is."""
    return min(_all_days(ground, rows), default=ground.last)


def over_by(cases: Mapping[str, list[ReferralSpan]]) -> dict[str, int]:
    """The day by which every case of a child's was closed, of those with none open."""
    found: dict[str, int] = {}
    for child, theirs in cases.items():
        ends = [one.closed for one in theirs]
        known = [end for end in ends if end is not None]
        if len(known) == len(ends):
            found[child] = max(known)
    return found

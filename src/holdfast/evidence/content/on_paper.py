"""What somebody must have on paper of a child's plan, order and placement, and where they live."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from holdfast.query.life.saying import in_words
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.record.care import CareEpisodes, Placements
from holdfast.record.family import Addresses
from holdfast.record.protection import ProtectionPlans
from holdfast.record.schema.table import Table

_PLANS = """
  select h.child, h.started, coalesce(h.latest_category, h.initial_category) as latest_category
  from {rows} as h
  where h.started <= $day and (h.ended is null or h.ended > $day) and h.child is not null
  order by h.child, h.started desc, h.plan"""
_CARE = """
  select h.child, h.legal_status, p.kind, p.started, p.postcode
  from {rows} as h
  left join placements as p on p.placement = h.placement and p.child = h.child
  where h.started <= $day and (h.ended is null or h.ended > $day) and h.child is not null
  order by h.child, h.started desc, h.episode"""
_ADDRESSES = """
  select h.child, h.postcode
  from {rows} as h
  where h.postcode is not null and h.child is not null
    and (h.started is null or h.started <= $day) and (h.ended is null or h.ended > $day)
  order by h.child, h.started desc, h.address"""


def plans_in_words(outlook: Outlook, scope: Scope) -> Mapping[str, Sequence[str]]:
    """What each child's plan and care are, in phrases; the latest where several are open at once.

    Of a protection plan its category and first day; of care the legal status and the placement.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for child, row in _latest(outlook, scope, ProtectionPlans, _PLANS).items():
        category = in_words(ProtectionPlans.latest_category, row, {}) or "category not recorded"
        found[child].append(f"{category}, plan since {day_on_one_line(row['started'])}")
    for child, row in _latest(outlook, scope, CareEpisodes, _CARE).items():
        found[child].append(
            in_words(CareEpisodes.legal_status, row, {}) or "legal status not recorded"
        )
        placed = in_words(Placements.kind, row, {}) or "placement not recorded"
        since = f" since {day_on_one_line(row['started'])}" if row["started"] else ""
        found[child].append(f"{placed}{since}")
    return found


def latest_postcodes(outlook: Outlook, scope: Scope) -> Mapping[str, str]:
    """Where each child lives as far as the record knows: the placement's; else the latest one."""
    rows = _latest(outlook, scope, Addresses, _ADDRESSES)
    placed = _latest(outlook, scope, CareEpisodes, _CARE)
    found = {child: str(row["postcode"]) for child, row in rows.items()}
    found |= {child: str(row["postcode"]) for child, row in placed.items() if row["postcode"]}
    return {child: one.replace(" ", "\u00a0") for child, one in found.items()}


def day_on_one_line(day: date | None) -> str:
    """A day as 3 May 2017, which no line break parts."""
    return f"{day.day}\u00a0{day:%b}\u00a0{day.year}" if day else "not\u00a0recorded"


def _latest(
    outlook: Outlook, scope: Scope, table: type[Table], sql: str
) -> dict[str, dict[str, Any]]:
    """The first row of each child, in the order of the query."""
    scoped = scope.of(outlook, table.name)
    rows = outlook.rows(sql.format(rows=scoped), day=outlook.day, **scoped.values)
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(row["child"], row)
    return found

"""How every duty stood on a day, as SQL over the ``duties`` relation.

The same reading as ``duty.status``; tests hold the two against each other. Looking back to
any morning costs one scan, since duties carry every day that matters.
"""

from collections.abc import Iterable
from datetime import date

from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import Status
from holdfast.days import LAST_KNOWN, add_working_days
from holdfast.errors import BeyondCalendar
from holdfast.settings import DUE_SOON

OPEN = (Status.RUNNING, Status.DUE_SOON, Status.OVERDUE)


def soon(day: date, working_days: int | None = None) -> date:
    """The last due date that counts as due soon on ``day``."""
    count = DUE_SOON.whole() if working_days is None else working_days
    try:
        return add_working_days(day, count)
    except BeyondCalendar:
        return max(day, LAST_KNOWN)


def standing_sql(
    clocks: Iterable[Clock], day: date, soon_until: date, duties: str = "duties"
) -> str:
    """Every duty that had started by ``day``, with its status, days over and days waited.

    ``duties`` is the relation that holds the duties.
    """
    listed = keys_sql(clock for clock in clocks if clock.flag)
    on = f"date '{day}'"
    stopped = f"(d.stopped is not null and d.stopped <= {on})"
    lapsed = f"(d.lapsed is not null and d.lapsed <= {on})"
    last = f"case when {stopped} then d.stopped when {lapsed} then d.lapsed else {on} end"
    return f"""
    select d.*, case
        when d.clock in ({listed}) then {_watched(on, stopped, lapsed)}
        when {stopped} and d.stopped > d.due and d.doubt <= d.due then '{Status.CANNOT_TELL}'
        when {stopped} then {_words("d.stopped > d.due", Status.LATE, Status.MET)}
        when d.doubt is not null and d.doubt <= {on} then '{Status.CANNOT_TELL}'
        when {lapsed} then {_words("d.lapsed > d.due", Status.LAPSED_OVERDUE, Status.LAPSED)}
        when d.due is null then '{Status.RUNNING}'
        when {on} > d.due then '{Status.OVERDUE}'
        when d.due <= date '{soon_until}' then '{Status.DUE_SOON}'
        else '{Status.RUNNING}' end as status,
      case when d.due is null or {last} <= d.due then 0
        else date_diff('day', d.due, {last}) end as days_over,
      date_diff('day', d.started, {last}) as days_waited
    from {duties} as d where d.started <= {on}"""


def keys_sql(clocks: Iterable[Clock]) -> str:
    """The keys of clocks, for ``in (...)`` of a defined relation: declared, never given."""
    return ", ".join(f"'{clock.key}'" for clock in clocks) or "''"


def _watched(on: str, stopped: str, lapsed: str) -> str:
    returned = f"{stopped} and (d.due is null or d.stopped <= d.due)"
    ended = f"{lapsed} and (d.due is null or d.lapsed <= d.due)"
    passed = f"d.due is not null and {on} > d.due"
    unclear = f"d.doubt is not null and d.doubt <= {on} and (d.due is null or d.doubt <= d.due)"
    return (
        f"case when {returned} then '{Status.RETURNED}' when {unclear} then '{Status.CANNOT_TELL}' "
        f"when {ended} then '{Status.LAPSED}' "
        f"when {passed} then '{Status.PASSED}' else '{Status.WATCHING}' end"
    )


def _words(test: str, yes: Status, no: Status) -> str:
    return f"case when d.due is not null and {test} then '{yes}' else '{no}' end"

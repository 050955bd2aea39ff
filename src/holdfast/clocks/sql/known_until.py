"""How duties stand on a day until which not all that a clock reads is known.

Feeds end on days of their own: the case system's extract on one, a file that is laid over it on
another. A clock is *known until* the day on which the first of the feeds that it reads ends. After
that day it is not known whether an open duty of it has been met meanwhile, so that it cannot be
determined; what had been met or had ended by the day that is asked about, by all that is known,
stays so. An example, asked about 5 February, of a clock known until 31 January:

    started     due         stopped     lapsed      on 5 February
    2 January   2 February                          cannot be determined, since 1 February
    2 January   30 January                          cannot be determined: it was overdue
    2 January   2 February  3 February              late
    2 January   2 February              31 January  lapsed in time
    3 February  3 March                             cannot be determined, since 3 February

The oracle and the compiler read the rule here, in plain Python and in SQL.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa

from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import Duty, Why
from holdfast.clocks.sql.compiler import DUTIES
from holdfast.engine import Engine
from holdfast.engine.quoting import day_sql
from holdfast.record.supplements.overlay import FeedEnd, Overlay

ONE_DAY = timedelta(days=1)

# --- in plain Python ------------------------------------------------------------------------


def as_known(duty: Duty, day: date, until: date, flag: bool = False) -> Duty:
    """A duty as it is known for ``day`` where its clock is known ``until`` a day.

    ``flag``: its clock only watches, and is over once its last day has passed.
    """
    if until >= day or _ended(duty, day) or (flag and duty.due and duty.due <= until):
        return duty
    since = max(until + ONE_DAY, duty.started)
    if duty.doubt and duty.doubt <= since:
        return duty
    return replace(duty, doubt=since, why=Why.NOT_KNOWN, cause=None)


def _ended(duty: Duty, day: date) -> bool:
    return any(one is not None and one <= day for one in (duty.stopped, duty.lapsed))


# --- in SQL ---------------------------------------------------------------------------------

_ENDS = pa.schema(
    [
        ("clock", pa.string()),
        ("until", pa.date32()),
        ("since", pa.date32()),
        ("flag", pa.bool_()),
    ]
)


def end_of(over: Overlay, clock: Clock) -> FeedEnd:
    """Until when all that a clock cannot answer without is known, and that in words."""
    return over.end(column.table.name for column in clock.columns())


def known_sql(
    engine: Engine,
    relation: str,
    ends: Mapping[Clock, date],
    day: date,
    others: Sequence[str] = (),
) -> str:
    """The duties of a relation as they are known for a day.

    ``ends`` is the last day of which each clock that ends before it is known.

    The days are laid on the engine as ``<relation>_ends``. Columns: ``others``, then ``DUTIES``.
    """
    columns = [*others, *DUTIES.split(", ")]
    if not ends:
        return f"select {', '.join(columns)} from {relation}"
    rows = [
        {"clock": one.key, "until": until, "since": until + ONE_DAY, "flag": one.flag}
        for one, until in ends.items()
    ]
    engine.rows(f"{relation}_ends", pa.Table.from_pylist(rows, schema=_ENDS))
    on = day_sql(day)
    ended = " or ".join(f"({one} is not null and {one} <= {on})" for one in _ENDED)
    over = "k.flag and d.due is not null and d.due <= k.until"
    since = "greatest(k.since, d.started)"
    untold = (
        f"k.clock is not null and not ({ended}) and not ({over}) "
        f"and (d.doubt is null or d.doubt > {since})"
    )
    told = {
        "doubt": f"case when {untold} then {since} else d.doubt end as doubt",
        "why": f"case when {untold} then '{Why.NOT_KNOWN.name}' else d.why end as why",
        "cause": f"case when {untold} then null else d.cause end as cause",
    }
    listed = ", ".join(told.get(one, f"d.{one}") for one in columns)
    return (
        f"select {listed} from {relation} as d left join {relation}_ends as k on k.clock = d.clock"
    )


_ENDED = ("d.stopped", "d.lapsed")

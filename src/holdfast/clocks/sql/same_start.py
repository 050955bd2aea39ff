"""Which of the duties of one clock, person and first day each is: the last part of a duty's key.

A duty is known from import to import by its clock, its person, the day on which it began and
this number (``nth``, from 1), and never by a row's identifier, which some case systems give anew
with every extract. Few clocks start twice for a person on a day: two referrals, or a visit on the
day on which a plan starts. These are numbered in the order of what they are rather than of the
rows that they came from: due, done, lapsed, in doubt; only what is alike in all of that, and so
the same to whoever reads it, is told apart by its part.

The oracle and the compiler read the rule here, in plain Python and in SQL.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import groupby

from holdfast.clocks.duty import Duty
from holdfast.engine import Engine
from holdfast.journeys.compiler import FAR as FAR_SQL
from holdfast.journeys.reading import FAR

# --- in plain Python ------------------------------------------------------------------------


def numbered(duties: Iterable[Duty]) -> list[Duty]:
    """The duties of one clock and person, each with its number among those of its first day."""
    found = []
    for _, alike in groupby(sorted(duties, key=_order), key=lambda duty: duty.started):
        found += [replace(duty, nth=number) for number, duty in enumerate(alike, start=1)]
    return found


def _order(duty: Duty) -> tuple[date | str | int, ...]:
    days = (duty.due, duty.stopped, duty.lapsed, duty.doubt)
    why = duty.why.name if duty.why else ""
    told = (why, duty.ruling, int(duty.reason or False), duty.cause or 0)
    return (duty.started, *(day or FAR for day in days), *told, duty.part)


# --- in SQL ---------------------------------------------------------------------------------

KEY = ("clock", "subject", "started")
_DAYS = ", ".join(f"coalesce({day}, {FAR_SQL})" for day in ("due", "stopped", "lapsed", "doubt"))
_REASON = "case when reason then 1 else 0 end"


def numbered_sql(engine: Engine, duties: str) -> str:
    """Every row of ``duties``, a query, with its number; a row that is there twice is one."""
    # Of 100,000 duties four share a key with another: to find them costs a fifth of numbering all.
    key = ", ".join(KEY)
    alike = f"select {key} from {UNNUMBERED} group by {key} having count(*) > 1"
    engine.define(UNNUMBERED, duties, keep=True)
    engine.define("alike", alike, keep=True)
    same = " and ".join(f"a.{name} = d.{name}" for name in KEY)
    order = f"{_DAYS}, coalesce(why, ''), ruling, {_REASON}, coalesce(cause, 0), part"
    return f"""
    select d.*, 1 as nth from {UNNUMBERED} as d left join alike as a on {same}
    where a.clock is null
    union all
    select *, cast(row_number() over (partition by {key} order by {order}) as int) as nth
    from (select distinct d.* from {UNNUMBERED} as d join alike as a on {same}) as told"""


# The relation of all duties before they are numbered: let go of it once they are written.
UNNUMBERED = "unnumbered_duties"

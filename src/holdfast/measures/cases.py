"""Cases that have closed: so that what they left undone can be told from what waits today.

A visit that was never written up stays overdue for as long as the record lasts. In a list of
what to do on a Monday the thousands of these, from children long gone, would bury the others.
"""

from datetime import date

from holdfast.journeys.care import IN_CARE, PRIVATELY_FOSTERED, SHORT_BREAK_SERIES
from holdfast.journeys.compiler import FAR
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.leaving_care import LEAVING_CARE
from holdfast.journeys.protection import ON_PLAN
from holdfast.journeys.spell import Stretch

# While any of these runs, the child's case is open.
CASES = (OPEN_CASE, ON_PLAN, IN_CARE, LEAVING_CARE, SHORT_BREAK_SERIES, PRIVATELY_FOSTERED)


def closed_cases_sql(day: date) -> str:
    """Children with a case before ``day`` and none on it: child, closed (the last to close).

    A child whom someone still holds is not among them. Needs ``holders`` of that day.
    """
    stretches = [stretch for spell in CASES for stretch in spell.stretches]
    cases = " union all ".join(_stretch_sql(stretch, day) for stretch in stretches)
    return f"""
    select c.child, max(c.ended) as closed from ({cases}) as c
    left join holders as h on h.child = c.child where h.child is null
    group by c.child having max(c.ended) <= date '{day}'"""


def _stretch_sql(stretch: Stretch, day: date) -> str:
    held = f" and {stretch.where.sql('r')}" if stretch.where else ""
    ended = f"coalesce(r.{stretch.ends.name}, {FAR}) as ended"
    return (
        f"select r.{stretch.subject.name} as child, {ended} "
        f"from {stretch.table.name} as r where r.{stretch.begins.name} <= date '{day}'{held}"
    )

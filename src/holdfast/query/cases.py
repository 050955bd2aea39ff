"""Cases that have closed: so that what they left undone can be told from what waits today.

A visit that was never written up stays overdue for as long as the record lasts. In a list of
what to do on a Monday the thousands of these, of cases closed years ago, would hide the others.
"""

from datetime import date

from holdfast.engine.quoting import day_sql
from holdfast.journeys.compiler import FAR


def closed_cases_sql(day: date) -> str:
    """Children with a case before ``day`` and none on it: child, closed (the last to close).

    A child whom someone still holds is not among them. Needs ``cases``, and ``holders`` of the day.
    """
    on = day_sql(day)
    return f"""
    select c.child, max(coalesce(c.ended, {FAR})) as closed from cases as c
    left join holders as h on h.child = c.child
    where c.started <= {on} and h.child is null
    group by c.child having max(coalesce(c.ended, {FAR})) <= {on}"""

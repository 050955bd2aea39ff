"""How long people wait for a step of the chain, as curves: of those who began, who still waits.

One curve for those who began in each of the last two halves of the period, so that a wait that
grows shows: a single curve of all hides it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from holdfast.clocks.duty import Status
from holdfast.days import add_months
from holdfast.engine.quoting import closed
from holdfast.measures.charts.survival import WaitingCurve, waiting_curve
from holdfast.measures.links import Link
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope

MONTHS = 12


@dataclass(frozen=True)
class CohortWaits:
    """Those whose wait began from ``first`` to ``last``, and how long they waited."""

    first: date
    last: date
    curve: WaitingCurve


def waits_by_cohort(
    outlook: Outlook, link: Link, months: int = MONTHS, scope: Scope = EVERYBODY
) -> tuple[CohortWaits, ...]:
    """The waits that began in the earlier and in the later half of the months up to the day.

    A wait that ended without the step counts as one that was at least so long; one that cannot be
    determined is left out. Raises NotFound for a scope that the record does not know.
    """
    standing = scope.duties(outlook, "standing")
    turns = [add_months(outlook.day, -months), add_months(outlook.day, -(months // 2)), outlook.day]
    found = []
    for before, last in pairwise(turns):
        rows = outlook.rows(
            f"select days_waited as days, "
            f"status in ({closed(Status.MET, Status.LATE)}) as done, count(*) as duties "
            f"from {standing} as s where list_contains($clocks, clock) and started > $before "
            f"and started <= $last and status <> {closed(Status.CANNOT_TELL)} "
            "group by days_waited, done order by days_waited",
            **standing.values,
            clocks=list(link.clocks),
            before=before,
            last=last,
        )
        waits = [
            (row["days"], row["duties"] * row["done"], row["duties"] * (not row["done"]))
            for row in rows
        ]
        found.append(CohortWaits(before + timedelta(days=1), last, waiting_curve(waits)))
    return tuple(found)


def days_to_show(limit: int | None, curves: Sequence[CohortWaits]) -> tuple[int, ...]:
    """The days at which a table tells who still waits: around a limit, within what was seen."""
    longest = max((each.curve.steps[-1].days for each in curves if each.curve.steps), default=0)
    wanted = {1, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 270} | ({limit} if limit else set())
    return tuple(sorted(day for day in wanted if day <= longest))

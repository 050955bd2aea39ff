"""What was done in time in the same period a year before: the mark beside each link's share."""

from dataclasses import dataclass
from datetime import date

from holdfast.clocks.duty import Status
from holdfast.clocks.rules.answers import Answer
from holdfast.days import add_months
from holdfast.engine.quoting import closed
from holdfast.measures.chain import MONTHS, period
from holdfast.measures.links import LINKS
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope


@dataclass(frozen=True)
class InTimeBefore:
    """Of a link's duties ``passed`` were done from ``first`` to ``last``, ``in_time`` of them.

    Both are None where the source does not tell what was done before.
    """

    link: str
    first: date
    last: date
    passed: int | None
    in_time: int | None


def in_time_before(
    outlook: Outlook, months: int = MONTHS, scope: Scope = EVERYBODY
) -> tuple[InTimeBefore, ...]:
    """Every link in the period of so many months that ended a year before the outlook's day.

    By who is in scope on the outlook's day, as the chain is. Raises NotFound for a scope that the
    record does not know.
    """
    last = add_months(outlook.day, -12)
    first = period(last, months)
    standing = scope.duties(outlook, "standing")
    rows = outlook.rows(
        "select clock, count(*) as passed, "
        f"cast(sum(case when status = {closed(Status.MET)} then 1 else 0 end) as bigint) as met "
        f"from {standing} as s where status in ({closed(Status.MET, Status.LATE)}) "
        "and stopped > $first and stopped <= $last group by clock",
        **standing.values,
        first=first,
        last=last,
    )
    history = {each.clock.key for each in outlook.answered if each.answer is Answer.HISTORY}
    found = []
    for link in LINKS:
        told = history.intersection(link.clocks)
        own = [row for row in rows if row["clock"] in told]
        passed = sum(row["passed"] for row in own) if told else None
        in_time = sum(row["met"] for row in own) if told else None
        found.append(InTimeBefore(link.key, first, last, passed, in_time))
    return tuple(found)

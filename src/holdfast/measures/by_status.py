"""One link of the chain, seen closely: its duties by clock and status."""

from dataclasses import dataclass
from datetime import date

from holdfast.measures.links import Link
from holdfast.query.outlook import WAITING, Outlook
from holdfast.query.scope import EVERYBODY, Scope

# The stable names for machines, in order.
COLUMNS = ("clock", "status", "duties")


@dataclass(frozen=True)
class StatusCount:
    """How many ``duties`` of a clock stand so; ``status`` is a word of ``Status``."""

    clock: str
    status: str
    duties: int


def by_status(
    outlook: Outlook, link: Link, first: date, scope: Scope = EVERYBODY
) -> list[StatusCount]:
    """How many duties of each clock and status that any has, in order of clock and status.

    Those that are open, or cannot be determined, on the outlook's day; those that ended after
    ``first`` and by the outlook's day. Raises NotFound for a scope that the record does not know.
    """
    standing = scope.duties(outlook, "standing")
    rows = outlook.rows(
        f"select clock, status, count(*) as duties from {standing} as s "
        "where list_contains($clocks, clock) and (list_contains($waiting, status) "
        "or coalesce(stopped, lapsed) > $first) "
        "group by clock, status order by clock, status",
        **standing.values,
        clocks=[outlook.clock(key).key for key in link.clocks],
        waiting=[status.value for status in WAITING],
        first=first,
    )
    return [StatusCount(**row) for row in rows]

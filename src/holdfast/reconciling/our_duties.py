"""Our side of a list: every duty of its clock that the record has for a child on either list."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from holdfast.clocks.clock import Clock
from holdfast.query.due import STATUSES
from holdfast.query.outlook import Outlook


@dataclass(frozen=True)
class OurDuty:
    """A duty as it stands on the day. ``started`` is ``UNDATED`` where since when is not known.

    ``part`` tells duties of one clock apart. ``why`` and ``cause`` say why it cannot be determined:
    see ``query/doubted.py``.
    """

    child: str
    part: str
    started: date
    due: date | None
    stopped: date | None
    lapsed: date | None
    status: str
    days_over: int
    why: str | None
    cause: int | None


def our_duties(
    outlook: Outlook, clock: Clock, status: str, theirs: Collection[str]
) -> dict[str, list[OurDuty]]:
    """Every duty of the clock for a child on either list, by child, in order of start.

    On ours are the children of whom any duty stands as asked (``status`` is a key of
    ``STATUSES``); ``theirs`` are the children on the other list.
    """
    rows = outlook.rows(
        "select subject as child, part, started, due, stopped, lapsed, status, days_over, why, "
        "cause from standing where clock = $clock and subject in ("
        "select subject from standing where clock = $clock and list_contains($asked, status) "
        "union select subject from standing where list_contains($theirs, subject)) "
        "order by subject, started, part",
        clock=clock.key,
        asked=[each.value for each in STATUSES[status]],
        theirs=sorted(theirs),
    )
    found: dict[str, list[OurDuty]] = {}
    for row in rows:
        found.setdefault(row["child"], []).append(OurDuty(**row))
    return found

"""Which duties managers have set aside for a time, as they are read."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from holdfast.web.oversight.models import AsideReason, SetAside

Duty = tuple[str, str, date]


def in_force_on(day: date) -> list[SetAside]:
    """What is set aside on a day of the data, the row that counts of each duty, oldest first."""
    latest: dict[Duty, SetAside] = {}
    for row in SetAside.objects.filter(on__lte=day):
        latest[row.child, row.clock, row.started] = row
    return [row for row in latest.values() if row.until > day]


def duties_aside(day: date, child_of: Callable[[str], str | None]) -> frozenset[Duty]:
    """The duties set aside on a day: child as the record names it, clock, and the day it began.

    ``child_of`` gives the child of an id in the register; None where the data has none.
    """
    rows = [(child_of(row.child), row) for row in in_force_on(day)]
    return frozenset((child, row.clock, row.started) for child, row in rows if child)


def tally(day: date) -> list[tuple[str, int]]:
    """How many duties are set aside on a day for each reason, in words; none for no reason."""
    counted = Counter(row.reason for row in in_force_on(day))
    return [(words, counted[code]) for code, words in AsideReason.choices if counted[code]]

"""The rates row by row, as files and lists have them, and how many were compared."""

from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.query.fairness.rates import Differs, RatesByGroup

DEFINITIONS = {
    "concern": (
        "Children of whom the concern is true on the day, out of the children with an open case on "
        "it and any others of whom it is true. Children of whom it cannot be determined count as "
        "those of whom it is not true."
    ),
    "clock": (
        "Duties not done in time, out of those that came due in the period and were done, are "
        "overdue, or ended overdue. Those that cannot be determined, and those that ended in time "
        "without the step, are left out."
    ),
    "interval": (
        "95 in 100, by Wilson (1927). Duties of one child are not independent of one another, so "
        "the sample is the children and not the duties: the interval is rather too wide."
    ),
    "withheld": (
        "A number of 1 to 5 is withheld, and one that leaves 1 to 5 over; then the next smallest "
        "group, until no subtraction from the totals gives one back."
    ),
}


@dataclass(frozen=True)
class FairnessFigure:
    """A group's rate with its counts, beside that of all; None what is withheld or not there."""

    kind: str
    key: str
    title: str
    characteristic: str
    group: str
    count: int | None
    of: int | None
    rate: float | None
    low: float | None
    high: float | None
    rate_of_all: float | None
    differs: str | None
    withheld: str


def figures(found: Iterable[RatesByGroup]) -> list[FairnessFigure]:
    """Every group of some tables."""
    return [
        FairnessFigure(
            one.kind.value,
            one.key,
            one.title,
            one.characteristic.value,
            group.group,
            group.count,
            group.of,
            _rounded(group.rate),
            _rounded(group.low),
            _rounded(group.high),
            _rounded(one.rate),
            group.differs.value if group.differs else None,
            group.withheld.name.lower(),
        )
        for one in found
        for group in one.groups
    ]


def differing(found: Iterable[RatesByGroup]) -> list[FairnessFigure]:
    """The groups whose whole interval lies above or below the rate of all."""
    return [one for one in figures(found) if one.differs in (Differs.HIGHER, Differs.LOWER)]


def compared(found: Iterable[RatesByGroup]) -> int:
    """How many groups were compared: those whose count is told, with anything to count."""
    return sum(group.differs is not None for one in found for group in one.groups)


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)

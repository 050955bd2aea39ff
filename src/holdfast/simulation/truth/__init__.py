"""The truth of a made-up county: every duty and what came of it.

Reckoned from the chronicle alone, with a calendar of its own: neither clocks nor journeys nor
the record are known here, so that what they say alike is more likely to be so. One file an
area; ``owed`` is what a duty is, ``past`` what happened to one child or worker.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from holdfast.simulation.chronicle import Told
from holdfast.simulation.happenings import Happening
from holdfast.simulation.truth.calendar import number
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past

__all__ = ["Owed", "Past", "pasts", "reckon"]

# Each reckons the duties of one area, from the past of one child or worker.
AREAS: tuple[Callable[[Past], Iterator[Owed]], ...] = ()


def reckon(told: Iterable[Told], last: date) -> Iterator[Owed]:
    """Every duty that had begun by the last day, in the order of children and workers."""
    for past in pasts(told, number(last)):
        for area in AREAS:
            yield from area(past)


def pasts(told: Iterable[Told], last: int) -> Iterator[Past]:
    """What happened to each child and worker, in the order of their names."""
    found: dict[str, Past] = {}
    for what, whom, day, about in told:
        past = found.setdefault(whom, Past(whom, last))
        if what is Happening.BORN:
            past.born = day
        elif what is Happening.DIES:
            past.died = day
        past.tell(what, day, about)
    return iter(sorted(found.values(), key=lambda one: one.whom))

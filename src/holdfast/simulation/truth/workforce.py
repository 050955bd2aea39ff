"""What is owed to those who do the work."""

from collections.abc import Iterator

from holdfast.simulation.truth.calendar import months
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past
from holdfast.simulation.truth.turns import in_turn
from holdfast.simulation.written.happenings import Happening

# The council's own limit.
_SUPERVISED = months(1)


def duties(past: Past) -> Iterator[Owed]:
    """A worker's own supervision, once a month for as long as they are in post."""
    supervised = past.days(Happening.WORKER_SUPERVISED)
    for post in past.in_post():
        yield from in_turn("supervision_person", past, post, supervised, _SUPERVISED)

"""The truth of a made-up county: every duty and what came of it.

Reckoned from the chronicle alone, with a calendar of its own: neither clocks nor journeys nor
the record are known here, so that what they say alike is more likely to be so. One file an
area; ``owed`` is what a duty is, ``past`` what happened to one child or worker.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from holdfast.simulation.truth import (
    assessment,
    care,
    care_fostering,
    care_health,
    care_visits,
    contact,
    early_help,
    leaving_care,
    missing,
    need,
    oversight,
    permanence,
    protection,
    short_breaks,
    workforce,
)
from holdfast.simulation.truth.calendar import number
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past
from holdfast.simulation.written.chronicle import Told

__all__ = ["Owed", "Past", "pasts", "reckon"]

Area = Callable[[Past], Iterator[Owed]]

# Each reckons the duties of one area, from the past of one child or worker.
AREAS: tuple[Area, ...] = (
    contact.duties,
    early_help.duties,
    assessment.duties,
    need.duties,
    protection.duties,
    workforce.duties,
    oversight.duties,
    care.duties,
    care_visits.duties,
    short_breaks.duties,
    care_health.duties,
    care_fostering.duties,
    missing.duties,
    permanence.duties,
    leaving_care.duties,
)
# The duties that death does not end.
AFTER_DEATH: tuple[Area, ...] = (oversight.after_death,)


def reckon(told: Iterable[Told], last: date, as_written: bool = False) -> Iterator[Owed]:
    """Every duty that had begun by the last day, in the order of children and workers.

    ``as_written``: from what the record knows of it on the last day; else as it really was.
    """
    for past in pasts(told, number(last), as_written):
        yield from (one for one in duties(past) if one.started <= past.last)


def duties(past: Past) -> list[Owed]:
    """Every duty owed to one child or worker."""
    found: list[Owed] = []
    for area in AREAS:
        found += area(past)
    if past.died is not None:
        found = list(_alive(found, past.died))
    for area in AFTER_DEATH:
        found += area(past)
    return found


def _alive(duties: Iterable[Owed], died: int) -> Iterator[Owed]:
    """Death ends every duty, and none begins after it."""
    for one in duties:
        if one.started <= died:
            done = one.done if one.done is not None and one.done <= died else None
            over = (
                one.over if done is not None else min(died, died if one.over is None else one.over)
            )
            unsure = one.unsure if one.unsure is not None and one.unsure <= died else None
            yield one._replace(done=done, over=over, unsure=unsure)


# --- from the chronicle to pasts -------------------------------------------------------------


def pasts(told: Iterable[Told], last: int, as_written: bool = False) -> Iterator[Past]:
    """What happened to each child and worker, in the order of their names."""
    found: dict[str, list[Told]] = {}
    for one in told:
        mine = found.get(one[1])
        if mine is None:
            found[one[1]] = [one]
        else:
            mine.append(one)
    for whom in sorted(found):
        past = Past(whom, last)
        past.hear(found.pop(whom), as_written)
        yield past

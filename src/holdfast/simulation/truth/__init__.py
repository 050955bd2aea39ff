"""The truth of a made-up county: every duty and what came of it.

Reckoned from the chronicle alone, with a calendar of its own: neither clocks nor journeys nor
the record are known here, so that what they say alike is more likely to be so. One file an
area; ``owed`` is what a duty is, ``past`` what happened to one child or worker.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from holdfast.simulation.chronicle import Told
from holdfast.simulation.happenings import Happening
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
        yield from duties(past)


def duties(past: Past) -> Iterator[Owed]:
    """Every duty owed to one child or worker."""
    for area in AREAS:
        yield from (area(past) if past.died is None else _alive(area(past), past.died))
    for area in AFTER_DEATH:
        yield from area(past)


def _alive(duties: Iterable[Owed], died: int) -> Iterator[Owed]:
    """Death ends every duty, and none begins after it."""
    for one in duties:
        if one.started <= died:
            done = one.done if one.done is not None and one.done <= died else None
            over = (
                one.over if done is not None else min(died, died if one.over is None else one.over)
            )
            yield replace(one, done=done, over=over)


def pasts(told: Iterable[Told], last: int, as_written: bool = False) -> Iterator[Past]:
    """What happened to each child and worker, in the order of their names."""
    found: dict[str, Past] = {}
    for what, whom, day, about, known in told:
        past = found.get(whom)
        if past is None:
            past = found[whom] = Past(whom, last, as_written)
        if what is Happening.DIES:
            past.died = day
        elif what is Happening.BORN and not (as_written and day > last):
            past.born = day
        elif what is Happening.BIRTH_EXPECTED and as_written and past.born is None:
            # Of a birth that lies ahead the record knows only this.
            past.born = day
        past.tell(what, day, about, known)
    return iter(sorted(found.values(), key=lambda one: one.whom))

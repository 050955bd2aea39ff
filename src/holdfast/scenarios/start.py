"""The open work on a day, as the record has it: where every run of a scenario begins."""

from dataclasses import dataclass

import numpy as np

from holdfast.scenarios.calibrating import RETURN_WITHIN, Calibration, Unheld, closings
from holdfast.scenarios.draws import Flags, Floats, Ints
from holdfast.scenarios.hazards import FAR
from holdfast.scenarios.reading import WorkRecord
from holdfast.scenarios.stages import WorkStage

NOBODY, ELSEWHERE = -1, -2


@dataclass(frozen=True)
class StartingWorkers:
    """Those in post in a pool on the day: number, since when, hours, of an agency."""

    worker: Ints
    pool: Ints
    first: Ints
    hours: Floats
    agency: Flags


@dataclass(frozen=True)
class Start:
    """Open and lately closed cases on a day, and who is in post.

    Of each child: ``stage``, ``since`` when, when the assessment is ``late_from`` (FAR: none is
    awaited), the ``holder`` (a place in ``workers``, ELSEWHERE, or NOBODY), ``unheld_kind`` (-1:
    held) and ``unheld_since``. ``closed_from`` is of those closed: see ``ClosedFrom``.
    """

    day: int
    child: Ints
    stage: Ints
    since: Ints
    late_from: Ints
    holder: Ints
    unheld_kind: Ints
    unheld_since: Ints
    closed_from: Ints
    workers: StartingWorkers


def start_from(record: WorkRecord, told: Calibration, day: int) -> Start:
    """The work on a day, whole: every open case, and those closed in the two years before."""
    stays, count = record.stays, len(record.children)
    here = (stays.first <= day) & (stays.end > day)
    stage = np.full(count, int(WorkStage.TO_COME))
    since = np.full(count, FAR)
    stage[stays.child[here]], since[stays.child[here]] = stays.stage[here], stays.first[here]
    closed_from = _closed(record, day, stage, since)
    workers = _workers(record, told, day)
    kind, unheld_since = _unheld(record, day, count)
    holder = _holders(record, workers, day, count)
    holder[kind >= 0] = NOBODY
    late = np.full(count, FAR)
    awaited = record.assessing.on(day)
    np.minimum.at(late, record.assessing.child[awaited], record.late_from[awaited])
    own = np.flatnonzero(stage < WorkStage.TO_COME)
    return Start(
        day,
        own,
        stage[own],
        since[own],
        late[own],
        holder[own],
        kind[own],
        unheld_since[own],
        closed_from[own],
        workers,
    )


def _closed(record: WorkRecord, day: int, stage: Ints, since: Ints) -> Ints:
    """Put in the cases closed in the two years before and not open again; from where."""
    closed, where = closings(record)
    found = np.zeros(len(stage), int)
    lately = (closed.first <= day) & (closed.end > day) & (closed.first > day - RETURN_WITHIN)
    child = closed.child[lately]
    stage[child], since[child], found[child] = WorkStage.CLOSED, closed.first[lately], where[lately]
    return found


def _workers(record: WorkRecord, told: Calibration, day: int) -> StartingWorkers:
    people = record.in_post
    if people is None or told.workforce is None:
        on = record.holding.on(day) & (record.held_by >= 0)
        worker = np.unique(record.held_by[on])
        ones = np.ones(len(worker))
        return StartingWorkers(worker, ones.astype(int) * 0, worker * 0, ones, ones < 0)
    pool = told.workforce.pool_of(people.team)
    here = (people.first <= day) & (people.end > day) & (pool >= 0)
    # One worker is in one place: of two times in post the later stands.
    place = np.flatnonzero(here)
    last = dict(zip(people.worker[place].tolist(), place.tolist(), strict=True))
    kept = np.array(sorted(last.values()), int)
    return StartingWorkers(
        people.worker[kept], pool[kept], people.first[kept], people.hours[kept], people.agency[kept]
    )


def _unheld(record: WorkRecord, day: int, count: int) -> tuple[Ints, Ints]:
    """Why nobody holds each child and since when; -1 where somebody does."""
    kind, since = np.full(count, -1), np.full(count, FAR)
    spells = record.unheld
    on = spells.on(day)
    begun = np.full(count, -1)
    opened = record.cases.on(day)
    begun[record.cases.child[opened]] = record.cases.first[opened]
    child, first = spells.child[on], spells.first[on]
    kind[child] = np.where(
        record.of_leaver[on],
        Unheld.LEAVER,
        np.where(first == begun[child], Unheld.FIRST, Unheld.BETWEEN),
    )
    since[child] = first
    return kind, since


def _holders(record: WorkRecord, workers: StartingWorkers, day: int, count: int) -> Ints:
    """Who of those in post holds each child: the latest to take it on, as everywhere."""
    places = {worker: place for place, worker in enumerate(workers.worker.tolist())}
    holder = np.full(count, ELSEWHERE)
    on = np.flatnonzero(record.holding.on(day))
    order = on[np.argsort(record.holding.first[on], kind="stable")]
    found = [places.get(worker, ELSEWHERE) for worker in record.held_by[order].tolist()]
    holder[record.holding.child[order]] = found
    return holder

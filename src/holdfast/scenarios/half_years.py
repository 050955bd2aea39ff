"""What happened in each half-year of the record, beside what today's rates would have brought."""

from collections.abc import Iterator, Mapping

import numpy as np

from holdfast.scenarios.completing import (
    CompletingPace,
    awaited_each,
    completed_by_day,
    hours_able,
)
from holdfast.scenarios.draws import Ints
from holdfast.scenarios.hazards import Stays, days_spent
from holdfast.scenarios.rate_walks import HALF_YEAR, MOST_HALVES, MovingRate, SeenHalf
from holdfast.scenarios.reading import Stretches, WorkRecord
from holdfast.scenarios.stages import OPEN_STAGES, WorkStage
from holdfast.scenarios.workforce import YEAR, Workforce, in_pool

Halves = dict[int, list[SeenHalf]]


def seen_halves(
    record: WorkRecord,
    day: int,
    new: Ints,
    stays: Mapping[WorkStage, Stays],
    closed: tuple[Stretches, Stays],
    force: tuple[Workforce | None, CompletingPace],
) -> Halves:
    """Every rate that moves, by half-year up to the day, the earliest first.

    ``new`` are the days of new cases; ``closed`` runs from closing to coming back, with the rates
    of it; ``force`` has what those who assess complete.
    """
    found: Halves = {}
    for window in _windows(record.begins, day):
        first, last = window
        own = found.setdefault
        count = int(((new > first) & (new <= last)).sum())
        own(MovingRate.ARRIVALS, []).append(_counted(count, HALF_YEAR))
        own(MovingRate.RETURNS, []).append(_ends(*closed, window))
        own(MovingRate.COMPLETING, []).append(_completed(record, *force, window))
        own(MovingRate.UNHELD, []).append(_unheld(record, window))
        if force[0] is not None and record.in_post is not None:
            own(MovingRate.HOURS, []).append(_hours(record, force[0], window))
            own(MovingRate.LEAVING, []).append(_leaving(record, force[0], window))
        for stage in OPEN_STAGES:
            held = _in_stage(record, stage)
            own(MovingRate.STAYS + stage, []).append(_ends(held, stays[stage], window))
    return found


def _windows(begins: int, day: int) -> Iterator[tuple[int, int]]:
    """Half-years up to the day, after a first one in which the record was beginning."""
    count = min(MOST_HALVES, (day - begins) // HALF_YEAR - 1)
    for back in range(count, 0, -1):
        yield day - back * HALF_YEAR, day - (back - 1) * HALF_YEAR


def _counted(happened: float, expected: float) -> SeenHalf:
    return SeenHalf(happened, expected, 1 / max(happened, 1.0))


def _in_stage(record: WorkRecord, stage: WorkStage) -> Stretches:
    """Stays in a stage; an assessment only where it ended otherwise than by being completed."""
    stays = record.stays
    own = (stays.stage == stage) & ~stays.finished
    return Stretches(stays.child[own], stays.first[own], stays.end[own])


def _ends(held: Stretches, rates: Stays, window: tuple[int, int]) -> SeenHalf:
    """How many ended, beside how many would have at the rates, for as long as each had lasted."""
    happened = int(((held.end > window[0]) & (held.end <= window[1])).sum())
    spent = days_spent(held.first, held.end, window, rates.edges)
    return _counted(happened, float((spent * rates.rates.sum(axis=0)).sum()))


def _completed(
    record: WorkRecord, force: Workforce | None, pace: CompletingPace, window: tuple[int, int]
) -> SeenHalf:
    """Assessments completed, beside what the hours and what lay before them would have brought."""
    worked = hours_able(record, force, window)
    awaited = awaited_each(record, worked, window)
    pulled = (awaited / pace.awaited) ** pace.pull if awaited > 0 else 0.0
    happened = float(completed_by_day(record, window).sum())
    return _counted(happened, pace.each * pulled * float(worked.sum()))


def _hours(record: WorkRecord, force: Workforce, window: tuple[int, int]) -> SeenHalf:
    """Hours in post in the last days of a half-year: counted, so that chance has no part."""
    people, total = record.in_post, 0.0
    assert people is not None
    for pool in range(len(force.pools)):
        own = in_pool(people, force.team_pool, pool)
        total += float(
            people.hours[own & (people.first <= window[1]) & (people.end > window[1])].sum()
        )
    return SeenHalf(total, 1.0, 0.0)


def _leaving(record: WorkRecord, force: Workforce, window: tuple[int, int]) -> SeenHalf:
    """Workers who left, beside how many would have at the rates of the year before the day."""
    people, left, expected = record.in_post, 0, 0.0
    assert people is not None
    spent = np.clip(
        np.minimum(people.end, window[1]) - np.maximum(people.first, window[0]), 0, None
    )
    gone = (people.end > window[0]) & (people.end <= window[1])
    for pool, figures in enumerate(force.pools):
        own = in_pool(people, force.team_pool, pool)
        left += int((own & gone).sum())
        for agency in (False, True):
            years = float(spent[own & (people.agency == agency)].sum()) / YEAR
            expected += years * (figures.leaving(agency) or 0.0)
    return _counted(left, expected)


def _unheld(record: WorkRecord, window: tuple[int, int]) -> SeenHalf:
    """Child-days for which a child waited for a worker, beside those of all open cases.

    Those who lie in the name of a leaver are not in it: they follow from who leaves.
    """
    days = _days_within(record.unheld, window) * ~record.of_leaver
    spells = int((days > 0).sum())
    of = _days_within(record.cases, window)
    return SeenHalf(float(days.sum()), float(of.sum()), 2 / max(spells, 1))


def _days_within(times: Stretches, window: tuple[int, int]) -> Ints:
    first, last = window
    days: Ints = np.clip(np.minimum(times.end, last) - np.maximum(times.first, first), 0, None)
    return days

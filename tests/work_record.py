"""A small made-up record of work, for the tests of scenarios: six workers who assess late."""

from datetime import date

import numpy as np

from holdfast.scenarios.hazards import FAR
from holdfast.scenarios.reading import InPost, StagesOfCases, Stretches, WorkRecord, number_of
from holdfast.scenarios.stages import WorkStage

DAY = number_of(date(2018, 1, 31))


def stays_of(*columns: np.ndarray) -> list[tuple[int, ...]]:
    """The stays in stages of cases: child, first day, day assessed, whether helped, last day."""
    stays: list[tuple[int, ...]] = []
    for one, begin, done, help_, shut in zip(*columns, strict=True):
        then = WorkStage.NEED if help_ else WorkStage.CLOSED
        if done > DAY:
            stays.append((one, WorkStage.ASSESSING, begin, FAR, WorkStage.TO_COME, 0))
            continue
        stays.append((one, WorkStage.ASSESSING, begin, done, then, 1))
        if help_:
            goes_on = shut > DAY
            last = WorkStage.TO_COME if goes_on else WorkStage.CLOSED
            stays.append((one, WorkStage.NEED, done, FAR if goes_on else shut, last, 0))
    return stays


def made_up_record(seed: int = 4, count: int = 2_400) -> WorkRecord:
    """Three and a half years of two cases a day, assessed late by six workers of one team."""
    chance = np.random.default_rng(seed)
    first = np.sort(chance.integers(DAY - 1_280, DAY, count))
    assessed = first + chance.integers(5, 150, count)
    helped = chance.random(count) < 0.5
    end = np.where(helped, assessed + chance.integers(60, 400, count), assessed)
    begun = np.arange(count)
    # One in five is of a child whose case was closed before.
    child = begun.copy()
    for place in range(count // 4, count, 5):
        earlier = place - count // 4
        if end[earlier] < first[place] and child[earlier] == earlier:
            child[place] = earlier
    order = np.lexsort((first, child))
    child, first, assessed = child[order], first[order], assessed[order]
    helped, end = helped[order], end[order]

    def known(days: np.ndarray) -> np.ndarray:
        return np.where(days > DAY, FAR, days)

    table = np.array(stays_of(child, first, assessed, helped, end), dtype=np.int64)
    columns = (table[:, 0], table[:, 1], table[:, 2], table[:, 3], table[:, 4])
    workers = np.arange(6)
    whole = np.full(6, FAR)
    held = np.where(known(end) < FAR, end, FAR)
    return WorkRecord(
        day=DAY,
        begins=int(first.min()),
        children=tuple(map(str, range(count))),
        cases=Stretches(child, first, known(end)),
        stays=StagesOfCases(*columns, table[:, 5].astype(bool)),
        assessing=Stretches(child, first, known(assessed)),
        late_from=first + 65,
        finished=assessed <= DAY,
        assessed_by=np.zeros(count, int),
        unheld=Stretches(child[:0], first[:0], first[:0]),
        of_leaver=np.zeros(0, bool),
        holding=Stretches(child, first, held),
        held_by=np.arange(count) % 6,
        held_in=np.zeros(count, int),
        in_post=InPost(
            workers, workers * 0, workers * 0 + DAY - 1_500, whole, np.ones(6), workers < 0
        ),
        posts=None,
        points=dict.fromkeys(range(count), 2.0),
    )

"""What the council's own record says of how its work goes: every number that a run rests on.

Nothing is taken from elsewhere: each parameter is counted in a window of the record, to the
day, and is told with how many events it rests on, the window, and an interval. What the record does
not hold cannot be determined, and is told so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from holdfast.errors import BadSetting
from holdfast.scenarios.arrivals import Arrivals, count_arrivals
from holdfast.scenarios.completing import CompletingPace, count_completing
from holdfast.scenarios.draws import Flags, Floats, Ints
from holdfast.scenarios.half_years import seen_halves
from holdfast.scenarios.hazards import DAYS, FAR, MONTHS, WEEKS, Stays, count_stays
from holdfast.scenarios.rate_walks import RateWalks, count_walks
from holdfast.scenarios.reading import Stretches, WorkRecord
from holdfast.scenarios.stages import OPEN_STAGES, WorkStage
from holdfast.scenarios.workforce import YEAR, Workforce, count_workforce

RETURN_WITHIN = 730  # days after closing for which coming back is looked for
LEAST_DAYS = 548  # a year to count in, and half a year before it in which what began is known
LEAST_COMPLETED = 30
# How soon an assessment can be done is read off the groups of team and quarter that were fastest,
# until they hold a tenth of all assessments.
FASTEST_SHARE, GROUP = 0.1, 20
QUARTER = 91


class ClosedFrom(IntEnum):
    """From where a case was closed: after assessment, or after help had begun."""

    EARLY, HELPED = 0, 1


class Unheld(IntEnum):
    """Why nobody holds a child: at the beginning, between two workers, or the worker left."""

    FIRST, BETWEEN, LEAVER = 0, 1, 2


@dataclass(frozen=True)
class Calibration:
    """Every parameter of a run, as at ``day``.

    ``entry`` is the share of new cases that begin in each open stage, ``stays`` how the stays in
    each open stage end (an assessment: otherwise than by being completed), ``after`` the share of
    completed assessments that go on to each stage. ``returns`` is coming back after closing, by
    ``ClosedFrom``; ``unheld`` how long nobody holds a child, by ``Unheld``, with the ``shares``
    of new cases, of those handed over and of those whose worker left of whom that is true.
    ``finishing`` is how assessments are completed by age, and ``soonest`` the days that one takes
    where it waits for nothing. ``points`` is what a child counts for
    by stage. ``workforce`` is None where the record holds no times in post.
    """

    day: int
    begins: int
    arrivals: Arrivals
    entry: Floats
    stays: Mapping[WorkStage, Stays]
    after: Floats
    returns: Mapping[ClosedFrom, Stays]
    unheld: Mapping[Unheld, Stays]
    shares: Mapping[Unheld, float]
    completed: int
    completing: CompletingPace
    finishing: Stays
    soonest: Ints
    points: Floats
    workforce: Workforce | None
    walks: RateWalks
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def closed_after_assessment(self) -> float:
        """The share of completed assessments after which the case is closed and no help begun."""
        pending = self.stays[WorkStage.ASSESSED].ending_by(WorkStage.CLOSED)
        return float(self.after[WorkStage.CLOSED] + self.after[WorkStage.ASSESSED] * pending)

    @property
    def two_pools(self) -> bool:
        """Whether those who assess hand children over to others."""
        return self.workforce is not None and self.workforce.two


def calibrate(record: WorkRecord, day: int) -> Calibration:
    """Every parameter, from what the record tells up to a day.

    Raises BadSetting where the record begins too late, or tells of too few assessments completed.
    """
    if day - record.begins < LEAST_DAYS:
        raise BadSetting(
            f"A scenario cannot be run: the record begins {day - record.begins} days before the "
            f"day from which rates are counted, and {LEAST_DAYS} are needed.",
            "Import a source that goes further back.",
        )
    window = (day - YEAR, day)
    force = count_workforce(record, day)
    waits = record.assessing
    done = record.finished & (waits.end > window[0]) & (waits.end <= day)
    if done.sum() < LEAST_COMPLETED:
        raise BadSetting(
            f"A scenario cannot be run: {int(done.sum())} assessments are recorded as completed in "
            f"the year to the day, and {LEAST_COMPLETED} are needed to tell how many a worker "
            "completes. That cannot be determined.",
            "Import a source that holds assessments with the day on which each was signed off.",
        )
    completing = count_completing(record, force, day)
    unheld, shares = _unheld(record, day)
    new, _ = _begun(record)
    stays = {stage: _stay(record, stage, window) for stage in OPEN_STAGES}
    returns = _returns(record, (day - RETURN_WITHIN, day))
    closed = closings(record)[0], returns[ClosedFrom.HELPED]
    firsts = record.cases.first[new]
    halves = seen_halves(record, day, firsts, stays, closed, (force, completing))
    return Calibration(
        day=day,
        begins=record.begins,
        arrivals=count_arrivals(firsts, day, record.begins + RETURN_WITHIN // 2),
        entry=_entry(record, window),
        stays=stays,
        after=_after(record, window),
        returns=returns,
        unheld=unheld,
        shares=shares,
        completed=int(done.sum()),
        completing=completing,
        finishing=count_stays(waits.first, _upto(waits.end, day), _cause(record), window, WEEKS, 1),
        soonest=_soonest(record, day),
        points=_points(record),
        workforce=force,
        walks=count_walks(halves),
        counts=_counts(record, window),
    )


def _upto(end: Ints, day: int) -> Ints:
    """Ends as they were known on a day: later ones had not come."""
    found: Ints = np.where(end > day, FAR, end)
    return found


def _cause(record: WorkRecord) -> Ints:
    return np.where(record.finished, 0, -1)


def _begun(record: WorkRecord) -> tuple[Flags, Ints]:
    """Which cases are new, and for each the day on which the one before was closed (-1: none)."""
    before = np.full(len(record.cases.child), -1)
    same = record.cases.child[1:] == record.cases.child[:-1]
    before[1:][same] = record.cases.end[:-1][same]
    new = (before < 0) | (record.cases.first - before > RETURN_WITHIN)
    return new, before


def _entry(record: WorkRecord, window: tuple[int, int]) -> Floats:
    stays = record.stays
    begins = np.ones(len(stays.child), bool)
    begins[1:] = (stays.child[1:] != stays.child[:-1]) | (stays.first[1:] > stays.end[:-1])
    own = begins & (stays.first > window[0]) & (stays.first <= window[1])
    counted = np.bincount(stays.stage[own], minlength=len(OPEN_STAGES)).astype(float)
    shares: Floats = counted / max(counted.sum(), 1)
    return shares


def _stay(record: WorkRecord, stage: WorkStage, window: tuple[int, int]) -> Stays:
    """How stays in a stage end, by what follows; those of completed assessments not counted."""
    stays, own = record.stays, record.stays.stage == stage
    cause = np.where(stays.finished | (stays.then == WorkStage.TO_COME), -1, stays.then)
    edges = MONTHS if stage is not WorkStage.ASSESSED else DAYS
    return count_stays(
        stays.first[own],
        _upto(stays.end[own], window[1]),
        cause[own],
        window,
        edges,
        len(OPEN_STAGES) + 1,
    )


def _after(record: WorkRecord, window: tuple[int, int]) -> Floats:
    stays = record.stays
    own = stays.finished & (stays.end > window[0]) & (stays.end <= window[1])
    counted = np.bincount(stays.then[own], minlength=len(WorkStage))[: WorkStage.TO_COME]
    shares: Floats = counted / max(counted.sum(), 1)
    return shares


def closings(record: WorkRecord) -> tuple[Stretches, Ints]:
    """From each closing of a case up to the child's next one, and from where it was closed."""
    stays, cases = record.stays, record.cases
    last = np.ones(len(stays.child), bool)
    last[:-1] = (stays.child[1:] != stays.child[:-1]) | (stays.first[1:] > stays.end[:-1])
    early = (stays.stage == WorkStage.ASSESSING) | (stays.stage == WorkStage.ASSESSED)
    where = np.where(early, ClosedFrom.EARLY, ClosedFrom.HELPED)[last]
    again = np.full(len(cases.child), FAR)
    same = cases.child[1:] == cases.child[:-1]
    again[:-1][same] = cases.first[1:][same]
    shut = cases.end < FAR
    return Stretches(cases.child[shut], cases.end[shut], again[shut]), where[shut]


def _returns(record: WorkRecord, window: tuple[int, int]) -> dict[ClosedFrom, Stays]:
    closed, where = closings(record)
    came = np.where(closed.end < FAR, 0, -1)
    # Beyond two years a child counts as new; the stay is cut there and ends by no cause.
    late = closed.end - closed.first > RETURN_WITHIN
    end = np.minimum(closed.end, closed.first + RETURN_WITHIN)
    cause = np.where(late, -1, came)
    found = {}
    for kind in ClosedFrom:
        own = where == kind
        found[kind] = count_stays(closed.first[own], end[own], cause[own], window, MONTHS, 1)
    return found


def _unheld(record: WorkRecord, day: int) -> tuple[dict[Unheld, Stays], dict[Unheld, float]]:
    """How long nobody holds a child by why, and of how many of those concerned it is true."""
    window, spells = (day - YEAR, day), record.unheld
    begins = set(zip(record.cases.child.tolist(), record.cases.first.tolist(), strict=True))
    at_first = np.array(
        [pair in begins for pair in zip(spells.child.tolist(), spells.first.tolist(), strict=True)],
        bool,
    )
    kind = np.where(
        record.of_leaver, Unheld.LEAVER, np.where(at_first, Unheld.FIRST, Unheld.BETWEEN)
    )
    recent = (spells.first > window[0]) & (spells.first <= day)
    behind = _left_behind(record, window)
    concerned = {
        Unheld.FIRST: _between(record.cases.first, window),
        # Whom a leaver held, and who is not named for that leaver still, waits as one handed over.
        Unheld.BETWEEN: _handed_over(record, window)
        + max(0, behind - int(((kind == Unheld.LEAVER) & recent).sum())),
        Unheld.LEAVER: behind,
    }
    stays, shares = {}, {}
    for one in Unheld:
        own = kind == one
        end = _upto(spells.end[own], day)
        stays[one] = count_stays(spells.first[own], end, np.zeros(own.sum(), int), window, DAYS, 1)
        shares[one] = min(1.0, float((own & recent).sum()) / max(concerned[one], 1))
    return stays, shares


def _between(days: Ints, window: tuple[int, int]) -> int:
    return int(((days > window[0]) & (days <= window[1])).sum())


def _handed_over(record: WorkRecord, window: tuple[int, int]) -> int:
    stays = record.stays
    on = (
        (stays.then == WorkStage.NEED)
        | (stays.then == WorkStage.PLAN)
        | (stays.then == WorkStage.CARE)
    )
    assessed = (stays.stage == WorkStage.ASSESSED) | (stays.stage == WorkStage.ASSESSING)
    return _between(stays.end[on & assessed], window)


def _left_behind(record: WorkRecord, window: tuple[int, int]) -> int:
    """How many children leavers of the window held on their last day."""
    people, total = record.in_post, 0
    if people is None:
        return 0
    gone = (people.end > window[0]) & (people.end <= window[1])
    order = np.argsort(record.held_by, kind="stable")
    by = record.held_by[order]
    first, end = record.holding.first[order], record.holding.end[order]
    for worker, left in zip(people.worker[gone].tolist(), people.end[gone].tolist(), strict=True):
        place = slice(*np.searchsorted(by, (worker, worker + 1)))
        total += int(((first[place] < left) & (end[place] >= left)).sum())
    return total


def _soonest(record: WorkRecord, day: int) -> Ints:
    """The days that assessments took in the groups of team and quarter that were fastest."""
    waits, since = record.assessing, day - 3 * YEAR
    own = record.finished & (waits.end <= day) & (waits.first > since)
    lengths = (waits.end - waits.first)[own]
    group = record.assessed_by[own] * 1_000 + waits.first[own] // QUARTER
    # A quarter that is not over holds only those who were quick.
    whole = waits.first[own] <= day - 2 * QUARTER
    groups = []
    for one in np.unique(group[whole]).tolist():
        held = lengths[whole & (group == one)]
        if len(held) >= GROUP:
            groups.append((float(np.median(held)), one, held))
    if not groups:
        return np.sort(lengths)
    found: list[Ints] = []
    for _, _, held in sorted(groups, key=lambda each: each[:2]):
        found.append(held)
        if sum(map(len, found)) >= FASTEST_SHARE * len(lengths):
            break
    return np.sort(np.concatenate(found))


def _points(record: WorkRecord) -> Floats:
    """What a held child counts for on the record's own day, by stage, on average."""
    stays = record.stays
    here = (stays.first <= record.day) & (stays.end > record.day)
    found = np.zeros(len(OPEN_STAGES))
    for stage in OPEN_STAGES:
        children = stays.child[here & (stays.stage == stage)].tolist()
        held = [record.points[child] for child in children if child in record.points]
        found[stage] = float(np.mean(held)) if held else 0.0
    return found


def _counts(record: WorkRecord, window: tuple[int, int]) -> dict[str, int]:
    new, _before = _begun(record)
    stays = record.stays
    finished = stays.finished & (stays.end > window[0]) & (stays.end <= window[1])
    return {
        "new": _between(record.cases.first[new], window),
        "returned": _between(record.cases.first[~new], window),
        "closed": _between(record.cases.end, window),
        "assessed": int(finished.sum()),
    }

"""One run: the open work of a day carried forward from day to day, with what a scenario changes.

A day goes: who comes back or is told of; who moves on by itself (plans end, cases close); on a
working day, assessments are completed, as many as those who assess can complete; workers leave and
come; children whom nobody holds are taken on. Every draw is one of ``draws.py``, so that two runs
of one number differ by what is changed and by nothing else.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from holdfast.scenarios.arrivals import draw_arrivals, working
from holdfast.scenarios.calibrating import RETURN_WITHIN, Calibration, ClosedFrom, Unheld
from holdfast.scenarios.changes import ScenarioChanges, WorkOrder
from holdfast.scenarios.draws import Flags, Floats, Ints, Purpose, uniform, waiting_time
from holdfast.scenarios.hazards import FAR
from holdfast.scenarios.outputs import Output, OutputCount
from holdfast.scenarios.rate_walks import MovingRate, RatePaths
from holdfast.scenarios.staff_run import StaffRun, take_on
from holdfast.scenarios.stages import WorkStage
from holdfast.scenarios.start import NOBODY, Start
from holdfast.scenarios.workforce import ASSESSES, GOES_ON

LIMIT = 45  # working days
_NEW = 10_000_000  # numbers of children who are told of in the run
_HELP = (WorkStage.NEED, WorkStage.PLAN, WorkStage.CARE)


def _among(stages: Ints) -> list[WorkStage]:
    """The stages that are in an array, in order."""
    return [WorkStage(stage) for stage in sorted(set(stages.tolist()))]


@dataclass(frozen=True)
class RunCalendar:
    """The days of a run after its first: which are working days, and when an assessment is late.

    ``late_from`` is, for what begins on a day (the first is the day of the start), the first day on
    which it is overdue.
    """

    day: int
    works: Flags
    late_from: Ints

    @staticmethod
    def of(day: int, days: int) -> "RunCalendar":
        """The calendar of so many days after a day."""
        works = working(day + 1, days + 120)
        open_days = day + 1 + np.flatnonzero(works)
        # The first working day after the last in time, as the duties have it.
        place = np.searchsorted(open_days, np.arange(day, day + days + 1), side="right")
        return RunCalendar(day, works, open_days[np.minimum(place + LIMIT, len(open_days) - 1)])


class CaseRun:
    """The cases of one run. Arrays have a place for each child who has or may have a case."""

    def __init__(
        self,
        start: Start,
        told: Calibration,
        changes: ScenarioChanges,
        calendar: RunCalendar,
        days: int,
        seed: int,
    ) -> None:
        self._told, self._changes, self._calendar, self._seed = told, changes, calendar, seed
        self.day = start.day
        self._paths = RatePaths(told.walks, days, seed)
        times = self._paths.all_days(MovingRate.ARRIVALS)
        arrivals = draw_arrivals(told.arrivals, start.day, days, seed, times)
        self._come = np.repeat(np.arange(start.day + 1, start.day + days + 1), arrivals)
        self._lay(start)
        self.staff = StaffRun(start.workers, told, changes, start.day, seed, self._paths)
        self._sure = float(
            np.exp(np.random.default_rng([seed, 2]).normal(0, told.completing.error))
        )
        self._carry_on(start)
        self.counted = np.zeros(len(OutputCount))

    def _lay(self, start: Start) -> None:
        new, known = len(self._come), len(start.child)
        self.child = np.concatenate((start.child, _NEW + np.arange(new)))
        self.stage = np.concatenate((start.stage, np.full(new, int(WorkStage.TO_COME))))
        self.since = np.concatenate((start.since, np.full(new, FAR)))
        self.late_from = np.concatenate((start.late_from, np.full(new, FAR)))
        self.holder = np.concatenate((start.holder, np.full(new, NOBODY)))
        self.closed_from = np.concatenate((start.closed_from, np.zeros(new, int)))
        size = known + new
        self.free_from = np.full(size, FAR)
        self.next_day, self.next_stage = np.full(size, FAR), np.full(size, int(WorkStage.CLOSED))
        self.ready, self.turn = np.full(size, FAR), np.zeros(size, int)
        self.only_by_change = np.zeros(size, bool)
        self.left_behind = np.zeros(size, bool)

    def _carry_on(self, start: Start) -> None:
        """Draw how what is open goes on, by how long it has lasted already."""
        known = np.arange(len(start.child))
        self.next_day[len(known) :] = self._come
        for stage in self._told.stays:
            self._draw_stay(known[start.stage == stage], stage, start.day)
        self._draw_ready(known[start.stage == WorkStage.ASSESSING])
        for kind in Unheld:
            own = known[start.unheld_kind == kind]
            waits = waiting_time(self._seed, Purpose.ALLOCATION, self.child[own])
            age = start.day - start.unheld_since[own]
            self.free_from[own] = start.day + self._told.unheld[kind].length(waits, age)
        self._stand_still(known[start.unheld_kind == Unheld.LEAVER])
        self._draw_return(known[start.stage == WorkStage.CLOSED], start.day)

    def _stand_still(self, own: Ints) -> None:
        """Nobody moves on a case that lies in the name of somebody who left.

        How the record's own came to an end, closing among it, is in how long they lay there.
        """
        self.left_behind[own], self.next_day[own] = True, FAR

    def _draw_stay(self, own: Ints, stage: WorkStage, day: int) -> None:
        """When a stay ends by itself and what follows, by its age on the day."""
        if not len(own):
            return
        stays, child, turn = self._told.stays[stage], self.child[own], self.turn[own]
        age = day - self.since[own]
        pace = self._paths.leaving(stage, day - self.day)
        length = stays.length(waiting_time(self._seed, Purpose.STAY, child, turn) / pace, age)
        draws = uniform(self._seed, Purpose.NEXT, child, turn)
        self.next_day[own] = np.where(length < FAR, day + length, FAR)
        self.next_stage[own] = stays.cause(np.minimum(age + length, FAR), draws)

    def _draw_ready(self, own: Ints) -> None:
        """From when an assessment could be completed, if nothing else had to be done first."""
        draws = uniform(self._seed, Purpose.READY, self.child[own], self.turn[own])
        soonest = self._told.soonest
        self.ready[own] = self.since[own] + soonest[(draws * len(soonest)).astype(int)]

    def _draw_return(self, own: Ints, day: int) -> None:
        """When the child of a closed case is told of again, if within two years of closing."""
        age = day - self.since[own]
        waits = waiting_time(self._seed, Purpose.RETURN, self.child[own], self.turn[own])
        waits = waits / self._paths.on(MovingRate.RETURNS, day - self.day)
        by = {kind: self._told.returns[kind].length(waits, age) for kind in ClosedFrom}
        length = np.where(
            self.closed_from[own] == ClosedFrom.EARLY, by[ClosedFrom.EARLY], by[ClosedFrom.HELPED]
        )
        if (closed := self.only_by_change[own]).any():
            # Families closed only by a changed threshold would have been helped: they are taken
            # to come back at the higher of the two rates that the record tells of.
            eager = waits / self._changes.returns
            sooner = [self._told.returns[kind].length(eager, age) for kind in ClosedFrom]
            length = np.where(closed, np.minimum(*sooner), length)
        back = age + length <= RETURN_WITHIN
        self.next_day[own] = np.where(back, day + length, FAR)

    def enter(self, own: Ints, stage: WorkStage, day: int) -> None:
        """Move cases to a stage on a day, and draw how long they stay there."""
        if not len(own):
            return
        before = self.stage[own]
        self.stage[own], self.since[own], self.turn[own] = stage, day, self.turn[own] + 1
        self.late_from[own] = FAR
        if stage is WorkStage.CLOSED:
            early = (before == WorkStage.ASSESSING) | (before == WorkStage.ASSESSED)
            self.closed_from[own] = np.where(early, ClosedFrom.EARLY, ClosedFrom.HELPED)
            self.holder[own], self.free_from[own] = NOBODY, FAR
            self.counted[OutputCount.CLOSED] += len(own)
            self._draw_return(own, day)
            self.only_by_change[own] = False
            return
        self._draw_stay(own, stage, day)
        if stage is WorkStage.ASSESSING:
            self.late_from[own] = self._calendar.late_from[day - self.day]
            self._draw_ready(own)
        if stage in _HELP and self._told.two_pools:
            self._hand_over(own[before <= WorkStage.ASSESSED], day)

    def step(self, day: int) -> None:
        """Live one day."""
        works = bool(self._calendar.works[day - self.day - 1])
        moving = np.flatnonzero(self.next_day == day)
        stages, then = self.stage[moving], self.next_stage[moving]
        self._begin(moving[stages >= WorkStage.CLOSED], day)
        going = stages < WorkStage.CLOSED
        for stage in _among(then[going]):
            self.enter(moving[going & (then == stage)], stage, day)
        if works:
            self._complete(day)
        self._staff_moves(day, works)
        if works:
            self._allocate(day)
        self.counted[OutputCount.UNASSESSED] += (self.stage == WorkStage.ASSESSING).sum()

    def _begin(self, own: Ints, day: int) -> None:
        """Cases begin: of children told of for the first time, and of those who come back."""
        new = int((self.stage[own] == WorkStage.TO_COME).sum())
        self.counted[OutputCount.NEW] += new
        self.counted[OutputCount.RETURNED] += len(own) - new
        child, turn = self.child[own], self.turn[own]
        drawn = uniform(self._seed, Purpose.ENTRY, child, turn)
        entry = np.searchsorted(np.cumsum(self._told.entry), drawn, side="right")
        entry = np.minimum(entry, len(self._told.stays) - 1)
        for stage in _among(entry):
            self.enter(own[entry == stage], stage, day)
        self.holder[own] = NOBODY
        self._wait_for_worker(own, Unheld.FIRST, day)

    def _wait_for_worker(self, own: Ints, kind: Unheld, day: int) -> None:
        """Nobody holds these; from when a worker could take each on, as long as it took before."""
        child, turn = self.child[own], self.turn[own]
        waits = waiting_time(self._seed, Purpose.ALLOCATION, child, turn)
        longer = self._paths.on(MovingRate.UNHELD, day - self.day)
        length = self._told.unheld[kind].length(waits * longer)
        why = Purpose.LEFT_NAMED if kind is Unheld.LEAVER else Purpose.HANDOVER
        gap = uniform(self._seed, why, child, turn) < self._told.shares[kind]
        self.free_from[own] = np.where(gap, np.minimum(day + length, FAR), day)
        if kind is Unheld.LEAVER:
            self._stand_still(own[gap])
            # The record names the leaver no more for the others: they wait to be handed over.
            self._wait_for_worker(own[~gap], Unheld.BETWEEN, day)

    def _hand_over(self, own: Ints, day: int) -> None:
        self.holder[own] = NOBODY
        self._wait_for_worker(own, Unheld.BETWEEN, day)

    def _complete(self, day: int) -> None:
        """Complete as many assessments as the workers can, of those that are ready and held."""
        awaiting = int((self.stage == WorkStage.ASSESSING).sum())
        able = self._told.completing.able(self.staff.able_to_assess(day), awaiting)
        able *= self._sure * self._paths.on(MovingRate.COMPLETING, day - self.day)
        draw = uniform(self._seed, Purpose.CAPACITY, np.array([0]), day)[0]
        could = np.flatnonzero(
            (self.stage == WorkStage.ASSESSING) & (self.holder != NOBODY) & (self.ready <= day)
        )
        done = could[self._in_order(could, day)[: int(able + draw)]]
        if not len(done):
            return
        self.counted[OutputCount.COMPLETED] += len(done)
        self.counted[OutputCount.IN_TIME] += (self.late_from[done] > day).sum()
        child, turn = self.child[done], self.turn[done]
        drawn = uniform(self._seed, Purpose.OUTCOME, child, turn)
        sums = np.cumsum(self._told.after)
        after = np.minimum(np.searchsorted(sums, drawn, side="right"), int(WorkStage.CLOSED))
        for stage in _among(after):
            self.enter(done[after == stage], stage, day)
        self._change_closing(done, day)

    def _in_order(self, could: Ints, day: int) -> Ints:
        """Places of those who could be completed, the first to be completed first."""
        order = self._changes.order
        if order is WorkOrder.AS_NOW or day < self._changes.order_first:
            # As likely as an assessment of that age was completed in the record; of those that
            # can be completed, since at that age others cannot.
            finishing, soonest = self._told.finishing, self._told.soonest
            age = day - self.since[could]
            band = np.searchsorted(finishing.edges, age, side="right") - 1
            able = np.searchsorted(soonest, age, side="right") / len(soonest)
            weight = np.maximum(finishing.rates[0][band] / np.maximum(able, 0.01), 1e-6)
            draws = waiting_time(self._seed, Purpose.ORDER, self.child[could], day)
            return np.argsort(draws / weight, kind="stable")
        since = self.since[could]
        if order is WorkOrder.LONGEST:
            return np.lexsort((self.child[could], since))
        late = self.late_from[could] <= day
        return np.lexsort((self.child[could], since, late))

    def _change_closing(self, done: Ints, day: int) -> None:
        """Close more or fewer of those whose assessment was completed, where that is a lever."""
        change = self._changes.closing
        if change is None or day < change.first:
            return
        usual = self._told.closed_after_assessment
        pending = self.stage[done] == WorkStage.ASSESSED
        closing = (self.stage[done] == WorkStage.CLOSED) | (
            pending & (self.next_stage[done] == WorkStage.CLOSED)
        )
        draws = uniform(self._seed, Purpose.THRESHOLD, self.child[done], self.turn[done])
        if change.value > usual:
            share = (change.value - usual) / max(1 - usual, 1e-9)
            more = ~closing & (draws < share)
            self.only_by_change[done[more]] = True
            self.next_stage[done[more & pending]] = WorkStage.CLOSED
            self.enter(done[more & ~pending], WorkStage.CLOSED, day)
        else:
            share = (usual - change.value) / max(usual, 1e-9)
            self.next_stage[done[closing & pending & (draws < share)]] = WorkStage.NEED

    def _staff_moves(self, day: int, works: bool) -> None:
        left = self.staff.leaving_on(day)
        if len(left):
            behind = np.flatnonzero(np.isin(self.holder, left))
            self.holder[behind] = NOBODY
            self._wait_for_worker(behind, Unheld.LEAVER, day)
        self.staff.come(day, works)

    def _allocate(self, day: int) -> None:
        """Give those who can be given to whoever holds least, the longest wait first."""
        open_now = self.stage < WorkStage.CLOSED
        waiting = np.flatnonzero(open_now & (self.holder == NOBODY) & (self.free_from <= day))
        if not len(waiting):
            return
        waiting = waiting[np.lexsort((self.child[waiting], self.free_from[waiting]))]
        held = self.holder[open_now & (self.holder >= 0)]
        loads = np.bincount(held, minlength=len(self.staff.hours))
        change = self._changes.cap
        cap = change.value if change and day >= change.first else None
        pool = np.full(len(waiting), ASSESSES)
        if self._told.two_pools:
            pool = np.where(self.stage[waiting] <= WorkStage.ASSESSED, ASSESSES, GOES_ON)
        for one in range(self.staff.pools):
            own = waiting[pool == one]
            taken = take_on(self.staff, loads, own, one, day, cap)
            self.holder[own] = taken
            self.free_from[own[taken != NOBODY]] = FAR
        self._take_up(waiting[self.left_behind[waiting] & (self.holder[waiting] != NOBODY)], day)

    def _take_up(self, own: Ints, day: int) -> None:
        """Somebody holds again what lay in the name of somebody who left: it moves on."""
        self.left_behind[own] = False
        for stage in self._told.stays:
            self._draw_stay(own[self.stage[own] == stage], stage, day)

    @cached_property
    def _points(self) -> Floats:
        return np.append(self._told.points, (0.0, 0.0))

    def output(self, day: int) -> Floats:
        """Every output as at a day; what is counted since the last time begins anew."""
        open_now = self.stage < WorkStage.CLOSED
        found = np.zeros(len(Output))
        found[Output.OPEN] = open_now.sum()
        found[Output.OVERDUE] = (open_now & (self.late_from <= day)).sum()
        found[Output.UNALLOCATED] = (open_now & (self.holder == NOBODY)).sum()
        points = self._points[self.stage[open_now & (self.holder >= 0)]].sum()
        found[Output.POINTS] = points / max(self.staff.total_hours(day), 1e-9)
        found[Output.UNASSESSED] = self.counted[OutputCount.UNASSESSED]
        completed = self.counted[OutputCount.COMPLETED]
        found[Output.IN_TIME] = (
            self.counted[OutputCount.IN_TIME] / completed if completed else np.nan
        )
        for output, count in (
            (Output.COMPLETED, OutputCount.COMPLETED),
            (Output.NEW, OutputCount.NEW),
            (Output.RETURNED, OutputCount.RETURNED),
            (Output.CLOSED, OutputCount.CLOSED),
        ):
            found[output] = self.counted[count]
        self.counted[:] = 0
        return found

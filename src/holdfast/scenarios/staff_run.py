"""Workers in one run: who comes, who leaves, what hours there are, and who takes on a child."""

import heapq

import numpy as np

from holdfast.scenarios.calibrating import Calibration
from holdfast.scenarios.changes import ExtraStaff, Filling, ScenarioChanges, WorkOf
from holdfast.scenarios.draws import Floats, Ints, Purpose, uniform, waiting_time
from holdfast.scenarios.hazards import FAR
from holdfast.scenarios.rate_walks import MovingRate, RatePaths
from holdfast.scenarios.start import NOBODY, StartingWorkers
from holdfast.scenarios.workforce import ASSESSES, GOES_ON, NEW_FOR, NEW_SHARE, YEAR

_WORKING_DAYS = 253  # of a year
_ROOM = 4_096
# How many times as many as came in the year of the record may come while hours are short.
MOST_COVER = 1.5


class StaffRun:
    """The workers of one run, by place in arrays; a place is never used twice."""

    def __init__(
        self,
        start: StartingWorkers,
        told: Calibration,
        changes: ScenarioChanges,
        day: int,
        seed: int,
        paths: RatePaths,
    ) -> None:
        self._told, self._changes, self._seed, self._day = told, changes, seed, day
        self._paths = paths
        size = len(start.worker)
        self.count = size
        self.pool, self.first = np.zeros(_ROOM, int), np.full(_ROOM, FAR)
        self.end, self.hours = np.full(_ROOM, FAR), np.zeros(_ROOM)
        self.agency, self.beyond = np.zeros(_ROOM, bool), np.zeros(_ROOM, bool)
        self.pool[:size], self.first[:size] = start.pool, start.first
        self.hours[:size], self.agency[:size] = start.hours, start.agency
        self.pools = 2 if told.two_pools else 1
        self._usual = float(start.hours.mean()) if size else 1.0
        force = told.workforce
        self._posts = [figures.posts for figures in force.pools] if force else []
        # What hours there are to be in each pool: whoever leaves is replaced up to them.
        self._sought = [self.hours_in(pool, day) for pool in range(self.pools)]
        self._leaving = self._hazards() if force else {}
        if force:
            self.end[:size] = self._leave_days(start.worker, self.agency[:size], start.pool, day)

    def hours_in(self, pool: int, day: int) -> float:
        """Full-time equivalents in post in a pool on a day."""
        return float(self.hours[self._here(day) & (self.pool == pool)].sum())

    def able_to_assess(self, day: int) -> float:
        """Hours of those who assess, new workers counted in part; 1 where nobody's are told."""
        if self._told.workforce is None:
            return 1.0
        own = self._here(day) & (self.pool == ASSESSES)
        new = day - self.first < NEW_FOR
        return float((self.hours * np.where(new, NEW_SHARE, 1.0))[own].sum())

    def total_hours(self, day: int) -> float:
        """Full-time equivalents in post on a day."""
        return float(self.hours[self._here(day)].sum())

    def leaving_on(self, day: int) -> Ints:
        """The places of those of whom this is the first day no longer in post."""
        return np.flatnonzero(self.end[: self.count] == day)

    def come(self, day: int, works: bool) -> None:
        """Take on who begins on a day: by the scenario, and as vacant posts were filled."""
        for extra in self._changes.posts:
            if extra.first == day and self._posts:
                self._add_post(extra, day)
        for extra in self._changes.agency:
            if extra.first == day:
                for pool, number in self._parts(extra):
                    self._add(pool, number, day, agency=True, end=extra.end, beyond=True)
        if works and self._told.workforce:
            for pool in range(self.pools):
                self._fill(pool, day)

    def _here(self, day: int) -> "np.ndarray":
        return (self.first <= day) & (self.end > day)

    def _parts(self, extra: ExtraStaff) -> list[tuple[int, float]]:
        """How many of the extra workers go to which pool."""
        if self.pools == 1 or extra.work is WorkOf.ASSESSMENT:
            return [(ASSESSES, extra.number)]
        if extra.work is WorkOf.AFTER:
            return [(GOES_ON, extra.number)]
        now = [self.hours_in(pool, self._day) for pool in range(self.pools)]
        whole = sum(now) or 1.0
        return [(pool, extra.number * hours / whole) for pool, hours in enumerate(now)]

    def _add_post(self, extra: ExtraStaff, day: int) -> None:
        for pool, number in self._parts(extra):
            self._posts[pool] = (self._posts[pool] or 0.0) + number
            if extra.filling is Filling.AT_ONCE:
                self._sought[pool] += number
                self._add(pool, number, day, agency=False)

    def _add(
        self, pool: int, hours: float, day: int, agency: bool, end: int = FAR, beyond: bool = False
    ) -> None:
        """Workers of so many hours in all: whole ones, and one for what is left over."""
        number = 0
        while hours > 1e-9 and self.count < _ROOM:
            place, own = self.count, min(1.0, hours)
            self.pool[place], self.first[place], self.hours[place] = pool, day, own
            self.agency[place], self.beyond[place] = agency, beyond
            self.end[place] = end
            if not beyond:
                # The same luck in every run of a scenario, whoever else came before.
                whom = np.array([day * 64 + 16 * (2 * pool + agency) + number])
                kind = np.array([agency])
                self.end[place] = self._leave_days(whom, kind, np.array([pool]), day)[0]
            self.count += 1
            hours, number = hours - own, number + 1

    def _fill(self, pool: int, day: int) -> None:
        """Who comes into a pool on a working day.

        Employed workers come to vacant posts as they did in the year of the record, or where it
        tells of no posts, as many as came. Agency workers come while there are fewer hours than on
        the day of the record, half as many again as came in that year at most: they cover whoever
        leaves, and no more. The aim moves as the hours of the record did.
        """
        force = self._told.workforce
        assert force is not None
        figures, own = force.pools[pool], self._here(day) & (self.pool == pool) & ~self.beyond
        posts, filled = self._posts[pool], figures.filled_a_year
        aim = self._sought[pool] * self._paths.on(MovingRate.HOURS, day - self._day)
        short = float(self.hours[own].sum()) < aim
        for agency in (False, True):
            yearly = float(figures.came[agency]) * MOST_COVER * short
            if not agency and posts is not None and filled is not None:
                yearly = filled * max(0.0, posts - float(self.hours[own & ~self.agency].sum()))
            draw = uniform(self._seed, Purpose.JOINS, np.array([2 * pool + agency]), day)[0]
            coming = int(yearly / _WORKING_DAYS + draw)
            if coming:
                self._add(pool, coming * self._usual, day, agency=agency)

    def _hazards(self) -> dict[tuple[int, bool], Floats]:
        """How many would have left by each day of one worker of a pool, employed or of an agency.

        At the yearly rates of the record as they move, and from the day of a change at its rate.
        """
        force, found = self._told.workforce, {}
        assert force is not None
        moving = self._paths.all_days(MovingRate.LEAVING)
        for pool, figures in enumerate(force.pools):
            for agency in (False, True):
                daily = (figures.leaving(agency) or 0.0) / YEAR * moving
                if (change := self._changes.leaving) and not agency:
                    daily[max(0, change.first - self._day - 1) :] = change.value / YEAR
                found[pool, agency] = np.concatenate(([0.0], np.cumsum(daily)))
        return found

    def _leave_days(self, whom: Ints, agency: "np.ndarray", pool: Ints, day: int) -> Ints:
        """The first day no longer in post, drawn at the rates; FAR where it is after the run."""
        waits = waiting_time(self._seed, Purpose.WORKER_LEAVES, whom)
        found = np.full(len(whom), FAR)
        for (one, of_agency), sums in self._leaving.items():
            own = (pool == one) & (agency == of_agency)
            ahead = np.searchsorted(sums, sums[day - self._day] + waits[own])
            found[own] = np.where(ahead < len(sums), self._day + ahead, FAR)
        later: Ints = np.maximum(found, day + 1)
        return later


def take_on(
    staff: StaffRun, loads: Ints, waiting: Ints, pool: int, day: int, cap: float | None
) -> Ints:
    """Who takes on each who waits, in the order given: whoever holds least for their hours.

    NOBODY where everybody holds as many as the cap allows. Puts what is taken on into ``loads``.
    """
    own = np.flatnonzero((staff.first <= day) & (staff.end > day) & (staff.pool == pool))
    most = None if cap is None else cap * staff.hours
    free = own if most is None else own[loads[own] + 1 <= most[own]]
    each = loads[free] / np.maximum(staff.hours[free], 0.1)
    heap = list(zip(each.tolist(), free.tolist(), strict=True))
    heapq.heapify(heap)
    found = np.full(len(waiting), NOBODY)
    for place in range(len(waiting)):
        if not heap:
            break
        _, worker = heap[0]
        found[place] = worker
        loads[worker] += 1
        if most is None or loads[worker] + 1 <= most[worker]:
            heapq.heapreplace(heap, (loads[worker] / max(staff.hours[worker], 0.1), worker))
        else:
            heapq.heappop(heap)
    return found

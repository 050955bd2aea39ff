"""Work that waits for people: tasks, and the list that somebody works through.

Delays are not drawn at random: they come of queueing. A task says how many hours it takes, from
when it can be done, by when it should be, and how pressing it is; when it is done depends on the
hours of whoever has it, and on everything else on the list.
"""

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count

from holdfast.simulation.day_by_day import Arrival, DayByDay

URGENT, DUTY, GOOD_PRACTICE = 0, 1, 2


class Task(Arrival):
    """Something to be done. It comes when it is done, and brings the day; or None, undone."""

    __slots__ = ("begins", "due", "hours", "number", "on", "rank", "still")

    def __init__(
        self,
        time: DayByDay,
        hours: float,
        begins: int,
        due: int,
        rank: int,
        still: Callable[[], bool] | None,
    ) -> None:
        """``still`` is asked before the task is begun: whether it is to be done at all."""
        super().__init__(time)
        self.hours, self.begins, self.due = hours, begins, due
        self.rank, self.still = rank, still
        self.on: ToDo | None = None
        self.number = 0

    def drop(self) -> None:
        """Nobody is to do it any more."""
        if not self.over:
            self.succeed(None)


class ToDo:
    """A list of tasks: the most pressing first, and among equals the one that is due first."""

    __slots__ = ("_later", "_numbers", "_ready", "_time")

    def __init__(self, time: DayByDay) -> None:
        self._time = time
        self._ready: list[tuple[int, int, int, Task]] = []
        self._later: list[tuple[int, int, Task]] = []
        self._numbers = count()

    def ask(
        self,
        hours: float,
        begins: int,
        due: int,
        rank: int = DUTY,
        still: Callable[[], bool] | None = None,
    ) -> Arrival:
        """Put a task on the list; the moment that tells when it is done."""
        task = Task(self._time, hours, begins, due, rank, still)
        self.take(task)
        return task

    def take(self, task: Task) -> None:
        """Put a task on this list, and so take it off the one where it was."""
        task.on = self
        task.number = next(self._numbers)
        heappush(self._later, (task.begins, task.number, task))

    def work(self, day: int, hours: float) -> float:
        """Work for so many hours; the hours that were left when all was done that could be."""
        later, ready = self._later, self._ready
        while later and later[0][0] <= day:
            task = heappop(later)[2]
            if task.on is self:
                heappush(ready, (task.rank, task.due, task.number, task))
        while ready and hours > 0:
            task = ready[0][3]
            if task.on is not self or task.over:
                heappop(ready)
            elif task.still and not task.still():
                heappop(ready)
                task.drop()
            elif task.hours > hours:
                task.hours -= hours
                return 0.0
            else:
                hours -= task.hours
                heappop(ready)
                task.succeed(day)
        return hours

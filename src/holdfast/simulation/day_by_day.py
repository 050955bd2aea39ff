"""The passing of time in a county: what is awaited, and the stories that wait for it.

A story is a generator. It gives out the moment that it waits for, and goes on with what the moment
brings. Days are whole numbers, and people work at half past (see ``scene``); nothing comes between.
So what is to come lies in a list for each half-day, in the order in which it was asked for, and a
county lives through the lists. At one time, stories that begin come first.

simpy did this until November 2026, with one heap for all that was to come, which grew with the
county (decision 8).
"""

from collections import deque
from collections.abc import Generator
from typing import Any

_HALVES = 2


class Arrival:
    """Something that comes once, and brings a value to the stories that wait for it.

    ``over``: it is certain that it comes, now or at its time. ``waiting`` is None once it came.
    """

    __slots__ = ("over", "time", "value", "waiting")

    def __init__(self, time: "DayByDay") -> None:
        self.time, self.over = time, False
        self.value: Any = None
        self.waiting: list[StoryTold] | None = []

    def succeed(self, value: Any = None) -> None:
        """It comes now. Raises RuntimeError where it has come before."""
        if self.over:
            raise RuntimeError("It has come: it comes only once.")
        self.over, self.value = True, value
        self.time.now_come.append(self)


class StoryTold(Arrival):
    """A story that is being told: the moment at which it ends, with its answer."""

    __slots__ = ("_story",)

    def __init__(self, time: "DayByDay", story: Generator[Arrival, Any, Any]) -> None:
        super().__init__(time)
        self._story = story
        time.beginning.append(self)

    def go_on(self, value: Any) -> None:
        """Tell the story up to the next moment that it has to wait for, or to its end."""
        while True:
            try:
                moment = self._story.send(value)
            except StopIteration as end:
                self.succeed(end.value)
                return
            if moment.waiting is not None:
                moment.waiting.append(self)
                return
            value = moment.value


class DayByDay:
    """Time from a first day on. ``today`` is the day it is, ``now`` that day or half a day more."""

    def __init__(self, first: int) -> None:
        self.today, self.now = first, float(first)
        self.beginning: deque[StoryTold] = deque()
        self.now_come: list[Arrival] = []
        self._at: dict[float, list[Arrival]] = {self.now: self.now_come}

    def after(self, days: float) -> Arrival:
        """The moment so many days from now."""
        moment = Arrival(self)
        moment.over = True
        if days:
            self._at.setdefault(self.now + days, []).append(moment)
        else:
            self.now_come.append(moment)
        return moment

    def live_until(self, day: int) -> None:
        """Let everything come that comes before the morning of a day.

        Raises ValueError where something was to come neither in the morning nor half a day later.
        """
        for half in range(_HALVES * self.today, _HALVES * day):
            now = half / _HALVES
            moments = self._at.get(now)
            if moments is None:
                continue
            self.now, self.today, self.now_come = now, half // _HALVES, moments
            place = 0
            # What comes of it at once is put behind it meanwhile; stories that begin come first.
            while self.beginning or place < len(moments):
                if self.beginning:
                    self.beginning.popleft().go_on(None)
                    continue
                moment = moments[place]
                place += 1
                waiting, moment.waiting = moment.waiting, None
                for telling in waiting or ():
                    telling.go_on(moment.value)
            del self._at[now]
        if missed := [moment for moment in self._at if moment < day]:
            raise ValueError(f"Nothing comes at {missed[0]}: it is no morning and no half-day.")

"""The passing of time in a county: simpy's events, kept by half-days instead of in one heap.

Every day of a story is a whole number, and people work at half past (see ``scene``); nothing else
lies between. So what is to come can lie in a list for each half-day, in the order in which it was
asked for, which is the order that simpy's heap gives: by time, then what starts a story, then by
turn. A heap of tens of thousands of families that wait is walked through for each event; a list
is not. ``today`` is at hand, because every step of every story asks for it.
"""

from collections import deque

from simpy import Environment, Event
from simpy.core import NORMAL, EventPriority, SimTime

_HALVES = 2


class DayByDay(Environment):
    """simpy's environment for a county: from one day to another, once."""

    def __init__(self, first: int) -> None:
        super().__init__(initial_time=first)
        self.today = first
        self._starting: deque[Event] = deque()
        self._at: dict[SimTime, list[Event]] = {first: []}
        self._current = self._at[first]

    def schedule(
        self, event: Event, priority: EventPriority = NORMAL, delay: SimTime = 0
    ) -> None:
        """Let an event happen after so many days; what starts a story comes first, and at once."""
        if priority != NORMAL:
            self._starting.append(event)
        elif delay:
            self._at.setdefault(self._now + delay, []).append(event)
        else:
            self._current.append(event)

    def live_until(self, day: int) -> None:
        """Let everything happen that happens before the morning of a day."""
        for half in range(_HALVES * self.today, _HALVES * day):
            now = half / _HALVES
            events = self._at.get(now)
            if events is not None:
                self._now, self.today, self._current = now, half // _HALVES, events
                self._happen(events)
                del self._at[now]
        if missed := [time for time in self._at if time < day]:
            raise ValueError(f"it is neither a morning nor a half-day: {missed[0]}")

    def _happen(self, events: list[Event]) -> None:
        """What happens at one time; what comes of it at once is put behind it meanwhile."""
        starting, place = self._starting, 0
        while starting or place < len(events):
            if starting:
                event = starting.popleft()
            else:
                event = events[place]
                place += 1
            callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]
            for callback in callbacks:
                callback(event)
            if not event.ok:
                raise event.value

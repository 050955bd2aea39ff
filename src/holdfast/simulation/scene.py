"""What every stage of a story needs: the council, its staff, its ledger, and the day it is.

A whole number is the morning of a day (counted as in ``diary``), when things
happen to families; half a day later the people at work do what they can. A story is a process:
it asks for work, waits until somebody has done it, and goes on from there.
"""

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from holdfast.simulation.council.council import Council
from holdfast.simulation.day_by_day import Arrival, DayByDay, StoryTold
from holdfast.simulation.people.staff import Staff
from holdfast.simulation.written.chronicle import Chronicle
from holdfast.simulation.written.ledger import Ledger

T = TypeVar("T")

# A story, and one that comes back with an answer.
Story = Generator[Arrival, Any, None]
StoryOf = Generator[Arrival, Any, T]


@dataclass(frozen=True, eq=False)
class Scene:
    """A council between its ``first`` day and its ``last``, of which the ledger is kept."""

    council: Council
    ledger: Ledger
    staff: Staff
    time: DayByDay
    first: int
    last: int
    seed: int
    chronicle: Chronicle = field(default_factory=Chronicle)

    @property
    def today(self) -> int:
        """The day it is."""
        return self.time.today

    def until(self, day: int) -> Arrival:
        """The morning of a day; at once, if that is past."""
        return self.time.after(max(0.0, day - self.time.now))

    def start(self, story: Generator[Arrival, Any, Any]) -> StoryTold:
        """Let a story go its own way beside the one that starts it."""
        return StoryTold(self.time, story)

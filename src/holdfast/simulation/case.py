"""A case: one referral of a family, from the day it was received until each child's closure."""

from dataclasses import dataclass, field
from typing import Any

from holdfast.record.contact import Referrals
from holdfast.record.table import Table
from holdfast.simulation.chance import Chance
from holdfast.simulation.council import Council
from holdfast.simulation.diary import add_working_days
from holdfast.simulation.family import Child, Family
from holdfast.simulation.scene import Scene
from holdfast.simulation.workforce import Allocation


@dataclass(slots=True, eq=False)
class Case:
    """A family's open case. ``home`` are the children in it who are not in care."""

    scene: Scene
    family: Family
    received: int
    source: str
    home: list[Child]
    decided: int = 0
    need: str = "N0"
    taken_on: bool = True
    allocation: Allocation = field(init=False)
    referrals: dict[str, str] = field(default_factory=dict)
    closings: dict[str, tuple[int, str]] = field(default_factory=dict)
    # Children who came into care: the day a care team took them over, and its chain.
    transfers: dict[str, tuple[int, Allocation]] = field(default_factory=dict)
    # The latest need plan and conference of each child, for rows that name them.
    plans: dict[str, str] = field(default_factory=dict)
    conferences: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(init=False)
    # The last day of any work so far: the case cannot close before.
    worked_until: int = 0

    def __post_init__(self) -> None:
        self.children = list(self.home)
        self.worked_until = self.received
        self.referrals = {child.id: self.scene.ledger.number(Referrals) for child in self.children}

    @property
    def chance(self) -> Chance:
        """The family's luck."""
        return self.family.chance

    @property
    def council(self) -> Council:
        """The council's parameters."""
        return self.scene.council

    @property
    def last(self) -> int:
        """The last day of which anything is known."""
        return self.scene.last

    def add(
        self, table: type[Table], child: Child, since: int | None = None, /, **values: Any
    ) -> str:
        """Write a row about a child of the family."""
        return self.scene.ledger.add(table, since, child=child.id, **values)

    def at_home(self, day: int) -> list[Child]:
        """The children of the case, not in care, who are under 18 on a day."""
        return [child for child in self.home if day < child.adult]

    def work(self, day: int) -> int:
        """Note that work went on until a day, and give it back."""
        self.worked_until = max(self.worked_until, day)
        return day

    def worker(self, day: int) -> dict[str, str | None]:
        """The worker and team that hold the case on a day, as columns of a row."""
        if day > self.last:
            return {}
        hold = self.allocation.holder(day)
        return {"worker": hold.worker, "team": hold.team.id} if hold else {}

    def close(self, child: Child, day: int, reason: str) -> None:
        """Close one child's case, at 18 at the latest."""
        last = min(day, max(child.adult, self.received))
        self.closings[child.id] = last, reason
        child.busy_until = last

    def written_up(self, day: int) -> int | None:
        """The day on which something done on ``day`` is written up; None: not recorded."""
        ways = self.council.overseeing
        if self.chance.yes(ways.not_recorded_when):
            return None
        return add_working_days(day, self.chance.pace(ways.recorded))

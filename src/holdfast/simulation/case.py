"""A case: one referral of a family, from the day it was received until each child's closure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from holdfast.record.contact import Referrals
from holdfast.record.schema.table import Table
from holdfast.simulation.chance import Chance
from holdfast.simulation.council.council import Council
from holdfast.simulation.family import Child, Family
from holdfast.simulation.scene import Scene
from holdfast.simulation.workforce import Desk
from holdfast.simulation.written.diary import add_working_days
from holdfast.simulation.written.happenings import Happening


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
    first_desk: Desk | None = None
    referrals: dict[str, str] = field(default_factory=dict)
    # The row of each child's referral, which closure completes.
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    # The desk in the care team, for children who came into care.
    care_desk: Desk | None = None
    # The protection plan that is under way.
    plan: Any = None
    # The child in need plan that is under way.
    need_plan: Any = None
    suspected: bool = False
    # A social worker of the child protection team stands, or is to stand, beside the lead.
    beside: bool = False
    # What follows when a worker suspects harm (see journey).
    suspect: Callable[["Case"], Any] = field(default=None)  # type: ignore[assignment]
    over: bool = False
    # The children for whom more than an assessment followed: an enquiry, a conference, a plan.
    followed: set[str] = field(default_factory=set)
    # What ends when a child's case does.
    endings: dict[str, list[Callable[[int], None]]] = field(default_factory=dict)
    children: list[Child] = field(init=False)
    # The family's luck, the council's parameters, and the last day of which anything is known.
    chance: Chance = field(init=False)
    council: Council = field(init=False)
    last: int = field(init=False)

    def __post_init__(self) -> None:
        self.children = list(self.home)
        self.chance, self.council = self.family.chance, self.scene.council
        self.last = self.scene.last
        self.referrals = {child.id: self.scene.ledger.number(Referrals) for child in self.children}

    def add(
        self, table: type[Table], child: Child, since: int | None = None, /, **values: Any
    ) -> str:
        """Write a row about a child of the family."""
        values["child"] = child.id
        return self.scene.ledger.write(table, since, values)

    def tell(
        self, what: Happening, child: Child, about: str = "", known: int | None = None
    ) -> None:
        """Tell the chronicle what happened today to a child, and when it was written up."""
        self.scene.chronicle.tell(what, child.id, self.scene.today, about, known)

    def foretell(self, child: Child, about: str, days: Mapping[Happening, int | None]) -> None:
        """Tell the chronicle what happens to a child on days that may lie ahead; None: never."""
        for what, day in days.items():
            if day is not None:
                self.scene.chronicle.tell(what, child.id, day, about)

    def at_home(self, day: int) -> list[Child]:
        """The children of the case, not in care, who are under 18 on a day."""
        return [child for child in self.home if day < child.adult and day < child.gone]

    @property
    def desk(self) -> Desk:
        """Where the work for the children at home lies. Only a referral taken on has one."""
        assert self.first_desk is not None
        return self.first_desk

    @property
    def today(self) -> int:
        """The day it is."""
        return self.scene.time.today

    @property
    def level(self) -> int:
        """How the family's life stands today, whether or not anyone sees it."""
        return self.family.life.on(self.scene.today)

    def desk_of(self, child: Child) -> Desk | None:
        """Where the work for a child lies: with the care team, once it has taken the child on."""
        if self.care_desk and child in self.care_desk.children:
            return self.care_desk
        return self.first_desk if self.first_desk and self.first_desk.is_open else None

    def worker(self) -> dict[str, str | None]:
        """The worker and team that hold the case today, as columns of a row."""
        return self.first_desk.now if self.first_desk else {}

    def is_closed(self, child: Child) -> bool:
        """Whether one child's case is closed."""
        return self.rows[child.id].get("closed") is not None

    def on_closing(self, child: Child, ends: Callable[[int], None]) -> None:
        """What is to end, on that day, when one child's case does."""
        self.endings.setdefault(child.id, []).append(ends)

    def close(self, child: Child, day: int, reason: str) -> None:
        """Close one child's case today, or on an earlier birthday at 18."""
        row = self.rows[child.id]
        if row.get("closed") is None:
            row["closed"], row["close_reason"] = day, reason
            child.held = False
            if child in self.home:
                self.home.remove(child)
            child.busy_until = day
            for plan in (self.plan, self.need_plan):
                if plan:
                    plan.leave(self, child)
            for ends in self.endings.pop(child.id, ()):
                ends(day)
            for desk in (self.first_desk, self.care_desk):
                if desk:
                    desk.remove(child, day)
            self.scene.chronicle.tell(Happening.CASE_CLOSES, child.id, day, row["referral"])
        if all(row.get("closed") is not None for row in self.rows.values()):
            self.over = True
            self.family.life.help(max(day, self.today), False)

    def written_up(self, day: int) -> int | None:
        """The day on which something done on ``day`` is written up; None: not recorded."""
        ways = self.council.overseeing
        if self.chance.yes(ways.not_recorded_when):
            return None
        return add_working_days(day, self.chance.pace(ways.recorded))

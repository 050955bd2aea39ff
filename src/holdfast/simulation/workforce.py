"""Allocation: who holds a family's case, from the first worker to closure."""

from typing import TYPE_CHECKING, Any

from holdfast.record.workforce import Involvements
from holdfast.simulation.family import Child
from holdfast.simulation.people.work import DUTY, Task
from holdfast.simulation.written.chronicle import NEVER
from holdfast.simulation.written.happenings import Happening

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.simulation.case import Case
    from holdfast.simulation.chance import Chance
    from holdfast.simulation.day_by_day import Arrival
    from holdfast.simulation.people.team import SimulatedTeam, SimulatedWorker
    from holdfast.simulation.scene import Scene, Story

# The part of a social worker who leads a case, and of an inbox that stands in such a one's place;
# of others who lead since Family Help; and of the social worker beside whoever leads.
SOCIAL_WORKERS_PART = "CW"
SUPPORT_WORKERS_PART, PRACTITIONERS_PART = "FSL", "LP"
PART_BESIDE = "LCPP"


class Desk:
    """The work on one family's case, which passes from worker to worker, and waits between.

    While nobody holds the family it lies in the inbox of its team, and so does its work.
    """

    def __init__(self, case: "Case", kind: str, children: list[Child]) -> None:
        self.case, self.scene = case, case.scene
        self.team: SimulatedTeam = self.scene.staff.team(kind, case.family.place)
        self.children: list[Child] = []
        self.holder: SimulatedWorker | None = None
        self._reason = "FCONTA"
        self._tasks: dict[Task, None] = {}
        self._rows: dict[str, dict[str, Any]] = {}
        self._open = True
        self.team.inbox.append(self)
        for child in children:
            self.add(child)

    @property
    def is_open(self) -> bool:
        """Whether any child is still held here."""
        return self._open

    @property
    def at_risk(self) -> bool:
        """Whether the children are under enquiry, or on a protection plan."""
        return self.case.suspected or self.case.plan is not None

    @property
    def now(self) -> dict[str, str | None]:
        """The worker and team that hold the case today, as columns of a row."""
        holder = self.holder.id if self.holder else None
        return {"worker": holder, "team": self.team.id}

    def ask(
        self,
        hours: float,
        begins: int,
        due: int,
        rank: int = DUTY,
        still: "Callable[[], bool] | None" = None,
    ) -> "Arrival":
        """Ask whoever holds the family for work; the event tells the day, or None."""
        task = Task(self.scene.time, hours, begins, due, rank, still)
        if not self._open:
            task.drop()
            return task
        if len(self._tasks) > _MANY:
            self._tasks = {one: None for one in self._tasks if not one.over}
        self._tasks[task] = None
        if self.holder:
            self.holder.todo.take(task)
        return task

    def press(self) -> None:
        """A manager directs that what is late here is done before all else."""
        today = self.scene.today
        for task in self._tasks:
            if self.holder and not task.over and task.due < today and task.rank > 0:
                task.rank -= 1
                self.holder.todo.take(task)

    def give(self, worker: "SimulatedWorker", day: int) -> None:
        """A worker takes the family on, with all that is to be done for it."""
        self._end_rows(day)
        self.holder = worker
        worker.desks[self] = None
        worker.held += len(self.children)
        self._tasks = {task: None for task in self._tasks if not task.over}
        for task in self._tasks:
            worker.todo.take(task)
        self._begin_rows(day)

    def take_back(self, day: int, reason: str) -> None:
        """Nobody holds the family any more; it waits in the team's inbox."""
        self._let_go(day)
        self._reason = reason
        if self._open:
            self.team.inbox.append(self)
            self._begin_rows(day)

    def leave_behind(self, day: int) -> None:
        """The worker has left, and nobody notices: the record names them still."""
        self.team.left_behind.append(self)
        for child in self.children:
            if row := self._rows.get(child.id):
                about = child.id, day, row["involvement"], NEVER
                self.scene.chronicle.tell(Happening.WORKER_LETS_GO, *about)
                self.scene.chronicle.tell(Happening.STILL_NAMED, child.id, day, row["involvement"])

    def pass_to(self, kind: str) -> None:
        """From today a team of another kind holds the case."""
        if kind == self.team.kind or not self._open:
            return
        day = self.scene.today
        self._leave_inbox()
        self._let_go(day)
        self.team, self._reason = self.scene.staff.team(kind, self.case.family.place), "TSPROC"
        self.team.inbox.append(self)
        self._begin_rows(day)

    def add(self, child: Child) -> None:
        """A child of the family is held here from today."""
        self.children.append(child)
        if self.holder:
            self.holder.held += 1
        self._begin_row(child, self.scene.today)

    def remove(self, child: Child, day: int) -> None:
        """A child is held here no longer; when none is left, the work is over."""
        if child in self.children:
            self.children.remove(child)
            if self.holder:
                self.holder.held -= 1
            self._end_row(child, day)
        if not self.children and self._open:
            self._open = False
            self._leave_inbox()
            self._let_go(day)
            for task in self._tasks:
                task.drop()
            self._tasks = {}

    def _leave_inbox(self) -> None:
        if self in self.team.inbox:
            self.team.inbox.remove(self)

    def _let_go(self, day: int) -> None:
        self._end_rows(day)
        if self.holder:
            del self.holder.desks[self]
            self.holder.held -= len(self.children)
        self.holder = None
        for task in self._tasks:
            task.on = None

    def name(self, manager: "SimulatedWorker", day: int) -> None:
        """A manager is named for children whom nobody in post holds; the work still waits."""
        for child in self.children:
            self._end_row(child, day)
            self._begin_row(child, day, manager, f"{Involvements.name}-{child.id}-{day}")

    # What the record says

    def _begin_rows(self, day: int) -> None:
        for child in self.children:
            self._begin_row(child, day)

    def _begin_row(
        self,
        child: Child,
        day: int,
        manager: "SimulatedWorker | None" = None,
        number: str | None = None,
    ) -> None:
        named = manager or self.holder
        if not named and not self.team.keeps_inbox:
            return
        self._rows[child.id] = row = self.scene.ledger.begin(
            Involvements,
            worker=named.id if named else self.team.inbox_name,
            role=named.part if named else SOCIAL_WORKERS_PART,
            team=self.team.id,
            child=child.id,
            started=day,
            change_reason=self._reason,
            referral=self.case.referrals[child.id],
            named=named is not None,
            **({"involvement": number} if number else {}),
        )
        about = child.id, day, row["involvement"]
        tell = self.scene.chronicle.tell
        if named:
            tell(Happening.WORKER_TAKES_ON, *about)
            tell(Happening.HELD_BY, child.id, day, f"{row['involvement']}|{named.id}")
            if other := _OTHER_LEADS.get(row["role"]):
                tell(other, *about)
        else:
            tell(Happening.WAITS_IN_INBOX, *about)

    def _end_rows(self, day: int) -> None:
        for child in self.children:
            self._end_row(child, day)

    def _end_row(self, child: Child, day: int) -> None:
        if row := self._rows.pop(child.id, None):
            row["ended"] = day
            for what in _ENDS_NAMED if row["named"] else (Happening.LEAVES_INBOX,):
                self.scene.chronicle.tell(what, child.id, day, row["involvement"])
            if row["started"] == day:
                self.scene.ledger.forget(Involvements, row)


_MANY = 40
_ENDS_NAMED = (Happening.WORKER_LETS_GO, Happening.NAMED_NO_MORE)
# Whoever takes a child on is a social worker, unless it is told that they are, or may be, another.
_OTHER_LEADS = {
    SUPPORT_WORKERS_PART: Happening.SUPPORT_WORKER_LEADS,
    PRACTITIONERS_PART: Happening.ANY_PROFESSION_LEADS,
}


def attend(
    scene: "Scene",
    child: Child,
    role: str,
    kind: str,
    chance: "Chance",
    goes_on: "Callable[[], bool]",
    begins: int | None = None,
) -> "Story":
    """Someone beside the allocated worker, such as a reviewing officer, for as long as needed.

    ``begins``: the day on which the first one comes, where that is not today.
    """
    if begins is not None:
        yield scene.until(begins)
    team = scene.staff.team(kind, 0)
    while goes_on():
        present = [worker for worker in team.workers if worker.left is None]
        worker = chance.one(present) if present else None
        row: dict[str, Any] | None = None
        if worker:
            row = scene.ledger.begin(
                Involvements,
                worker=worker.id,
                role=role,
                team=team.id,
                child=child.id,
                started=scene.today,
                named=True,
            )
        while goes_on():
            yield scene.until(scene.today + _LOOK_AGAIN)
            if worker is None or worker.left is not None:
                break
        if row:
            row["ended"] = scene.today


_LOOK_AGAIN = 21

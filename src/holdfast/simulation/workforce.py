"""Allocation: who holds a family's case, from the first worker to closure."""

from dataclasses import dataclass

from holdfast.record.workforce import Involvements
from holdfast.simulation.chance import Chance, Shares
from holdfast.simulation.diary import add_working_days
from holdfast.simulation.family import Child
from holdfast.simulation.scene import Scene
from holdfast.simulation.staff import Team

_EVENED_OUT = Shares({"MANAGE": 45, "ABSENC": 20, "ORGRST": 15, "OTHERS": 12, "PCCHAN": 8})
# Nobody in the team has room: the inbox holds the case until someone looks again.
_LOOK_AGAIN = 10


@dataclass(slots=True)
class Hold:
    """A worker, or a team's inbox, holds a case from ``started`` until ``ended``."""

    worker: str
    team: Team
    started: int
    ended: int
    named: bool
    reason: str


class Allocation:
    """The chain of workers who hold a case, drawn as far as the story has gone."""

    def __init__(self, scene: Scene, chance: Chance, kind: str, day: int, decided: int = 0) -> None:
        """``day``: from when the case waits for a worker, who comes only once it is ``decided``."""
        self._scene, self._chance, self._decided = scene, chance, decided
        self._holds: list[Hold] = []
        self._open_desk(kind, day, "FCONTA")

    def pass_to(self, kind: str, day: int) -> None:
        """From ``day`` a team of another kind holds the case."""
        if kind != self._team.kind:
            self._draw_until(day)
            self._cut(day)
            self._open_desk(kind, day, "TSPROC")

    def holder(self, day: int) -> Hold | None:
        """Who holds the case on a day; None while it lies with nobody."""
        self._draw_until(day + 1)
        return next((one for one in self._holds if one.started <= day < one.ended), None)

    def until(self, day: int) -> list[Hold]:
        """Every hold up to a day, the last one cut there."""
        self._draw_until(day)
        self._cut(day)
        return self._holds

    def _open_desk(self, kind: str, day: int, reason: str) -> None:
        self._team = self._scene.staff.team(kind, self._chance)
        self._drawn_to, self._reason = day, reason

    def _draw_until(self, day: int) -> None:
        while self._drawn_to < min(day, self._scene.last + 1):
            self._draw()

    def _cut(self, day: int) -> None:
        self._holds = [one for one in self._holds if one.started < day]
        for hold in self._holds[-2:]:
            hold.ended = min(hold.ended, day)

    def _draw(self) -> None:
        staffing, free = self._scene.council.staffing, self._drawn_to
        new = self._reason in ("FCONTA", "TSPROC")
        wait = self._chance.pace(staffing.allocated if new else staffing.handed_over)
        begins = max(add_working_days(free, wait), self._decided)
        if begins > free and self._chance.yes(staffing.waits_in_inbox):
            self._hold_in_inbox(free, begins)
        self._drawn_to = begins
        self._hold_by_worker(begins)

    def _hold_in_inbox(self, started: int, ended: int) -> None:
        inbox = self._team.inbox
        self._holds.append(Hold(inbox, self._team, started, ended, False, self._reason))
        self._drawn_to = ended

    def _hold_by_worker(self, day: int) -> None:
        staffing, chance = self._scene.council.staffing, self._chance
        worker = self._team.worker_on(day, chance)
        if worker is None:
            self._hold_in_inbox(day, day + _LOOK_AGAIN)
            return
        left = worker.left
        if chance.yes(staffing.leaver_still_named):
            # The record says held, and nobody holds the child.
            left += chance.between(5, 90)
        ended = min(day + chance.length(staffing.held), left)
        self._holds.append(Hold(worker.id, self._team, day, ended, True, self._reason))
        self._drawn_to = ended
        self._reason = "LEFTRL" if ended == left else chance.pick(_EVENED_OUT)


def involve(
    scene: Scene, child: Child, holds: list[Hold], first: int, last: int, referral: str
) -> None:
    """Write the holds of one child, who is held from ``first`` until ``last``."""
    for hold in holds:
        if hold.started < last and hold.ended > first:
            started = max(hold.started, first)
            scene.ledger.add(
                Involvements,
                started,
                worker=hold.worker,
                role="CW",
                team=hold.team.id,
                child=child.id,
                started=started,
                ended=min(hold.ended, last),
                change_reason=hold.reason,
                referral=referral,
                named=hold.named,
            )


def attach(
    scene: Scene, child: Child, role: str, kind: str, days: tuple[int, int], chance: Chance
) -> str | None:
    """Give a child someone beside the allocated worker, such as a reviewing officer."""
    started, ended = days
    team = scene.staff.team(kind, chance)
    worker = team.worker_on(min(started, scene.last), chance)
    if worker is None:
        return None
    row = {"worker": worker.id, "role": role, "team": team.id, "named": True}
    stays = min(ended, max(worker.left, started + 1))
    scene.ledger.add(Involvements, started, child=child.id, started=started, ended=stays, **row)
    return worker.id

"""Workers, the posts they hold, and the teams they work in."""

from dataclasses import dataclass, field
from typing import Any

from holdfast.simulation.chance import Chance
from holdfast.simulation.people.work import ToDo
from holdfast.simulation.workforce import SOCIAL_WORKERS_PART, Desk

_NEW = 182


@dataclass(slots=True, eq=False)
class SimulatedWorker:
    """Someone in post: what they have to do, which families they hold, when they are away."""

    id: str
    team: "SimulatedTeam"
    joined: int
    agency: bool
    full_time: float
    newly_qualified: bool
    todo: ToDo
    rows: list[dict[str, Any]]
    desks: dict[Desk, None] = field(default_factory=dict)
    # How many children are on those desks.
    held: int = 0
    left: int | None = None
    back_on: int = 0
    # The part in which the worker leads a case.
    part: str = SOCIAL_WORKERS_PART
    # How many families the worker stands beside, whose case another leads.
    beside: int = 0
    # The last supervision, and whether the next one is in the manager's diary.
    supervised: int = 0
    booked: bool = False

    def at_work(self, day: int) -> bool:
        """Whether the worker is in post and not away."""
        return self.left is None and self.joined <= day and self.back_on <= day

    def new(self, day: int) -> bool:
        """Whether the worker is in their first months here."""
        return day - self.joined < _NEW


@dataclass(slots=True, eq=False)
class Post:
    """A post in a team: who holds it, and the agency worker who covers while nobody does."""

    team: "SimulatedTeam"
    job: str
    kind: str
    made: int
    # Beyond the establishment: agency workers fill it, or nobody.
    surge: bool = False
    holder: SimulatedWorker | None = None
    cover: SimulatedWorker | None = None


@dataclass(slots=True, eq=False)
class SimulatedTeam:
    """A team: its people, the families who wait in its inbox, and the work of its manager.

    ``shared`` is the work that anyone in the team may take: in the first response team and
    among reviewing officers, all of it.
    """

    id: str
    title: str
    kind: str
    place: int
    inbox_name: str
    # How hard it is to find people for the place: a share of what other teams manage.
    draw: float
    # Whether the manager challenges, and whether families who wait are held in an inbox.
    challenges: bool
    keeps_inbox: bool
    shared: ToDo
    for_manager: ToDo
    workers: list[SimulatedWorker] = field(default_factory=list)
    manager: SimulatedWorker | None = None
    inbox: list[Desk] = field(default_factory=list)
    # Families held in the name of somebody who has left, until a manager comes across them.
    left_behind: list[Desk] = field(default_factory=list)
    # Who is at work on the day last asked about: a pool is asked hundreds of times a day.
    present: tuple[int, list[SimulatedWorker]] | None = None

    def someone(self, day: int, chance: Chance) -> str | None:
        """Anyone at work on a day; None when nobody is."""
        if self.present is None or self.present[0] != day:
            self.present = day, [worker for worker in self.workers if worker.at_work(day)]
        present = self.present[1]
        return chance.one(present).id if present else None

    def manager_id(self) -> str | None:
        """The manager in post; None while the post is vacant."""
        return self.manager.id if self.manager else None

    def with_room(self, day: int, most: float, part: str = "") -> SimulatedWorker | None:
        """Who holds the fewest children for their hours, if that is below ``most``.

        ``part``: of those who lead in that part alone.
        """
        found, least = None, most + len(self.inbox) / 3
        for worker in self.workers:
            if worker.at_work(day) and (not part or worker.part == part):
                load = worker.held / worker.full_time * (1.3 if worker.newly_qualified else 1.0)
                if load < least:
                    found, least = worker, load
        return found

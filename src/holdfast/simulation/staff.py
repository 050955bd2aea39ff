"""The teams of a simulated council, and the people who come to work in them and leave."""

from dataclasses import dataclass, field

from holdfast.record.workforce import (
    Absences,
    Employments,
    Posts,
    Professionals,
    Teams,
    WorkerSupervisions,
)
from holdfast.simulation import names
from holdfast.simulation.chance import Chance
from holdfast.simulation.council import Staffing
from holdfast.simulation.diary import working_day
from holdfast.simulation.ledger import Ledger

_MONTH = 30

_SERVICES = {
    "front_door": "First response",
    "assessment": "Assessment",
    "safeguarding": "Safeguarding",
    "disabled": "Disabled children",
    "care": "Children in care",
    "leaving_care": "Leaving care",
    "early_help": "Early help",
    "reviewing": "Reviewing officers",
}
_JOBS = {
    "leaving_care": "Personal adviser",
    "early_help": "Family support worker",
    "reviewing": "Independent reviewing officer",
}
_SOCIAL_WORKER = "Social worker"


@dataclass(slots=True, eq=False)
class Worker:
    """Someone in post from ``joined`` until ``left``, which may lie ahead."""

    id: str
    joined: int
    left: int
    agency: bool


@dataclass(slots=True, eq=False)
class Team:
    """A team, its manager's post, its inbox, and all who worked in it, month by month."""

    id: str
    title: str
    kind: str
    first: int
    inbox: str
    workers: list[Worker] = field(default_factory=list)
    managers: list[Worker] = field(default_factory=list)
    _months: dict[int, list[Worker]] = field(default_factory=dict)

    def worker_on(self, day: int, chance: Chance) -> Worker | None:
        """Someone in post on ``day``; None when nobody was found who has room."""
        present = self._in_post(day)
        for _ in range(5 if present else 0):
            worker = chance.one(present)
            if worker.joined <= day < worker.left:
                return worker
        return None

    def manager_on(self, day: int) -> str | None:
        """The manager in post on ``day``; None while the post is vacant."""
        return next((one.id for one in self.managers if one.joined <= day < one.left), None)

    def _in_post(self, day: int) -> list[Worker]:
        month = (day - self.first) // _MONTH
        if month not in self._months:
            start = self.first + month * _MONTH
            held = [one for one in self.workers if one.joined < start + _MONTH and one.left > start]
            self._months[month] = held
        return self._months[month]


class Staff:
    """Every team and worker of the council from the first day of the story to the last."""

    def __init__(
        self, staffing: Staffing, ledger: Ledger, first: int, children: int, chance: Chance
    ) -> None:
        self._staffing, self._ledger, self._chance = staffing, ledger, chance
        self._first, self._last = first, ledger.last
        self._council = ledger.add(Teams, team_name="Children's services")
        self._teams = {kind: self._teams_of(kind, children) for kind in staffing.workers}

    def team(self, kind: str, chance: Chance) -> Team:
        """One of the teams of a kind."""
        return chance.one(self._teams[kind])

    def _teams_of(self, kind: str, children: int) -> list[Team]:
        head, posts = _SERVICES[kind], max(3, round(self._staffing.workers[kind] * children))
        teams = -(-posts // self._staffing.team_size)
        parent = self._ledger.add(
            Teams, team_name=head, parent=self._council, parent_name="Children's services"
        )
        sizes = [(posts + which) // teams for which in range(teams)]
        return [self._team(kind, which, size, parent) for which, size in enumerate(sizes)]

    def _team(self, kind: str, which: int, posts: int, parent: str) -> Team:
        head = _SERVICES[kind]
        title = f"{names.place(which)} {head.lower()} team"
        identifier = self._ledger.add(Teams, team_name=title, parent=parent, parent_name=head)
        team = Team(identifier, title, kind, self._first, self._inbox(title))
        team.managers = self._post(team, "Team manager", "manager")
        job = _JOBS.get(kind, _SOCIAL_WORKER)
        team.workers = [one for _ in range(posts) for one in self._post(team, job, "worker")]
        return team

    def _inbox(self, title: str) -> str:
        name = f"{title} inbox"
        return self._ledger.add(Professionals, full_name=name, kind="inbox", department=title)

    def _post(self, team: Team, job: str, kind: str) -> list[Worker]:
        """Who held one post, one after another, with a vacancy between them."""
        made = self._first - self._chance.between(200, 3000)
        self._ledger.add(Posts, team=team.id, role=job, started=made, full_time_equivalent=1.0)
        holders, day = [], self._first - self._chance.between(0, 700)
        while day <= self._last:
            holders.append(self._hire(team, job, kind, day))
            day = holders[-1].left + self._chance.length(self._staffing.vacancy)
        return holders

    def _hire(self, team: Team, job: str, kind: str, joined: int) -> Worker:
        chance = self._chance
        agency = kind == "worker" and chance.yes(self._staffing.agency)
        tenure = self._staffing.tenure_agency if agency else self._staffing.tenure
        worker = Worker("", joined, joined + chance.length(tenure), agency)
        worker.id = self._employ(team, job, kind, worker)
        self._ledger.add(Employments, worker=worker.id, started=worker.joined, ended=worker.left)
        self._away(worker)
        self._supervise(worker)
        return worker

    def _employ(self, team: Team, job: str, kind: str, worker: Worker) -> str:
        chance, number = self._chance, self._ledger.number(Professionals)
        social_worker = job == _SOCIAL_WORKER or kind == "manager"
        return self._ledger.add(
            Professionals,
            worker=number,
            staff_number=f"MU-S{number[-7:]}",
            full_name=f"{names.forename(chance)} {names.surname(chance)}",
            registration=f"MU-SW{number[-7:]}" if social_worker else None,
            agency=worker.agency,
            job_title=job,
            department=team.title,
            full_time_equivalent=1.0 if chance.yes(0.82) else 0.6,
            kind=kind,
            left_on=worker.left,
        )

    def _away(self, worker: Worker) -> None:
        chance, day = self._chance, max(worker.joined, self._first)
        yearly = self._staffing.absent_yearly
        while (day := day + chance.wait(yearly)) < min(worker.left, self._last):
            kind = "sickness" if chance.yes(0.6) else "leave"
            ended = min(day + chance.between(0, 20), worker.left)
            self._ledger.add(Absences, worker=worker.id, started=day, ended=ended, kind=kind)
            day = ended

    def _supervise(self, worker: Worker) -> None:
        day = max(worker.joined, self._first)
        pace = self._staffing.supervised
        while (day := working_day(day + self._chance.pace(pace))) < min(worker.left, self._last):
            self._ledger.add(WorkerSupervisions, worker=worker.id, held=day)

"""The teams of a simulated council, and the people who come to work in them and leave."""

from collections.abc import Iterable
from typing import Any

from holdfast.record.workforce import Absences, Employments, Posts, Professionals, Teams
from holdfast.simulation.chance import Chance, Evenly
from holdfast.simulation.council.council import Council
from holdfast.simulation.council.family_help import FamilyHelp
from holdfast.simulation.day_by_day import DayByDay
from holdfast.simulation.people import names
from holdfast.simulation.people.team import Post, SimulatedTeam, SimulatedWorker
from holdfast.simulation.people.work import ToDo
from holdfast.simulation.workforce import (
    PRACTITIONERS_PART,
    SOCIAL_WORKERS_PART,
    SUPPORT_WORKERS_PART,
)
from holdfast.simulation.written.chronicle import Chronicle
from holdfast.simulation.written.diary import YEAR
from holdfast.simulation.written.happenings import Happening
from holdfast.simulation.written.ledger import Ledger

# The team whose social workers stand beside whoever leads a child at risk, in Family Help.
CHILD_PROTECTION = "child_protection"
# The teams in which family support workers and lead practitioners lead, in Family Help.
_FAMILY_HELP = "safeguarding"
_SERVICES = {
    "front_door": "First response",
    "assessment": "Assessment",
    "safeguarding": "Safeguarding",
    "disabled": "Disabled children",
    "care": "Children in care",
    "leaving_care": "Leaving care",
    "early_help": "Early help",
    "fostering": "Fostering and adoption",
    "reviewing": "Reviewing officers",
    CHILD_PROTECTION: "Multi-agency child protection",
}
_OFFICERS = "reviewing"
_JOBS = {
    "leaving_care": "Personal adviser",
    "early_help": "Family support worker",
    _OFFICERS: "Independent reviewing officer",
}
# One team for the whole county, in which anyone takes whatever comes next.
_POOLS = ("front_door", _OFFICERS, CHILD_PROTECTION)
SOCIAL_WORKER = "Social worker"
_SUPPORT_WORKER = "Family support worker"
_LEAD_PRACTITIONER = "Family Help lead practitioner"
# The part in which a worker leads a case; in any other job, that of a social worker.
_PARTS = {_SUPPORT_WORKER: SUPPORT_WORKERS_PART, _LEAD_PRACTITIONER: PRACTITIONERS_PART}
_WEEKS, _WORKING_WEEK = 52, 5


class Staff:
    """Every team and worker of the council; people come and go as the days pass."""

    def __init__(
        self,
        council: Council,
        ledger: Ledger,
        time: DayByDay,
        days: tuple[int, int],
        scale: float,
        chance: Chance,
        chronicle: Chronicle,
    ) -> None:
        self._chronicle, staffing = chronicle, council.staffing
        self._challengers = council.overseeing.challengers
        self._staffing, self._ledger, self._time, self._chance = staffing, ledger, time, chance
        self._first, self._last = days
        self._evenly = Evenly(chance)
        self._council = ledger.add(Teams, team_name="Children's services")
        self.posts: list[Post] = []
        self._teams = {
            kind: self._teams_of(kind, max(2, round(posts * scale)))
            for kind, posts in staffing.posts.items()
        }
        if council.family_help.began_ago:
            self._begin_family_help(council.family_help, scale)
        self.teams = [team for teams in self._teams.values() for team in teams]
        for post in self.posts:
            self._open(post)

    def team(self, kind: str, place: int) -> SimulatedTeam:
        """The team of a kind that works for a place."""
        teams = self._teams[kind]
        return teams[place % len(teams)]

    def people(self) -> Iterable[SimulatedWorker]:
        """Everyone in post who may hold a family."""
        return (worker for team in self.teams for worker in team.workers)

    def managers(self) -> Iterable[SimulatedWorker]:
        """Every manager in post."""
        return (team.manager for team in self.teams if team.manager)

    def morning(self, day: int, weekday: int) -> None:
        """Before anyone works: people leave, join and fall ill, and families are allocated."""
        for which, post in enumerate(self.posts):
            if which % _WORKING_WEEK == weekday and post.made <= day:
                self._turn_over(post, day)
        for team in self.teams:
            team.present = None
            while team.inbox:
                # Guidance leaves a child under enquiry or on a plan with a social worker.
                at_risk = team.kind == _FAMILY_HELP and team.inbox[0].at_risk
                part = SOCIAL_WORKERS_PART if at_risk else ""
                worker = team.with_room(day, self._staffing.most_children, part)
                if worker is None:
                    break
                team.inbox.pop(0).give(worker, day)

    def work(self, day: int) -> None:
        """Everyone who is at work does what they can of what they have to do."""
        ways = self._staffing
        for team in self.teams:
            spare = 0.0
            for worker in team.workers:
                if worker.at_work(day):
                    spare += worker.todo.work(day, self._hours(worker, day))
            team.shared.work(day, spare)
            managed = team.manager is not None and team.manager.at_work(day)
            hours = ways.manager_hours if managed else ways.covered_hours
            deputies = ways.deputy_hours * max(0, len(team.workers) - ways.team_size)
            team.for_manager.work(day, hours + deputies)

    def _hours(self, worker: SimulatedWorker, day: int) -> float:
        ways = self._staffing
        hours = ways.hours * worker.full_time
        if worker.team.kind == _OFFICERS:
            hours *= ways.officers_hours.on(self._last - day)
        if worker.newly_qualified:
            hours *= ways.newly_qualified_pace
        return hours * ways.newcomer_pace if worker.new(day) else hours

    # Coming and going

    def _turn_over(self, post: Post, day: int) -> None:
        """A week in the life of a post."""
        ways, ago, social_worker = self._staffing, self._last - day, post.job == SOCIAL_WORKER
        if post.holder:
            self._fall_ill(post.holder, day)
            yearly = ways.leaving.on(ago) if social_worker else ways.others_leaving
            if self._evenly.happens(f"leave {post.job}", yearly / _WEEKS):
                self._leave(post.holder, day)
                post.holder = None
        elif not post.surge:
            recruiting = ways.recruiting.on(ago) * post.team.draw
            yearly = recruiting if social_worker else ways.others_recruiting
            if self._evenly.happens(f"come {post.job}", yearly / _WEEKS):
                post.holder = self._hire(post, day, False)
        self._cover(post, day)

    def _cover(self, post: Post, day: int) -> None:
        ways, ago = self._staffing, self._last - day
        if post.cover:
            self._fall_ill(post.cover, day)
            if post.holder or self._evenly.happens("end", ways.agency_leaving / _WEEKS):
                self._leave(post.cover, day)
                post.cover = None
        elif not post.holder and post.kind == "worker" and post.job == SOCIAL_WORKER:
            sought = ways.agency_finding.on(ago) * (1 + len(post.team.inbox) / 8)
            wanted = ways.surge.on(ago) if post.surge else 1.0
            if self._evenly.happens("cover", sought * post.team.draw * wanted / _WEEKS):
                post.cover = self._hire(post, day, True)

    def _fall_ill(self, worker: SimulatedWorker, day: int) -> None:
        ways, chance = self._staffing, self._chance
        if worker.back_on > day or not chance.yes(ways.absent_yearly / _WEEKS):
            return
        kind = "sickness" if chance.yes(ways.sickness) else "leave"
        worker.back_on = day + 1 + chance.pick(ways.away[kind])
        row = {"worker": worker.id, "started": day, "kind": kind}
        absence = self._ledger.add(Absences, **row, ended=worker.back_on - 1)
        if kind != "leave":
            tell = self._chronicle.tell
            tell(Happening.WORKER_GOES_AWAY, worker.id, day, absence)
            tell(Happening.WORKER_COMES_BACK, worker.id, worker.back_on, absence)

    def _leave(self, worker: SimulatedWorker, day: int) -> None:
        worker.left = day
        self._chronicle.tell(Happening.WORKER_LEAVES, worker.id, day)
        for row, column in zip(worker.rows, ("left_on", "ended"), strict=True):
            row[column] = day
        if worker.team.manager is worker:
            worker.team.manager = None
        else:
            worker.team.workers.remove(worker)
        for desk in list(worker.desks):
            if not self._chance.yes(self._staffing.leaver_still_named):
                desk.take_back(day, "LEFTRL")
            else:
                desk.leave_behind(day)

    def _hire(self, post: Post, day: int, agency: bool) -> SimulatedWorker:
        ways, chance = self._staffing, self._chance
        full_time = 1.0 if agency or chance.yes(ways.full_time) else 0.6
        new = not agency and post.kind == "worker" and chance.yes(ways.newly_qualified)
        rows = self._employ(post, day, agency, full_time, new)
        worker = SimulatedWorker(
            rows[0]["worker"], post.team, day, agency, full_time, new, ToDo(self._time), rows
        )
        worker.supervised = day
        worker.part = _PARTS.get(post.job, worker.part)
        if post.kind == "manager":
            post.team.manager = worker
        else:
            post.team.workers.append(worker)
        return worker

    def _employ(
        self, post: Post, day: int, agency: bool, full_time: float, new: bool
    ) -> list[dict[str, Any]]:
        chance, number = self._chance, self._ledger.number(Professionals)
        social_worker = post.job == SOCIAL_WORKER or post.kind == "manager"
        person = self._ledger.begin(
            Professionals,
            worker=number,
            staff_number=f"MU-S{number[-7:]}",
            full_name=f"{names.forename(chance)} {names.surname(chance)}",
            registration=f"MU-SW{number[-7:]}" if social_worker else None,
            agency=agency,
            job_title=post.job,
            department=post.team.title,
            full_time_equivalent=full_time,
            kind=post.kind,
        )
        self._chronicle.tell(Happening.WORKER_JOINS, number, day)
        if post.kind == "manager":
            self._chronicle.tell(Happening.MANAGES, number, day)
        if new:
            self._chronicle.tell(Happening.COMES_NEWLY_QUALIFIED, number, day)
        employment = self._ledger.begin(
            Employments,
            worker=number,
            started=day,
            team=post.team.id,
            role=post.job,
            full_time_equivalent=full_time,
            agency=agency,
            newly_qualified=new,
        )
        return [person, employment]

    # The beginning

    def _begin_family_help(self, ways: FamilyHelp, scale: float) -> None:
        """The posts that are made when Family Help begins, and the team that comes with it."""
        day, teams = self._last - ways.began_ago, self._teams[_FAMILY_HELP]
        for job, posts in (
            (_SUPPORT_WORKER, ways.support_posts),
            (_LEAD_PRACTITIONER, ways.practitioner_posts),
        ):
            for which in range(max(1, round(posts * scale))):
                self._post(teams[which % len(teams)], job, "worker", day)
        posts = max(2, round(ways.protection_posts * scale))
        self._teams[CHILD_PROTECTION] = self._teams_of(CHILD_PROTECTION, posts, day)

    def _teams_of(self, kind: str, posts: int, made: int = 0) -> list[SimulatedTeam]:
        head, size = _SERVICES[kind], self._staffing.team_size
        teams = 1 if kind in _POOLS else max(1, round(posts / size))
        parent = self._ledger.add(
            Teams, team_name=head, parent=self._council, parent_name="Children's services"
        )
        sizes = [(posts + which) // teams for which in range(teams)]
        return [self._team(kind, which, size, parent, made) for which, size in enumerate(sizes)]

    def _team(self, kind: str, place: int, posts: int, parent: str, made: int) -> SimulatedTeam:
        """A team with its posts; ``made``: the day they are made, if not before the story."""
        head = _SERVICES[kind]
        title = f"{names.place(place)} {head.lower()} team"
        identifier = self._ledger.add(Teams, team_name=title, parent=parent, parent_name=head)
        hard = kind == self._staffing.hard_to_staff and place == 0
        draw = self._staffing.hard_to_staff_draw if hard else 1.0
        todos = ToDo(self._time), ToDo(self._time)
        challenges = self._chance.yes(self._challengers)
        keeps_inbox = self._chance.yes(self._staffing.keeps_inbox)
        inbox = self._ledger.add(
            Professionals, full_name=f"{title} inbox", kind="inbox", department=title
        )
        team = SimulatedTeam(
            identifier, title, kind, place, inbox, draw, challenges, keeps_inbox, *todos
        )
        self._post(team, "Team manager", "manager", made)
        job, ways = _JOBS.get(kind, SOCIAL_WORKER), self._staffing
        for which in range(posts):
            added = which >= posts * (1 - ways.posts_added) if job == SOCIAL_WORKER else False
            self._post(team, job, "worker", made or (self._last - ways.added_ago if added else 0))
        if job == SOCIAL_WORKER and not made:
            surge = [Post(team, job, "worker", self._first, True) for _ in range(-(-posts // 4))]
            self.posts += surge
        return team

    def _post(self, team: SimulatedTeam, job: str, kind: str, made: int) -> None:
        made = made or self._first - self._chance.between(200, 3000)
        self.posts.append(Post(team, job, kind, made))
        self._ledger.add(
            Posts, made, team=team.id, role=job, started=made, full_time_equivalent=1.0
        )

    def _open(self, post: Post) -> None:
        """On the first day most posts are held, by people who came over the years before."""
        held = post.made <= self._first and not post.surge
        if held and self._chance.yes(self._staffing.held_at_first):
            tenure = int(self._chance.expovariate(1 / 3) * YEAR)
            post.holder = self._hire(post, self._first - tenure, False)

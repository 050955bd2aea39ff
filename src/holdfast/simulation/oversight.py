"""Supervision, managers' entries, actions, disputes, chronologies, and the gravest events."""

from collections.abc import Callable

from holdfast.record.oversight import (
    Actions,
    Allegations,
    Chronologies,
    Disputes,
    OversightEntries,
    SeriousIncidents,
    Supervisions,
)
from holdfast.record.workforce import WorkerSupervisions
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Chance, Shares
from holdfast.simulation.family import Child
from holdfast.simulation.people.team import SimulatedWorker
from holdfast.simulation.people.work import DUTY, GOOD_PRACTICE
from holdfast.simulation.scene import Scene, Story
from holdfast.simulation.workforce import Desk
from holdfast.simulation.written.chronicle import NEVER
from holdfast.simulation.written.diary import add_working_days
from holdfast.simulation.written.happenings import Happening

# Days before it falls due that a supervision is put in the manager's diary.
_BOOKED = 7
_SOURCE = Shares({"supervision": 80, "audit": 8, "conference": 12})

_CHRONOLOGY = 91


def note(case: Case, about: str) -> None:
    """A manager may make an entry on the children's records at one of the key points."""
    if case.first_desk is None or not case.chance.yes(case.council.overseeing.entry_at[about]):
        return
    for child in case.at_home(case.today):
        row = {"worker": case.desk.team.manager_id(), "made": case.today, "about": about}
        case.add(OversightEntries, child, **row)
        case.tell(Happening.MANAGER_NOTES, child)


def note_later(case: Case, about: str, day: int) -> Story:
    """An entry on a later day, if the case is then still open."""
    yield case.scene.until(day)
    if not case.over:
        note(case, about)


def supervise(scene: Scene) -> Story:
    """Every worker's own supervision, about once a month, by a manager who has the time."""
    ways = scene.council.overseeing
    while True:
        yield scene.time.after(1)
        today = scene.today
        for worker in scene.staff.people():
            if today >= worker.supervised + ways.supervision_days - _BOOKED and not worker.booked:
                worker.booked = True
                scene.start(_supervise(scene, worker))


def _supervise(scene: Scene, worker: SimulatedWorker) -> Story:
    ways, families = scene.council.overseeing, len(worker.desks)
    hours = ways.supervision_hours + ways.supervision_hours_a_family * families
    due = worker.supervised + ways.supervision_days
    yield worker.team.for_manager.ask(hours, scene.today, due, DUTY)
    yield from _sit_down(scene, worker)
    for desk in list(worker.desks) if worker.left is None else ():
        if desk.case.chance.yes(ways.discussed):
            _discuss(desk, worker)


def supervise_managers(scene: Scene) -> Story:
    """Every manager's own, by a head of service, whose hours are nobody's here."""
    chance, ways = Chance(scene.seed, "managers"), scene.council.overseeing
    while True:
        yield scene.time.after(1)
        for manager in scene.staff.managers():
            if not manager.booked:
                manager.booked = True
                last = max(manager.supervised, scene.first)
                agreed = last + chance.between(*ways.managers_supervised_after)
                scene.start(_supervise_manager(scene, manager, add_working_days(agreed - 1, 1)))


def _supervise_manager(scene: Scene, manager: SimulatedWorker, day: int) -> Story:
    yield scene.until(day)
    yield from _sit_down(scene, manager)


def _sit_down(scene: Scene, worker: SimulatedWorker) -> Story:
    """The supervision is held once the worker is there; never, if they left before."""
    while worker.left is None and not worker.at_work(scene.today):
        yield scene.until(worker.back_on)
    if worker.left is None:
        worker.supervised, worker.booked = scene.today, False
        scene.ledger.add(WorkerSupervisions, worker=worker.id, held=scene.today)
        scene.chronicle.tell(Happening.WORKER_SUPERVISED, worker.id, scene.today)


def _discuss(desk: Desk, worker: SimulatedWorker) -> None:
    """A family is talked about; a manager who challenges sees to it that what is late is done."""
    case, day = desk.case, desk.scene.today
    ways, chance, recorded = case.council.overseeing, case.chance, case.written_up(day)
    challenged = chance.yes(ways.challenge[worker.team.challenges])
    actions = challenged or chance.yes(ways.sets_actions)
    told = challenged or not chance.yes(ways.challenge_not_recorded)
    row = {"worker": worker.id, "supervisor": worker.team.manager_id(), "held": day}
    said = {"actions_set": actions, "challenge": challenged if told else None}
    for child in desk.children:
        about = case.add(Supervisions, child, recorded, recorded=recorded, **row, **said)
        case.tell(Happening.CASE_DISCUSSED, child, about, recorded)
        if actions:
            case.tell(Happening.ACTION_AGREED, child, about, recorded)
        if challenged:
            # Whether or not the record says so.
            case.tell(Happening.CHALLENGED, child, about, recorded if told else NEVER)
    if challenged:
        desk.press()
    if actions and chance.yes(ways.action_written_apart):
        case.scene.start(_action(desk, worker.id))


def _action(desk: Desk, owner: str) -> Story:
    """An action is set; it is done when the worker comes to it, and evidenced, or not."""
    case, chance, day = desk.case, desk.case.chance, desk.scene.today
    ways, due = case.council.overseeing, day + chance.between(*case.council.overseeing.action_due)
    row = {"owner": owner, "source": chance.pick(_SOURCE), "set_on": day, "due": due}
    rows = [case.scene.ledger.begin(Actions, child=one.id, **row) for one in desk.children]
    for one in rows:
        case.scene.chronicle.tell(Happening.ACTION_SET, one["child"], day, f"{one['action']}|{due}")
    begins = max(day + 1, due - chance.between(0, 14))
    done = yield desk.ask(ways.action_hours, begins, due, GOOD_PRACTICE)
    if done and not chance.yes(ways.action_never_evidenced):
        open_still = {child.id for child in desk.children}
        for one in (row for row in rows if row["child"] in open_still):
            one["evidenced"] = done
            case.scene.chronicle.tell(Happening.ACTION_DONE, one["child"], done, one["action"])


def chronologies(case: Case, child: Child, goes_on: Callable[[], bool]) -> Story:
    """A chronology, brought up to date when there is time for it, for as long as it is kept."""
    hours, last = case.council.overseeing.chronology_hours, case.today
    while goes_on():
        desk = case.desk_of(child)
        if desk is None:
            return
        begins = last + _CHRONOLOGY - case.chance.between(0, 40)
        done = yield desk.ask(hours, begins, last + _CHRONOLOGY, GOOD_PRACTICE, goes_on)
        if done is None:
            # The work passed to another team; it is taken up there.
            yield case.scene.until(case.today + _BOOKED)
        elif goes_on() and not case.is_closed(child):
            case.add(Chronologies, child, updated=case.today)
            case.tell(Happening.CHRONOLOGY_UPDATED, child)
        last = case.today


def dispute(case: Case, child: Child, day: int) -> None:
    """A reviewing officer or chair may challenge, informally at first, then formally."""
    ways, chance = case.council.overseeing, case.chance
    if not chance.yes(ways.dispute):
        return
    for stage in ("informal", "stage 1", "stage 2"):
        settled = add_working_days(day, chance.pace(ways.dispute_settled))
        raised = case.add(Disputes, child, stage=stage, raised=day, resolved=settled)
        case.scene.chronicle.tell(Happening.DISPUTE_RAISED, child.id, day, raised)
        case.scene.chronicle.tell(Happening.DISPUTE_SETTLED, child.id, settled, raised)
        if chance.yes(0.75):
            return
        day = settled


def gravest(case: Case, child: Child) -> None:
    """Very rarely, a child whom the council knew is seriously harmed."""
    if case.chance.yes(case.council.overseeing.serious_incident):
        aware = max(case.today, child.born) + case.chance.between(0, 60)
        told = add_working_days(aware, case.chance.between(0, 8))
        reviewed = add_working_days(told, case.chance.between(8, 22))
        days = {"aware": aware, "notified": told, "reviewed": reviewed}
        incident = case.add(SeriousIncidents, child, **days)
        case.scene.chronicle.tell(Happening.INCIDENT_KNOWN, child.id, aware, incident)
        case.scene.chronicle.tell(Happening.INCIDENT_NOTIFIED, child.id, told, incident)
        case.scene.chronicle.tell(Happening.INCIDENT_REVIEWED, child.id, reviewed, incident)


def allege(case: Case, child: Child, day: int) -> None:
    """Rarely, someone who works with a child in care is said to have harmed the child."""
    if case.chance.yes(case.council.overseeing.allegation):
        known = day + case.chance.between(20, 300)
        if known < child.adult:
            referred = add_working_days(known, case.chance.between(0, 4))
            about = case.add(Allegations, child, employer_aware=known, referred=referred)
            case.scene.chronicle.tell(Happening.ALLEGATION_KNOWN, child.id, known, about)
            case.scene.chronicle.tell(Happening.ALLEGATION_REFERRED, child.id, referred, about)

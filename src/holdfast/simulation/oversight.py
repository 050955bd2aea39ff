"""Supervision, managers' entries, actions, disputes, chronologies, and the gravest events."""

from holdfast.record.oversight import (
    Actions,
    Allegations,
    Chronologies,
    Disputes,
    OversightEntries,
    SeriousIncidents,
    Supervisions,
)
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Shares
from holdfast.simulation.diary import add_working_days, working_day
from holdfast.simulation.family import Child
from holdfast.simulation.workforce import Hold

_SOURCE = Shares({"supervision": 80, "audit": 8, "conference": 12})

# A child discussed in supervision: whom, from when, until when.
Watch = tuple[Child, int, int]


def note(case: Case, about: str, day: int) -> None:
    """A manager may make an entry on the children's records at one of the key points."""
    if day > case.last or not case.chance.yes(case.council.overseeing.entry_at[about]):
        return
    hold = case.allocation.holder(day)
    manager = hold.team.manager_on(day) if hold else None
    for child in case.at_home(day):
        case.add(OversightEntries, child, worker=manager, made=day, about=about)


def supervise(case: Case, holds: list[Hold], watches: list[Watch]) -> None:
    """Each child's case is discussed about once a month for as long as someone holds it."""
    pace, day = case.council.overseeing.supervision, 0
    for hold in holds:
        if hold.named:
            day = working_day(max(day, hold.started) + case.chance.between(5, 30))
            while day < min(hold.ended, case.last + 1):
                _discuss(case, hold, day, watches)
                day = working_day(day + case.chance.pace(pace))


def _discuss(case: Case, hold: Hold, day: int, watches: list[Watch]) -> None:
    ways, chance = case.council.overseeing, case.chance
    supervisor, recorded = hold.team.manager_on(day), case.written_up(day)
    actions = chance.yes(ways.sets_actions)
    for child, first, last in watches:
        if first <= day < last:
            questioned = chance.flag(ways.challenge, 1 - ways.challenge_not_recorded)
            case.add(
                Supervisions,
                child,
                recorded,
                worker=hold.worker,
                supervisor=supervisor,
                held=day,
                recorded=recorded,
                actions_set=actions,
                challenge=questioned,
            )
            if actions and chance.yes(ways.action_written_apart):
                _set_action(case, child, hold.worker, day)


def _set_action(case: Case, child: Child, owner: str, day: int) -> None:
    ways, chance = case.council.overseeing, case.chance
    due = day + chance.between(*ways.action_due)
    late = 0 if chance.yes(ways.action_in_time) else chance.between(1, 90)
    done = None if chance.yes(ways.action_never_evidenced) else max(day, due - 3 + late)
    row = {"owner": owner, "source": chance.pick(_SOURCE), "set_on": day, "due": due}
    case.add(Actions, child, **row, evidenced=done)


def chronologies(case: Case, child: Child, started: int, ended: int) -> None:
    """A chronology brought up to date now and then, while the child has a plan or is in care."""
    pace = case.council.overseeing.chronology
    day = working_day(started + case.chance.pace(pace))
    while day <= min(ended, case.last):
        case.add(Chronologies, child, updated=day)
        day = working_day(day + case.chance.pace(pace))


def dispute(case: Case, child: Child, day: int) -> None:
    """A reviewing officer or chair may challenge, informally at first, then formally."""
    ways, chance = case.council.overseeing, case.chance
    if not chance.yes(ways.dispute):
        return
    for stage in ("informal", "stage 1", "stage 2"):
        settled = add_working_days(day, chance.pace(ways.dispute_settled))
        case.add(Disputes, child, stage=stage, raised=day, resolved=settled)
        if chance.yes(0.75):
            return
        day = settled


def gravest(case: Case, child: Child, day: int) -> None:
    """Very rarely, a child whom the council knew is seriously harmed."""
    if case.chance.yes(case.council.overseeing.serious_incident):
        aware = max(day, child.born) + case.chance.between(0, 60)
        told = add_working_days(aware, case.chance.between(0, 8))
        reviewed = add_working_days(told, case.chance.between(8, 22))
        case.add(SeriousIncidents, child, aware=aware, notified=told, reviewed=reviewed)


def allege(case: Case, child: Child, day: int) -> None:
    """Rarely, someone who works with a child in care is said to have harmed the child."""
    if case.chance.yes(case.council.overseeing.allegation):
        known = day + case.chance.between(20, 300)
        if known < child.adult:
            referred = add_working_days(known, case.chance.between(0, 4))
            case.add(Allegations, child, employer_aware=known, referred=referred)

"""What is owed by those who oversee: supervision, decisions, actions, chronologies, recording."""

from collections.abc import Iterator
from datetime import date

from holdfast.simulation.truth.calendar import months, number, working_days
from holdfast.simulation.truth.owed import Owed, owed
from holdfast.simulation.truth.past import Past
from holdfast.simulation.truth.turns import first_from, in_turn, on_days, once
from holdfast.simulation.written.happenings import Happening

# The council's own limits.
_SUPERVISED, _DECIDED, _UP_TO_DATE = months(1), working_days(5), months(3)
_WRITTEN_UP, _SETTLED = working_days(2), working_days(20)
# Since serious incidents are notified to the national panel (Children Act 2004, section 16C).
_NOTIFIED, _REVIEWED = working_days(5), working_days(15)
_INCIDENTS_SINCE = number(date(2018, 6, 29))
_REFERRED = working_days(1)

VISITED = {
    "recording": Happening.VISITED_ON_PLAN,
    "recording_need": Happening.VISITED_AT_HOME,
    "recording_care": Happening.VISITED_IN_CARE,
}


def duties(past: Past) -> Iterator[Owed]:
    """Every duty of oversight that death ends."""
    for case in past.open_cases():
        discussed = past.days(Happening.CASE_DISCUSSED)
        yield from in_turn("supervision_case", past, case, discussed, _SUPERVISED)
        # A manager's decision whenever a worker takes the child on, and at an enquiry.
        begins = [first for first, _ in past.holdings()] + past.days(Happening.ENQUIRY_BEGINS)
        noted = past.days(Happening.MANAGER_NOTES)
        yield from on_days("mgmt_oversight", past, case, begins, noted, _DECIDED)
        updated = past.days(Happening.CHRONOLOGY_UPDATED)
        yield from in_turn("chronology", past, case, updated, _UP_TO_DATE)
    yield from actions(past)
    # A dispute is settled within twenty working days at each stage.
    raised, settled = Happening.DISPUTE_RAISED, Happening.DISPUTE_SETTLED
    yield from once("drp_stage", past, raised, settled, _SETTLED, past.closures())
    for clock, visited in VISITED.items():
        yield from once(clock, past, visited, Happening.VISIT_WRITTEN_UP, _WRITTEN_UP)


def actions(past: Past) -> Iterator[Owed]:
    """An action is done by the day that was set with it, or falls away with the case."""
    done, closures = past.about(Happening.ACTION_DONE), past.closures()
    for day, told in past.told(Happening.ACTION_SET):
        one, due = told.split("|")
        over = first_from(closures, day)
        yield owed("action_due", past.whom, day, int(due), done.get(one), over)


def after_death(past: Past) -> Iterator[Owed]:
    """What a death itself may ask for: the panel told, the review done, the officer told."""
    known, notified = Happening.INCIDENT_KNOWN, Happening.INCIDENT_NOTIFIED
    grave = [*once("sin_notify", past, known, notified, _NOTIFIED)]
    grave += once("rapid_review", past, notified, Happening.INCIDENT_REVIEWED, _REVIEWED)
    yield from (one for one in grave if one.started >= _INCIDENTS_SINCE)
    alleged, referred = Happening.ALLEGATION_KNOWN, Happening.ALLEGATION_REFERRED
    yield from once("lado", past, alleged, referred, _REFERRED)

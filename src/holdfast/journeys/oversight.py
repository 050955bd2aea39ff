"""Supervision, management oversight, challenge, and what came of it."""

from holdfast.journeys.event import Event
from holdfast.record.missing import MissingEpisodes
from holdfast.record.oversight import (
    Actions,
    Allegations,
    Chronologies,
    Disputes,
    OversightEntries,
    SeriousIncidents,
    Supervisions,
)

SUPERVISED = Event("the case is discussed in supervision", Supervisions.held)
OVERSEEN = Event("a manager records a decision", OversightEntries.made)
ACTION_SET = Event("an action is set", Actions.set_on)
ACTION_EVIDENCED = Event("the action is evidenced", Actions.evidenced)
DISPUTE_RAISED = Event("a dispute is raised", Disputes.raised)
DISPUTE_RESOLVED = Event("the dispute is resolved", Disputes.resolved)
CHRONOLOGY_UPDATED = Event("the chronology is brought up to date", Chronologies.updated)
INCIDENT_KNOWN = Event("the council learns of a serious incident", SeriousIncidents.aware)
INCIDENT_NOTIFIED = Event("the serious incident is notified", SeriousIncidents.notified)
INCIDENT_REVIEWED = Event("the rapid review is done", SeriousIncidents.reviewed)
EMPLOYER_AWARE = Event("an employer learns of an allegation", Allegations.employer_aware)
ALLEGATION_REFERRED = Event(
    "the allegation is referred to the designated officer", Allegations.referred
)
CHILD_MISSING = Event("a child goes missing", MissingEpisodes.started)

"""How workers, supervision and what came of it are told."""

from holdfast.query.life.telling import KEEPING, EventTelling
from holdfast.record.holding import HOLDS, NAMED
from holdfast.record.oversight import (
    Actions,
    Chronologies,
    Disputes,
    OversightEntries,
    Supervisions,
)
from holdfast.record.workforce import Involvements

OF_OVERSIGHT = (  # Who holds the child.
    EventTelling(
        Involvements.started,
        "New worker",
        (Involvements.worker, Involvements.change_reason),
        HOLDS & NAMED,
    ),
    EventTelling(Involvements.started, "In an inbox, no named worker", where=HOLDS),
    EventTelling(
        Involvements.started,
        "Another worker",
        (Involvements.role, Involvements.worker),
        fold="other worker involved;other workers involved",
    ),
    EventTelling(
        Involvements.ended,
        "Worker’s part ended",
        (Involvements.role, Involvements.worker),
        fold=KEEPING,
    ),
    # Oversight.
    EventTelling(
        Supervisions.held,
        "Supervision: challenged",
        (Supervisions.actions_set,),
        Supervisions.challenge.yes,
    ),
    EventTelling(
        Supervisions.held,
        "Supervision",
        (Supervisions.actions_set,),
        fold="supervision;supervisions",
    ),
    EventTelling(
        Supervisions.recorded,
        "Supervision written up",
        fold=KEEPING,
    ),
    EventTelling(
        OversightEntries.made,
        "Manager’s decision",
        (OversightEntries.about,),
        fold="manager’s decision;managers’ decisions",
    ),
    EventTelling(Actions.set_on, "Action set", (Actions.source,), fold="action set;actions set"),
    EventTelling(Actions.due, "Day by which an action is to be done", fold=KEEPING),
    EventTelling(Actions.evidenced, "Action evidenced", fold="action evidenced;actions evidenced"),
    EventTelling(Disputes.raised, "Dispute raised", (Disputes.stage,)),
    EventTelling(Disputes.resolved, "Dispute resolved", (Disputes.stage,)),
    EventTelling(
        Chronologies.updated,
        "Chronology updated",
        fold="chronology updated;chronology updates",
    ),
)

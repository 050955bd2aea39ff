"""How workers, supervision and what came of it are told."""

from holdfast.query.life.telling import KEEPING, Telling
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
    Telling(
        Involvements.started,
        "New worker",
        (Involvements.worker, Involvements.change_reason),
        HOLDS & NAMED,
    ),
    Telling(Involvements.started, "In an inbox, no named worker", where=HOLDS),
    Telling(
        Involvements.started,
        "Another worker",
        (Involvements.role, Involvements.worker),
        fold="other worker involved;other workers involved",
    ),
    Telling(
        Involvements.ended,
        "Worker’s part ended",
        (Involvements.role, Involvements.worker),
        fold=KEEPING,
    ),
    # Oversight.
    Telling(
        Supervisions.held,
        "Supervision: challenged",
        (Supervisions.actions_set,),
        Supervisions.challenge.yes,
    ),
    Telling(
        Supervisions.held,
        "Supervision",
        (Supervisions.actions_set,),
        fold="supervision;supervisions",
    ),
    Telling(
        Supervisions.recorded,
        "Supervision written up",
        fold=KEEPING,
    ),
    Telling(
        OversightEntries.made,
        "Manager’s decision",
        (OversightEntries.about,),
        fold="manager’s decision;managers’ decisions",
    ),
    Telling(Actions.set_on, "Action set", (Actions.source,), fold="action set;actions set"),
    Telling(Actions.due, "Day by which an action is to be done", fold=KEEPING),
    Telling(Actions.evidenced, "Action evidenced", fold="action evidenced;actions evidenced"),
    Telling(Disputes.raised, "Dispute raised", (Disputes.stage,)),
    Telling(Disputes.resolved, "Dispute resolved", (Disputes.stage,)),
    Telling(
        Chronologies.updated,
        "Chronology updated",
        fold="chronology updated;chronology updates",
    ),
)

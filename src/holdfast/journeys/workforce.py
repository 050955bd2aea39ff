"""Who holds a child, and when staff are supervised."""

from holdfast.journeys.event import Event
from holdfast.journeys.spell import spell
from holdfast.record.workforce import Employments, Involvements, WorkerSupervisions

# A team inbox, or a list on duty, holds nobody.
HELD = spell(
    "held by a named worker",
    Involvements.started,
    Involvements.ended,
    Involvements.role.among("CW") & Involvements.named.not_no,
)
ALLOCATED = Event(
    "a named worker is allocated",
    Involvements.started,
    Involvements.role.among("CW") & Involvements.named.not_no,
)
WORKER_SUPERVISED = Event("a worker is supervised", WorkerSupervisions.held)

IN_POST = spell("in post", Employments.started, Employments.ended)

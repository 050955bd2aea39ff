"""The states of a deficit: what moves it into each, and who may.

They follow one another, and a state may be left out, except one: nothing is *held* that was not
*verified*, and nothing is verified by whoever was to do it or asked for it. No act of a person
makes a deficit *evidenced*: only an event in the record does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class LoopState(StrEnum):
    """How far a deficit came, in order. Said to people as it is written here."""

    DETECTED = "detected"
    SEEN = "seen"
    CHALLENGED = "challenged"
    DIRECTED = "directed"
    EVIDENCED = "evidenced"
    VERIFIED = "verified"
    HELD = "held"


class Mover(StrEnum):
    """Who or what can move a deficit into a state."""

    RECORD = "the record"
    SUPERVISOR = "whoever supervises the worker"
    AUTHORITY = "a manager, reviewing officer, conference chair or auditor"
    OTHER = "somebody other than the owner and whoever directed it"


@dataclass(frozen=True)
class LoopStage:
    """One state: what moves a deficit into it, who may, and which limit of ``loop.toml`` it has.

    ``limit`` names the days for which a deficit may stay in the state before it is escalated; empty
    where it may stay.
    """

    state: LoopState
    moved_by: str
    movers: tuple[Mover, ...]
    limit: str


STAGES: Mapping[LoopState, LoopStage] = {
    one.state: one
    for one in (
        LoopStage(
            LoopState.DETECTED,
            "A duty to the child is overdue by more than the days allowed, a strand of a concern is"
            " true, or somebody raised it.",
            (Mover.RECORD, Mover.AUTHORITY),
            "detected",
        ),
        LoopStage(
            LoopState.SEEN,
            "The child was discussed in supervision while it was open, or somebody with the"
            " authority said something of it.",
            (Mover.RECORD, Mover.SUPERVISOR, Mover.AUTHORITY),
            "seen",
        ),
        LoopStage(
            LoopState.CHALLENGED,
            "The work or its pace was questioned while it was open.",
            (Mover.RECORD, Mover.SUPERVISOR, Mover.AUTHORITY),
            "challenged",
        ),
        LoopStage(
            LoopState.DIRECTED,
            "An action was set while it was open.",
            (Mover.RECORD, Mover.SUPERVISOR, Mover.AUTHORITY),
            "directed",
        ),
        LoopStage(
            LoopState.EVIDENCED,
            "The event that was asked for is in the record, dated after the direction where one was"
            " given.",
            (Mover.RECORD,),
            "evidenced",
        ),
        LoopStage(
            LoopState.VERIFIED,
            "Somebody else looked, on the day of the event or later: an audit, a reviewing officer,"
            " another manager.",
            (Mover.RECORD, Mover.OTHER),
            "",
        ),
        LoopStage(
            LoopState.HELD,
            "It was verified, and did not recur within the weeks that the council set.",
            (Mover.RECORD,),
            "",
        ),
    )
}

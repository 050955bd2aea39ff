"""The loop in figures: how far deficits came, what was silent, closed on paper, or came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfast.challenge.states import LoopState

# From which state to which the days are told. Most are done without anyone having said anything,
# so those to the event are told from the detection and, where there was one, from the direction.
STEPS: tuple[tuple[LoopState, LoopState], ...] = (
    (LoopState.DETECTED, LoopState.SEEN),
    (LoopState.DETECTED, LoopState.CHALLENGED),
    (LoopState.DETECTED, LoopState.DIRECTED),
    (LoopState.DIRECTED, LoopState.EVIDENCED),
    (LoopState.DETECTED, LoopState.EVIDENCED),
    (LoopState.EVIDENCED, LoopState.VERIFIED),
)


@dataclass(frozen=True)
class StepDays:
    """The days from one state to another.

    ``median`` counts those still waiting, and is None while fewer than half have come so far;
    ``came`` and ``waiting`` are how many have and have not.
    """

    start: LoopState
    end: LoopState
    median: int | None
    came: int
    waiting: int


@dataclass(frozen=True)
class LoopFigures:
    """Counts of deficits, on a day.

    ``reached`` counts those that came into each state; ``open_in`` the open ones by the state they
    are in. ``silent_seen`` is of how many that were supervised while open it is known whether
    anything was said; ``silent`` of how many of them nothing was, ``silent_open`` those of them
    that are open still. ``untold`` are those supervised of which the record does not say. ``ripe``
    are those evidenced long enough ago to tell whether they recurred, ``recurred_ripe`` those of
    them that did, and ``recurred`` those of any age.
    """

    deficits: int
    open: int
    reached: Mapping[LoopState, int]
    open_in: Mapping[LoopState, int]
    silent: int
    silent_open: int
    silent_seen: int
    untold: int
    on_paper: int
    settled: int
    unclear: int
    recurred: int
    recurred_ripe: int
    ripe: int
    steps: Sequence[StepDays]

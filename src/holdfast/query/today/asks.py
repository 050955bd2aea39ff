"""What each clock asks for, and of whom: declared by what fulfils it.

SEE        a worker is to see the child
STEP       another step is to be taken for the child
SUPERVISE  a manager is to discuss the case with its worker
DECIDE     a manager is to record a decision
CHECK      a manager is to see that an action was done
RECORD     a worker is to write up what was done
NOTHING    nobody is asked: it is counted for statistics, watched, or was withdrawn
"""

from collections.abc import Mapping
from enum import StrEnum

from holdfast.clocks.clock import Clock, OutsideChain, Shape
from holdfast.clocks.contact import SEEN
from holdfast.clocks.oversight import RECORDING_CARE, RECORDING_NEED, RECORDING_PROTECTION
from holdfast.clocks.register import CLOCKS
from holdfast.journeys.care import FOSTERING_VISITED
from holdfast.journeys.early_help import EARLY_HELP_VISIT_SEEN
from holdfast.journeys.leaving_care import ADVISER_VISITED
from holdfast.journeys.oversight import (
    ACTION_EVIDENCED,
    CHRONOLOGY_UPDATED,
    OVERSEEN,
    SUPERVISED,
)
from holdfast.journeys.spell import Happening
from holdfast.law import Tier


class Ask(StrEnum):
    """What a clock asks for."""

    SEE = "see"
    STEP = "step"
    SUPERVISE = "supervise"
    DECIDE = "decide"
    CHECK = "check"
    RECORD = "record"
    NOTHING = "nothing"


_WRITTEN_UP = (RECORDING_PROTECTION, RECORDING_NEED, RECORDING_CARE)

# What fulfils a clock, and what the clock therefore asks for. Whatever else does is a step.
_FULFILLED_BY: Mapping[Happening, Ask] = {
    **dict.fromkeys((*SEEN, FOSTERING_VISITED, EARLY_HELP_VISIT_SEEN, ADVISER_VISITED), Ask.SEE),
    SUPERVISED: Ask.SUPERVISE,
    OVERSEEN: Ask.DECIDE,
    ACTION_EVIDENCED: Ask.CHECK,
    CHRONOLOGY_UPDATED: Ask.RECORD,
    **{stop: Ask.RECORD for clock in _WRITTEN_UP for stop in clock.stops},
}
_ASKED_OF_NOBODY = (OutsideChain.WITHDRAWN, OutsideChain.WATCH, OutsideChain.STATISTICS)


def ask_of(clock: Clock) -> Ask:
    """What a clock asks for. A duty owed to a worker is about no child, and asks nothing here."""
    if clock.flag or clock.for_workers or clock.tier is Tier.STATISTICAL:
        return Ask.NOTHING
    if clock.outside_chain in _ASKED_OF_NOBODY:
        return Ask.NOTHING
    # What is to come first, such as seeing the child before a conference, is a step to it.
    if clock.shape is Shape.SEQUENCE:
        return Ask.STEP
    asks = {_FULFILLED_BY.get(stop, Ask.STEP) for stop in clock.stops}
    return asks.pop() if len(asks) == 1 else Ask.STEP


ASKS: Mapping[str, Ask] = {clock.key: ask_of(clock) for clock in CLOCKS}

"""Which deficits have been in a state for longer than the council allows, and who must be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from holdfast.challenge.choices import EscalationLevel, LoopChoices
from holdfast.challenge.deficit import DISPUTES, DeficitKey
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.states import LoopState


@dataclass(frozen=True, slots=True)
class EscalatedDeficit:
    """A deficit that has been in its state for ``days``, beyond the limit of ``limit`` days."""

    path: DeficitPath
    state: LoopState
    days: int
    limit: int
    level: EscalationLevel


def escalated(
    paths: Iterable[DeficitPath], day: date, choices: LoopChoices
) -> list[EscalatedDeficit]:
    """The deficits past their limit on a day, the highest level first, then the most days.

    An open one waits for the next step. One that is evidenced waits for somebody else to verify it
    where it was directed in Holdfast: no case system says whether anybody looked. What is settled,
    set aside, closed on paper or cannot be determined waits for nothing. The days of a direction
    count from the day by which it was to be done, those of a dispute from the day it was raised.
    """
    found = [one for path in paths if (one := escalation_of(path, day, choices))]
    found.sort(key=escalation_order)
    return found


def escalation_order(one: EscalatedDeficit) -> tuple[int, int, DeficitKey]:
    """The order in which escalated deficits stand."""
    return -_LEVELS.index(one.level), -one.days, one.path.key


def escalation_of(path: DeficitPath, day: date, choices: LoopChoices) -> EscalatedDeficit | None:
    """How far a deficit is past its limit on a day; None where it is not. See ``escalated``."""
    to_verify = path.evidenced is not None and path.evidence and path.settled is None
    if path.aside_until is not None or not (path.is_open or to_verify):
        return None
    state = path.state
    if path.is_open and path.source in DISPUTES:
        days = (day - path.detected).days
        stage = choices.dispute_level(days)
        if stage is None:
            return None
        return EscalatedDeficit(path, state, days, choices.disputes[stage], stage)
    since = path.since
    if state is LoopState.DIRECTED and path.by_when is not None:
        since = max(since, path.by_when)
    days = (day - since).days
    level = choices.level(state, days)
    if level is None:
        return None
    return EscalatedDeficit(path, state, days, choices.limits[state], level)


_LEVELS = tuple(EscalationLevel)

"""Which deficits have been in a state for longer than the council allows, and who must be told."""

from collections.abc import Iterable, Sequence
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
    What a person escalates is at that level at once; a dispute goes on from there by its days.
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
        stage = _stage_of_dispute(path, day, choices)
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


def _stage_of_dispute(path: DeficitPath, day: date, choices: LoopChoices) -> EscalationLevel | None:
    """With whom a dispute is: by its days, or by those since somebody escalated it."""
    stages = [choices.dispute_level((day - path.detected).days), None]
    if path.raised_to is not None and path.raised_on is not None and path.raised_on <= day:
        # As if it had come to that level by its days.
        days = choices.disputes[path.raised_to] + 1 + (day - path.raised_on).days
        stages[1] = choices.dispute_level(days)
    return max((one for one in stages if one is not None), key=_LEVELS.index, default=None)


def highest(
    given: Sequence[tuple[EscalationLevel, date]],
) -> tuple[EscalationLevel, date] | tuple[None, None]:
    """The highest level of those to which something was escalated, and the first day of it."""
    return max(
        given, key=lambda one: (_LEVELS.index(one[0]), -one[1].toordinal()), default=(None, None)
    )


def levels_above(now: EscalationLevel | None) -> tuple[EscalationLevel, ...]:
    """To whom something can still be escalated that is with somebody now."""
    return _LEVELS if now is None else _LEVELS[_LEVELS.index(now) + 1 :]


_LEVELS = tuple(EscalationLevel)

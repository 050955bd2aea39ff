"""Which deficits have been in a state for longer than the council allows, and who must be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from holdfast.challenge.choices import EscalationLevel, LoopChoices
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
    count from the day by which it was to be done.
    """
    found = []
    for path in paths:
        to_verify = path.evidenced is not None and path.evidence and path.settled is None
        if path.aside_until is not None or not (path.is_open or to_verify):
            continue
        state = path.state
        since = path.since
        if state is LoopState.DIRECTED and path.by_when is not None:
            since = max(since, path.by_when)
        days = (day - since).days
        level = choices.level(state, days)
        if level is not None:
            found.append(EscalatedDeficit(path, state, days, choices.limits[state], level))
    order = list(EscalationLevel)
    found.sort(key=lambda one: (-order.index(one.level), -one.days, one.path.key))
    return found

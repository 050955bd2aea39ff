"""What in the plan needs a decision by whoever leads the service, the most urgent kind first.

Nothing here is an opinion: each line follows from days, measures and what inspectors wrote.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from holdfast.improvement.findings import FindingStanding
from holdfast.improvement.plan import InspectionLetter
from holdfast.improvement.posts import PostStanding
from holdfast.improvement.promises import PromiseStanding, PromiseState
from holdfast.improvement.status import ActionStanding, ActionStatus
from holdfast.improvement.statutory import DutyAfterLetter, DutyState
from holdfast.improvement.words import Polarity, PostState, Rating

SOON = timedelta(days=90)
MONTHS_UNFILLED = 6


class DecisionKind(StrEnum):
    """Why something needs a decision, in the order in which it is listed."""

    LAW = "set by law"
    PROMISE = "promised"
    WRONG_WAY = "moving the wrong way"
    PAST = "past its day"
    CANNOT_SHOW = "cannot show anything by its day"
    NO_ACTION = "found by inspectors, and no action"
    POST = "a post of leadership"
    LOST = "cannot be judged any more"


@dataclass(frozen=True)
class NeededDecision:
    """One thing to decide: why, in words, and the ``key`` of what it is about."""

    kind: DecisionKind
    words: str
    key: str


def decisions(
    duties: Sequence[tuple[InspectionLetter, DutyAfterLetter]],
    findings: Sequence[FindingStanding],
    actions: Sequence[ActionStanding],
    promises: Sequence[PromiseStanding],
    posts: Sequence[PostStanding],
    day: date,
) -> list[NeededDecision]:
    """What needs a decision on a day, in the order of the kinds."""
    found = [
        *(
            NeededDecision(
                DecisionKind.LAW,
                f"{one.duty.title} after “{letter.title}”: due {_told(one.due)}, {one.state}",
                letter.key,
            )
            for letter, one in duties
            if one.state is DutyState.OVERDUE
            or (one.state is DutyState.RUNNING and one.due - day <= SOON)
        ),
        *(_of_promise(one, day) for one in promises if _promise_needs(one, day)),
        *(_of_action(one, day) for one in actions),
        *_unanswered(findings, actions),
        *(
            NeededDecision(
                DecisionKind.POST, f"{one.post}: {one.state} for {one.months} months", one.post
            )
            for one in posts
            if one.state is not PostState.PERMANENT and one.months >= MONTHS_UNFILLED
        ),
    ]
    kinds = list(DecisionKind)
    return sorted((one for one in found if one), key=lambda one: kinds.index(one.kind))


def _promise_needs(one: PromiseStanding, day: date) -> bool:
    if one.state in (PromiseState.BROKEN, PromiseState.CANNOT_TELL):
        return True
    soon = one.promise.due - day <= SOON
    return one.state is PromiseState.NOT_DUE and soon and one.so_now is not True


def _of_promise(one: PromiseStanding, day: date) -> NeededDecision:
    due = _told(one.promise.due)
    told = f"“{one.promise.words}” by {due}: {one.state}"
    if one.state is PromiseState.NOT_DUE:
        told = f"“{one.promise.words}” is due on {due} and is not so yet"
    return NeededDecision(DecisionKind.PROMISE, told, one.promise.key)


def _of_action(one: ActionStanding, day: date) -> NeededDecision | None:
    """The first thing about an action that needs a decision; None where nothing does."""
    action, title = one.action, f"“{one.action.title}”"
    gone = [each.key for each in one.movements if each.possible is None]
    if one.status in (ActionStatus.WORSE, ActionStatus.MIXED):
        return NeededDecision(DecisionKind.WRONG_WAY, f"{title}: {one.status}", action.key)
    if one.overdue:
        words = f"{title} was due on {_told(action.due)}: {one.status}"
        return NeededDecision(DecisionKind.PAST, words, action.key)
    if gone:
        words = f"{title}: there is no measure {', '.join(gone)} any more"
        return NeededDecision(DecisionKind.LOST, words, action.key)
    if day <= action.due and not one.proven_by_due and one.earliest:
        words = (
            f"{title} is due on {_told(action.due)}, and no evidence of it is possible before "
            f"{_told(one.earliest)}"
        )
        return NeededDecision(DecisionKind.CANNOT_SHOW, words, action.key)
    return None


def _told(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _unanswered(
    findings: Sequence[FindingStanding], actions: Sequence[ActionStanding]
) -> list[NeededDecision]:
    answered = {key for one in actions for key in one.action.findings}
    found = []
    for one in findings:
        finding = one.finding
        worse = one.latest is not None and one.latest.rating is Rating.WORSE
        if finding.polarity is Polarity.CRITICISM and one.open and finding.key not in answered:
            said = f"“{finding.words}”" + (" (found worse since)" if worse else "")
            found.append(NeededDecision(DecisionKind.NO_ACTION, said, finding.key))
    return found

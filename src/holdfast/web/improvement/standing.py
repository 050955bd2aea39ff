"""What stands of inspections and the plan on a day of the data: the latest versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Max

from holdfast.errors import NotFound
from holdfast.improvement.plan import (
    FindingRating,
    InspectionLetter,
    LetterFinding,
    PlannedAction,
    PostHeld,
    Promise,
)
from holdfast.improvement.words import (
    ActionKind,
    FindingSeverity,
    InspectorGrade,
    JudgementArea,
    LetterKind,
    Polarity,
    PostState,
    Rating,
    Theme,
)
from holdfast.web.improvement.models import (
    ActionEntry,
    FindingEntry,
    LetterEntry,
    PostEntry,
    PromiseEntry,
    RatingEntry,
)
from holdfast.web.improvement.versions import KeptVersion

Kept = TypeVar("Kept", bound=KeptVersion)

MODELS: dict[str, type[KeptVersion]] = {
    "letter": LetterEntry,
    "finding": FindingEntry,
    "rating": RatingEntry,
    "action": ActionEntry,
    "promise": PromiseEntry,
    "post": PostEntry,
}


@dataclass(frozen=True)
class PlanOnDay:
    """Everything of the room that was so by a day, the letters and promises in order of their days.

    Letters are those dated by then, findings those said by then, and so on.
    """

    day: date
    letters: tuple[InspectionLetter, ...]
    findings: tuple[LetterFinding, ...]
    actions: tuple[PlannedAction, ...]
    promises: tuple[Promise, ...]
    posts: tuple[PostHeld, ...]

    def letter(self, key: str) -> InspectionLetter:
        """A letter. Raises NotFound."""
        return _the(self.letters, key)

    def finding(self, key: str) -> LetterFinding:
        """A finding. Raises NotFound."""
        return _the(self.findings, key)

    def action(self, key: str) -> PlannedAction:
        """An action. Raises NotFound."""
        return _the(self.actions, key)


Keyed = TypeVar("Keyed", InspectionLetter, LetterFinding, PlannedAction)


def _the(kept: Iterable[Keyed], key: str) -> Keyed:
    found = next((one for one in kept if one.key == key), None)
    if found is None:
        raise NotFound(
            "Nothing of this address is recorded by this day.",
            "Go back to the plan; it may have been withdrawn, or be of a later day.",
        )
    return found


def latest(model: type[Kept], until: datetime | None = None) -> list[Kept]:
    """The latest version of every entry that is not withdrawn; of those entered by a moment."""
    by_then = {"entered_at__lte": until} if until else {}
    every = model._default_manager.filter(**by_then)
    last = every.values("entry").annotate(last=Max("id")).values("last")
    return list(model._default_manager.filter(pk__in=last, withdrawn=False))


def version_of(kind: str, entry: str) -> KeptVersion:
    """The latest version of an entry, also one that is withdrawn. Raises NotFound."""
    model = MODELS.get(kind)
    found = model._default_manager.filter(entry=entry).last() if model else None
    if found is None:
        raise NotFound("There is no such entry.", "Go back to the plan and choose one.")
    return found


def plan_on(day: date, until: datetime | None = None) -> PlanOnDay:
    """What stands on a day of the data, by the latest versions; of those entered by a moment.

    An action that has not begun is not yet planned while all that it answers is said later.
    """
    letters = sorted(
        (letter_of(one) for one in latest(LetterEntry, until) if one.dated <= day),
        key=lambda one: (one.dated, one.key),
    )
    dates = {one.key: one.dated for one in letters}
    found_by_inspectors = latest(FindingEntry, until)
    ratings: dict[str, list[FindingRating]] = {}
    for one in latest(RatingEntry, until):
        if one.letter in dates:
            rating = FindingRating(
                one.finding, one.letter, dates[one.letter], Rating(one.rating), one.words
            )
            ratings.setdefault(one.finding, []).append(rating)
    findings = [
        finding_of(one, dates[one.letter], ratings.get(one.entry, []))
        for one in found_by_inspectors
        if one.letter in dates
    ]
    order = list(FindingSeverity)
    findings.sort(key=lambda one: (one.polarity is Polarity.STRENGTH, order.index(one.severity)))
    promises = (promise_of(one) for one in latest(PromiseEntry, until) if one.made_on <= day)
    later = {one.entry for one in latest(LetterEntry, until) if one.dated > day}
    said_later = {one.entry for one in found_by_inspectors if one.letter in later}
    actions = (
        action_of(one)
        for one in latest(ActionEntry, until)
        if one.begins <= day or not one.findings or not said_later.issuperset(one.findings)
    )
    posts = (post_of(one) for one in latest(PostEntry, until) if one.begins <= day)
    return PlanOnDay(
        day,
        tuple(letters),
        tuple(findings),
        tuple(sorted(actions, key=lambda one: (one.begins, one.key))),
        tuple(sorted(promises, key=lambda one: (one.due, one.key))),
        tuple(sorted(posts, key=lambda one: (one.begins, one.post))),
    )


def letter_of(one: LetterEntry) -> InspectionLetter:
    """A version of a letter as the room below knows it."""
    grades = {JudgementArea(area): InspectorGrade(grade) for area, grade in one.grades.items()}
    done = {key: date.fromisoformat(day) for key, day in one.done.items()}
    return InspectionLetter(
        one.entry,
        LetterKind(one.kind),
        one.title,
        one.dated,
        one.framework,
        one.began,
        one.ended,
        one.received,
        grades,
        one.priority_action,
        one.headline,
        done,
    )


def finding_of(one: FindingEntry, said_on: date, ratings: list[FindingRating]) -> LetterFinding:
    """A version of a finding, said on a day, with its ratings."""
    return LetterFinding(
        one.entry,
        one.letter,
        said_on,
        Theme(one.theme),
        Polarity(one.polarity),
        FindingSeverity(one.severity),
        one.words,
        tuple(one.measures),
        tuple(sorted(ratings, key=lambda each: each.on)),
    )


def action_of(one: ActionEntry) -> PlannedAction:
    """A version of an action."""
    return PlannedAction(
        one.entry,
        one.title,
        one.owner,
        ActionKind(one.kind),
        one.begins,
        one.due,
        tuple(one.findings),
        tuple(one.measures),
        one.cost,
        one.funding,
        one.lag,
    )


def promise_of(one: PromiseEntry) -> Promise:
    """A version of a promise."""
    return Promise(
        one.entry,
        one.words,
        one.made_by,
        one.where,
        one.made_on,
        one.due,
        one.measure,
        one.target,
        one.post,
    )


def post_of(one: PostEntry) -> PostHeld:
    """A version of how a post is held."""
    return PostHeld(one.entry, one.post, PostState(one.state), one.begins)


def rating_versions(letter: str) -> dict[str, int]:
    """The version that stands of each rating by a letter, by the finding that it rates."""
    return {one.finding: one.version for one in latest(RatingEntry) if one.letter == letter}

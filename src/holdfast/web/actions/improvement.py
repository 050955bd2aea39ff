"""Writing of inspections and the plan: each verb adds a version, with its row in the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from holdfast.errors import BadSetting, HoldfastError
from holdfast.improvement import checking
from holdfast.improvement.plan import (
    InspectionLetter,
    LetterFinding,
    PlannedAction,
    PostHeld,
    Promise,
)
from holdfast.improvement.words import Rating
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.improvement.models import (
    ActionEntry,
    FindingEntry,
    LetterEntry,
    PostEntry,
    PromiseEntry,
    RatingEntry,
)
from holdfast.web.improvement.standing import latest, version_of
from holdfast.web.improvement.versions import KeptVersion

Kept = TypeVar("Kept", bound=KeptVersion)


class SavedMeanwhile(HoldfastError):
    """Somebody else saved a newer version while this one was being written: ``newer``."""

    def __init__(self, newer: KeptVersion) -> None:
        super().__init__(
            f"{newer.by} saved this while you were writing.",
            "Read both below, put together what is to stand, and save again.",
        )
        self.newer = newer


@dataclass(frozen=True)
class RatingToSave:
    """How a letter rates a finding. ``version`` is the one that was read, 0 for none."""

    finding: str
    rating: Rating
    words: str = ""
    version: int = 0


@transaction.atomic
def keep_letter(*, by: str, letter: InspectionLetter, version: int = 0) -> LetterEntry:
    """Keep a letter, or a newer version of one. Raises BadEntry, SavedMeanwhile."""
    checking.check_letter(letter, timezone.localdate())
    held = {
        "kind": letter.kind.value,
        "title": letter.title.strip(),
        "dated": letter.dated,
        "framework": letter.framework.strip(),
        "began": letter.began,
        "ended": letter.ended,
        "received": letter.received,
        "grades": {area.value: grade.value for area, grade in letter.grades.items()},
        "priority_action": letter.priority_action,
        "headline": letter.headline.strip(),
        "done": {key: day.isoformat() for key, day in letter.done.items()},
    }
    return _keep(by, LetterEntry, letter.key, version, held)


@transaction.atomic
def keep_finding(*, by: str, finding: LetterFinding, version: int = 0) -> FindingEntry:
    """Keep a finding of a letter. Its ratings are kept apart. Raises BadEntry, SavedMeanwhile."""
    checking.check_finding(finding)
    _refuse_unknown_letter(finding.letter)
    held = {
        "letter": finding.letter,
        "theme": finding.theme.value,
        "polarity": finding.polarity.value,
        "severity": finding.severity.value,
        "words": finding.words.strip(),
        "measures": list(finding.measures),
    }
    return _keep(by, FindingEntry, finding.key, version, held)


@transaction.atomic
def rate_findings(*, by: str, letter: str, ratings: Sequence[RatingToSave]) -> list[RatingEntry]:
    """Keep how a letter rates findings, all of them or none.

    Raises BadEntry for a finding or letter that there is not, SavedMeanwhile.
    """
    _refuse_unknown_letter(letter)
    known = {one.entry for one in latest(FindingEntry)}
    kept = []
    for one in ratings:
        if one.finding not in known:
            raise checking.BadEntry("finding", "There is no such finding.", "Load the page again.")
        words = checking.words_of(one.words, "words", "What the letter says", needed=False)
        held = {
            "finding": one.finding, "letter": letter, "rating": one.rating.value, "words": words
        }  # fmt: skip
        # There is one rating of a finding by a letter: its entry is named by the pair.
        kept.append(_keep(by, RatingEntry, f"{one.finding[:39]}-{letter[:39]}", one.version, held))
    return kept


def _refuse_unknown_letter(letter: str) -> None:
    if letter not in {one.entry for one in latest(LetterEntry)}:
        raise checking.BadEntry(
            "letter", "There is no such letter.", "Enter the letter first, then what it says."
        )


@transaction.atomic
def keep_action(*, by: str, action: PlannedAction, version: int = 0) -> ActionEntry:
    """Keep an action of the plan. Raises BadEntry, SavedMeanwhile."""
    checking.check_action(action, {one.entry for one in latest(FindingEntry)})
    held = {
        "title": action.title.strip(),
        "owner": action.owner.strip(),
        "kind": action.kind.value,
        "begins": action.begins,
        "due": action.due,
        "findings": list(action.findings),
        "measures": list(action.measures),
        "cost": action.cost,
        "funding": action.funding.strip(),
        "lag": action.lag,
    }
    return _keep(by, ActionEntry, action.key, version, held)


@transaction.atomic
def keep_promise(*, by: str, promise: Promise, version: int = 0) -> PromiseEntry:
    """Keep a promise. Raises BadEntry, SavedMeanwhile."""
    checking.check_promise(promise, {one.post for one in latest(PostEntry)})
    held = {name: getattr(promise, name) for name in PromiseEntry.columns()}
    return _keep(by, PromiseEntry, promise.key, version, held)


@transaction.atomic
def keep_post(*, by: str, post: PostHeld, version: int = 0) -> PostEntry:
    """Keep how a post of leadership is held from a day. Raises BadEntry, SavedMeanwhile."""
    checking.check_post(post, timezone.localdate())
    held = {"post": post.post.strip(), "state": post.state.value, "begins": post.begins}
    return _keep(by, PostEntry, post.key, version, held)


@transaction.atomic
def withdraw_entry(*, by: str, kind: str, entry: str, version: int) -> None:
    """Take an entry out of what is shown; its history stays.

    Raises NotFound, SavedMeanwhile, and BadSetting for what others still rest on.
    """
    last = version_of(kind, entry)
    if isinstance(last, LetterEntry) and any(
        entry == one.letter for one in (*latest(FindingEntry), *latest(RatingEntry))
    ):
        raise BadSetting(
            "The letter has findings or ratings.", "Withdraw these first, or correct the letter."
        )
    if isinstance(last, FindingEntry) and any(entry in one.findings for one in latest(ActionEntry)):
        raise BadSetting("An action answers this finding.", "Change the action first.")
    held = {name: getattr(last, name) for name in last.columns()}
    _keep(by, type(last), entry, version, held, withdrawn=True)


def _keep(
    by: str,
    model: type[Kept],
    entry: str,
    version: int,
    held: Mapping[str, Any],
    withdrawn: bool = False,
) -> Kept:
    """Add a version. What people wrote is not copied into the log."""
    entry = entry or uuid4().hex
    what = "withdrawn" if withdrawn else f"version {version + 1}"
    detail = f"{model.TITLE.lower()}, {what}"
    write_row(by=by, kind=AuditKind.PLAN, page="improvement", target=entry, detail=detail)
    # The row in the log gave us the turn: nobody else saves until we have.
    newer = model._default_manager.filter(entry=entry, version__gt=version).last()
    if newer is not None:
        raise SavedMeanwhile(newer)
    kept = model(
        entry=entry,
        version=version + 1,
        withdrawn=withdrawn,
        by=by,
        entered_at=timezone.now(),
        **held,
    )
    kept.save()
    return kept

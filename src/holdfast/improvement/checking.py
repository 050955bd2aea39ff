"""What cannot be kept of inspections and the plan, with the reason and what to do about it.

Each raises ``BadEntry``, a BadSetting that names the field.
"""

from collections.abc import Collection
from datetime import date

from holdfast.days import FIRST_KNOWN
from holdfast.errors import BadSetting, NotFound
from holdfast.improvement.plan import (
    InspectionLetter,
    LetterFinding,
    PlannedAction,
    PostHeld,
    Promise,
)
from holdfast.improvement.words import FindingSeverity, LetterKind, Polarity
from holdfast.measures.choices import SHARES, possible
from holdfast.measures.measure import Good
from holdfast.measures.register import measure

LONGEST = 2_000
MOST_POUNDS = 1_000_000_000
_LATEST_DUE = 20  # years ahead


class BadEntry(BadSetting):
    """What was entered cannot be kept: ``field`` is the one that is wrong."""

    def __init__(self, field: str, what: str, next_step: str) -> None:
        super().__init__(what, next_step)
        self.field = field


def words_of(text: str, field: str, title: str, needed: bool = True) -> str:
    """Text as it is kept. Raises BadEntry for none where it is needed, and for too much."""
    kept = text.strip()
    if needed and not kept:
        raise BadEntry(field, f"{title} is missing.", "Write it, and send it again.")
    if len(kept) > LONGEST or "\0" in kept:
        raise BadEntry(
            field, f"{title} must be text of {LONGEST:,} characters or fewer.", "Shorten it."
        )
    return kept


def check_letter(letter: InspectionLetter, today: date) -> None:
    """Refuse a letter whose days cannot be, or whose kind has no grades."""
    words_of(letter.title, "title", "The title")
    words_of(letter.headline, "headline", "What the letter says", needed=False)
    words_of(letter.framework, "framework", "The framework", needed=False)
    days = {
        "began": letter.began,
        "ended": letter.ended,
        "dated": letter.dated,
        "received": letter.received,
        **letter.done,
    }
    for field, day in days.items():
        if day is not None and not FIRST_KNOWN <= day <= today:
            raise BadEntry(field, "A day lies before 1985 or ahead.", "Give a day that has come.")
    if letter.ended and letter.began and letter.ended < letter.began:
        raise BadEntry("ended", "The inspection ended before it began.", "Correct one of the days.")
    if letter.ended and letter.dated < letter.ended:
        raise BadEntry(
            "dated", "The letter is dated before the visit ended.", "Correct one of the days."
        )
    if letter.received and letter.received < letter.dated:
        raise BadEntry(
            "received", "The letter came before the day it bears.", "Correct one of the days."
        )
    if letter.grades and letter.kind is not LetterKind.INSPECTION:
        raise BadEntry(
            "grade-0", "Only an inspection grades areas; a visit does not.", "Leave the grades out."
        )


def check_finding(finding: LetterFinding) -> None:
    """Refuse a finding without words, one without its severity, and measures that there are not."""
    words_of(finding.words, "words", "What was found")
    if finding.polarity is Polarity.STRENGTH and finding.severity is not FindingSeverity.NONE:
        raise BadEntry(
            "severity", "A strength has no severity.", f"Choose “{FindingSeverity.NONE}”."
        )
    _known_measures(finding.measures)


def check_action(action: PlannedAction, findings: Collection[str]) -> None:
    """Refuse an action that nobody owns, that answers no finding, or that nothing can judge."""
    words_of(action.title, "title", "What is done")
    words_of(action.owner, "owner", "Who owns it")
    words_of(action.funding, "funding", "Where the money comes from", needed=False)
    if not FIRST_KNOWN <= action.begins <= action.due:
        raise BadEntry("due", "The action is due before it begins.", "Correct one of the days.")
    if action.due.year > action.begins.year + _LATEST_DUE:
        raise BadEntry(
            "due", f"The action is due more than {_LATEST_DUE} years ahead.", "Correct the year."
        )
    if not action.findings or any(one not in findings for one in action.findings):
        raise BadEntry(
            "findings",
            "An action answers one or more findings of a letter.",
            "Choose them; enter the finding first where it is not in the list.",
        )
    if not action.measures:
        raise BadEntry(
            "measures",
            "Nothing would ever show whether the action worked: it has no measure.",
            "Choose one or more.",
        )
    _known_measures(action.measures)
    for key in action.measures:
        if measure(key).good is Good.NEITHER:
            raise BadEntry(
                "measures",
                f"Of “{measure(key).title}” neither way is better, so it cannot judge an action.",
                "Choose another beside it.",
            )
    if action.cost is not None and not 0 <= action.cost <= MOST_POUNDS:
        raise BadEntry(
            "cost",
            f"The cost must be from £0 to £{MOST_POUNDS:,}, in whole pounds.",
            "Correct it, or leave it empty where it is not known.",
        )
    if action.lag is not None and not 0 <= action.lag <= 60:
        raise BadEntry("lag", "The lag must be from 0 to 60 months.", "Correct it.")


def check_promise(promise: Promise, posts: Collection[str]) -> None:
    """Refuse a promise whose target cannot be reached by any value of its measure."""
    words_of(promise.words, "words", "What was promised")
    words_of(promise.made_by, "made_by", "Who promised it")
    words_of(promise.where, "where", "Where it was said")
    if not FIRST_KNOWN <= promise.made_on <= promise.due:
        raise BadEntry("due", "It was due before it was promised.", "Correct one of the days.")
    if promise.measure and promise.post:
        raise BadEntry("post", "A promise is judged by a measure or by a post.", "Choose one.")
    if promise.post and promise.post not in posts:
        raise BadEntry("post", "Nothing is recorded of that post.", "Record the post first.")
    if not promise.measure:
        if promise.target is not None:
            raise BadEntry("measure", "A target is of a measure.", "Choose the measure.")
        return
    _known_measures((promise.measure,), "measure")
    of = measure(promise.measure)
    if of.good is Good.NEITHER:
        raise BadEntry(
            "measure", "Neither way of this measure is better.", "Choose another measure."
        )
    least, most = possible(of)
    if promise.target is None or not (least or 0) <= promise.target <= (most or float("inf")):
        scale = "from 0 to 100, in per cent" if of.unit in SHARES else "from 0 up"
        raise BadEntry(
            "target",
            f"The target must be a value that the measure can have: {scale}.",
            "Correct it.",
        )


def check_post(post: PostHeld, today: date) -> None:
    """Refuse a post without a name, or one that begins ahead."""
    words_of(post.post, "post", "The post")
    if not FIRST_KNOWN <= post.begins <= today:
        raise BadEntry("begins", "The day lies before 1985 or ahead.", "Give a day that has come.")


def _known_measures(keys: Collection[str], field: str = "measures") -> None:
    for key in keys:
        try:
            measure(key)
        except NotFound as unknown:
            raise BadEntry(
                field,
                f"There is no measure {key[:60]!r} (any more).",
                "Choose another; `holdfast measures` lists those there are.",
            ) from unknown

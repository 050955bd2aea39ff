"""The staff survey: opening a round, answering it once without leaving a trace, closing it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F

from holdfast.errors import BadSetting
from holdfast.improvement.checking import BadEntry, words_of
from holdfast.improvement.pulse import ANSWERS
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.improvement.models import PulseRound, PulseTaken, PulseTally

MOST = 12


@transaction.atomic
def open_round(
    *, by: str, title: str, questions: Sequence[str], groups: Sequence[str], on: date
) -> PulseRound:
    """Open a round with its questions and groups; nobody can change them afterwards.

    Raises BadEntry for too few or too many, for two of one name, and while another round is open.
    """
    title = words_of(title, "title", "The title")[:200]
    asked = _list(questions, "questions", 1)
    of = _list(groups, "groups", 2)
    if PulseRound.objects.filter(closed_on=None).exists():
        raise BadEntry("title", "A round is open already.", "Close it first.")
    write_row(by=by, kind=AuditKind.PULSE, page="staff survey", target="", detail="round opened")
    opened = PulseRound.objects.create(title=title, questions=asked, groups=of, opened_on=on, by=by)
    PulseTally.objects.bulk_create(
        PulseTally(round=opened, group=group, question=question, answer=answer)
        for group in of
        for question in range(len(asked))
        for answer in range(len(ANSWERS))
    )
    return opened


@transaction.atomic
def answer_round(*, by: str, number: int, group: str, answers: Sequence[int]) -> None:
    """Count somebody's answers, and note apart from them that this person has answered.

    Nothing that is kept says who answered what: counts go up, and no row is added for an answer.
    Raises BadEntry where an answer is missing, BadSetting where the round is closed or the person
    has answered it.
    """
    found = PulseRound.objects.filter(pk=number, closed_on=None).first()
    if found is None:
        raise BadSetting("The round is closed.", "There will be another.")
    if group not in found.groups:
        raise BadEntry("group", "Choose where you work.", "Choose one, and send it again.")
    if len(answers) != len(found.questions) or any(not 0 <= one < len(ANSWERS) for one in answers):
        missing = next((n for n, one in enumerate(answers) if not 0 <= one < len(ANSWERS)), 0)
        raise BadEntry(
            f"question-{missing}",
            "Answer every question: there is none without an answer.",
            "Choose one of the five for each.",
        )
    write_row(by=by, kind=AuditKind.PULSE, page="staff survey", target="", detail="answered")
    # The row in the log gave us the turn.
    if PulseTaken.objects.filter(round=found, who=by).exists():
        raise BadSetting("You have answered this round.", "Everybody answers once.")
    PulseTaken.objects.create(round=found, who=by)
    for question, answer in enumerate(answers):
        found.tallies.filter(group=group, question=question, answer=answer).update(
            number=F("number") + 1
        )


@transaction.atomic
def close_round(*, by: str, number: int, on: date) -> None:
    """Close a round for good; from now on it is told. Raises BadSetting where it is closed."""
    found = PulseRound.objects.filter(pk=number, closed_on=None).first()
    if found is None:
        raise BadSetting("The round is closed already.", "Read what it tells.")
    write_row(by=by, kind=AuditKind.PULSE, page="staff survey", target="", detail="round closed")
    found.closed_on = max(on, found.opened_on)
    found.save()


def _list(given: Sequence[str], field: str, least: int) -> list[str]:
    """Lines as they are kept. Raises BadEntry for too few, too many, too long or two alike."""
    kept = [one.strip() for one in given if one.strip()]
    if not least <= len(kept) <= MOST:
        raise BadEntry(field, f"Give from {least} to {MOST}, one a line.", "Change the list.")
    if len(set(kept)) < len(kept):
        raise BadEntry(field, "Two lines are alike.", "Take one out.")
    if any(len(one) > 200 or "\0" in one for one in kept):
        raise BadEntry(field, "A line has more than 200 characters.", "Shorten it.")
    return kept

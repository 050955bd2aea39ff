"""Putting the made-up council's letter, plan and promises into a demonstration, once."""

from django.db import transaction

from holdfast.improvement.made_up.letter import FINDINGS, LETTERS
from holdfast.improvement.made_up.plan import (
    ACTIONS,
    GROUPS,
    POSTS,
    PROMISES,
    QUESTIONS,
    ROUNDS,
    tallies,
)
from holdfast.web.actions.improvement import (
    RatingToSave,
    keep_action,
    keep_finding,
    keep_letter,
    keep_post,
    keep_promise,
    rate_findings,
)
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.improvement.models import LetterEntry, PulseRound, PulseTally


@transaction.atomic
def install_made_up_plan(*, by: str) -> bool:
    """Keep the modelled letter and what belongs to it; False where any letter is kept already."""
    if LetterEntry.objects.exists():
        return False
    for letter in LETTERS:
        keep_letter(by=by, letter=letter)
    for said in FINDINGS:
        keep_finding(by=by, finding=said.finding)
    for letter in LETTERS[1:]:
        rated = [
            RatingToSave(one.finding, one.rating, one.words)
            for said in FINDINGS
            for one in said.finding.ratings
            if one.letter == letter.key
        ]
        rate_findings(by=by, letter=letter.key, ratings=rated)
    for action in ACTIONS:
        keep_action(by=by, action=action)
    for post in POSTS:
        keep_post(by=by, post=post)
    for promise in PROMISES:
        keep_promise(by=by, promise=promise)
    for title, opened, closed, counts in ROUNDS:
        detail = "made-up round"
        write_row(by=by, kind=AuditKind.PULSE, page="staff survey", target="", detail=detail)
        kept = PulseRound.objects.create(
            title=title,
            questions=list(QUESTIONS),
            groups=list(GROUPS),
            opened_on=opened,
            closed_on=closed,
            by=by,
        )
        PulseTally.objects.bulk_create(
            PulseTally(round=kept, group=group, question=question, answer=answer, number=number)
            for (group, question, answer), number in tallies(counts).items()
        )
    return True

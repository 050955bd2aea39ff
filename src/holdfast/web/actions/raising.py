"""Raising a deficit: as reviewing officer or chair, from an audit, of an inspector's finding."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from holdfast.areas import Area
from holdfast.challenge.choices import EscalationLevel
from holdfast.challenge.deficit import DISPUTES, DeficitKey, DeficitSource
from holdfast.challenge.escalation import levels_above
from holdfast.challenge.said import SaidKind
from holdfast.errors import BadSetting
from holdfast.web.actions.challenge import LONGEST, SaidToSave, say_of_deficit
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.oversight.loop_entries import BY_WHOEVER_RAISED, SettleReason
from holdfast.web.oversight.models import DeficitEntry, RaisedEntry
from holdfast.web.oversight.raised import MARK

LONGEST_TITLE = 200


@dataclass(frozen=True)
class DeficitToRaise:
    """What is raised, of a child or of a team.

    ``child`` is the child as the record names it, for the log; ``handle`` the id in the register;
    both empty where it is of ``team``. ``evidence`` and the rest are as ``RaisedEntry`` has them.
    ``words`` say why, or what is to be done; with ``due`` they are a direction to ``owner``.
    """

    source: DeficitSource
    title: str
    theme: Area
    evidence: str
    found_on: date
    child: str = ""
    handle: str = ""
    team: str = ""
    address: str = ""
    words: str = ""
    owner: str = ""
    due: date | None = None


@transaction.atomic
def raise_deficit(*, by: str, by_worker: str, raised: DeficitToRaise, on: date) -> RaisedEntry:
    """Raise a deficit on a day of the data, with what is directed or asked at once.

    Each is a row in the log; the words are not copied there. Raises BadSetting for what cannot be
    kept, and where it is of no child and of no team.
    """
    _refuse(raised, on)
    detail = f"{raised.source}, {raised.theme}: shown by {raised.evidence}"
    write_row(
        by=by,
        kind=AuditKind.RAISE,
        page="raise a deficit",
        target=raised.child or raised.team,
        detail=detail,
    )
    entry = RaisedEntry.objects.create(
        mark=f"{MARK}{uuid4().hex[:16]}",
        source=raised.source,
        child=raised.handle,
        team="" if raised.handle else raised.team,
        title=raised.title.strip(),
        theme=raised.theme,
        evidence=raised.evidence,
        found_on=raised.found_on,
        address=raised.address.strip(),
        on=on,
        by_worker=by_worker,
        by=by,
        entered_at=timezone.now(),
    )
    if raised.words.strip():
        kind = SaidKind.DIRECTED if raised.due else SaidKind.CHALLENGED
        said = SaidToSave(
            DeficitKey(entry.mark, raised.child, on),
            raised.source,
            raised.handle,
            kind,
            owner=raised.owner,
            due=raised.due,
            evidence=raised.evidence if raised.due else "",
            words=raised.words,
        )
        say_of_deficit(by=by, by_worker=by_worker, said=said, on=on)
    return entry


@transaction.atomic
def end_what_one_raised(
    *, by: str, by_worker: str, raised: RaisedEntry, child: str, reason: SettleReason, words: str,
    on: date,
) -> None:  # fmt: skip
    """Say that what one raised needs no more: it stays counted as settled, and never as done.

    ``child`` is the child as the record names it. Raises BadSetting for whoever did not raise it,
    for a reason that is not theirs to give, and without words.
    """
    if by != raised.by:
        raise BadSetting("Somebody else raised it.", "Ask whoever did, or answer it.")
    if reason not in BY_WHOEVER_RAISED or not words.strip():
        raise BadSetting("Say whether you agree or withdraw, and why.", "Write it, and send again.")
    said = SaidToSave(
        DeficitKey(raised.mark, child, raised.on),
        DeficitSource(raised.source),
        raised.child,
        SaidKind.SETTLED,
        words=words,
        reason=reason,
    )
    say_of_deficit(by=by, by_worker=by_worker, said=said, on=on)


@transaction.atomic
def escalate_dispute(
    *,
    by: str,
    by_worker: str,
    dispute: SaidToSave,
    now: EscalationLevel | None,
    level: EscalationLevel,
    on: date,
) -> DeficitEntry:
    """Take a dispute to a higher level at once, whatever its days.

    ``dispute`` names it, with why; ``now`` is with whom it is. Raises BadSetting for a level that
    is no higher, for what is no dispute, and without words.
    """
    if dispute.source not in DISPUTES:
        raise BadSetting("It is no dispute.", "Answer it, or direct what is to be done.")
    if level not in levels_above(now):
        raise BadSetting(
            "It is at that level, or above it, already.", "Choose a higher level, or answer it."
        )
    if not dispute.words.strip():
        raise BadSetting("Say why it is escalated now.", "Write it, and send the form again.")
    said = replace(dispute, kind=SaidKind.ESCALATED, level=level.value)
    return say_of_deficit(by=by, by_worker=by_worker, said=said, on=on)


def _refuse(raised: DeficitToRaise, on: date) -> None:
    if not raised.handle and not raised.team:
        raise BadSetting("It is of no child and of no team.", "Choose whose it is.")
    texts = ((raised.title, LONGEST_TITLE), (raised.words, LONGEST), (raised.address, 300))
    if any(len(text) > most or "\0" in text for text, most in texts):
        raise BadSetting(
            f"A title has {LONGEST_TITLE} characters or fewer, and what is said {LONGEST}.",
            "Shorten it, and send it again.",
        )
    if not raised.title.strip() or not raised.evidence:
        raise BadSetting(
            "It does not say what is missing, or what shows it put right.",
            "Write the one and choose the other, and send it again.",
        )
    if raised.found_on > on:
        raise BadSetting(
            "It was found after the day of the data.", "Give the day on which it was found."
        )
    if raised.due is not None and raised.due <= on:
        raise BadSetting(
            "A direction needs a day after this by which it is to be done.",
            "Write the day as day, month and year.",
        )

"""Supervision of a child, and what is said of a deficit: each whole, with its rows in the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from holdfast.challenge.deficit import DeficitKey, DeficitSource
from holdfast.challenge.said import SaidKind
from holdfast.errors import BadSetting, HoldfastError
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.laying_entries import entries_changed
from holdfast.web.oversight.models import (
    DeficitEntry,
    PersonalSupervision,
    SettleReason,
    SupervisionDraft,
    SupervisionEntry,
)

LONGEST, LONGEST_LIFE = 500, 4_000
MOST_AT_ONCE = 500


class ChangedMeanwhile(HoldfastError):
    """Somebody else saved a newer version while this one was being written.

    ``newer`` is that version.
    """

    def __init__(self, newer: SupervisionEntry) -> None:
        super().__init__(
            f"{newer.by} saved this supervision while you were writing.",
            "Read both texts below, put together what is to stand, and save again.",
        )
        self.newer = newer


@dataclass(frozen=True)
class SaidToSave:
    """What is said of one deficit.

    ``key.child`` is the child as the record names it, for the log; ``handle`` the id in the
    register, by which it is kept.
    """

    key: DeficitKey
    source: DeficitSource
    handle: str
    kind: SaidKind
    owner: str = ""
    due: date | None = None
    evidence: str = ""
    words: str = ""
    reason: str = ""
    level: str = ""


@dataclass(frozen=True)
class SupervisionToSave:
    """A supervision as it is to stand.

    ``entry`` is that of the supervision that is corrected, empty for a new one; ``version`` the one
    that was read when writing began, 0 for a new one. ``child`` and ``handle`` are as in
    ``SaidToSave``; ``held`` and ``on`` are days of the data.
    """

    child: str
    handle: str
    worker: str
    supervisor: str
    held: date
    on: date
    life: str = ""
    plan_works: str = ""
    said: Sequence[SaidToSave] = ()
    entry: str = ""
    version: int = 0


@transaction.atomic
def save_supervision(*, by: str, written: SupervisionToSave) -> SupervisionEntry:
    """Save a supervision with what was said of each deficit, or a newer version of one.

    The draft goes with it. The words are not copied into the log. Raises ChangedMeanwhile where
    somebody saved a newer version than was read, BadSetting for what cannot be kept.
    """
    _refuse_supervision(written)
    detail = f"held on {written.held.isoformat()}, version {written.version + 1}, " + (
        ", ".join(f"{one.key.rule}: {one.kind}" for one in written.said) or "nothing in front"
    )
    write_row(
        by=by, kind=AuditKind.SUPERVISE, page="supervision", target=written.child, detail=detail
    )
    # The row in the log gave us the turn: nobody else saves until we have.
    newer = SupervisionEntry.objects.filter(entry=written.entry, version__gt=written.version).last()
    if written.entry and newer is not None:
        raise ChangedMeanwhile(newer)
    saved = SupervisionEntry.objects.create(
        entry=written.entry or uuid4().hex,
        version=written.version + 1,
        child=written.handle,
        worker=written.worker,
        supervisor=written.supervisor,
        held=written.held,
        on=written.on,
        life=written.life.strip(),
        plan_works=written.plan_works,
        by=by,
        entered_at=timezone.now(),
    )
    DeficitEntry.objects.bulk_create(
        _entry(one, by, written.supervisor, written.held, saved) for one in written.said
    )
    SupervisionDraft.objects.filter(by=by, child=written.handle).delete()
    entries_changed()
    return saved


@transaction.atomic
def say_of_deficit(*, by: str, by_worker: str, said: SaidToSave, on: date) -> DeficitEntry:
    """Say one thing of one deficit outside supervision, on a day of the data.

    Whether it moves the deficit is worked out where the loop is read: nobody verifies what is
    their own, and no act makes a deficit evidenced. Raises BadSetting for what cannot be kept.
    """
    _refuse_words(said.words)
    detail = f"{said.key.rule} since {said.key.started.isoformat()}: {said.kind}"
    detail += f", {said.level}" if said.level else ""
    write_row(
        by=by,
        kind=AuditKind.SAY_OF_DEFICIT,
        page="deficit",
        target=said.key.child,
        detail=detail,
    )
    entry = _entry(said, by, by_worker, on, None)
    entry.save(force_insert=True)
    return entry


@transaction.atomic
def settle_together(
    *,
    by: str,
    by_worker: str,
    deficits: Sequence[SaidToSave],
    reason: SettleReason,
    on: date,
    sample: str,
) -> int:
    """Settle deficits long left undone as gaps of the record, for good; give how many.

    Each has its row in the log, and stays counted as settled. ``sample`` says which were looked at
    and what was found: without it nothing is settled. Raises BadSetting.
    """
    _refuse_words(sample)
    if not sample.strip():
        raise BadSetting(
            "Nothing is settled without saying what was found in a sample.",
            "Look at some of them in the case system, and write how many and what was found.",
        )
    if not 1 <= len(deficits) <= MOST_AT_ONCE:
        raise BadSetting(
            f"From 1 to {MOST_AT_ONCE} deficits can be settled at once.",
            "Narrow the list to one clock or one team, and send it again.",
        )
    for one in deficits:
        detail = f"{one.key.rule} since {one.key.started.isoformat()}: {reason}"
        write_row(by=by, kind=AuditKind.SETTLE, page="settle", target=one.key.child, detail=detail)
    entries = [_entry(one, by, by_worker, on, None) for one in deficits]
    for entry in entries:
        entry.reason, entry.words = reason, sample.strip()
    return len(DeficitEntry.objects.bulk_create(entries))


@transaction.atomic
def keep_draft(*, by: str, child: str, typed: dict[str, Any]) -> SupervisionDraft:
    """Keep what was typed of a supervision: the person's own, in the place of the one before.

    It is no act upon a child's record, and shown to nobody else: the log has no row of it.
    """
    draft, _ = SupervisionDraft.objects.update_or_create(
        by=by, child=child, defaults={"typed": typed, "saved_at": timezone.now()}
    )
    return draft


@transaction.atomic
def write_personal_supervision(
    *, by: str, about: str, held: date, words: str
) -> PersonalSupervision:
    """Write what concerns a worker and not a child. Raises BadSetting for what cannot be kept."""
    if not words.strip() or len(words) > LONGEST_LIFE or "\0" in words:
        raise BadSetting(
            f"Write something of {LONGEST_LIFE:,} characters or fewer, all of them text.",
            "Correct it, and send it again.",
        )
    write_row(by=by, kind=AuditKind.SUPERVISE_WORKER, page="own supervision", target=about)
    return PersonalSupervision.objects.create(
        about=about, by=by, held=held, words=words.strip(), entered_at=timezone.now()
    )


def _entry(
    said: SaidToSave,
    by: str,
    by_worker: str,
    on: date,
    supervision: SupervisionEntry | None,
) -> DeficitEntry:
    return DeficitEntry(
        supervision=supervision,
        source=said.source,
        rule=said.key.rule,
        child=said.handle,
        started=said.key.started,
        nth=said.key.nth,
        kind=said.kind,
        on=on,
        by_worker=by_worker,
        owner=said.owner,
        due=said.due,
        evidence=said.evidence,
        reason=said.reason,
        level=said.level,
        words=said.words.strip(),
        by=by,
        entered_at=timezone.now(),
    )


def _refuse_supervision(written: SupervisionToSave) -> None:
    if written.held > written.on:
        raise BadSetting(
            "The supervision is dated after the day of the data.",
            "Give the day on which it took place.",
        )
    if len(written.life) > LONGEST_LIFE or "\0" in written.life:
        raise BadSetting(
            f"What is said of the child's life must have {LONGEST_LIFE:,} characters or fewer.",
            "Shorten it, and save again.",
        )
    for one in written.said:
        _refuse_words(one.words)
        if one.kind is not SaidKind.RECORD_WRONG and not one.words.strip():
            raise BadSetting(
                "Something was chosen of a deficit and nothing was written.",
                "Write what is to be done, asked or known.",
            )
        if one.kind is SaidKind.DIRECTED and (one.due is None or one.due <= written.held):
            raise BadSetting(
                "A direction needs a day after the supervision by which it is to be done.",
                "Write the day as day, month and year.",
            )


def _refuse_words(words: str) -> None:
    if len(words) > LONGEST or "\0" in words:
        raise BadSetting(
            f"What is said must have {LONGEST} characters or fewer, all of them text.",
            "Shorten it, and send it again.",
        )

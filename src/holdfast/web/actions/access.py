"""Restricting records, naming relatives of staff, opening a record out of scope, reviewing that."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from holdfast.errors import BadSetting
from holdfast.web.accounts.models import User
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.options import BREAK_GLASS_HOURS
from holdfast.web.people.alerting import tell_of_opened_record
from holdfast.web.people.bounds import adopted
from holdfast.web.people.restricted import (
    OpenedRecord,
    RecordAccess,
    RestrictedRecord,
    RestrictionKind,
    StaffRelative,
)
from holdfast.web.people.withheld import (
    ADOPTED,
    decided_adoptions,
    is_restricted,
    relatives_of,
    reviewer_of_adoptions,
)

SHORTEST, LONGEST = 15, 500
# The longest that a restriction stands unreviewed.
REVIEW_DAYS = 90
PAGE = "access"


@transaction.atomic
def restrict_record(
    *, by: str, child: str, handle: str, kind: RestrictionKind, why: str, reviewer: User
) -> RestrictedRecord:
    """Restrict a child's record until it is lifted; it is to be reviewed within 90 days."""
    _refuse_words(why)
    review_on = timezone.localdate() + timedelta(days=REVIEW_DAYS)
    detail = f"{kind}; to be reviewed by {reviewer.get_username()} on {review_on.isoformat()}"
    write_row(
        by=by, kind=AuditKind.RESTRICT, page=PAGE, target=child, detail=detail, reason=why.strip()
    )
    return RestrictedRecord.objects.create(
        child=handle,
        kind=kind,
        why=why.strip(),
        reviewer=reviewer.get_username(),
        review_on=review_on,
        by=by,
        entered_at=timezone.now(),
    )


@transaction.atomic
def restrict_adopted(*, by: str, children: Mapping[str, str]) -> int:
    """Restrict the records before an adoption that the record tells of; give how many.

    ``children`` gives the id in the register by the child's number. Whoever may restrict records
    reviews each within 90 days: of several the first by name, and nobody where there is none yet.
    """
    decided = decided_adoptions()
    new = {child: one for child, one in children.items() if one not in decided}
    reviewer = reviewer_of_adoptions()
    review_on = timezone.localdate() + timedelta(days=REVIEW_DAYS)
    detail = (
        f"{RestrictionKind.ADOPTION} by the record; to be reviewed by {reviewer or 'nobody yet'} "
        f"on {review_on.isoformat()}"
    )
    for child in sorted(new):
        write_row(by=by, kind=AuditKind.RESTRICT, page=PAGE, target=child, detail=detail)
    RestrictedRecord.objects.bulk_create(
        RestrictedRecord(
            child=new[child],
            kind=RestrictionKind.ADOPTION,
            why=ADOPTED,
            reviewer=reviewer,
            review_on=review_on,
            by=by,
            entered_at=timezone.now(),
        )
        for child in sorted(new)
    )
    return len(new)


@transaction.atomic
def keep_restricted(
    *, by: str, child: str, record: RestrictedRecord, why: str, on: date | None = None
) -> None:
    """Say that a restriction was reviewed and stays: to be reviewed again within 90 days."""
    _refuse_words(why)
    record.review_on = (on or timezone.localdate()) + timedelta(days=REVIEW_DAYS)
    detail = f"{record.kind} stays; to be reviewed on {record.review_on.isoformat()}"
    write_row(
        by=by, kind=AuditKind.RESTRICT, page=PAGE, target=child, detail=detail, reason=why.strip()
    )
    record.save(update_fields=["review_on"])


@transaction.atomic
def lift_restriction(*, by: str, child: str, record: RestrictedRecord, why: str) -> None:
    """End a restriction."""
    _refuse_words(why)
    write_row(
        by=by,
        kind=AuditKind.RESTRICT,
        page=PAGE,
        target=child,
        detail=f"{record.kind} lifted",
        reason=why.strip(),
    )
    record.lifted_at = timezone.now()
    record.save(update_fields=["lifted_at"])


@transaction.atomic
def let_see(*, by: str, child: str, record: RestrictedRecord, user: User) -> RecordAccess:
    """Let a person see a restricted record, within their scopes."""
    detail = f"{user.get_username()} may see it"
    write_row(by=by, kind=AuditKind.RESTRICT, page=PAGE, target=child, detail=detail)
    return RecordAccess.objects.create(
        restriction=record, user=user, by=by, entered_at=timezone.now()
    )


@transaction.atomic
def name_relative(*, by: str, child: str, handle: str, user: User) -> StaffRelative:
    """Say that a child is related to a member of staff."""
    detail = f"related to {user.get_username()}"
    write_row(by=by, kind=AuditKind.RESTRICT, page=PAGE, target=child, detail=detail)
    return StaffRelative.objects.create(user=user, child=handle, by=by, entered_at=timezone.now())


@transaction.atomic
def open_record(*, by: str, user: User, child: str, handle: str, reason: str) -> OpenedRecord:
    """Open a record that a person's roles do not reach, for the hours of the setting.

    ``user`` is the account of ``by``.
    Raises BadSetting for a reason that says too little, a relative's record, and the record
    before an adoption, which only those named for it may see.
    """
    _refuse_words(reason)
    undecided = child in adopted().before and handle not in decided_adoptions()
    is_adopted = undecided or is_restricted(handle, RestrictionKind.ADOPTION)
    if handle in relatives_of(user) or is_adopted:
        raise BadSetting(
            "This record cannot be opened in this way.",
            "Speak to the information governance lead, or to a manager if a child is in danger.",
        )
    hours = BREAK_GLASS_HOURS.whole()
    restricted = is_restricted(handle)
    detail = f"open for {hours} hours" + ("; the record is restricted" if restricted else "")
    write_row(
        by=by,
        kind=AuditKind.BREAK_GLASS,
        page=PAGE,
        target=child,
        detail=detail,
        reason=reason.strip(),
    )
    now = timezone.now()
    # Mail after the record is open and in the log: a mail server that is down opens and stops none.
    transaction.on_commit(tell_of_opened_record)
    return OpenedRecord.objects.create(
        user=user,
        child=handle,
        reason=reason.strip(),
        restricted=restricted,
        opened_at=now,
        until=now + timedelta(hours=hours),
    )


@transaction.atomic
def review_opened(
    *, by: str, child: str, opened: OpenedRecord, justified: bool, words: str
) -> None:
    """Say what came of a record that was opened. Raises BadSetting for one's own."""
    if opened.user.get_username() == by:
        raise BadSetting(
            "Nobody reviews what they opened themselves.", "Ask another who reviews access."
        )
    _refuse_words(words)
    said = "justified" if justified else "not justified"
    detail = f"opened by {opened.user.get_username()}: {said}"
    write_row(
        by=by,
        kind=AuditKind.REVIEW_ACCESS,
        page=PAGE,
        target=child,
        detail=detail,
        reason=words.strip(),
    )
    opened.reviewed_by, opened.reviewed_at = by, timezone.now()
    opened.justified, opened.review = justified, words.strip()
    opened.save(update_fields=["reviewed_by", "reviewed_at", "justified", "review"])


def _refuse_words(words: str) -> None:
    if not SHORTEST <= len(words.strip()) <= LONGEST or "\0" in words:
        raise BadSetting(
            f"Say why in {SHORTEST} to {LONGEST} characters, so that whoever reviews it can tell.",
            "Write it again, and send the form once more.",
        )

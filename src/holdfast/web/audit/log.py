"""Writing the log, and proving that nobody has changed it.

A row is written in the same transaction as the act: if the row cannot be written, the act does
not happen and the page is not shown.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from holdfast.errors import Damaged
from holdfast.web.audit.models import BEFORE_THE_FIRST, AuditRow
from holdfast.web.project.turns import take_turn


@dataclass(frozen=True)
class Verified:
    """A log that holds: how many rows it has, and the hash of the last."""

    rows: int
    last: str


def record_view(request: HttpRequest, child_id: str, page: str, reason: str = "") -> AuditRow:
    """Note that the person signed in looked at a child's record on ``page``.

    Call it in the view before anything of the child is drawn. ``page`` is the page's name,
    such as "journey"; ``child_id`` is the identifier in the record. Raises PermissionDenied
    when nobody is signed in: a view by no one must not happen.
    """
    if not request.user.is_authenticated:
        raise PermissionDenied
    return record_act(request.user.get_username(), "view", page, child_id, reason)


def record_act(who: str, act: str, page: str, child_id: str = "", reason: str = "") -> AuditRow:
    """Append a row. Call it inside the transaction of the act that it speaks of."""
    with transaction.atomic():
        take_turn()
        last = AuditRow.objects.order_by("number").last()
        row = AuditRow(
            number=last.number + 1 if last else 1,
            at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            who=who,
            act=act,
            page=page,
            child=child_id,
            reason=reason,
            previous=last.hash if last else BEFORE_THE_FIRST,
        )
        row.hash = row.seal()
        row.save(force_insert=True)
    return row


def verify_chain(known: str | None = None) -> Verified:
    """Prove that every row is as it was written, none is missing and none was slipped in.

    A chain alone cannot show that its last rows were cut off. Note the hash that this returns
    somewhere else, and give it as ``known`` next time: it must still be in the log. Raises
    Damaged, naming the first row that does not hold.
    """
    number, last, seen = 0, BEFORE_THE_FIRST, known is None
    for row in AuditRow.objects.order_by("number").iterator():
        number += 1
        if (row.number, row.previous, row.hash) != (number, last, row.seal()):
            raise _broken(f"Row {number} of the audit log is missing or was changed.")
        last, seen = row.hash, seen or row.hash == known
    if not seen:
        raise _broken(f"The audit log ends at row {number}; rows after it were cut off.")
    return Verified(number, last)


def _broken(what: str) -> Damaged:
    return Damaged(
        what, "Keep the file as it is, and tell the data protection officer before anything else."
    )

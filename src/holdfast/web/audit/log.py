"""Writing the log, and proving that nobody has changed it.

Verbs (``web/actions``) call ``write_row`` in their own transaction: if the row cannot be written,
the act does not happen and the page is not shown. Nobody else writes here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from holdfast.errors import Damaged
from holdfast.web.audit.models import BEFORE_THE_FIRST, SEAL_VERSION, AuditKind, AuditRow
from holdfast.web.audit.shipping import ship
from holdfast.web.project.turns import take_turn


@dataclass(frozen=True)
class Verified:
    """A log that holds: how many rows it has, and the hash of the last."""

    rows: int
    last: str


@transaction.atomic
def write_row(
    *, by: str, kind: AuditKind, page: str, target: str = "", detail: str = "", reason: str = ""
) -> AuditRow:
    """Append a row; see ``AuditRow`` for what each column holds.

    Whoever else would append one, in this process or another, waits until the transaction of this
    one has ended, so that no two rows follow the same one and none is lost. Raises PermissionDenied
    where it is by nobody.
    """
    (row,) = write_rows(
        by=by, kind=kind, page=page, targets=(target,), detail=detail, reason=reason
    )
    return row


@transaction.atomic
def write_rows(
    *,
    by: str,
    kind: AuditKind,
    page: str,
    targets: Iterable[str],
    detail: str = "",
    reason: str = "",
) -> list[AuditRow]:
    """Append a row for each target, which differ in nothing else; as ``write_row`` does for one."""
    if not by:
        raise PermissionDenied
    take_turn()
    last = AuditRow.objects.order_by("number").values("number", "hash").last()
    number, previous = (last["number"], last["hash"]) if last else (0, BEFORE_THE_FIRST)
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    rows: list[AuditRow] = []
    for target in targets:
        number += 1
        row = AuditRow(
            number=number,
            at=at,
            who=_storable(by),
            kind=AuditKind(kind),
            page=_storable(page),
            target=_storable(target),
            detail=_storable(detail),
            reason=_storable(reason),
            seal_version=SEAL_VERSION,
            previous=previous,
        )
        row.hash = previous = row.seal()
        rows.append(row)
    AuditRow.objects.bulk_create(rows)
    ship(rows)
    return rows


def verify_chain(known: str | None = None) -> Verified:
    """Prove that every row is as it was written, none is missing and none was slipped in.

    A chain alone cannot show that its last rows were cut off. Note the hash that this returns
    somewhere else, and give it as ``known`` next time: it must still be in the log. Raises
    Damaged, naming the first row that does not hold.
    """
    number, last, seen = 0, BEFORE_THE_FIRST, known is None
    for row in AuditRow.objects.order_by("number").iterator():
        number += 1
        if row.seal_version > SEAL_VERSION:
            raise _broken(
                f"Row {number} of the audit log was sealed by a later Holdfast, or changed."
            )
        if (row.number, row.previous, row.hash) != (number, last, row.seal()):
            raise _broken(f"Row {number} of the audit log is missing or was changed.")
        last, seen = row.hash, seen or row.hash == known
    if not seen:
        raise _broken(f"The audit log ends at row {number}; rows after it were cut off.")
    return Verified(number, last)


def _storable(text: str) -> str:
    """The text, with a mark for each character that some database keeps in no text."""
    return text.replace("\0", "�").encode(errors="replace").decode()


def _broken(what: str) -> Damaged:
    return Damaged(
        what, "Keep the file as it is, and tell the data protection officer before anything else."
    )

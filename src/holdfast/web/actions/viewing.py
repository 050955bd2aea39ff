"""Looking at children's records: noted before anything of a child is drawn."""

from collections.abc import Iterable

from django.db import transaction

from holdfast.web.audit.log import write_row, write_rows
from holdfast.web.audit.models import AuditKind, AuditRow
from holdfast.web.looking import for_whom


@transaction.atomic
def record_view(
    *, by: str, page: str, child: str = "", detail: str = "", reason: str = ""
) -> AuditRow:
    """Note that a person looks at a child's record on ``page``.

    ``page`` is the page's name, such as "journey"; ``child`` the identifier in the record, empty
    for one whom the record does not know; ``reason`` why, where a person gave one. Raises
    PermissionDenied when nobody is signed in: a view by no one must not happen.
    """
    return write_row(
        by=by, kind=AuditKind.VIEW, page=page, target=child, detail=detail, reason=reason
    )


@transaction.atomic
def record_refusal(*, by: str, page: str, child: str = "", detail: str = "") -> AuditRow:
    """Note that a person asked for a page or a child that their roles do not reach."""
    return write_row(by=by, kind=AuditKind.REFUSED, page=page, target=child, detail=detail)


@transaction.atomic
def record_audit_search(*, by: str, detail: str, child: str = "") -> AuditRow:
    """Note that a person reads the log: what was asked for, and the child where it was of one."""
    return write_row(
        by=by, kind=AuditKind.READ_AUDIT, page="audit log", target=child, detail=detail
    )


@transaction.atomic
def record_list(
    *, by: str, page: str, detail: str, children: Iterable[str | None] = (), reason: str = ""
) -> AuditRow:
    """Note that a person looks at a list, and each child whom it shows.

    ``detail`` says what was asked for, and how much was shown of how many children. Raises
    PermissionDenied as a view does.
    """
    row = write_row(by=by, kind=AuditKind.LIST, page=page, detail=detail, reason=reason)
    _each_child(row, AuditKind.SHOWN, children)
    return row


@transaction.atomic
def record_download(
    *, by: str, page: str, detail: str, children: Iterable[str | None] = (), reason: str = ""
) -> AuditRow:
    """Note that a person takes a list away as a file, each child in it, and for whom it is.

    Raises PermissionDenied as a view does.
    """
    whom = reason or for_whom()
    row = write_row(by=by, kind=AuditKind.DOWNLOAD, page=page, detail=detail, reason=whom)
    _each_child(row, AuditKind.TAKEN, children)
    return row


def _each_child(row: AuditRow, kind: AuditKind, children: Iterable[str | None]) -> None:
    """A row for each child, once, that leads to the row of the list or file."""
    each = sorted({child for child in children if child})
    if each:
        detail = f"in row {row.number}"
        write_rows(
            by=row.who, kind=kind, page=row.page, targets=each, detail=detail, reason=row.reason
        )

"""Looking at children's records: noted before anything of a child is drawn."""

from django.db import transaction

from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind, AuditRow


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
def record_list(*, by: str, page: str, detail: str, reason: str = "") -> AuditRow:
    """Note that a person looks at a list. Raises PermissionDenied as a view does.

    ``detail`` says what was asked for, and how much was shown of how many children.
    """
    return write_row(by=by, kind=AuditKind.LIST, page=page, detail=detail, reason=reason)


@transaction.atomic
def record_download(*, by: str, page: str, detail: str, reason: str = "") -> AuditRow:
    """Note that a person takes a list away as a file. Raises PermissionDenied as a view does."""
    return write_row(by=by, kind=AuditKind.DOWNLOAD, page=page, detail=detail, reason=reason)

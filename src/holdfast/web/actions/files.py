"""Looking at files that people send: what was found in them is counted in the log, and no more."""

from django.db import transaction

from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind, AuditRow


@transaction.atomic
def record_check(*, by: str, page: str, detail: str) -> AuditRow:
    """Note that a file of a return was checked; ``page`` says of which."""
    return write_row(by=by, kind=AuditKind.CHECK, page=page, detail=detail)


@transaction.atomic
def record_reconciliation(*, by: str, detail: str) -> AuditRow:
    """Note that a list of the council's own was compared with ours."""
    return write_row(by=by, kind=AuditKind.RECONCILE, page="council list", detail=detail)


@transaction.atomic
def record_survey(*, by: str, detail: str) -> AuditRow:
    """Note that data was surveyed before its import."""
    return write_row(by=by, kind=AuditKind.SURVEY, page="data to import", detail=detail)


@transaction.atomic
def record_dry_run(*, by: str, detail: str) -> AuditRow:
    """Note that it was worked out what DfE's API would be sent."""
    return write_row(by=by, kind=AuditKind.SEND, page="DfE's API", detail=detail)

"""Signing in and out, and failing to.

Whatever was typed as a name is written only where it is an account's: people type a password where
the name belongs. Of tries with any other name, the first from an address in a quarter of an hour
is written, so that nobody can fill the log.
"""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind, AuditRow
from holdfast.web.project.turns import take_turn

PAGE = "sign-in"
NO_ACCOUNT = "(no account)"
ONCE_IN = timedelta(minutes=15)


@transaction.atomic
def record_sign_in(*, by: str, address: str) -> AuditRow:
    """Note that someone signed in."""
    return write_row(by=by, kind=AuditKind.SIGN_IN, page=PAGE, detail=_from(address))


@transaction.atomic
def record_sign_out(*, by: str, address: str) -> AuditRow:
    """Note that someone signed out."""
    return write_row(by=by, kind=AuditKind.SIGN_OUT, page=PAGE, detail=_from(address))


@transaction.atomic
def record_codes_begun(*, by: str) -> AuditRow:
    """Note that someone began to give codes beside the password."""
    return write_row(by=by, kind=AuditKind.BEGIN_CODES, page=PAGE, target=by)


@transaction.atomic
def record_failed_sign_in(*, by: str, address: str) -> AuditRow | None:
    """Note a wrong name or password; None where that of a name of no account was noted just now.

    ``by`` is the name of an account, or NO_ACCOUNT.
    """
    take_turn()  # before it is looked whether another process has noted one
    if by == NO_ACCOUNT:
        since = (datetime.now(UTC) - ONCE_IN).isoformat(timespec="milliseconds")
        tries = AuditRow.objects.filter(who=NO_ACCOUNT, kind=AuditKind.SIGN_IN_FAILED)
        if tries.filter(detail=_from(address), at__gte=since).exists():
            return None
    return write_row(by=by, kind=AuditKind.SIGN_IN_FAILED, page=PAGE, detail=_from(address))


@transaction.atomic
def record_closed_sign_in(*, by: str, address: str) -> AuditRow:
    """Note that too many wrong passwords have closed a name, from an address."""
    return write_row(by=by, kind=AuditKind.SIGN_IN_CLOSED, page=PAGE, detail=_from(address))


def _from(address: str) -> str:
    return f"from {address}"

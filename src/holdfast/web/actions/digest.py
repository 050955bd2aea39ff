"""Choosing how often the daily mail comes, and sending one."""

from datetime import date

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from holdfast.web.accounts.models import User
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.digest.models import DigestChoice, DigestSent, HowOften


@transaction.atomic
def choose_digest(*, by: str, how_often: HowOften, when_nothing: bool) -> DigestChoice:
    """Say how often one's own mail comes, and whether it comes on a day without anything."""
    user = User.objects.get(username=by)
    write_row(by=by, kind=AuditKind.DIGEST, page="digest", target=by, detail=f"{how_often}")
    chosen = {"how_often": how_often, "when_nothing": when_nothing}
    found, _ = DigestChoice.objects.update_or_create(user=user, defaults=chosen)
    return found


@transaction.atomic
def send_digest(*, by: str, user: User, today: date, subject: str, body: str) -> DigestSent:
    """Hand somebody's mail of a day to the mail server.

    That it was sent and the row in the log stand only where the server took it. Raises what sending
    raises, and IntegrityError where it was sent that day already.
    """
    sent = DigestSent.objects.create(user=user, day=today, sent_at=timezone.now())
    write_row(by=by, kind=AuditKind.DIGEST, page="digest", target=user.username)
    EmailMessage(subject, body, to=[user.email]).send()
    return sent

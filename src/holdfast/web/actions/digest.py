"""Choosing how often the mail comes, and sending it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone

from holdfast.days import is_working_day
from holdfast.web.accounts.models import User
from holdfast.web.asked import Asked, ask
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.digest.counting import digest_parts
from holdfast.web.digest.mail import body, subject
from holdfast.web.digest.models import DigestChoice, DigestSent, HowOften


class MailOutcome(StrEnum):
    """What became of a mail."""

    SENT = "sent"
    NO_ADDRESS = "not sent: the account is closed or has no address"
    NOTHING = "not sent: nothing is asked for"
    SENT_ALREADY = "not sent: it was sent today already"
    REFUSED = "not sent: the mail server did not take it; ask again"


@dataclass(frozen=True)
class SentDigest:
    """What became of one person's mail."""

    name: str
    what: MailOutcome


@transaction.atomic
def choose_digest(*, user: User, how_often: HowOften, when_nothing: bool) -> DigestChoice:
    """Say how often the mail comes, and whether it comes on a day without anything."""
    by = user.get_username()
    write_row(by=by, kind=AuditKind.DIGEST, page="digest", target=by, detail=f"{how_often}")
    chosen = {"how_often": how_often, "when_nothing": when_nothing}
    found, _ = DigestChoice.objects.update_or_create(user=user, defaults=chosen)
    return found


def send_digests(*, by: str, today: date, address: str) -> list[SentDigest]:
    """Send everybody the mail that is due to them today; each once a day, however often asked.

    They say what is so on the data's own day. One that the mail server does not take keeps nobody
    else's back, and is sent when asked again.
    """
    asked = ask(QueryDict(""))
    chosen = DigestChoice.objects.exclude(how_often=HowOften.NEVER).select_related("user")
    return [
        SentDigest(choice.user.username, _send(by, choice, asked, today, address))
        for choice in chosen.order_by("user__username")
        if is_due(HowOften(choice.how_often), today)
    ]


def is_due(how_often: HowOften, today: date) -> bool:
    """Whether the mail goes out today: on working days, weekly on the first of the week."""
    if not is_working_day(today):
        return False
    earlier = (date.fromordinal(today.toordinal() - n) for n in range(1, today.weekday() + 1))
    return how_often is HowOften.DAILY or not any(is_working_day(day) for day in earlier)


def _send(by: str, choice: DigestChoice, asked: Asked, today: date, address: str) -> MailOutcome:
    user = choice.user
    if not user.is_active or not user.email:
        return MailOutcome.NO_ADDRESS
    if DigestSent.objects.filter(user=user, day=today).exists():
        return MailOutcome.SENT_ALREADY
    parts = digest_parts(user, asked)
    if not parts and not choice.when_nothing:
        return MailOutcome.NOTHING
    mail = EmailMessage(subject(today), body(parts, asked.day, address), to=[user.email])
    try:
        # The row that says it was sent and the row in the log stand only where it was.
        with transaction.atomic():
            DigestSent.objects.create(user=user, day=today, sent_at=timezone.now())
            write_row(by=by, kind=AuditKind.DIGEST, page="digest", target=user.username)
            mail.send()
    except IntegrityError:  # another process sent it meanwhile
        return MailOutcome.SENT_ALREADY
    except (SMTPException, OSError):
        return MailOutcome.REFUSED
    return MailOutcome.SENT

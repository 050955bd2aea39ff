"""Sending everybody the mail that is due to them: who gets one today, and what became of each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from smtplib import SMTPException

from django.db import IntegrityError
from django.http import QueryDict

from holdfast.days import is_working_day
from holdfast.web.accounts.models import User
from holdfast.web.actions.digest import send_digest
from holdfast.web.asked import Asked, ask
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


def choice_of(user: User) -> DigestChoice:
    """What somebody chose about the mail; never, where they chose nothing."""
    found = DigestChoice.objects.filter(user=user).first()
    return found or DigestChoice(user=user, how_often=HowOften.NEVER)


def send_digests(*, by: str, today: date, address: str) -> list[SentDigest]:
    """Send everybody the mail that is due to them today; each once a day, however often asked.

    They say what is so on the data's own day. One that the mail server does not take keeps nobody
    else's back, and is sent when asked again. ``address`` is where the pages are.
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
    try:
        text = body(parts, asked.day, address)
        send_digest(by=by, user=user, today=today, subject=subject(today), body=text)
    except IntegrityError:  # another process sent it meanwhile
        return MailOutcome.SENT_ALREADY
    except (SMTPException, OSError):
        return MailOutcome.REFUSED
    return MailOutcome.SENT

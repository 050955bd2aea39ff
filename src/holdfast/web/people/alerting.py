"""Telling whoever reviews access that a record was opened out of scope: at once, by mail."""

from smtplib import SMTPException

from django.core.mail import EmailMessage

from holdfast.faults import note
from holdfast.web.accounts.models import User
from holdfast.web.options import ADDRESS, MAIL
from holdfast.web.people.assignments import allowed
from holdfast.web.people.permission import Permission

SUBJECT = "Holdfast: a record was opened out of scope"
# No name and no reason: a mail lies in places that nobody of the council watches over.
WORDS = (
    "Somebody opened a record that their roles do not reach. Sign in to see who, whose and why,"
    " and to review it:"
)


def tell_of_opened_record() -> None:
    """Mail everybody who reviews access and has an address; none where mail is not set up.

    What the mail server does not take is noted as a fault: the banner on every page of theirs, and
    the daily mail, tell them all the same.
    """
    if not MAIL.text():
        return
    text = f"{WORDS}\n\n{ADDRESS.text().rstrip('/')}/people/opened/\n"
    able = User.objects.filter(is_active=True).exclude(email="").order_by("username")
    for user in [user for user in able if allowed(user, Permission.REVIEW_ACCESS)]:
        try:
            EmailMessage(SUBJECT, text, to=[user.email]).send()
        except (SMTPException, OSError) as error:
            note(error)

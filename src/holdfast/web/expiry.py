"""Deletes what nobody needs any more of the people's part: sessions and wrong passwords, by age."""

from datetime import timedelta
from threading import Event, Thread

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from holdfast.faults import note

A_DAY = 24 * 60 * 60
# A wrong password counts for a quarter of an hour; what is older only tells who mistyped.
ATTEMPTS_KEPT = timedelta(days=1)


def delete_old() -> None:
    """Delete every session that has ended, and every wrong password older than a day."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    for kept in (AccessAttempt, AccessFailureLog, AccessLog):
        kept.objects.filter(attempt_time__lt=now - ATTEMPTS_KEPT).delete()


def delete_daily() -> None:
    """Do so now and then every day, beside the pages."""
    Thread(target=_daily, args=(Event(),), daemon=True).start()


def _daily(never: Event) -> None:
    while True:
        try:
            delete_old()
        except Exception as error:  # noqa: BLE001  # tomorrow is another day, and it is noted
            note(error)
        finally:
            connection.close()
        never.wait(A_DAY)

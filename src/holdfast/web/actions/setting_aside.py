"""Setting duties aside for a time: each with a reason, a day on which it comes back, a log row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from holdfast.errors import BadSetting
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.oversight.models import AsideReason, SetAside

USUAL_DAYS, MOST_DAYS = 30, 90
LONGEST = 500
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class DutyToSetAside:
    """A duty, or a strand of a concern, of a child: ``handle`` is the id in the register."""

    child: str
    handle: str
    clock: str
    started: date


@transaction.atomic
def set_aside(
    *,
    by: str,
    duties: Sequence[DutyToSetAside],
    reason: AsideReason,
    on: date,
    days: int = USUAL_DAYS,
    words: str = "",
) -> list[SetAside]:
    """Set duties aside from a day of the data for so many days; all of them, or none.

    Each is a row of its own in the log. The words are not copied there. Raises BadSetting for
    words that cannot be kept, a time that is too long, or too many at once.
    """
    _refuse_what_cannot_be_kept(duties, days, words)
    for duty in duties:
        detail = f"{duty.clock} since {duty.started.isoformat()}, for {days} days: {reason}"
        write_row(
            by=by, kind=AuditKind.SET_ASIDE, page="set aside", target=duty.child, detail=detail
        )
    return SetAside.objects.bulk_create(
        SetAside(
            clock=duty.clock,
            child=duty.handle,
            started=duty.started,
            on=on,
            until=on + timedelta(days=days),
            reason=reason,
            words=words.strip(),
            by=by,
            entered_at=timezone.now(),
        )
        for duty in duties
    )


@transaction.atomic
def take_back(*, by: str, child: str, row: SetAside, on: date) -> SetAside:
    """Ask again for a duty that was set aside, from a day of the data on."""
    detail = f"{row.clock} since {row.started.isoformat()}: asked for again"
    write_row(by=by, kind=AuditKind.SET_ASIDE, page="set aside", target=child, detail=detail)
    return SetAside.objects.create(
        clock=row.clock,
        child=row.child,
        started=row.started,
        on=on,
        until=on,
        reason=row.reason,
        by=by,
        entered_at=timezone.now(),
    )


def _refuse_what_cannot_be_kept(duties: Sequence[DutyToSetAside], days: int, words: str) -> None:
    if len(words) > LONGEST or "\0" in words:
        raise BadSetting(
            f"What is said must have {LONGEST} characters or fewer, all of them text.",
            "Shorten it, and send it again.",
        )
    if not 1 <= days <= MOST_DAYS:
        raise BadSetting(
            f"A duty can be set aside for 1 to {MOST_DAYS} days.",
            "Choose a shorter time; it can be set aside again.",
        )
    if not 1 <= len(duties) <= MOST_AT_ONCE:
        raise BadSetting(
            f"From 1 to {MOST_AT_ONCE} duties can be set aside at once.",
            "Narrow the list to one clock or one worker, and send it again.",
        )

"""Saying that a concern is not so."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from holdfast.concerns.concern import Concern
from holdfast.errors import BadSetting
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.oversight.models import Contest, NotSoReason

LONGEST = 500


@transaction.atomic
def contest_concern(
    *,
    by: str,
    concern: Concern,
    strand: str,
    child: str,
    handle: str,
    since: date,
    why: NotSoReason,
    words: str = "",
) -> Contest:
    """Say that a concern, true of a child since a day, is not so. It stays listed, and says so.

    ``child`` is the child as the record names it, for the log; ``handle`` the id in the register
    of children, by which the contest is kept. The words are not copied into the log. Raises
    BadSetting for words that cannot be kept.
    """
    if len(words) > LONGEST or "\0" in words:
        raise BadSetting(
            f"What is said must have {LONGEST} characters or fewer, all of them text.",
            "Shorten it, and send it again.",
        )
    detail = f"{concern.key}, version {concern.version}, {strand} since {since.isoformat()}: {why}"
    write_row(by=by, kind=AuditKind.CONTEST, page="concern", target=child, detail=detail)
    return Contest.objects.create(
        concern=concern.key,
        strand=strand,
        version=concern.version,
        child=handle,
        since=since,
        why=why,
        words=words.strip(),
        by=by,
        entered_at=timezone.now(),
    )

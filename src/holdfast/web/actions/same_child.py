"""Saying whether two children of the record are one."""

from django.db import transaction
from django.utils import timezone

from holdfast.errors import BadSetting
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.oversight.models import SameChildAnswer, SameChildSaid

LONGEST = 500


@transaction.atomic
def say_same_child(
    *,
    by: str,
    children: tuple[str, str],
    handles: tuple[str, str],
    said: SameChildSaid,
    words: str,
) -> SameChildAnswer:
    """Say whether two children are one, and how it is known. Nothing in the record changes.

    ``children`` are the two as the record names them, for the log, where each has a row;
    ``handles`` their ids in the register of children, by which the answer is kept. Raises
    BadSetting for words that cannot be kept, or for none.
    """
    why = words.strip()
    if not why or len(why) > LONGEST or "\0" in why:
        raise BadSetting(
            f"How it is known must be said in {LONGEST} characters or fewer, all of them text.",
            "Say it, or shorten it, and send it again.",
        )
    for child, other in (children, children[::-1]):
        detail = f"{said} as {other}"
        write_row(
            by=by,
            kind=AuditKind.SAME_CHILD,
            page="same child",
            target=child,
            detail=detail,
            reason=why,
        )
    return SameChildAnswer.objects.create(
        one=handles[0],
        other=handles[1],
        said=said,
        words=why,
        by=by,
        entered_at=timezone.now(),
    )

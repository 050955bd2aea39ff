"""Answering queries of a return."""

from django.db import transaction
from django.utils import timezone

from holdfast.errors import BadSetting
from holdfast.returns.answers import LONGEST
from holdfast.returns.form import Form
from holdfast.web.answers.models import QueryAnswer
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind


@transaction.atomic
def answer_query(
    *, by: str, form: Form, code: str, mark: str, year: int, reason: str, child: str = ""
) -> QueryAnswer:
    """Give a reason to a query of the return of a year; a later one takes its place.

    ``child`` is the child as the record names it, for the log alone: it is not kept with the
    answer, and the reason is not copied into the log. Raises BadSetting for a reason that cannot
    be kept.
    """
    if not 0 < len(reason.strip()) <= LONGEST or "\0" in reason:
        raise BadSetting(
            f"A reason must have between 1 and {LONGEST} characters, all of them text.",
            "Shorten the reason, and give it again.",
        )
    detail, page = f"rule {code}, {form.noun} of {year}", f"{form.noun} query"
    write_row(by=by, kind=AuditKind.ANSWER, page=page, target=child, detail=detail)
    return QueryAnswer.objects.create(
        form=form.name,
        code=code,
        mark=mark,
        year=year,
        reason=reason,
        by=by,
        entered_at=timezone.now(),
    )

"""Reading the reasons given to queries."""

from collections.abc import Mapping

from django.utils import timezone

from holdfast.returns.answers import GivenAnswer
from holdfast.web.answers.models import QueryAnswer

_COLUMNS = ("code", "mark", "year", "reason", "by", "entered_at")


def given(form: str) -> Mapping[tuple[str, str], GivenAnswer]:
    """The latest answer to each query of a return, by code and mark."""
    rows = QueryAnswer.objects.filter(form=form).order_by("id").values_list(*_COLUMNS)
    latest = {(code, mark): rest for code, mark, *rest in rows}
    zone = timezone.get_current_timezone()
    return {
        (code, mark): GivenAnswer(
            code, mark, year, reason, by, at.astimezone(zone).isoformat(timespec="seconds")
        )
        for (code, mark), (year, reason, by, at) in latest.items()
    }

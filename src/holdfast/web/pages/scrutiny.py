"""The chain as elected members see it: the whole council, a quarter at a time, small numbers kept.

It is one table that is the same for everybody, so that nobody subtracts one from another.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.measures.scrutiny import ScrutinyRow, quarter_end, scrutiny_rows
from holdfast.query.outlook import Outlook
from holdfast.web import data
from holdfast.web.actions.viewing import record_list
from holdfast.web.pages.packs.editions import editions_out
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@require_safe
@needs(Permission.SEE_AGGREGATES, Permission.SEE_FIGURES)
def scrutiny(request: HttpRequest) -> HttpResponse:
    """The table as at the end of the last whole quarter of the data. No day can be asked for."""
    day = quarter_end(data.current().manifest.as_at)
    rows = _rows(data.whole(day))
    detail = f"as at {day.isoformat()}; no child"
    record_list(by=request.user.get_username(), page="scrutiny", detail=detail)
    words = {"day": day, "rows": rows, "has_edition": bool(editions_out())}
    return render(request, "pages/scrutiny.html", words)


def warm(seen: Outlook) -> None:
    """Work the table out before anybody asks: of an import that is not shown yet, too."""
    _rows(data.whole_of(seen.snapshot, quarter_end(seen.snapshot.manifest.as_at)))


def _rows(seen: Outlook) -> tuple[ScrutinyRow, ...]:
    found: tuple[ScrutinyRow, ...] = data.remember(
        seen, "scrutiny", lambda: scrutiny_rows(data.links(seen))
    )
    return found

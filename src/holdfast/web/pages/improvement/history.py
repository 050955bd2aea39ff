"""Who wrote what of inspections and the plan, and when: what stood before and what after."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.web.asked import Asked, on_day
from holdfast.web.improvement.versions_told import VersionTold, versions_told
from holdfast.web.pages.improvement.overview import links
from holdfast.web.parts.paging import paging
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

SHOWN = 20


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def history(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every version, the latest first; of one entry where the address names it."""
    entry = request.GET.get("entry", "")
    told: list[VersionTold] = versions_told(entry)
    page = paging(request.GET, len(told), SHOWN)
    words: dict[str, Any] = {
        "asked": asked,
        "entry": entry,
        "rows": told[page.offset : page.offset + page.limit],
        "paging": page,
        **links(asked, request.user),
    }
    return render(request, "improvement/history.html", words)

"""The log, searched by whoever governs it, and the views that have no link to the case."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.web.actions.viewing import record_audit_search
from holdfast.web.audit.models import AuditKind
from holdfast.web.audit.searching import AuditSearch, search, views_without_link
from holdfast.web.people.deciding import needs
from holdfast.web.people.linked import links_of_accounts
from holdfast.web.people.permission import Permission

SHOWN = 100
# How far back the report of views without a link looks.
DAYS = 90


@needs(Permission.READ_AUDIT)
@require_http_methods(["GET", "POST"])
def audit_log(request: HttpRequest) -> HttpResponse:
    """The latest rows, or those asked for by a form that is posted: no child in an address.

    The search is in the log itself.
    """
    asked, problem = AuditSearch(), ""
    if request.method == "POST":
        asked, problem = _asked(request)
    found = search(asked)
    record_audit_search(
        by=request.user.get_username(),
        child=asked.target,
        detail=f"who {asked.who or 'anybody'}; kind {asked.kind or 'any'}; "
        f"since {asked.since or 'the first'}; until {asked.until or 'the last'}",
    )
    words = {
        "rows": [{"row": row, "kind": AuditKind(row.kind).label} for row in found[:SHOWN]],
        "count": found.count(),
        "shown": SHOWN,
        "kinds": AuditKind.choices,
        "posted": request.POST,
        "problem": problem,
    }
    return render(request, "people/audit.html", words)


@needs(Permission.REVIEW_ACCESS)
@require_safe
def unlinked_views(request: HttpRequest) -> HttpResponse:
    """Who opened the record of a child whom they do not hold and whose team is not theirs."""
    since = timezone.localdate() - timedelta(days=DAYS)
    found = views_without_link(since, links_of_accounts())
    detail = f"views without a link since {since.isoformat()}; {len(found)} shown"
    record_audit_search(by=request.user.get_username(), detail=detail)
    words = {"rows": found[:SHOWN], "count": len(found), "since": since, "shown": SHOWN}
    return render(request, "people/unlinked.html", words)


def _asked(request: HttpRequest) -> tuple[AuditSearch, str]:
    given = {name: request.POST.get(name, "").strip()[:200] for name in ("who", "target", "kind")}
    days: dict[str, date | None] = {}
    for name in ("since", "until"):
        text = request.POST.get(name, "").strip()
        try:
            days[name] = date.fromisoformat(text) if text else None
        except ValueError:
            return AuditSearch(**given), "A day is written as 2026-11-30"
    given = {name: text.replace("\0", "") for name, text in given.items()}
    return AuditSearch(**given, since=days["since"], until=days["until"]), ""

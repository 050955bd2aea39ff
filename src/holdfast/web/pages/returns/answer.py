"""A query, and the reason that is given to it and kept for next year."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from holdfast.returns.answers import LONGEST, GivenAnswer
from holdfast.returns.register import Return
from holdfast.web import returns
from holdfast.web.actions.answers import answer_query
from holdfast.web.actions.viewing import record_view
from holdfast.web.pages.returns import listing as lists
from holdfast.web.pages.returns.findings import own, words_of
from holdfast.web.pages.returns.listing import ListedCheck
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

KEPT = "kept"


@needs(Permission.ANSWER_RETURNS)
@require_http_methods(["GET", "POST"])
def finding(request: HttpRequest, which: Return, handle: str) -> HttpResponse:
    """A query of what the record would send: to look at, and to answer."""
    return answer_page(request, own(which, request.GET), handle)


def answer_page(request: HttpRequest, listed: ListedCheck, handle: str) -> HttpResponse:
    """The page of a query; a reason that is posted is kept, and the page asked for anew."""
    code, mark = returns.query_of(listed.worklist, handle)
    rows = listed.worklist.of(code, mark)
    reason = _typed(request)
    problem = _problem(reason) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        _keep(request, listed, rows[0], reason)
        return HttpResponseRedirect(_back(listed, handle))
    _note(request, listed, rows[0])
    words = words_of(listed) | {
        "row": lists.shown(listed, rows)[0],
        "alike": len(rows) - 1,
        "given": _given(rows[0]["given"]),
        "reason": reason,
        "problem": problem,
        "longest": LONGEST,
        "kept": KEPT in request.GET,
        "list_url": listed.link("findings"),
    }
    return render(request, "pages/returns_finding.html", words)


def _typed(request: HttpRequest) -> str:
    # A browser sends two characters for a new line; it counts as one.
    return request.POST.get("reason", "").replace("\r\n", "\n").strip()


def _problem(reason: str) -> str:
    if not reason:
        return "Enter the reason"
    if "\0" in reason:
        return "The reason must be text"
    if len(reason) > LONGEST:
        return f"The reason must be {LONGEST} characters or fewer; it has {len(reason):,}"
    return ""


def _keep(request: HttpRequest, listed: ListedCheck, row: dict[str, Any], reason: str) -> None:
    """Keep the answer, and note that it was given; what it says is not for the log."""
    answer_query(
        by=request.user.get_username(),
        child=_child(listed, row),
        form=listed.form,
        code=row["code"],
        mark=row["mark"],
        year=listed.worklist.outcome.year,
        reason=reason,
    )


def _note(request: HttpRequest, listed: ListedCheck, row: dict[str, Any]) -> None:
    record_view(
        by=request.user.get_username(),
        page=f"{listed.form.noun} query",
        child=_child(listed, row),
        detail=f"rule {row['code']}",
    )


def _child(listed: ListedCheck, row: dict[str, Any]) -> str:
    """The child as the record names it; nothing where the record knows no such child."""
    return listed.known.get(row["child"] or "", "")


def _back(listed: ListedCheck, handle: str) -> str:
    return listed.link("finding", handle, **{KEPT: "1"})


def _given(answer: GivenAnswer | None) -> dict[str, Any] | None:
    """An answer in words: the reason, by whom, when, and for which return."""
    if answer is None:
        return None
    at = datetime.fromisoformat(answer.at)
    return {
        "reason": answer.reason,
        "who": answer.who,
        "when": plain_day(at.date()),
        "year": answer.year,
    }

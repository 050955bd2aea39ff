"""Holds a council's own list of a clock beside ours, in the answer to the form that sent it.

Nothing of the list is kept: the file is deleted once it is read, and what came of it is in this
one answer. A child is named as lists of duties name one, and led to by a safe address.
"""

from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from holdfast.errors import BadSetting, CannotRead, HoldfastError, NotFound
from holdfast.query.due import STATUSES
from holdfast.reconciling.comparing import (
    ComparedChild,
    ComparisonGroup,
    Reconciled,
    asked_clock,
)
from holdfast.reconciling.comparing import (
    reconcile as compare,
)
from holdfast.reconciling.council_list import read_list
from holdfast.sources.separated_file import LARGEST_MB
from holdfast.web import data, uploads
from holdfast.web.actions.files import record_reconciliation
from holdfast.web.asked import Asked, on_day
from holdfast.web.parts.filtering import Choice
from holdfast.web.parts.lists import Fact
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

# So many children are shown on the page of each group; the command line tells all.
SHOWN = 200
TITLES = {
    ComparisonGroup.ONLY_OURS: "Only on our list",
    ComparisonGroup.ONLY_THEIRS: "Only on your list",
    ComparisonGroup.EXCLUDED: "Excluded in writing",
    ComparisonGroup.AGREE: "On both lists",
}
SHOWN_GROUPS = (ComparisonGroup.ONLY_OURS, ComparisonGroup.ONLY_THEIRS, ComparisonGroup.EXCLUDED)
STATUS_TITLES = {
    "overdue": "overdue",
    "open": "open: overdue, due soon or running",
    "due-soon": "due soon",
    "late": "done late",
    "met": "met in time",
}


@needs(Permission.IMPORT)
@require_http_methods(["GET", "POST"])
@on_day
def reconcile(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Asks for a list and a clock; answers with the groups, their counts and reasons."""
    problem: HoldfastError | None = None
    found: Reconciled | None = None
    if request.method == "POST":
        try:
            found = _compared(request, asked)
        except (BadSetting, CannotRead, NotFound) as error:
            problem = error
    words = _form(request, asked) | {
        "asked": asked,
        "problem": problem.what if problem else "",
        "next_step": problem.next_step if problem else "",
    }
    if found:
        words |= _told(asked, found)
    page = "pages/reconciled.html" if found else "pages/reconcile.html"
    return render(request, page, words)


def _form(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    chosen = request.POST or request.GET
    clocks = [one for one in asked.outlook.book.clocks if not one.for_workers]
    return {
        "clocks": [Choice(one.key, one.title) for one in sorted(clocks, key=lambda c: c.title)],
        "clock": chosen.get("clock", ""),
        "statuses": [Choice(value, title) for value, title in STATUS_TITLES.items()],
        "status": chosen.get("status", "overdue"),
        "column": request.POST.get("column", ""),
        "most": LARGEST_MB,
    }


def _compared(request: HttpRequest, asked: Asked) -> Reconciled:
    """Read what was sent and compare it. Raises CannotRead, NotFound, BadSetting, BadRules."""
    file = _sent(request)
    try:
        key, status = request.POST.get("clock", ""), request.POST.get("status", "overdue")
        if not key:
            raise BadSetting("Choose the clock that the list is of", "It is named as on the list.")
        asked_clock(asked.outlook, key)
        if status not in STATUSES:
            raise BadSetting("Choose how the duties of the list stand", "Most are of overdue ones.")
        path = Path(file.temporary_file_path())
        column = request.POST.get("column", "").strip()
        listed = read_list(path, asked.day, column, "The list")
    finally:
        file.close()  # and with that it is deleted
    found = compare(asked.outlook, key, listed, status)
    counts = ", ".join(f"{found.count(group)} {group.value}" for group in ComparisonGroup)
    shown = sum(min(found.count(group), SHOWN) for group in SHOWN_GROUPS)
    what = (
        f"{key} {status}, as at {asked.day.isoformat()}: {listed.given} rows, {counts}; "
        f"{shown} children shown"
    )
    record_reconciliation(by=request.user.get_username(), detail=what)
    return found


def _sent(request: HttpRequest) -> UploadedFile:
    uploads.refuse_lost(request)
    if uploads.is_too_large(request):
        raise CannotRead(f"The list is larger than {LARGEST_MB} MB.", "Send the list alone.")
    file = request.FILES.get(uploads.FIELD)
    if file is None:
        raise CannotRead("Choose a list", "It is a CSV file with a column of the child’s number.")
    return file


def _told(asked: Asked, found: Reconciled) -> dict[str, Any]:
    rows = {group: [one for one in found.rows if one.group is group] for group in TITLES}
    reasons = groupby(found.reasons(), key=lambda counted: counted.group)
    counted = {group: list(each) for group, each in reasons}
    return {
        "found": found,
        "facts": [
            Fact("Rows in your list", f"{found.listed.given:,}"),
            *(Fact(title, f"{len(rows[group]):,}") for group, title in TITLES.items()),
        ],
        "status_words": STATUS_TITLES.get(found.status, found.status),
        "groups": [
            {
                "title": TITLES[group],
                "count": len(rows[group]),
                "reasons": counted.get(group.value, []),
                "rows": [_row(asked, one) for one in rows[group][:SHOWN]],
            }
            for group in SHOWN_GROUPS
            if rows[group]
        ],
        "most_shown": SHOWN,
        "again": asked.link("reconcile", clock=found.clock.key),
        "clock_url": asked.link("clock", found.clock.key),
    }


def _row(asked: Asked, one: ComparedChild) -> dict[str, Any]:
    url = asked.link("child", data.handle(one.child)) if one.known else ""
    return {
        "child": one.child,
        "url": url,
        "ours": one.ours,
        "started": one.started,
        "theirs": one.theirs,
        "reason": one.reason.words,
    }

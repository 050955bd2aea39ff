"""Who is due and who is overdue: the duties of a day, narrowed, sorted and paged."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from holdfast.errors import HoldfastError, NotFound
from holdfast.query.due import CANNOT_TELL, due
from holdfast.query.due_sentence import people, sentence
from holdfast.query.listed_duty import COLUMNS as STABLE_NAMES
from holdfast.query.listed_duty import ListedDuty
from holdfast.web import data
from holdfast.web.actions.viewing import record_download, record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.due_filters import CLOSED, DueFilters, in_words, narrow
from holdfast.web.pages.due_opening import due_opening, opens_on_today
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.paging import paging
from holdfast.web.parts.sorting import SortableColumn, Sorting, sorting
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import names_of_teams, names_of_workers

COLUMNS = (
    SortableColumn("child", "Child"),
    SortableColumn("clock", "Duty"),
    SortableColumn("due", "Due"),
    SortableColumn("days-over", "Days over", numeric=True),
    SortableColumn("status", "Status", sortable=False),
    SortableColumn("started", "Began"),
    SortableColumn("worker", "Held by"),
)
LONGEST_FILE = 100_000


class TooLong(HoldfastError):
    """A file would hold more rows than a spreadsheet is good for."""


@dataclass(frozen=True)
class Shown:
    """A duty as the table shows it: with addresses, and the names of worker and team.

    ``subject`` is the child, or the worker to whom it is owed (``for_worker``); ``url`` leads to
    the child. ``local`` says that the limit is local practice.
    """

    duty: ListedDuty
    subject: str | None
    url: str
    for_worker: bool
    clock_url: str
    rule: str
    local: bool
    worker: str | None
    team: str | None
    beside: Sequence[str]


@needs(Permission.SEE_LISTS)
@require_safe
@on_day
def due_list(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What is asked for today, or the list that is asked for, fifty duties a page.

    The view is noted in the audit log.
    """
    if opens_on_today(request.GET):
        return due_opening(request, asked)
    narrowed = narrow(request.GET, asked)
    order = sorting(request.GET, COLUMNS, "-days-over")
    page = paging(request.GET, narrowed.counted.duties)
    rows = _rows(asked, narrowed, order, page.limit, page.offset)
    record_list(
        by=request.user.get_username(),
        page="due",
        detail=_told(asked, narrowed, rows),
        children=(row.child for row in rows),
    )
    words = {
        "asked": asked,
        "filtering": narrowed.filtering,
        "count": sentence(narrowed.counted, narrowed.statuses),
        "in_words": in_words(narrowed),
        "sorting": order,
        "paging": page,
        "rows": [_shown(asked, duty) for duty in rows],
        "on_closed": narrowed.on_closed,
        "unclear": narrowed.unclear.duties,
        "early": narrowed.early,
        "of_unclear": people(narrowed.unclear),
        "with_unclear": with_query(request.GET, {"status": CANNOT_TELL, "page": None}),
        "with_closed": with_query(request.GET, {"also": CLOSED, "page": None}),
        "file": reverse("due_file") + with_query(request.GET, {"page": None}),
        "longest_file": LONGEST_FILE,
        "why_changed": _why_changed(asked, narrowed),
    }
    return render(request, "pages/due.html", words)


@needs(Permission.TAKE_AWAY)
@require_safe
@on_day
def due_file(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The same list, whole, as a CSV file. Raises TooLong."""
    narrowed = narrow(request.GET, asked)
    if narrowed.counted.duties > LONGEST_FILE:
        raise TooLong(
            f"The list has {narrowed.counted.duties:,} duties; a file may hold {LONGEST_FILE:,}.",
            "Go back, narrow the list by a filter, and ask again.",
        )
    rows = _rows(asked, narrowed, sorting(request.GET, COLUMNS, "-days-over"))
    told = _told(asked, narrowed, rows)
    record_download(
        by=request.user.get_username(),
        page="due file",
        detail=told,
        children=(row.child for row in rows),
    )
    about = {"as_at": asked.day, "snapshot": asked.outlook.snapshot.id}
    return csv_file(f"due-{asked.day.isoformat()}.csv", STABLE_NAMES, rows, about)


def _why_changed(asked: Asked, narrowed: DueFilters) -> str:
    """Where it is told why lists changed, narrowed to the same team and clock.

    Empty on an earlier day: imports are compared each on its own.
    """
    if asked.day != asked.outlook.snapshot.manifest.as_at:
        return ""
    wanted = {"team": narrowed.scope.team, "clock": narrowed.wanted.clock}
    words = urlencode({name: value for name, value in wanted.items() if value})
    address = reverse("import_changes", args=[asked.outlook.snapshot.id])
    return f"{address}?{words}" if words else address


def _rows(
    asked: Asked, narrowed: DueFilters, order: Sorting, limit: int = 0, offset: int = 0
) -> list[ListedDuty]:
    # The query's own order by days over starts at the most; every other at the least.
    turned = order.descending != (order.key == "days-over")
    return due(asked.outlook, narrowed.wanted, order.key, limit, offset, turned, narrowed.scope)


def _shown(asked: Asked, duty: ListedDuty) -> Shown:
    clock = asked.outlook.clock(duty.clock)
    named = names_of_workers(asked.outlook)
    for_worker = clock.for_workers
    return Shown(
        duty,
        subject=named.get(duty.worker or "", duty.worker) if for_worker else duty.child,
        url=_journey(asked, duty.child) if duty.child else "",
        for_worker=for_worker,
        clock_url=asked.link("clock", duty.clock),
        rule="due on the date set with it" if clock.due_on else duty.rule,
        local=clock.local,
        worker=None if for_worker else named.get(duty.worker or "", duty.worker),
        team=names_of_teams(asked.outlook).get(duty.team or "", duty.team),
        beside=[f"with {named.get(one.worker, one.worker)}, {one.part}" for one in duty.beside],
    )


def _journey(asked: Asked, child: str) -> str:
    try:
        return asked.link("child", data.handle(child))
    except (NoReverseMatch, NotFound):
        return ""


def _told(asked: Asked, narrowed: DueFilters, rows: list[ListedDuty]) -> str:
    """What the audit log says of a view: what was asked for, and how many children it showed."""
    shown = {duty.child for duty in rows if duty.child}
    asked_for = f"{in_words(narrowed)}; as at {asked.day.isoformat()}"
    return f"{asked_for}; {len(rows)} duties of {len(shown)} children shown"

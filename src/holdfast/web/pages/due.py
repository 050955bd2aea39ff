"""Who is due and who is overdue: the duties of a day, narrowed, sorted and paged."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from holdfast.errors import HoldfastError, NotFound
from holdfast.query.due import CANNOT_TELL, due
from holdfast.query.due import COLUMNS as STABLE_NAMES
from holdfast.query.due_sentence import people, sentence
from holdfast.query.people import team_names, worker_names
from holdfast.web import data
from holdfast.web.actions.viewing import record_download, record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.due_filters import CLOSED, Narrowed, in_words, narrow
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.paging import paging
from holdfast.web.parts.sorting import Column, Sorting, sorting
from holdfast.web.parts.spreadsheet import csv_file

COLUMNS = (
    Column("child", "Child"),
    Column("clock", "Duty"),
    Column("due", "Due"),
    Column("days-over", "Days over", numeric=True),
    Column("status", "Status", sortable=False),
    Column("started", "Began"),
    Column("worker", "Held by"),
)
LONGEST_FILE = 100_000
ALSO_IN_FILE = ("as_at", "snapshot")


class TooLong(HoldfastError):
    """A file would hold more rows than a spreadsheet is good for."""


@require_safe
@on_day
def due_list(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The list on the screen, fifty duties a page; the view is noted in the audit log."""
    narrowed = narrow(request.GET, asked)
    order = sorting(request.GET, COLUMNS, "-days-over")
    page = paging(request.GET, narrowed.counted.duties)
    rows = _rows(asked, narrowed, order, page.limit, page.offset)
    record_list(by=request.user.get_username(), page="due", detail=_told(asked, narrowed, rows))
    words = {
        "asked": asked,
        "filtering": narrowed.filtering,
        "count": sentence(narrowed.counted, narrowed.statuses),
        "in_words": in_words(narrowed),
        "sorting": order,
        "paging": page,
        "rows": _shown(asked, rows),
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
    record_download(by=request.user.get_username(), page="due file", detail=told)
    about = {"as_at": asked.day, "snapshot": asked.outlook.snapshot.id}
    name = f"due-{asked.day.isoformat()}.csv"
    return csv_file(name, (*STABLE_NAMES, *ALSO_IN_FILE), (row | about for row in rows))


def _why_changed(asked: Asked, narrowed: Narrowed) -> str:
    """Where it is told why lists changed, narrowed to the same team and clock.

    Empty on an earlier day: imports are compared each on its own.
    """
    if asked.day != asked.outlook.snapshot.manifest.as_at:
        return ""
    wanted = {"team": narrowed.wanted.team, "clock": narrowed.wanted.clock}
    words = urlencode({name: value for name, value in wanted.items() if value})
    address = reverse("import_changes", args=[asked.outlook.snapshot.id])
    return f"{address}?{words}" if words else address


def _rows(
    asked: Asked, narrowed: Narrowed, order: Sorting, limit: int = 0, offset: int = 0
) -> list[dict[str, Any]]:
    # The measure's own order by days over starts at the most; every other at the least.
    turned = order.descending != (order.key == "days-over")
    return due(asked.outlook, narrowed.wanted, order.key, limit, offset, turned)


def _shown(asked: Asked, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Duties as the table shows them: with the addresses and the names of worker and team."""
    names = data.remember(asked.outlook, "names", lambda: _names(asked))
    keys = {row["clock"] for row in rows}
    clocks = {key: _clock(asked, key) for key in keys}
    return [_row(asked, row | clocks[row["clock"]], names) for row in rows]


def _clock(asked: Asked, key: str) -> dict[str, Any]:
    """What a duty shows that every duty of its clock does."""
    clock = asked.outlook.clock(key)
    told = {
        "for_worker": clock.for_workers,
        "clock_url": asked.link("clock", key),
        "local": clock.local,
    }
    return told | ({"rule": "due on the date set with it"} if clock.due_on else {})


def _row(asked: Asked, row: dict[str, Any], names: dict[str, dict[str, str]]) -> dict[str, Any]:
    worker = row["for_worker"]
    return row | {
        "subject": names["worker"].get(row["worker"], row["worker"]) if worker else row["child"],
        "url": "" if worker else _journey(asked, row["child"]),
        "worker": None if worker else names["worker"].get(row["worker"], row["worker"]),
        "team": names["team"].get(row["team"], row["team"]),
        "beside": [
            f"with {names['worker'].get(one['worker'], one['worker'])}, {one['part']}"
            for one in row["beside"]
        ],
    }


def _names(asked: Asked) -> dict[str, dict[str, str]]:
    """The names of workers and of teams, by their identifiers, where the source gives them."""
    return {"worker": worker_names(asked.outlook), "team": team_names(asked.outlook)}


def _journey(asked: Asked, child: str) -> str:
    try:
        return asked.link("child", data.handle(child))
    except (NoReverseMatch, NotFound):
        return ""


def _told(asked: Asked, narrowed: Narrowed, rows: list[dict[str, Any]]) -> str:
    """What the audit log says of a view: what was asked for, and how many children it showed."""
    shown = {row["child"] for row in rows if row["child"]}
    asked_for = f"{in_words(narrowed)}; as at {asked.day.isoformat()}"
    return f"{asked_for}; {len(rows)} duties of {len(shown)} children shown"

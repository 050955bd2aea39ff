"""One concern: its rule, how many children it was true of each day, and of whom it is true now.

A family is one row, in the first group that fits; a group shows a few, and all of them once it is
chosen. What has been true for more than a year is folded into a line.
Nothing else sorts the list than the order that every list has (see ``query/concerns.py``).
Those of whom it cannot be determined are listed below, with the reason.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.query.concerns import ConcernTrueOf, ConcernUnclearOf, is_untold
from holdfast.web.actions.viewing import record_download, record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.oversight.contests import contests_of
from holdfast.web.pages.concerns.families import (
    AGE,
    FOLDED,
    families_of,
    groups_of,
    listed_of,
    unclear_rows,
)
from holdfast.web.pages.concerns.filters import STRAND, ConcernFilters, filters_of
from holdfast.web.pages.concerns.history import history_of
from holdfast.web.pages.concerns.overview import counted_in, counted_of
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.paging import paging
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.people.counted_not_listed import as_figures_count, counted_not_listed
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import children_in, team_in_words

# More of whom it cannot be determined stand in the file alone.
UNCLEAR_SHOWN = 25
TRUE, UNCLEAR = "true", "cannot be determined"
COLUMNS = (
    "child", "state", "strand", "fact", "since", "days", "standing", "last_seen", "family", "why",
    "team", "worker",
)  # fmt: skip


@needs(Permission.SEE_LISTS)
@require_safe
@on_day
def concern(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The rule, the line of two years, and the list in groups; the view is noted in the log."""
    narrowed = filters_of(request, asked, key)
    families, scope = families_of(narrowed.found), narrowed.scope
    whole = len(narrowed.filtering.values(STRAND)) == 1
    listed = listed_of(request.GET, narrowed, families)
    page = paging(request.GET, len(listed) if whole else 0)
    groups = groups_of(request.GET, narrowed, families, page if whole else None)
    unclear, contests = narrowed.unclear[:UNCLEAR_SHOWN], contests_of(key)
    _note(request, narrowed, groups, unclear)
    words = {
        "asked": asked,
        "concern": narrowed.concern,
        "lacking": counted_of(asked, narrowed.concern, scope).lacking,
        "untold": is_untold(counted_of(asked, narrowed.concern, scope)),
        "filtering": narrowed.filtering,
        "team": team_in_words(asked.outlook, scope),
        "children": children_in(asked.outlook, scope),
        "adopted": _adopted(request, narrowed),
        "of_no_team": narrowed.of_no_team,
        "sentence": _sentence(narrowed),
        "families": len(families),
        "only_folded": request.GET.get(AGE) == FOLDED,
        "without_folded": with_query(request.GET, {AGE: None, "page": None}),
        "groups": groups,
        "unclear": unclear_rows(asked, unclear),
        "unclear_count": len(narrowed.unclear),
        "paging": page,
        "history": history_of(narrowed),
        "contests": len(contests),
        "contests_before": sum(one.version != narrowed.concern.version for one in contests),
        "file": reverse("concern_file", args=[key]) + with_query(request.GET, {"page": None}),
        "every_concern": asked.link("concerns"),
        "every_team": asked.link("concern", key),
    }
    return render(request, "pages/concern.html", words)


@needs(Permission.TAKE_AWAY)
@require_safe
@on_day
def concern_file(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The same list as a CSV file, child by child, with those of whom it cannot be determined."""
    narrowed = filters_of(request, asked, key)
    rows = [_in_file(one, TRUE) for one in narrowed.found]
    rows += [_in_file(one, UNCLEAR) for one in narrowed.unclear]
    detail = f"{narrowed.in_words}; {len(rows)} children"
    record_download(
        by=request.user.get_username(),
        page=f"concern {key} file",
        detail=detail,
        children=[
            *(one.child for one in narrowed.found),
            *(one.child for one in narrowed.unclear),
        ],
    )
    about = {
        "concern": key,
        "version": narrowed.concern.version,
        "as_at": asked.day,
        "snapshot": asked.outlook.snapshot.id,
    }
    return csv_file(f"{key}-{asked.day.isoformat()}.csv", COLUMNS, rows, about)


def _in_file(one: ConcernTrueOf | ConcernUnclearOf, state: str) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS) | vars(one) | {"state": state}


def _sentence(narrowed: ConcernFilters) -> str:
    """How many children and families, and child-days; or that it is true of none."""
    found = narrowed.found
    if is_untold(counted_of(narrowed.asked, narrowed.concern, narrowed.scope)):
        return "It cannot be determined from this data of any child."
    if not found:
        return "True of no child asked about."
    children = "1 child" if len(found) == 1 else f"{len(found):,} children"
    number = len({one.family for one in found})
    of = "1 family" if number == 1 else f"{number:,} families"
    return f"{children} of {of}, {sum(one.days for one in found):,} child-days in all."


def _adopted(request: HttpRequest, narrowed: ConcernFilters) -> str:
    """How many the counts of all concerns have of this one, and how many of them a list has."""
    outlook, scope = narrowed.asked.outlook, narrowed.scope
    counted, listed = (
        next(each.children for each in counted_in(seen, scope) if each.concern == key)
        for key in (narrowed.concern.key,)
        for seen in (as_figures_count(request.user, outlook), outlook)
    )
    return counted_not_listed(counted, listed, "child,children", counted - listed, listed)


def _note(
    request: HttpRequest,
    narrowed: ConcernFilters,
    groups: list[dict[str, Any]],
    unclear: list[ConcernUnclearOf],
) -> None:
    families = [row for group in groups for row in group["families"]]
    shown = {one["child"] for row in families for one in row["children"]}
    shown |= {one.child for one in unclear}
    record_list(
        by=request.user.get_username(),
        page=f"concern {narrowed.concern.key}",
        detail=f"{narrowed.in_words}; {len(shown)} children shown",
        children=shown,
    )

"""What would fail if a return were sent today: every finding, and each team's worklist."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.errors import NotFound
from holdfast.returns.outcome import span
from holdfast.returns.register import Return
from holdfast.returns.worklist import OPEN, FindingsWanted
from holdfast.web import data, returns
from holdfast.web.actions.viewing import record_download, record_list
from holdfast.web.pages.due import LONGEST_FILE
from holdfast.web.pages.returns import listing as lists
from holdfast.web.pages.returns.listing import ListedCheck
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Filter, Filtering
from holdfast.web.parts.paging import paging
from holdfast.web.parts.sorting import sorting
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

# A worklist is for paper too: most teams' fit on one page.
WORKLIST = 200


@needs(Permission.ANSWER_RETURNS)
@require_safe
def findings(request: HttpRequest, which: Return) -> HttpResponse:
    """The findings in what the record would send, fifty a page; the view is noted."""
    listed, page = own(which, request.GET), f"{which.form.noun} findings"
    return list_page(request, listed, page, "pages/returns_findings.html")


@needs(Permission.TAKE_AWAY)
@require_safe
def findings_file(request: HttpRequest, which: Return) -> HttpResponse:
    """The same list, whole, as a CSV file. Raises TooLong."""
    listed = own(which, request.GET)
    narrowed = lists.narrow(request.GET, listed)
    rows = lists.file_rows(narrowed, listed.worklist)
    noun, snapshot, year = which.form.noun, data.current(), listed.worklist.outcome.year
    told = lists.view_in_words(narrowed.in_words, rows)
    who = request.user.get_username()
    record_download(
        by=who, page=f"{noun} findings file", detail=told, children=(row["child"] for row in rows)
    )
    about = {noun: year, "as_at": snapshot.manifest.as_at, "snapshot": snapshot.id}
    name = f"{noun}-{year}-findings-{snapshot.manifest.as_at.isoformat()}.csv"
    return csv_file(name, (*lists.FILE_COLUMNS, *about), (row | about for row in rows))


@needs(Permission.ANSWER_RETURNS)
@require_safe
def team(request: HttpRequest, which: Return) -> HttpResponse:
    """What a team is to correct or explain, by worker and child; the teams where none is named."""
    listed = own(which, request.GET)
    filtering = Filtering(
        request.GET, [Filter("team", "Team", lists.teams(listed.worklist), "one")]
    )
    name = filtering.value("team")
    wanted = FindingsWanted(team=name, states=(OPEN,))
    counted = listed.worklist.counted(wanted)
    page = paging(request.GET, counted.findings if name else 0, WORKLIST)
    rows = listed.worklist.rows(wanted, "hand", page.limit, page.offset) if name else []
    if name:
        told = lists.view_in_words(f"Team: {name}; not answered", rows)
        where = f"{which.form.noun} worklist"
        record_list(
            by=request.user.get_username(),
            page=where,
            detail=told,
            children=(row["child"] for row in rows),
        )
    words = words_of(listed) | {
        "team": name,
        "counted": counted,
        "filtering": filtering,
        "paging": page,
        "workers": _by_worker(listed, rows),
        "teams": lists.by_team(listed),
    }
    return render(request, "pages/returns_team.html", words)


def own(which: Return, query: QueryDict) -> ListedCheck:
    """What the record would send, of the year that an address asks for. Raises NotFound."""
    seen = data.outlook()
    year, unasked = year_asked(which, query)
    checked = returns.checked(seen, which, year)
    said = str(year) if year != unasked else ""
    return ListedCheck(checked.worklist, returns.known(seen), year=said)


def year_asked(which: Return, query: QueryDict) -> tuple[int, int]:
    """The year that an address asks for, and the one when it asks for none. Raises NotFound."""
    there, noun = returns.years(which.form, data.current().manifest.as_at), which.form.noun
    if not there:
        raise NotFound(
            f"The data ends before the first {noun} whose rules are known.",
            f"Import newer data; a {noun} file can be checked all the same.",
        )
    asked = next((year for year in there if str(year) == query.get("year")), there[0])
    return asked, there[0]


def words_of(listed: ListedCheck) -> dict[str, object]:
    """What every page of a check has."""
    year = listed.worklist.outcome.year
    return {
        "form": listed.form,
        "listed": listed,
        "span": span(year),
        "year": year,
        "ticket": listed.ticket,
    }


def list_page(
    request: HttpRequest, listed: ListedCheck, page_name: str, template: str
) -> HttpResponse:
    """A page of the findings of a check."""
    narrowed = lists.narrow(request.GET, listed)
    order = sorting(request.GET, lists.COLUMNS, "child")
    page = paging(request.GET, narrowed.counted.findings)
    rows = listed.worklist.rows(
        narrowed.wanted, order.key, page.limit, page.offset, order.descending
    )
    told = lists.view_in_words(narrowed.in_words, rows)
    record_list(
        by=request.user.get_username(),
        page=page_name,
        detail=told,
        children=(row["child"] for row in rows),
    )
    words = words_of(listed) | {
        "filtering": narrowed.filtering,
        "count": narrowed.sentence,
        "in_words": narrowed.in_words,
        "sorting": order,
        "paging": page,
        "rows": lists.shown(listed, rows),
        "file": listed.link("findings_file").split("?")[0]
        + with_query(request.GET, {"page": None}),
        "longest_file": LONGEST_FILE,
        "teams_url": "" if listed.ticket else reverse("returns_team", args=[listed.form.name]),
    }
    return render(request, template, words)


def _by_worker(
    listed: ListedCheck, rows: list[dict[str, object]]
) -> list[tuple[str, list[object]]]:
    """The rows under the worker who holds the child, in the list's own order."""
    found: dict[str, list[object]] = {}
    for row in lists.shown(listed, rows):
        found.setdefault(str(row["worker"]), []).append(row)
    return list(found.items())

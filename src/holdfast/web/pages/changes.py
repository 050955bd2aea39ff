"""Why the lists changed: what became of every open duty since the import before one.

Counts come first. Duties are listed fifty at a time, and only once a word, a clock or a team is
chosen: nobody reads thousands of rows that are the same.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.clocks.register import CLOCKS
from holdfast.errors import NotFound
from holdfast.importing.changes import Change, Changes, Count, OfClock, Reason, WantedChanges, What
from holdfast.importing.changes_in_scope import changes_in
from holdfast.importing.changes_kept import changes_since, snapshot_before
from holdfast.query.outlook import WAITING, Outlook
from holdfast.query.scope import Scope
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.actions.viewing import record_list
from holdfast.web.oversight.loop_said import settled_between
from holdfast.web.pages.imports import account
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.paging import paging
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import team_filter, titles

SINCE = "since"
# Whom these are about is not in the data any more: there is no page to lead to.
_NOBODY = (Reason.CHILD_GONE.value, Reason.NUMBER_REUSED.value)


@needs(Permission.SEE_LISTS)
@require_safe
def changes(request: HttpRequest, identifier: str) -> HttpResponse:
    """The counts by word and by clock, and the duties that are asked for."""
    store = Store(HOME.path())
    snapshot = store.get(identifier)
    current = snapshot.id == store.pointed()
    words: dict[str, Any] = {"import": account.line(snapshot, current)}
    earlier = _earlier(request, store, snapshot)
    if isinstance(earlier, NotFound):
        return render(request, "pages/changes.html", words | {"none": earlier})
    seen = data.outlook_of(snapshot)
    whole = _whole(seen, earlier)
    filtering = Filtering(request.GET, _filters(seen, whole))
    settled = settled_between(data.addresses().child, whole.since_day, whole.day)
    own = _in_scope(seen, earlier, whole.with_settled(settled), Scope(filtering.value("team")))
    found = own.narrowed(_wanted(filtering))
    listed = bool(filtering.selected)
    page = paging(request.GET, len(found) if listed else 0)
    rows = found.rows(page.offset, page.limit) if listed else []
    _note(request, snapshot, filtering, rows)
    counted = own.narrowed(_wanted(filtering, any_word=True))
    words |= {
        "found": counted,
        "counts": [_counted(request, one) for one in counted.counts()],
        "clocks": [_of_clock(request, seen, one) for one in counted.by_clock() if one.changed],
        "filtering": filtering,
        "count": f"{len(found):,} {'duty' if len(found) == 1 else 'duties'}",
        "listed": listed,
        "paging": page,
        "rows": [_shown(seen, change, current) for change in rows],
        "others": _others(store, snapshot, earlier),
    }
    return render(request, "pages/changes.html", words)


def of_import(snapshot: Snapshot, found: Changes) -> dict[str, Any]:
    """What the page of an import shows of them: the counts, each with its rows."""
    address = reverse("import_changes", args=[snapshot.id])
    counts = [{"one": one, "url": f"{address}?what={_slug(one.what)}"} for one in found.counts()]
    return {"found": found, "counts": counts, "url": address}


def _earlier(request: HttpRequest, store: Store, snapshot: Snapshot) -> Snapshot | NotFound:
    """The import that is asked for, which must be there; else the one before, where there is."""
    if since := request.GET.get(SINCE, ""):
        return store.get(since)
    try:
        return snapshot_before(store, snapshot)
    except NotFound as none:
        return none


def _whole(seen: Outlook, earlier: Snapshot) -> Changes:
    what = ("changes", earlier.id)
    found: Changes = data.remember(
        seen.everybody, what, lambda: changes_since(earlier, seen.snapshot, seen.book)
    )
    return found


def _in_scope(seen: Outlook, earlier: Snapshot, whole: Changes, scope: Scope) -> Changes:
    if seen.may_know is not None:
        whole = whole.known_to(seen.may_know)
    if not scope:
        return whole
    what = ("changes", earlier.id, scope)
    found: Changes = data.remember(
        seen, what, lambda: changes_in(whole, scope, earlier, seen.snapshot, seen.book)
    )
    return found


def _filters(seen: Outlook, whole: Changes) -> list[Filter]:
    clocks = {one.clock for one in whole.by_clock()}
    words = tuple(Choice(_slug(one), one.value.capitalize()) for one in What)
    return [
        Filter("what", "What became of it", words),
        team_filter(seen, "Then or now, with the teams below it"),
        Filter(
            "clock", "Clock",
            tuple(Choice(one.key, one.title) for one in CLOCKS if one.key in clocks), "one",
        ),
    ]  # fmt: skip


def _wanted(filtering: Filtering, any_word: bool = False) -> WantedChanges:
    chosen = () if any_word else filtering.values("what")
    return WantedChanges([what for what in What if _slug(what) in chosen], filtering.value("clock"))


def _slug(what: What) -> str:
    return what.value.replace(" ", "-")


def _counted(request: HttpRequest, one: Count) -> dict[str, Any]:
    return {"one": one, "url": with_query(request.GET, {"what": _slug(one.what), "page": None})}


def _of_clock(request: HttpRequest, seen: Outlook, one: OfClock) -> dict[str, Any]:
    became = [f"{number:,} {what}" for what, number in one.counts.items() if what is not What.SAME]
    return {
        "title": seen.clock(one.clock).title,
        "before": one.before,
        "now": one.now,
        "became": ", ".join(became),
        "url": with_query(request.GET, {"clock": one.clock, "page": None}),
    }


@dataclass(frozen=True)
class ChangeRow:
    """A change as the table shows it; ``url`` leads to the child, where the child is shown.

    ``ended`` is the day on which the duty stopped or lapsed, and ``team`` who leads the case.
    """

    change: Change
    subject: str | None
    url: str
    title: str
    ended: date | None
    team: str


def _shown(seen: Outlook, change: Change, current: bool) -> ChangeRow:
    child = change.child
    known = current and child is not None and change.why not in _NOBODY
    return ChangeRow(
        change,
        subject=child or change.worker or change.child_before,
        url=reverse("child", args=[data.handle(child)]) if known and child else "",
        title=seen.clock(change.clock).title,
        ended=(change.stopped or change.lapsed) if change.status not in WAITING else None,
        team=_team_words(seen, change),
    )


def _team_words(seen: Outlook, change: Change) -> str:
    """The team that leads the case, and the one that did where it is another."""
    names = titles(seen)
    now, before = (names.get(team or "", team) for team in (change.team, change.team_before))
    if before and before != now:
        return f"{now}, before {before}" if now else f"before {before}"
    return now or ""


def _others(store: Store, snapshot: Snapshot, earlier: Snapshot) -> list[dict[str, str]]:
    """The imports that this one may be compared with instead."""
    address = reverse("import_changes", args=[snapshot.id])
    mine = (snapshot.manifest.source, snapshot.manifest.as_at)
    return [
        {"id": one.id, "url": f"{address}?{SINCE}={one.id}"}
        for one in store.came_before(snapshot.id)
        if one.id != earlier.id and one.manifest.source == mine[0] and one.manifest.as_at <= mine[1]
    ]


def _note(
    request: HttpRequest, snapshot: Snapshot, filtering: Filtering, rows: list[Change]
) -> None:
    """Write the view into the audit log: what was asked for, and how many children it showed."""
    children = {each.child or each.child_before for each in rows if each.worker is None}
    asked_for = "; ".join(f"{one.title}: {one.words}" for one in filtering.selected) or "counts"
    what = f"{asked_for}; {len(rows)} duties of {len(children)} children shown"
    page = f"changes of import {snapshot.id}"
    record_list(by=request.user.get_username(), page=page, detail=what, children=children)

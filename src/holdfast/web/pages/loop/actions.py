"""Actions: who is to do what by when, and what their owners say was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.challenge.path import DeficitPath
from holdfast.challenge.said import SaidKind
from holdfast.challenge.set_actions import (
    OpenAction,
    TeamActions,
    actions_by_team,
    open_actions,
    set_together,
)
from holdfast.errors import NotFound
from holdfast.query.scope import Scope
from holdfast.query.today.day_facts import day_facts
from holdfast.web import data
from holdfast.web.actions.challenge import LONGEST, SaidToSave, say_of_deficit
from holdfast.web.actions.viewing import record_list, record_view
from holdfast.web.asked import Asked, on_day
from holdfast.web.oversight.loop_said import standing_entries
from holdfast.web.pages.loop.deficit_words import DeficitWords
from holdfast.web.pages.loop.known import paths_of, standing_loop, worker_of
from holdfast.web.pages.today.chosen import choices
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.parts.filtering import Filtering
from holdfast.web.parts.paging import paging
from holdfast.web.people.assignments import allowed
from holdfast.web.people.deciding import needs
from holdfast.web.people.guarding import may_go
from holdfast.web.people.permission import Permission
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import team_filter, team_in_words

WORKER, KEPT, OLDER, EVERY = "worker", "kept", "older", "every"
# Of more rows than these, where no team and no owner is chosen, the page opens on teams.
MOST_ROWS, FIRST_ROWS, MOST_TEAMS = 50, 10, 8


@dataclass(frozen=True)
class _ActionsAsked:
    """The actions that an address asks for; ``older`` long past their day are left out of them.

    ``address`` is what chose them, as another address of the page names it.
    """

    filtering: Filtering
    scope: Scope
    owner: str
    actions: Sequence[OpenAction]
    older: int
    address: dict[str, str]

    @classmethod
    def of(cls, request: HttpRequest, asked: Asked) -> "_ActionsAsked":
        filtering = Filtering(request.GET, [team_filter(asked.outlook)])
        scope, owner = Scope(filtering.value(TEAM)), request.GET.get(WORKER, "")[:200]
        paths = standing_loop(asked, scope).listed("open")
        found = open_actions(asked.outlook, paths, scope, owner)
        since = asked.day - timedelta(days=choices().decisions)
        # What was directed in Holdfast is escalated, and stays in the list however old.
        recent = [one for one in found if one.deficit or one.due is None or one.due >= since]
        every = OLDER in request.GET
        chosen = {TEAM: scope.team, WORKER: owner, OLDER: "1" if every else ""}
        address = {name: value for name, value in chosen.items() if value}
        older = 0 if every else len(found) - len(recent)
        return cls(filtering, scope, owner, found if every else recent, older, address)


@require_safe
@needs(Permission.SEE_LISTS)
@on_day
def actions(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The open actions, of the record and of Holdfast: by team where they are many, then in rows.

    The first due stand first; brothers and sisters for whom one was set together are one row.
    """
    found, people = _ActionsAsked.of(request, asked), PeopleShown.on(asked)
    rows = set_together(found.actions, day_facts(asked.outlook).family)
    chosen = found.scope or found.owner or EVERY in request.GET or "page" in request.GET
    folded = len(rows) > MOST_ROWS and not chosen
    page = paging(request.GET, len(rows))
    shown = rows[:FIRST_ROWS] if folded else rows[page.offset : page.offset + page.limit]
    children = {one.child for row in shown for one in row}
    record_list(
        by=request.user.get_username(),
        page="actions",
        detail=f"as at {asked.day.isoformat()}; {len(children)} children shown",
        children=children,
    )
    words = DeficitWords(asked, people)
    teams = actions_by_team(asked.outlook, found.actions) if folded else []
    about = {
        "asked": asked,
        "found": found,
        "whose": people.worker(found.owner)
        or team_in_words(asked.outlook, found.scope)
        or "Every team",
        "decisions": choices().decisions,
        "older_url": asked.link("actions", **found.address | {OLDER: "1"}),
        "late": sum(1 for one in found.actions if one.due is not None and one.due < asked.day),
        "rows": [_row(asked, words, row) for row in shown],
        "teams": [_of_team(asked, people, row, found.address) for row in teams],
        "most_teams": f":{MOST_TEAMS}",
        "every_url": asked.link("actions", **found.address | {EVERY: "1"}),
        "filtering": found.filtering,
        "paging": page,
        "back": asked.link("loop") if may_go(request.user, "loop") else asked.link("today"),
    }
    return render(request, "loop/actions.html", about)


def _row(asked: Asked, words: DeficitWords, row: tuple[OpenAction, ...]) -> dict[str, Any]:
    one, path = row[0], row[0].deficit
    handle, key = words.people.handle(one.child), path.key if path else None
    return {
        "one": one,
        "name": words.people.family([each.child for each in row]),
        "owner": words.people.worker(one.owner),
        "late": (asked.day - one.due).days if one.due is not None and one.due < asked.day else 0,
        "what": words.title(path) if path else "",
        "url": (
            asked.link("action", handle, key.rule, key.started.isoformat(), str(key.nth))
            if key and handle
            else ""
        ),
    }


def _of_team(
    asked: Asked, people: PeopleShown, row: TeamActions, address: dict[str, str]
) -> dict[str, Any]:
    return {
        "title": people.team(row.team) or "no team leads the case",
        "url": asked.link("actions", **address | {TEAM: row.team}) if row.team else "",
        "counts": row,
    }


@require_http_methods(["GET", "POST"])
@needs(Permission.SEE_CHILD, to_change=Permission.ANSWER_ACTION)
@on_day
def action(
    request: HttpRequest, asked: Asked, handle: str, rule: str, started: str, nth: str
) -> HttpResponse:
    """What was directed for one deficit, and what its owner says was done. Raises NotFound."""
    child, by = data.child_of(handle), request.user.get_username()
    path = _directed(asked, child, handle, (rule, started, nth))
    own = worker_of(request.user) or by
    may_answer = (
        allowed(request.user, Permission.ANSWER_ACTION)
        and path.is_open
        and (path.owner or path.worker) in (own, by)
    )
    words, problem = request.POST.get("words", "").strip(), ""
    if request.method == "POST":
        problem = _wrong(may_answer, words)
        if not problem:
            said = SaidToSave(path.key, path.source, handle, SaidKind.ANSWERED, words=words)
            say_of_deficit(by=by, by_worker=own, said=said, on=asked.day)
            return HttpResponseRedirect(
                asked.link("action", handle, rule, started, nth, **{KEPT: "1"})
            )
    record_view(by=by, page="action", child=child)
    people = PeopleShown.on(asked)
    shown = DeficitWords(asked, people)
    about = {
        "asked": asked,
        "path": path,
        "name": people.family([child]),
        "what": shown.title(path),
        "owner": people.worker(path.owner or path.worker) or "nobody by name",
        "entries": [
            one
            for one in standing_entries(handle)
            if (one.rule, one.started.isoformat(), str(one.nth)) == (rule, started, nth)
        ],
        "may_answer": may_answer,
        "problem": problem,
        "words": words,
        "longest": LONGEST,
        "kept": request.GET.get(KEPT, ""),
        "back": asked.link("actions", **{WORKER: path.owner} if path.owner else {}),
        "deficit": asked.link("deficit", handle, rule, started, nth),
    }
    return render(request, "loop/action.html", about)


def _directed(asked: Asked, child: str, handle: str, wanted: tuple[str, str, str]) -> DeficitPath:
    for path in paths_of(asked, child, handle):
        key = path.key
        if (key.rule, key.started.isoformat(), str(key.nth)) == wanted and path.by_when is not None:
            return path
    raise NotFound(
        "No such action was set in Holdfast for the child.",
        "Its first day may have been corrected. Go back to the list of actions.",
    )


def _wrong(may_answer: bool, words: str) -> str:
    if not may_answer:
        return "Only whoever is to do it says what was done, while it is open"
    if not words:
        return "Write what was done, or what stands in the way"
    if len(words) > LONGEST or "\0" in words:
        return f"What you write must be text of {LONGEST} characters or fewer"
    return ""

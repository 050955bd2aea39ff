"""One deficit: the day of each state, who moved it, and what may be said of it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from holdfast.challenge.choices import LEVEL_WORDS
from holdfast.challenge.escalation import escalated
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.said import SaidKind
from holdfast.errors import NotFound
from holdfast.web import data
from holdfast.web.actions.challenge import LONGEST, SaidToSave, say_of_deficit
from holdfast.web.actions.viewing import record_view
from holdfast.web.asked import Asked, on_day
from holdfast.web.oversight.loop_said import standing_entries
from holdfast.web.pages.loop.deficit_words import DeficitWords
from holdfast.web.pages.loop.known import choices_of, paths_of, worker_of
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

KEPT = "kept"


@require_http_methods(["GET", "POST"])
@needs(Permission.SEE_CHILD, to_change=Permission.VERIFY)
@on_day
def deficit(
    request: HttpRequest, asked: Asked, handle: str, rule: str, started: str, nth: str
) -> HttpResponse:
    """The path of a deficit, and the form by which somebody else says that they looked."""
    child = data.child_of(handle)
    path = _found(asked, child, handle, rule, started, nth)
    own = worker_of(request.user) or request.user.get_username()
    concerned = _concerned(path, handle)
    words = request.POST.get("words", "").strip()
    problem = _problem(path, own, concerned, words, asked.day) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        said = SaidToSave(path.key, path.source, handle, SaidKind.VERIFIED, words=words)
        say_of_deficit(by=request.user.get_username(), by_worker=own, said=said, on=asked.day)
        here = asked.link("deficit", handle, rule, started, nth, **{KEPT: "1"})
        return HttpResponseRedirect(here)
    record_view(by=request.user.get_username(), page="deficit", child=child)
    people = PeopleShown.on(asked)
    shown = DeficitWords(asked, people)
    over = escalated([path], asked.day, choices_of(asked))
    about = {
        "asked": asked,
        "name": people.family([child]),
        "path": path,
        "what": shown.title(path),
        "since": shown.since(path),
        "said": shown.said(path),
        "days": shown.days(path),
        "worker": people.worker(path.worker),
        "team": people.team(path.team) or "no team recorded",
        "entries": [one for one in standing_entries(handle) if _is_of(one, path)],
        "over": over[0] if over else None,
        "level": LEVEL_WORDS[over[0].level] if over else "",
        "may_verify": path.evidenced is not None and path.verified is None,
        "problem": problem,
        "words": words,
        "longest": LONGEST,
        "kept": KEPT in request.GET,
        "supervision": asked.link("supervision", handle),
        "choices": choices_of(asked),
    }
    return render(request, "loop/deficit.html", about)


def _found(asked: Asked, child: str, handle: str, rule: str, started: str, nth: str) -> DeficitPath:
    wanted = (rule, started, nth)
    for path in paths_of(asked, child, handle):
        if (path.key.rule, path.key.started.isoformat(), str(path.key.nth)) == wanted:
            return path
    raise NotFound(
        "The child has no such deficit on that day.",
        "It may have ended more than a year before, or its first day was corrected. Go back to"
        " the child’s page.",
    )


def _is_of(entry: Any, path: DeficitPath) -> bool:
    return (entry.rule, entry.started, entry.nth) == (
        path.key.rule,
        path.key.started,
        path.key.nth,
    )


def _concerned(path: DeficitPath, handle: str) -> set[str]:
    """Who may not verify it: whoever was to do it, and whoever directed it."""
    found = {path.owner or path.worker or ""}
    for one in standing_entries(handle):
        if _is_of(one, path) and one.kind == SaidKind.DIRECTED:
            found |= {one.by, one.by_worker}
    return found - {""}


def _problem(path: DeficitPath, own: str, concerned: set[str], words: str, on: date) -> str:
    if path.evidenced is None:
        return "No event in the record shows it done yet: there is nothing to verify"
    if own in concerned:
        return "You were to do it, or you directed it: somebody else must look"
    if not words:
        return "Write what you looked at, and what you found"
    if len(words) > LONGEST or "\0" in words:
        return f"What you write must be text of {LONGEST} characters or fewer"
    if on < path.evidenced:
        return "The event lies after the day that you look at"
    return ""

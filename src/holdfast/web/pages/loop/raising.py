"""Raising a deficit of a child or a team: a dispute, what an audit found, what an inspector did."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from holdfast.areas import Area
from holdfast.challenge.deficit import DEFICIT_RULES, DeficitSource
from holdfast.challenge.raised import EVIDENCE, is_carried, team_paths
from holdfast.errors import NotFound
from holdfast.web import data
from holdfast.web.actions.challenge import LONGEST
from holdfast.web.actions.raising import LONGEST_TITLE, raise_deficit
from holdfast.web.actions.viewing import record_view
from holdfast.web.asked import Asked, on_day
from holdfast.web.oversight.loop_said import said_of_teams
from holdfast.web.pages.loop.known import choices_of, teams_seen_by, worker_of
from holdfast.web.pages.loop.raising_form import TypedDeficit
from holdfast.web.pages.loop.saying import leader_of, owners_of
from holdfast.web.pages.loop.saying_here import KEPT, SayingHere
from holdfast.web.pages.loop.supervision_form import in_numbers
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.people.assignments import scopes_of
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import titles

Sources = Mapping[DeficitSource, str]
DISPUTE: Sources = {DeficitSource.REVIEWING_OFFICER: "A dispute of a reviewing officer or chair"}
AUDIT: Sources = {DeficitSource.AUDIT: "An audit found it"}
INSPECTION: Sources = {DeficitSource.INSPECTION: "An inspector found it"}


@require_http_methods(["GET", "POST"])
@needs(Permission.RAISE_DISPUTE)
@on_day
def dispute(request: HttpRequest, asked: Asked, handle: str) -> HttpResponse:
    """A reviewing officer or chair disputes what is done for a child."""
    return _of_child(request, asked, handle, DISPUTE)


@require_http_methods(["GET", "POST"])
@needs(Permission.AUDIT_CASES, Permission.DIRECT)
@on_day
def finding(request: HttpRequest, asked: Asked, handle: str) -> HttpResponse:
    """What an audit or an inspector found of a child, with what is directed at once."""
    child = data.child_of(handle)

    def reaches(permission: Permission) -> bool:
        scopes = scopes_of(request.user, permission)
        return any(scope.holds(asked.outlook, child) for scope in scopes)

    audits, directs = reaches(Permission.AUDIT_CASES), reaches(Permission.DIRECT)
    sources = {**(AUDIT if audits else {}), **(INSPECTION if directs else {})}
    return _of_child(request, asked, handle, sources)


@require_http_methods(["GET", "POST"])
@needs(Permission.DIRECT)
@on_day
def finding_of_team(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What an audit or an inspector found of a team or a service."""
    typed = TypedDeficit.of(request.POST, of_team=True)
    own, every = teams_seen_by(asked, request.user, Permission.DIRECT), titles(asked.outlook)
    teams = {team: title for team, title in every.items() if own is None or team in own}
    sources = {**INSPECTION, **AUDIT}
    problems: dict[str, str] = {}
    if request.method == "POST":
        problems = typed.problems(asked.outlook, sources)
        if typed.fields["team"] not in teams:
            problems["team"] = "Choose the team or service"
        if not problems:
            by = request.user.get_username()
            entry = raise_deficit(
                by=by, by_worker=worker_of(request.user), raised=typed.to_raise(), on=asked.day
            )
            return HttpResponseRedirect(asked.link("team_finding", entry.mark, **{KEPT: "raised"}))
    about = _about(asked, typed, problems, sources) | {
        "title": "Raise a finding about a team",
        "teams": list(teams.items()),
        "events": [(rule.key, rule.title) for rule in DEFICIT_RULES.values()],
        "owners": [("", "the manager of the team"), (request.user.get_username(), "you")],
        "back": asked.link("loop"),
    }
    return render(request, "loop/raise.html", about)


@require_http_methods(["GET", "POST"])
@needs(Permission.SEE_FIGURES, to_change=Permission.VERIFY)
@on_day
def team_finding(request: HttpRequest, asked: Asked, mark: str) -> HttpResponse:
    """The path of what was raised of a team, and what may be said of it. Raises NotFound."""
    # What is said needs a permission of its own for the team, and not only somewhere.
    asks = Permission.SEE_FIGURES if request.method != "POST" else Permission.VERIFY
    own = teams_seen_by(asked, request.user, asks)
    paths = team_paths(asked.outlook, said_of_teams(), choices_of(asked), own)
    path = next((one for one in paths if one.key.rule == mark), None)
    if path is None:
        raise NotFound("There is no such finding.", "Go back to the loop and choose one.")
    saying = SayingHere(request, asked, path, "", "")
    if request.method == "POST" and saying.say():
        return HttpResponseRedirect(asked.link("team_finding", mark, **{KEPT: saying.does}))
    people = PeopleShown.on(asked)
    about = saying.about(people) | {"name": None, "worker": "", "supervision": asked.link("loop")}
    return render(request, "loop/deficit.html", about)


def _of_child(request: HttpRequest, asked: Asked, handle: str, sources: Sources) -> HttpResponse:
    child, by = data.child_of(handle), request.user.get_username()
    is_dispute = sources is DISPUTE
    sent = request.POST if request.method == "POST" else request.GET
    typed = TypedDeficit.of(sent, dispute=is_dispute)
    problems: dict[str, str] = {}
    if request.method == "POST":
        problems = typed.problems(asked.outlook, sources)
        if not problems:
            entry = raise_deficit(
                by=by,
                by_worker=worker_of(request.user),
                raised=typed.to_raise(child, handle),
                on=asked.day,
            )
            here = ("deficit", handle, entry.mark, asked.day.isoformat(), "1")
            return HttpResponseRedirect(asked.link(*here, **{KEPT: "raised"}))
    record_view(by=by, page="raise a deficit", child=child)
    people = PeopleShown.on(asked)
    leader = leader_of(asked, child)
    about = _about(asked, typed, problems, sources) | {
        "title": "Raise a dispute" if is_dispute else "Raise what was found",
        "name": people.family([child]),
        "events": [(one, one) for one in EVIDENCE if is_carried(asked.outlook, one)],
        "owners": owners_of(asked, people, child, leader, by),
        "dispute": is_dispute,
        "levels": choices_of(asked).disputes if is_dispute else {},
        "back": asked.link("child", handle),
    }
    return render(request, "loop/raise.html", about)


def _about(
    asked: Asked, typed: TypedDeficit, problems: Mapping[str, str], sources: Sources
) -> dict[str, Any]:
    return {
        "asked": asked,
        "typed": typed.fields,
        "found_on": typed.fields["found_on"] or in_numbers(asked.day),
        "problems": problems,
        "sources": [(one.value, words) for one, words in sources.items()],
        "themes": [(one.value, one.title) for one in Area],
        "longest": LONGEST,
        "longest_title": LONGEST_TITLE,
    }

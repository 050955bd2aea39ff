"""The scenarios that were run, and how far off the past the model is, before any is asked for."""

import tomllib
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.errors import Busy, HoldfastError, NotFound
from holdfast.query.caseload.points import scheme_in_force
from holdfast.scenarios.kept import KeptScenario, ScenarioState, find_kept, kept_names
from holdfast.scenarios.outputs import AHEAD
from holdfast.scenarios.result import OutputCheck, check_within
from holdfast.scenarios.what_if import check_id, is_of
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.actions.what_if import ask_for_check
from holdfast.web.pages.what_if.words import trust_row
from holdfast.web.parts.paging import paging
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

A_PAGE = 20


@needs(Permission.WHAT_IF)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The validation of the model on the data shown, and every scenario that is kept."""
    return render(request, "what_if/overview.html", _words(request))


@needs(Permission.WHAT_IF)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Have the model validated, where nobody has done so for the data shown."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("what_if"))
    own = own_check_id()
    problem: HoldfastError
    if request.POST.get("check") != own:
        problem = HoldfastError(
            "The data or a rule changed after this page was opened.", "Validate it as it is now."
        )
    else:
        try:
            ask_for_check(by=request.user.get_username(), check=own)
            return HttpResponseRedirect(reverse("what_if"))
        except Busy as busy:
            problem = busy
    words = _words(request) | {"problem": problem.what, "next_step": problem.next_step}
    return render(request, "what_if/overview.html", words)


def own_check_id() -> str:
    """The name of the validation of the data shown."""
    return check_id(data.whole(), scheme_in_force(HOME.path()).scheme)


def own_check() -> KeptScenario | None:
    """The validation of the data shown, as far as it has come; None where there was none.

    A scenario of the same data that was run, at the command line say, was validated first.
    """
    name = own_check_id()
    try:
        own = find_kept(HOME.path(), name)
    except NotFound:
        return _check_of_a_scenario(name)
    if own.check is None and own.state is not ScenarioState.RUNNING:
        return _check_of_a_scenario(name) or own
    return own


def _check_of_a_scenario(name: str) -> KeptScenario | None:
    outlook, scheme = data.whole(), scheme_in_force(HOME.path()).scheme
    for each in kept_names(HOME.path()):
        kept = find_kept(HOME.path(), each)
        if kept.result is None or not is_of(kept.result, outlook, scheme):
            continue
        found = check_within(kept.result, name)
        if found is not None:
            return KeptScenario(name, ScenarioState.DONE, kept.changed_at, check=found)
    return None


def _words(request: HttpRequest) -> dict[str, Any]:
    names, validated = kept_names(HOME.path()), own_check()
    pages = paging(request.GET, len(names), A_PAGE)
    shown = names[pages.offset : pages.offset + pages.limit]
    check_done = validated.check if validated else None
    return {
        "day": data.whole().day,
        "validated": validated,
        "checks": [check_words(one) for one in check_done.checks] if check_done else [],
        "held": [trust_row(one.title, one.trust) for one in check_done.checks if one.trust]
        if check_done
        else [],
        "usable": sum(not one.wrong for one in check_done.checks) if check_done else 0,
        "ahead": AHEAD,
        "limit": f"{check_done.limit:.0%}" if check_done else "",
        "checked_from": date.fromisoformat(check_done.checked_from) if check_done else None,
        "check": own_check_id(),
        "paging": pages,
        "kept": [_row(find_kept(HOME.path(), name)) for name in shown],
        "at": "validate",
    }


def check_words(one: OutputCheck) -> dict[str, Any]:
    """How far off one output was, in words."""
    way = "neither too many nor too few" if not one.bias else "too many"
    return {
        "title": one.title,
        "error": f"{one.error:.1%}",
        "way": way if one.bias >= 0 else "too few",
        "bias": f"{abs(one.bias):.1%}",
        "within": one.within_band,
        "of": len(one.happened),
        "wrong": one.wrong,
    }


def _row(one: KeptScenario) -> dict[str, Any]:
    """A line of the list. What cannot be read has no name but its own."""
    result = one.result
    return {
        "id": one.id,
        "url": reverse("what_if_one", args=[one.id]),
        "name": result.name if result else name_in(one.text) or f"Scenario {one.id}",
        "levers": result.levers if result else (),
        "as_at": plain_day(date.fromisoformat(result.as_at)) if result else "",
        "at": datetime.fromtimestamp(one.changed_at, UTC),
        "by": one.by,
        "state": one.state,
        "done": one.state is ScenarioState.DONE,
    }


def name_in(text: str) -> str:
    """The name that a scenario file gives itself, without reading the rest of it."""
    try:
        found = tomllib.loads(text).get("name", "")
    except tomllib.TOMLDecodeError:
        return ""
    return found if isinstance(found, str) else ""

"""Asking for a scenario: a form of levers, after the model has been validated on the past."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from holdfast.errors import BadRules, Busy, HoldfastError, NotFound
from holdfast.query.caseload.points import scheme_in_force
from holdfast.scenarios.kept import ScenarioState, find_kept
from holdfast.scenarios.result import ModelCheck
from holdfast.scenarios.scenario import MOST_MONTHS
from holdfast.scenarios.what_if import result_id
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.actions.what_if import ask_for_scenario
from holdfast.web.pages.what_if.form import LEVERS, BadLever, Typed, read_form
from holdfast.web.pages.what_if.overview import check_words, own_check
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

MONTHS = (6, 12, 18, MOST_MONTHS)


@needs(Permission.WHAT_IF)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form; sent, the scenario is run beside the pages and its own page is shown."""
    validated = own_check()
    if validated is None or validated.check is None:
        return HttpResponseRedirect(reverse("what_if"))
    typed: Typed = {"months": str(MOST_MONTHS)}
    problem: HoldfastError | None = None
    if request.method == "POST":
        typed = {name: str(value) for name, value in request.POST.items()}
        try:
            return HttpResponseRedirect(
                reverse("what_if_one", args=[_asked(request, typed, validated.check)])
            )
        except (BadRules, Busy) as refused:
            problem = refused
    return render(request, "what_if/new.html", _words(typed, validated.check, problem))


def _asked(request: HttpRequest, typed: Typed, check: ModelCheck) -> str:
    """Have what was typed run, unless it was before. Gives its name. Raises BadLever, Busy."""
    wrong = tuple(one.key for one in check.checks if one.wrong)
    outlook = data.whole()
    scenario = read_form(typed, outlook.day, wrong if typed.get("leave_out") else ())
    name = result_id(outlook, scheme_in_force(HOME.path()).scheme, scenario)
    try:
        if find_kept(HOME.path(), name).state is ScenarioState.DONE:
            return name
    except NotFound:
        pass
    ask_for_scenario(
        by=request.user.get_username(),
        scenario=name,
        text=scenario.text,
        levers=len(scenario.told),
    )
    return name


def _words(typed: Typed, check: ModelCheck, problem: HoldfastError | None) -> dict[str, Any]:
    at = problem.field if isinstance(problem, BadLever) else "name"
    day = data.whole().day
    levers = [_lever(lever, typed, at if problem else "", problem) for lever in LEVERS]
    if not any(one["open"] for one in levers):
        levers[0]["open"] = True
    return {
        "day": day,
        "typed": typed,
        "problem": problem.what if problem else "",
        "next_step": problem.next_step if problem else "",
        "at": at,
        "months": [
            {"value": str(one), "chosen": typed.get("months") == str(one)} for one in MONTHS
        ],
        "levers": levers,
        "checks": [check_words(one) for one in check.checks],
        "limit": f"{check.limit:.0%}",
        "wrong": [one.title for one in check.checks if one.wrong],
        "example": _example(day),
    }


def _lever(lever: Any, typed: Typed, at: str, problem: HoldfastError | None) -> dict[str, Any]:
    rows = []
    for row in range(max(1, lever.rows)):
        fields = []
        for one in lever.fields:
            name = lever.name(row, one)
            value = typed.get(name, "")
            fields.append(
                {
                    "name": name,
                    "one": one,
                    "value": value,
                    "options": [(key, words, key == value) for key, words in one.options],
                    "problem": problem.what if problem and at == name else "",
                }
            )
        rows.append(fields)
    told = [one for fields in rows for one in fields]
    typed_in = any(one["value"] and one["one"].look != "one" for one in told)
    return {
        "lever": lever,
        "rows": rows,
        "open": typed_in or any(one["problem"] for one in told),
    }


def _example(day: date) -> str:
    """A first of a month as one would type it."""
    later = (day.replace(day=1) + timedelta(days=62)).replace(day=1)
    return f"{later.day} {later.month} {later.year}"

"""Returns: each as it would be sent today, and what would fail."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.count_words import count_of
from holdfast.errors import NoSnapshot
from holdfast.returns.checking import Lacking
from holdfast.returns.form import Form
from holdfast.returns.outcome import Ran, State, span
from holdfast.returns.register import RETURNS, Return
from holdfast.returns.worklist import Worklist
from holdfast.web import data
from holdfast.web import returns as held_returns
from holdfast.web.pages.returns import listing as lists
from holdfast.web.pages.returns.findings import own, words_of, year_asked
from holdfast.web.pages.returns.listing import ListedCheck
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@needs(Permission.ANSWER_RETURNS)
@require_safe
def returns(request: HttpRequest) -> HttpResponse:
    """Leads to the first return; each links to the others."""
    query = request.GET.urlencode()
    address = reverse("returns_one", args=[next(iter(RETURNS))])
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


@needs(Permission.ANSWER_RETURNS)
@require_safe
def one(request: HttpRequest, which: Return) -> HttpResponse:
    """A return of the record; without data, what can be done without it."""
    try:
        there = held_returns.years(which.form, data.current().manifest.as_at)
    except NoSnapshot as error:
        words = {"form": which.form, "others": _others(which), "error": error}
        return render(request, "pages/returns.html", words)
    if not there:
        words = {
            "form": which.form,
            "others": _others(which),
            "too_old": _too_old(which.form),
        }
        return render(request, "pages/returns.html", words)
    year, _ = year_asked(which, request.GET)
    seen = data.outlook()
    listed, sent = own(which, request.GET), held_returns.checked(seen, which, year).record
    last = date(year, 3, 31)
    words = (
        words_of(listed)
        | numbers(listed)
        | {
            "others": _others(which),
            "last": last,
            "running": seen.day < last,
            "years": [_year(request, one, year) for one in there],
            "lacking": _lacking(sent.lacking),
            "left_out": sent.left_out,
            "cautions": sent.cautions,
            "facts": [
                Fact("Data as at", plain_day(seen.day)),
                Fact("From snapshot", seen.snapshot.id, reverse("import", args=[seen.snapshot.id])),
                *facts(listed),
            ],
        }
    )
    return render(request, "pages/returns.html", words)


def numbers(listed: ListedCheck) -> dict[str, Any]:
    """The numbers of a check: as a whole, by team and by rule, and what was not run."""
    held = listed.worklist
    return {
        "counted": held.counted(),
        "children": held.outcome.children,
        "teams": lists.by_team(listed) if held.teams_known else [],
        "rules": _rules(listed),
        "not_run": _by_reason(listed, _in_state(held, State.NOT_RUN)),
        "failed": [_with_link(listed, one) for one in _in_state(held, State.FAILED)],
        "findings_url": listed.link("findings"),
    }


def facts(listed: ListedCheck) -> list[Fact]:
    """The numbers of a check as a summary list."""
    held, counted = listed.worklist, listed.worklist.counted()
    ran, all_rules = len(_in_state(held, State.RAN)), len(held.outcome.rules)
    return [
        Fact(f"Children in the {held.outcome.form.noun}", f"{held.outcome.children:,}"),
        Fact("Errors", f"{counted.errors:,}", listed.link("findings", kind="error")),
        Fact("Queries", f"{counted.queries:,}", listed.link("findings", kind="query")),
        Fact("Queries answered", f"{counted.answered:,}"),
        Fact("Rules run", f"{ran} of {count_of(all_rules, 'rule')}", listed.rules()),
    ]


def _others(which: Return) -> list[dict[str, str]]:
    """The other returns there are, each with its page."""
    forms = (one.form for name, one in RETURNS.items() if name != which.form.name)
    return [
        {"title": form.title, "url": reverse("returns_one", args=[form.name])} for form in forms
    ]


def _too_old(form: Form) -> dict[str, str]:
    noun, first = form.noun, form.years[0] - 1
    return {
        "heading": f"No {noun} whose rules are known",
        "what": f"The data ends before April {first}, when the first {noun} year whose rules are "
        "known began.",
        "next_step": f"Import newer data to see what would fail if the {noun} were sent. A {noun} "
        "file can be checked all the same.",
    }


def _in_state(held: Worklist, state: State) -> list[Ran]:
    return [one for one in held.outcome.rules if one.state is state]


def _with_link(listed: ListedCheck, ran: Ran) -> dict[str, str]:
    return {"code": ran.rule.code, "url": listed.rule(ran.rule.code)}


def _by_reason(listed: ListedCheck, rules: Iterable[Ran]) -> list[dict[str, Any]]:
    """Each reason for which rules were not run, with the rules, the one of most rules first."""
    found: dict[str, list[dict[str, str]]] = {}
    for ran in rules:
        found.setdefault(ran.why, []).append(_with_link(listed, ran))
    rows = [{"why": why, "rules": told} for why, told in found.items()]
    return sorted(rows, key=lambda row: -len(row["rules"]))


def _rules(listed: ListedCheck) -> list[dict[str, Any]]:
    """Each rule that found anything, the one with most first."""
    found = listed.worklist.by_rule()
    rows = [
        {
            "code": one.rule.code,
            "severity": one.rule.severity.value,
            "says": one.rule.breaches[0].says,
            "counted": found[one.rule.code],
            "url": listed.link("findings", rule=one.rule.code),
            "rule_url": listed.rule(one.rule.code),
        }
        for one in listed.worklist.outcome.rules
        if one.rule.code in found
    ]
    return sorted(rows, key=lambda row: -row["counted"].findings)


def _lacking(lacking: Lacking) -> list[dict[str, str]]:
    return [
        {"field": f"{table}: {name}" if name else table, "why": why}
        for (table, name), why in lacking.items()
    ]


def _year(request: HttpRequest, one: int, here: int) -> dict[str, Any]:
    url = with_query(request.GET, {"year": str(one)})
    return {"words": span(one), "url": url, "here": one == here}

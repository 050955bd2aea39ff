"""The register of the census's rules: what each looks at, how we read it, what would mend it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from holdfast.errors import NoSnapshot, NotFound
from holdfast.returns.cin_census.compiling import places
from holdfast.returns.cin_census.outcome import Ran
from holdfast.returns.cin_census.register import DFE, OURS, YEARS, rules_of
from holdfast.returns.cin_census.rule import Case, Met, Other, Rule, Severity, Whole, Within
from holdfast.sources.cin_census.census import BY_NAME
from holdfast.web import census, data
from holdfast.web.pages.returns_findings import span
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Choice, Filter, Filtering

FILTERS = (
    Filter(
        "kind",
        "Kind",
        (Choice("error", "Errors"), Choice("query", "Queries")),
    ),
    Filter("table", "Part of the census", tuple(Choice(one, one) for one in BY_NAME), "one"),
)
WITHIN = {
    Within.INSIDE: "inside this one",
    Within.BESIDE: "beside it",
    Within.EPISODE: "of the same episode",
    Within.CHILD: "of the same child",
    Within.FILE: "of the whole return",
}


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule of a year, with what the record's own census made of it where there is one."""
    year = _year_asked(request)
    ran = _ran(year)
    filtering = Filtering(request.GET, FILTERS)
    found = [one for one in rules_of(year) if _is_wanted(one, filtering)]
    words = {
        "year": year,
        "census": span(year),
        "years": [_year(request, one, year) for one in reversed(YEARS)],
        "filtering": filtering,
        "number": len(found),
        "rules": [_row(one, year, ran.get(one.code)) for one in found],
        "checked": bool(ran),
    }
    return render(request, "pages/returns_rules.html", words)


@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule in full, in every wording that it had. Raises NotFound."""
    versions = [one for one in (*OURS, *DFE) if one.code == code]
    if not versions:
        raise NotFound("There is no rule of that number.", "See the list of rules.")
    year = _year_asked(request)
    now = next((one for one in versions if one.stands_in(year)), versions[-1])
    words = {
        "rule": now,
        "census": span(year),
        "standing": now.stands_in(year),
        "row": _row(now, year, _ran(year).get(code)),
        "cases": [_case(one) for one in now.cases],
        "fields": [_field(*one) for one in places(now)],
        "others": [_version(one) for one in versions if one is not now],
        "years_words": _stands(now),
        "all_rules": f"{reverse('returns_rules')}?{urlencode({'year': year})}",
        "ours": code in {one.code for one in OURS},
        "is_query": now.severity is Severity.QUERY,
    }
    return render(request, "pages/returns_rule.html", words)


def _year_asked(request: HttpRequest) -> int:
    """The year of the address; else that of the record's own census, or the latest known."""
    asked = request.GET.get("year")
    return next((year for year in YEARS if str(year) == asked), _latest())


def _latest() -> int:
    try:
        return next(iter(census.years(data.current().manifest.as_at)), YEARS[-1])
    except NoSnapshot:
        return YEARS[-1]


def _ran(year: int) -> dict[str, Ran]:
    """How each rule went over the record's own census; nothing where there is none."""
    try:
        if year not in census.years(data.current().manifest.as_at):
            return {}
        checked = census.projected(data.outlook(), year)
    except NoSnapshot:
        return {}
    return {one.rule.code: one for one in checked.worklist.outcome.rules}


def _is_wanted(one: Rule, filtering: Filtering) -> bool:
    kinds, module = filtering.values("kind"), filtering.value("table")
    right = not kinds or one.severity.value in kinds
    return right and (not module or module in {place[0] for place in places(one)})


def _row(one: Rule, year: int, ran: Ran | None) -> dict[str, Any]:
    query = urlencode({"year": year})
    return {
        "code": one.code,
        "url": f"{reverse('returns_rule', args=[one.code])}?{query}",
        "severity": one.severity.value,
        "says": [case.says for case in one.cases],
        "reading": one.reading,
        "years": _stands(one),
        "provisional": one.provisional,
        # What is met while a file is read is never met in the record.
        "of_file": all(isinstance(case, Met) for case in one.cases),
        "state": ran.state.value if ran else "",
        "why": ran.why if ran else "",
        "findings": ran.findings if ran else 0,
        "findings_url": f"{reverse('returns_findings')}?{query}&{urlencode({'rule': one.code})}",
    }


def _stands(one: Rule) -> str:
    first, last = max(one.since, YEARS[0]), min(one.until, YEARS[-1])
    if (first, last) == (YEARS[0], YEARS[-1]):
        return f"every census since {span(first)}"
    if last == YEARS[-1]:
        return f"from {span(first)}"
    return f"{span(first)} to {span(last)}" if last > first else span(first)


def _case(case: Case | Whole | Met) -> dict[str, Any]:
    """A way to break the rule: the part of the census, our words, and the conditions."""
    if isinstance(case, Met):
        return {"on": "", "says": case.says, "conditions": []}
    if isinstance(case, Whole):
        on = case.about.name if case.about else "the return as a whole"
        return {"on": on, "says": case.says, "conditions": [("It fails when", case.fails)]}
    conditions = [("It fails when", case.fails)] if case.fails != "true" else []
    if case.another:
        conditions.append((_other("and there is another", case.another), _where(case.another)))
    if case.without:
        conditions.append((_other("and there is no", case.without), _where(case.without)))
    return {"on": case.on.name, "says": case.says, "conditions": conditions}


def _other(words: str, other: Other) -> str:
    words = words.replace("another", "a row of") if "another" in words else f"{words} row of"
    return f"{words} {other.module.name} {WITHIN[other.within]}"


def _where(other: Other) -> str:
    return "" if other.where == "true" else other.where


def _field(module: str, name: str) -> dict[str, str]:
    field = BY_NAME[module].field(name)
    return {"module": module, "name": name, "item": field.item, "meaning": field.meaning}


def _version(one: Rule) -> dict[str, Any]:
    cases = [_case(case) for case in one.cases]
    return {"years": _stands(one), "cases": cases, "mend": one.mend}


def _year(request: HttpRequest, one: int, here: int) -> dict[str, Any]:
    url = with_query(request.GET, {"year": str(one)})
    return {"words": span(one), "url": url, "here": one == here}

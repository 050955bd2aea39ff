"""The register of a return's rules: what each looks at, how we read it, what would correct it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from holdfast.errors import NoSnapshot, NotFound
from holdfast.returns.compiling import places
from holdfast.returns.form import Form
from holdfast.returns.outcome import Ran, not_in_force, span
from holdfast.returns.register import Return
from holdfast.returns.rule import Breach, MetByReader, Rule, Severity, Whole
from holdfast.web import data, returns
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.paging import paging
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

# All of the census are on one page.
RULES = 150
KINDS = (Choice("error", "Errors"), Choice("query", "Queries"))


@needs(Permission.ANSWER_RETURNS)
@require_safe
def rules(request: HttpRequest, which: Return) -> HttpResponse:
    """Every rule of a year, with what it found in what the record would send, if anything."""
    form, year = which.form, _year_asked(request, which.form)
    ran = _ran(which, year)
    filtering = Filtering(request.GET, _filters(form))
    found = [one for one in form.rules_of(year) if _is_wanted(form, one, filtering)]
    page = paging(request.GET, len(found), RULES)
    words = {
        "form": form,
        "year": year,
        "span": span(year),
        "years": [_year(request, one, year) for one in reversed(form.years)],
        "filtering": filtering,
        "number": len(found),
        "paging": page,
        "rules": [
            _row(form, one, year, ran.get(one.code))
            for one in found[page.offset : page.offset + page.limit]
        ],
        "checked": bool(ran),
        "not_in_force": [
            {
                "code": one.rule.code,
                "url": f"{reverse('returns_rule', args=[form.name, one.rule.code])}?year={year}",
                "says": one.rule.breaches[0].says,
                "why": one.why,
            }
            for one in not_in_force(form, year)
        ],
    }
    return render(request, "pages/returns_rules.html", words)


@needs(Permission.ANSWER_RETURNS)
@require_safe
def rule(request: HttpRequest, which: Return, code: str) -> HttpResponse:
    """One rule in full, in every wording that it had. Raises NotFound."""
    form = which.form
    versions = [one for one in form.rules if one.code == code]
    if not versions:
        raise NotFound("There is no rule of that number.", "See the list of rules.")
    year = _year_asked(request, form)
    now = next((one for one in versions if one.stands_in(year)), versions[-1])
    words = {
        "form": form,
        "rule": now,
        "span": span(year),
        "not_in_force": next(
            (one.why for one in not_in_force(form, year) if one.rule.code == code), ""
        ),
        "row": _row(form, now, year, _ran(which, year).get(code)),
        "breaches": [_breach(form, one) for one in now.breaches],
        "fields": [_field(form, *one) for one in places(form, now)],
        "others": [_version(form, one) for one in versions if one is not now],
        "years_words": _stands(form, now),
        "all_rules": f"{reverse('returns_rules', args=[form.name])}?{urlencode({'year': year})}",
        "ours": code in {one.code for one in form.ours},
        "is_query": now.severity is Severity.QUERY,
    }
    return render(request, "pages/returns_rule.html", words)


def _filters(form: Form) -> list[Filter]:
    tables = tuple(Choice(one.name, one.name) for one in form.filled_in)
    table = Filter("table", f"Part of the {form.noun}", tables, "one")
    return [Filter("kind", "Kind", KINDS), table]


def _year_asked(request: HttpRequest, form: Form) -> int:
    """The year of the address; else the record's own, or the latest known."""
    asked = request.GET.get("year")
    return next((year for year in form.years if str(year) == asked), _latest(form))


def _latest(form: Form) -> int:
    try:
        return next(iter(returns.years(form, data.current().manifest.as_at)), form.years[-1])
    except NoSnapshot:
        return form.years[-1]


def _ran(which: Return, year: int) -> dict[str, Ran]:
    """How each rule went over what the record would send; nothing where there is no record."""
    try:
        if year not in returns.years(which.form, data.current().manifest.as_at):
            return {}
        checked = returns.checked(data.outlook(), which, year)
    except NoSnapshot:
        return {}
    return {one.rule.code: one for one in checked.worklist.outcome.rules}


def _is_wanted(form: Form, one: Rule, filtering: Filtering) -> bool:
    kinds, table = filtering.values("kind"), filtering.value("table")
    right = not kinds or one.severity.value in kinds
    return right and (not table or table in {place[0] for place in places(form, one)})


def _row(form: Form, one: Rule, year: int, ran: Ran | None) -> dict[str, Any]:
    query, findings = urlencode({"year": year}), reverse("returns_findings", args=[form.name])
    return {
        "code": one.code,
        "url": f"{reverse('returns_rule', args=[form.name, one.code])}?{query}",
        "severity": one.severity.value,
        "says": [breach.says for breach in one.breaches],
        "reading": one.reading,
        "years": _stands(form, one),
        "provisional": one.provisional,
        # What is met while a file is read is never met in the record.
        "of_file": all(isinstance(breach, MetByReader) for breach in one.breaches),
        "state": ran.state.value if ran else "",
        "why": ran.why if ran else "",
        "findings": ran.findings if ran else 0,
        "findings_url": f"{findings}?{query}&{urlencode({'rule': one.code})}",
    }


def _stands(form: Form, one: Rule) -> str:
    first, last = max(one.since, form.years[0]), min(one.until, form.years[-1])
    if (first, last) == (form.years[0], form.years[-1]):
        return f"every {form.noun} since {span(first)}"
    if last == form.years[-1]:
        return f"from {span(first)}"
    return f"{span(first)} to {span(last)}" if last > first else span(first)


def _breach(form: Form, breach: Breach | Whole | MetByReader) -> dict[str, Any]:
    """A way to break the rule: the part of the return, our words, and the conditions."""
    if isinstance(breach, MetByReader):
        return {"on": "", "says": breach.says, "conditions": []}
    if isinstance(breach, Whole):
        on = breach.about.name if breach.about else "the return as a whole"
        return {"on": on, "says": breach.says, "conditions": [("It fails when", breach.fails)]}
    conditions = [("It fails when", breach.fails)] if breach.fails != "true" else []
    others = (("and there is a row of", breach.another), ("and there is no row of", breach.without))
    for words, other in others:
        if other:
            found = f"{words} {other.table.name} {form.within[other.within]}"
            conditions.append((found, "" if other.where == "true" else other.where))
    return {"on": breach.on.name, "says": breach.says, "conditions": conditions}


def _field(form: Form, table: str, name: str) -> dict[str, str]:
    field = form.by_name[table].field(name)
    return {"table": table, "name": name, "item": field.item, "meaning": field.meaning}


def _version(form: Form, one: Rule) -> dict[str, Any]:
    breaches = [_breach(form, breach) for breach in one.breaches]
    return {"years": _stands(form, one), "breaches": breaches, "fix": one.fix}


def _year(request: HttpRequest, one: int, here: int) -> dict[str, Any]:
    url = with_query(request.GET, {"year": str(one)})
    return {"words": span(one), "url": url, "here": one == here}

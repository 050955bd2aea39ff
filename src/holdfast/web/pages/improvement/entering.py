"""Entering something of the plan, and correcting it: one page for every kind of entry."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from holdfast.errors import BadSetting, HoldfastError
from holdfast.improvement.checking import BadEntry
from holdfast.web.actions.improvement import (
    SavedMeanwhile,
    keep_action,
    keep_finding,
    keep_letter,
    keep_post,
    keep_promise,
    withdraw_entry,
)
from holdfast.web.asked import Asked, on_day
from holdfast.web.improvement.standing import plan_on, version_of
from holdfast.web.improvement.versions import KeptVersion
from holdfast.web.pages.improvement.forms import (
    FIELDS,
    EntryField,
    TypedEntry,
    read_action,
    read_finding,
    read_letter,
    read_post,
    read_promise,
    typed_of,
)
from holdfast.web.pages.improvement.known import not_there
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

KEEP: Mapping[str, Callable[[str, TypedEntry, str, int], KeptVersion]] = {
    "letter": lambda by, typed, key, version: keep_letter(
        by=by, letter=read_letter(typed, key), version=version
    ),
    "finding": lambda by, typed, key, version: keep_finding(
        by=by, finding=read_finding(typed, key), version=version
    ),
    "action": lambda by, typed, key, version: keep_action(
        by=by, action=read_action(typed, key), version=version
    ),
    "promise": lambda by, typed, key, version: keep_promise(
        by=by, promise=read_promise(typed, key), version=version
    ),
    "post": lambda by, typed, key, version: keep_post(
        by=by, post=read_post(typed, key), version=version
    ),
}
TITLES = {
    "letter": "letter",
    "finding": "finding",
    "action": "action",
    "promise": "promise",
    "post": "post of leadership",
}
_SHOWN_BY = {"letter": "inspection", "finding": "finding", "action": "action"}
_LISTED_BY = {
    "letter": "inspections",
    "finding": "inspections",
    "action": "plan",
    "promise": "promises",
    "post": "leadership",
}


@needs(Permission.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
@on_day
def enter(request: HttpRequest, asked: Asked, kind: str, entry: str = "") -> HttpResponse:
    """The form of an entry, new or kept. Raises NotFound for a kind that there is not."""
    if kind not in FIELDS:
        raise not_there("There is no such form.")
    kept = version_of(kind, entry) if entry else None
    columns = kept.columns() if kept else {}
    typed = typed_of(kind, {name: getattr(kept, name) for name in columns} | _given(request))
    version = kept.version if kept else 0
    problem: HoldfastError | None = None
    if request.method == "POST":
        typed = TypedEntry(dict(request.POST.lists()))
        sent = typed.text("version")
        version = int(sent) if sent.isdecimal() and len(sent) < 9 else 0
        try:
            return HttpResponseRedirect(_done(request, asked, kind, entry, typed, version))
        except SavedMeanwhile as refused:
            problem, version = refused, refused.newer.version
        except BadSetting as refused:
            problem = refused
    fields = FIELDS[kind](plan_on(asked.day))
    words = {
        "asked": asked,
        "kind": TITLES[kind],
        "entry": entry,
        "version": version,
        "fields": [_drawn(one, typed, problem) for one in fields],
        "problem": problem,
        "at": problem.field if isinstance(problem, BadEntry) else fields[0].name,
        "newer": _newer(problem, fields),
        "back": asked.link(_LISTED_BY[kind]),
        "withdrawn": bool(kept and kept.withdrawn),
    }
    return render(request, "improvement/enter.html", words)


def _given(request: HttpRequest) -> dict[str, Any]:
    """What the address of a new form fills in: the letter or the finding that it came from."""
    found: dict[str, Any] = {}
    if request.GET.get("letter"):
        found["letter"] = request.GET["letter"]
    if request.GET.get("finding"):
        found["findings"] = [request.GET["finding"]]
    return found


def _done(
    request: HttpRequest, asked: Asked, kind: str, entry: str, typed: TypedEntry, version: int
) -> str:
    """Keep or withdraw, and say where to go then. Raises BadSetting, SavedMeanwhile."""
    by = request.user.get_username()
    if entry and typed.text("withdraw"):
        withdraw_entry(by=by, kind=kind, entry=entry, version=version)
        return asked.link(_LISTED_BY[kind])
    kept = KEEP[kind](by, typed, entry, version)
    seen = {
        "letter": lambda plan: plan.letters,
        "finding": lambda plan: plan.findings,
        "action": lambda plan: plan.actions,
    }.get(kind)
    shown = seen is not None and any(one.key == kept.entry for one in seen(plan_on(asked.day)))
    return asked.link(_SHOWN_BY[kind], kept.entry) if shown else asked.link(_LISTED_BY[kind])


def _drawn(one: EntryField, typed: TypedEntry, problem: HoldfastError | None) -> dict[str, Any]:
    """A field with what it holds and what is wrong with it."""
    wrong = isinstance(problem, BadEntry) and problem.field == one.name
    known = {value for value, _ in one.options}
    # What was chosen and is there no more, as a measure: it stays in sight until it is taken out.
    gone = [value for value in typed.every(one.name) if one.look == "many" and value not in known]
    return {
        "field": one,
        "value": typed.text(one.name),
        "options": [
            {"value": value, "words": words, "chosen": value in typed.every(one.name)}
            for value, words in (
                *((each, f"{each} (not there any more)") for each in gone),
                *one.options,
            )
        ],
        "problem": problem.what if wrong and problem else "",
    }


def _newer(problem: HoldfastError | None, fields: list[EntryField]) -> list[tuple[str, str]]:
    """What somebody else saved meanwhile, field by field; nothing where nobody did."""
    if not isinstance(problem, SavedMeanwhile):
        return []
    newer = problem.newer
    held = typed_of("", {name: getattr(newer, name) for name in newer.columns()})
    found = []
    for one in fields:
        options = dict(one.options)
        told = [str(options.get(value, value)) for value in held.every(one.name)]
        found.append((one.label, "; ".join(told)))
    return found

"""The form on which a person says that a concern is not so of a child, and why."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from holdfast.concerns.concern import Concern
from holdfast.concerns.register import find_concern
from holdfast.errors import NotFound
from holdfast.query.concerns import ConcernTrueOf
from holdfast.query.scope import EVERYBODY
from holdfast.web import data
from holdfast.web.actions.contests import LONGEST, contest_concern
from holdfast.web.actions.viewing import record_view
from holdfast.web.asked import Asked, on_day
from holdfast.web.oversight.contests import contests_of
from holdfast.web.oversight.models import NotSoReason
from holdfast.web.pages.concerns.filters import STRAND, true_of
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

KEPT = "kept"


@needs(Permission.SEE_CHILD, to_change=Permission.CONTEST)
@require_http_methods(["GET", "POST"])
@on_day
def contest(request: HttpRequest, asked: Asked, key: str, handle: str) -> HttpResponse:
    """What is true of the child by the rule, and the form; what is posted is kept."""
    concern = find_concern(key)
    child = data.child_of(handle)
    found = _true_of(asked, concern, child, request.GET.get(STRAND, ""))
    why, words = request.POST.get("why", ""), request.POST.get("words", "").strip()
    problem = _problem(why, words) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        contest_concern(
            by=request.user.get_username(),
            concern=concern,
            strand=found.strand,
            child=child,
            handle=handle,
            since=found.since,
            why=NotSoReason(why),
            words=words,
        )
        again = asked.link("contest", key, handle, **{STRAND: found.strand, KEPT: "1"})
        return HttpResponseRedirect(again)
    record_view(by=request.user.get_username(), page=f"concern {key} contest", child=child)
    about = {
        "asked": asked,
        "concern": concern,
        "found": found,
        "child_url": asked.link("child", handle),
        "back": asked.link("concern", key),
        "reasons": NotSoReason.choices,
        "why": why,
        "words": words,
        "longest": LONGEST,
        "problem": problem,
        "kept": KEPT in request.GET,
        "siblings": _siblings(asked, concern, found),
        "contests": [
            one
            for one in contests_of(key, handle)
            if (one.strand, one.since) == (found.strand, found.since)
        ],
    }
    return render(request, "pages/concern_contest.html", about)


def _true_of(asked: Asked, concern: Concern, child: str, strand: str) -> ConcernTrueOf:
    """What is true of a child by the concern. Raises NotFound where nothing is, on the day."""
    for one in true_of(asked, concern, EVERYBODY):
        if one.child == child and strand in ("", one.strand):
            return one
    raise NotFound(
        "The concern is not true of the child on that day.", "Go back to the list and choose again."
    )


def _siblings(asked: Asked, concern: Concern, found: ConcernTrueOf) -> list[dict[str, str]]:
    """The brothers and sisters of whom the same is true, each with the form's address."""
    alike = (
        one
        for one in true_of(asked, concern, EVERYBODY)
        if (one.family, one.strand) == (found.family, found.strand) and one.child != found.child
    )
    return [
        {
            "child": one.child,
            "url": asked.link(
                "contest", concern.key, data.handle(one.child), **{STRAND: one.strand}
            ),
        }
        for one in alike
    ]


def _problem(why: str, words: str) -> str:
    if why not in NotSoReason.values:
        return "Choose why it is not so"
    if len(words) > LONGEST or "\0" in words:
        return f"What you add must be text of {LONGEST} characters or fewer"
    return ""

"""One deficit: the day of each state, who moved it, and what may be said of it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.challenge.path import DeficitPath
from holdfast.challenge.tally import loop_figures
from holdfast.errors import NotFound
from holdfast.web import data
from holdfast.web.actions.viewing import record_view
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.loop.deficit_words import DeficitWords
from holdfast.web.pages.loop.known import choices_of, paths_of
from holdfast.web.pages.loop.saying_here import KEPT, SayingHere
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@require_http_methods(["GET", "POST"])
@needs(Permission.SEE_CHILD, to_change=Permission.VERIFY)
@on_day
def deficit(
    request: HttpRequest, asked: Asked, handle: str, rule: str, started: str, nth: str
) -> HttpResponse:
    """The path of a deficit, and what may be said of it here.

    Somebody else says that they looked; whoever may direct answers what a person raised; whoever
    raised it says that it needs no more.
    """
    child = data.child_of(handle)
    path = _found(asked, child, handle, rule, started, nth)
    saying = SayingHere(request, asked, path, child, handle)
    if request.method == "POST" and saying.say():
        here = asked.link("deficit", handle, rule, started, nth, **{KEPT: saying.does})
        return HttpResponseRedirect(here)
    record_view(by=request.user.get_username(), page="deficit", child=child)
    people = PeopleShown.on(asked)
    about = saying.about(people) | {
        "name": people.family([child]),
        "worker": people.worker(path.worker),
        "supervision": asked.link("supervision", handle),
    }
    return render(request, "loop/deficit.html", about)


@require_safe
@needs(Permission.SEE_CHILD)
@on_day
def child_deficits(request: HttpRequest, asked: Asked, handle: str) -> HttpResponse:
    """Every deficit of a child in twelve months, the open ones first, and the figures of them."""
    child = data.child_of(handle)
    paths = paths_of(asked, child, handle)
    paths.sort(key=lambda path: not path.is_open)
    people = PeopleShown.on(asked)
    words = DeficitWords(asked, people)
    record_view(by=request.user.get_username(), page="child deficits", child=child)
    about = {
        "asked": asked,
        "name": people.family([child]),
        "figures": loop_figures(paths, asked.day, choices_of(asked).held_days),
        "rows": [words.row(path) for path in paths],
        "back": asked.link("child", handle),
    }
    return render(request, "loop/child.html", about)


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

"""Asks for whom a file is, before it is taken away: the log keeps it with every child in it."""

from time import time

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from holdfast.web.accounts.proof import back_to
from holdfast.web.people.deciding import needs
from holdfast.web.people.guarding import FOR_WHOM
from holdfast.web.people.permission import Permission

SHORTEST, LONGEST = 3, 200


@needs(Permission.TAKE_AWAY)
@require_http_methods(["GET", "POST"])
def taking_away(request: HttpRequest) -> HttpResponse:
    """The form; what is said counts for a quarter of an hour, then it is asked again."""
    whom = request.POST.get("whom", "").strip()
    problem = ""
    if request.method == "POST":
        if SHORTEST <= len(whom) <= LONGEST and "\0" not in whom:
            request.session[FOR_WHOM] = [whom, int(time())]
            return HttpResponseRedirect(back_to(request))
        problem = f"Say for whom the file is, in {SHORTEST} to {LONGEST} characters"
    words = {"whom": whom, "problem": problem, "next": back_to(request)}
    return render(request, "people/taking_away.html", words)

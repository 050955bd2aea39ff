"""Asks for the password again before what must not be done at a machine that somebody left."""

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from holdfast.web.accounts.proof import prove
from holdfast.web.people.deciding import for_everyone_signed_in


@for_everyone_signed_in
@require_http_methods(["GET", "POST"])
def proving(request: HttpRequest) -> HttpResponse:
    """The form; who gives the right password goes back to where they were."""
    problem = ""
    if request.method == "POST":
        given = request.POST.get("password", "")
        name = request.user.get_username()
        # The same door as at sign-in: wrong passwords are counted, and close it.
        if authenticate(request, username=name, password=given) == request.user:
            prove(request)
            return HttpResponseRedirect(_back(request))
        problem = "The password is wrong. Check it and try again."
    return render(request, "people/proving.html", {"problem": problem, "next": _back(request)})


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if here and asked.startswith("/") else "/"

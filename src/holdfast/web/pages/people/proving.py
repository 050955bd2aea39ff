"""Asks for the password again before what must not be done at a machine that somebody left."""

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from holdfast.web.accounts.proof import back_to, prove
from holdfast.web.options import PROVIDER
from holdfast.web.people.deciding import for_everyone_signed_in


@for_everyone_signed_in
@require_http_methods(["GET", "POST"])
def proving(request: HttpRequest) -> HttpResponse:
    """The form; who gives the right password goes back to where they were."""
    if not request.user.has_usable_password():
        # The provider keeps the password, and is told to ask for it.
        asked = {"auth_params": "prompt=login", "next": back_to(request)}
        return HttpResponseRedirect(
            f"{reverse('openid_connect_login', args=[PROVIDER])}?{urlencode(asked)}"
        )
    problem = ""
    if request.method == "POST":
        given = request.POST.get("password", "")
        name = request.user.get_username()
        # The same door as at sign-in: wrong passwords are counted, and close it.
        if authenticate(request, username=name, password=given) == request.user:
            prove(request)
            return HttpResponseRedirect(back_to(request))
        problem = "The password is wrong. Check it and try again."
    return render(request, "people/proving.html", {"problem": problem, "next": back_to(request)})

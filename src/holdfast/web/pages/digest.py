"""The daily mail of whoever looks: how often it comes, and what it would say today."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from holdfast.web.actions.digest import choose_digest
from holdfast.web.asked import Asked, on_day
from holdfast.web.digest.counting import digest_parts
from holdfast.web.digest.models import HowOften
from holdfast.web.digest.sending import choice_of
from holdfast.web.options import mail_server
from holdfast.web.people.deciding import for_everyone_signed_in

KEPT = "kept"


@for_everyone_signed_in
@require_http_methods(["GET", "POST"])
@on_day
def digest(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What the mail would say, and the form that says how often it comes. It names no child."""
    how_often = request.POST.get("how_often", "")
    if request.method == "POST" and how_often in HowOften.values:
        when_nothing = "when_nothing" in request.POST
        by = request.user.get_username()
        choose_digest(by=by, how_often=HowOften(how_often), when_nothing=when_nothing)
        return HttpResponseRedirect(f"{reverse('digest')}?{KEPT}=1")
    chosen = choice_of(request.user)
    words = {
        "asked": asked,
        "parts": digest_parts(request.user, asked),
        "choices": HowOften.choices,
        "chosen": chosen.how_often,
        "when_nothing": chosen.when_nothing,
        "address": request.user.email,
        "sends": mail_server() is not None,
        "problem": "Choose how often the mail comes" if request.method == "POST" else "",
        "kept": KEPT in request.GET,
    }
    return render(request, "pages/digest.html", words)

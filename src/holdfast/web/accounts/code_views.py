"""The second step of signing in, and the page on which a person begins to give codes."""

from time import time

from allauth.mfa.totp.internal.auth import generate_totp_secret
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from holdfast.web.accounts.codes import begin_codes, has_codes, is_right, picture_of
from holdfast.web.accounts.models import User
from holdfast.web.accounts.proof import ask_for_proof, back_to, proved_lately
from holdfast.web.actions.signing_in import record_codes_begun
from holdfast.web.people.deciding import for_anyone, for_everyone_signed_in

BACKEND = "holdfast.web.accounts.local.LocalBackend"
# In the session: whose password was right, and when; where to go then; the secret of a new app.
WAITING, NEXT, SECRET = "code_waiting", "code_next", "code_secret"
# As long as the code may take to come.
LASTS = 10 * 60


def ask_for_code(request: HttpRequest, user: User, following: str) -> HttpResponse:
    """The password was right: ask for the code before anybody is signed in."""
    request.session[WAITING], request.session[NEXT] = [user.pk, int(time())], following
    return redirect("code")


@for_anyone
@login_not_required
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Asks for a code of the app, or a recovery code, of whoever gave the right password."""
    number, since = request.session.get(WAITING, (0, 0))
    user = User.objects.filter(pk=number, is_active=True).first()
    if user is None or time() - since > LASTS:
        return redirect("sign_in")
    credentials = {"username": user.get_username()}
    if not AxesProxyHandler.is_allowed(request, credentials):
        return render(request, "accounts/locked_out.html", status=429)
    problem = ""
    if request.method == "POST":
        if is_right(user, request.POST.get("code", "").replace(" ", "")):
            following = request.session.get(NEXT, "/")
            with transaction.atomic():
                login(request, user, backend=BACKEND)
            return HttpResponseRedirect(following)
        # Counted as a wrong password is: five close the door.
        user_login_failed.send(__name__, credentials=credentials, request=request)
        problem = "The code is wrong, or has been used. Wait for the next one and try again."
    return render(request, "accounts/code.html", {"problem": problem})


@for_everyone_signed_in
@require_http_methods(["GET", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Begins to ask for codes: shows the secret for the app, then the recovery codes, once."""
    if not proved_lately(request):
        return ask_for_proof(request)
    secret = request.session.setdefault(SECRET, generate_totp_secret())
    problem, kept = "", list[str]()
    if request.method == "POST":
        with transaction.atomic():
            kept = begin_codes(request.user, secret, request.POST.get("code", "").replace(" ", ""))
            if kept:
                record_codes_begun(by=request.user.get_username())
        problem = "" if kept else "The code is not the one that the app shows now. Try again."
        if kept:
            del request.session[SECRET]
    words = {
        "problem": problem,
        "kept": kept,
        "secret": " ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
        "picture": mark_safe(picture_of(request.user, secret)),  # drawn by us
        "has": has_codes(request.user),
        "next": back_to(request),
    }
    return render(request, "accounts/codes.html", words)

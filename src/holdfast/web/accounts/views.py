"""Signing in and out."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator

from holdfast.web.accounts.code_views import ask_for_code
from holdfast.web.accounts.codes import has_codes
from holdfast.web.accounts.forms import SignInForm
from holdfast.web.accounts.local import DEMO_PASSWORD, DEMO_USER, demo_is_open
from holdfast.web.options import OPENID_SERVER, other_demonstration


class SignIn(LoginView):
    """Asks for a name and a password; in the demonstration it says which."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in and note it, or neither; where the account has codes, ask for one first."""
        user = form.get_user()
        if has_codes(user):
            return ask_for_code(self.request, user, self.get_success_url())
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["council_accounts"] = bool(OPENID_SERVER.text())
        if demo_is_open():
            other = other_demonstration()
            context["demo"] = {"user": DEMO_USER, "password": DEMO_PASSWORD, "other": other}
        return context


# Open to all, so that signing out after the session has ended does not ask to sign in.
@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    """Ends the session at the server. Only by POST: a link in a letter must not sign one out."""

    template_name = "accounts/signed_out.html"

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign out and note it, or neither."""
        return super().post(request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        # Not the cookies: a browser would delete those of every site of the council's domain.
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """429: too many wrong passwords."""
    return render(request, "accounts/locked_out.html", status=429)

"""A form that is sent with a session that has ended is kept: no word is lost.

It is kept for whoever the ended session was of, and shown to them alone once they have signed in
again, so that they can send it. The next person at the machine is told nothing of it.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from holdfast.web.accounts.models import KeptForm, User
from holdfast.web.people.deciding import decision_of

LARGEST = 200_000
# A form that nobody came back for goes with the sessions that ended.
KEPT_FOR = timedelta(days=2)
SENT_AGAIN = "kept_form"
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "code", "next", SENT_AGAIN)


class KeptForms:
    """Keeps what was typed into a form that comes too late, and lets it go once it is sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.session_was_of = _whose(request)
        response = self.get_response(request)
        if request.method == "POST" and response.status_code < 400:
            self._let_go(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, parts: Any, named: Any
    ) -> HttpResponse | None:
        """Keep a form of a session that has ended, and lead to signing in."""
        decision = decision_of(view)
        guarded = decision is not None and not decision.anyone
        if request.method != "POST" or request.user.is_authenticated or not guarded:
            return None
        user = User.objects.filter(pk=request.session_was_of, is_active=True).first()
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if user is None or request.FILES or length > LARGEST:
            return None
        lists = request.POST.lists()
        fields = [[k, v] for k, many in lists if k not in NEVER_KEPT for v in many if "\0" not in v]
        if not fields:
            return None
        now = timezone.now()
        user.kept_forms.filter(kept_at__lt=now - KEPT_FOR).delete()
        KeptForm.objects.create(user=user, path=request.get_full_path(), fields=fields, kept_at=now)
        asked = urlencode({"next": reverse("kept_forms")})
        return redirect(f"{reverse('sign_in')}?{asked}")

    @staticmethod
    def _let_go(request: HttpRequest) -> None:
        number = request.POST.get(SENT_AGAIN, "")
        if request.user.is_authenticated and number.isascii() and number.isdigit():
            request.user.kept_forms.filter(pk=int(number[:15])).delete()


def _whose(request: HttpRequest) -> int | None:
    """Of whom the session is that the browser names, whether or not it has ended."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if request.method != "POST" or not key:
        return None
    # A session that ended stays in its table until the daily clearing.
    found = Session.objects.filter(session_key=key[:40]).first() if "\0" not in key else None
    number = found.get_decoded().get(SESSION_KEY) if found else None
    return int(number) if number else None

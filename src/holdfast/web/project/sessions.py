"""How long a session lasts at most, whatever is done in it."""

from collections.abc import Callable
from time import time
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

BEGAN = "began"
# A working day: whoever goes on must sign in again (OWASP ASVS 4.0.3, 3.3.2).
LONGEST = 12 * 60 * 60


@receiver(user_logged_in)
def begin(request: HttpRequest, **_: Any) -> None:
    """Note when a session began."""
    request.session[BEGAN] = int(time())


class BoundedSession:
    """Ends a session that has lasted too long; the page then asks to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # One that began before an update of Holdfast does not say when: it ends too.
        if request.user.is_authenticated and time() - request.session.get(BEGAN, 0) > LONGEST:
            logout(request)
        return self.get_response(request)

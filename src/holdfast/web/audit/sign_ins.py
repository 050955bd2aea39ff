"""Writes down who signed in and out, who failed to, and when a door was closed.

Whatever was typed as a name is written only where it is an account's: people type a password where
the name belongs. Of tries with any other name, the first from an address in a quarter of an hour
is written, so that nobody can fill the log.
"""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.cache import cache
from django.dispatch import receiver
from django.http import HttpRequest

from holdfast.web.accounts.visitor import address
from holdfast.web.audit.log import record_act

PAGE = "sign-in"
NO_ACCOUNT = "(no account)"
QUARTER_OF_AN_HOUR = 15 * 60


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    """Someone signed in."""
    record_act(user.get_username(), "sign in", PAGE, reason=_from(request))


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    """Someone signed out; nobody, where the session had ended before."""
    if user is not None:
        record_act(user.get_username(), "sign out", PAGE, reason=_from(request))


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """A wrong name or password; not one that was not looked at because the door was closed."""
    if request is None or not _was_looked_at(request):
        return
    name = _account(credentials.get("username"))
    # Only one row of tries that name nobody.
    if name != NO_ACCOUNT or cache.add(f"failed/{address(request)}", 1, QUARTER_OF_AN_HOUR):
        record_act(name, "sign-in failed", PAGE, reason=_from(request))


@receiver(user_locked_out)
def locked(request: HttpRequest, **_: Any) -> None:
    """The fifth wrong password for a name from one address."""
    name = _account(request.POST.get("username"))
    if name != NO_ACCOUNT and _was_looked_at(request):
        record_act(name, "sign-in closed", PAGE, reason=_from(request))


def _was_looked_at(request: HttpRequest) -> bool:
    """Whether axes let the try through: it counts those alone."""
    counted = getattr(request, "axes_failures_since_start", None) is not None
    return counted or not getattr(request, "axes_locked_out", False)


def _account(typed: Any) -> str:
    name = get_user_model().normalize_username(str(typed or ""))
    known = get_user_model().objects.filter(username=name).exists()
    return name if known else NO_ACCOUNT


def _from(request: HttpRequest) -> str:
    return f"from {address(request)}"

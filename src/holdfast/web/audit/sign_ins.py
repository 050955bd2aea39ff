"""Notes who signs in and out, who fails to, and when signing in is closed to somebody."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from holdfast.web.accounts.visitor import address
from holdfast.web.actions.signing_in import (
    NO_ACCOUNT,
    record_closed_sign_in,
    record_failed_sign_in,
    record_sign_in,
    record_sign_out,
)


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    """Someone signed in."""
    record_sign_in(by=user.get_username(), address=address(request))


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    """Someone signed out; nobody, where the session had ended before."""
    if user is not None:
        record_sign_out(by=user.get_username(), address=address(request))


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """A wrong name or password; not one that was not looked at because the door was closed."""
    if request is not None and _was_looked_at(request):
        record_failed_sign_in(by=_account(credentials.get("username")), address=address(request))


@receiver(user_locked_out)
def locked(request: HttpRequest, **_: Any) -> None:
    """The fifth wrong password for a name from one address."""
    name = _account(request.POST.get("username"))
    if name != NO_ACCOUNT and _was_looked_at(request):
        record_closed_sign_in(by=name, address=address(request))


def _was_looked_at(request: HttpRequest) -> bool:
    """Whether axes let the try through: it counts those alone."""
    counted = getattr(request, "axes_failures_since_start", None) is not None
    return counted or not getattr(request, "axes_locked_out", False)


def _account(typed: Any) -> str:
    name = get_user_model().normalize_username(str(typed or ""))
    # Where the name cannot be a name, no database is asked: PostgreSQL would refuse the question.
    known = "\0" not in name and get_user_model().objects.filter(username=name).exists()
    return name if known else NO_ACCOUNT

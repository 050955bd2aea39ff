"""Asks before every view whether whoever looks may, and bounds what they are shown."""

from collections.abc import Callable
from functools import lru_cache, partial
from time import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.http import urlencode

from holdfast.query.need_to_know import NOBODY
from holdfast.web.accounts.codes import has_codes, must_have_codes
from holdfast.web.accounts.proof import LASTS, ask_for_proof, proved_lately
from holdfast.web.actions.viewing import record_refusal
from holdfast.web.looking import look_as, look_as_holdfast, take_away_for
from holdfast.web.pages import failures
from holdfast.web.people.assignments import allowed, read_once
from holdfast.web.people.bounds import bound_of
from holdfast.web.people.deciding import AccessDecision, decision_of
from holdfast.web.people.permission import Permission

FIRST = "/"
# In the session: for whom files are, as whoever takes them away said, and when.
FOR_WHOM = "for_whom"


class Guarded:
    """Refuses what a person's roles do not allow, and every view on which nobody has decided.

    Until a view is known, and on pages that show nothing of a child, nobody's children may be
    known of.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        look_as(lambda: NOBODY)
        try:
            return self.get_response(request)
        finally:
            look_as_holdfast()

    def process_view(
        self, request: HttpRequest, view: Any, parts: Any, named: Any
    ) -> HttpResponse | None:
        """The page that refuses, or none where the view may go on."""
        decision = decision_of(view)
        if decision is not None and (decision.anyone or decision.signed_in):
            if decision.signed_in and request.user.is_authenticated:
                read_once(request.user)
            return None
        if request.user.is_authenticated and _lacks_codes(request):
            return redirect("codes")
        if not request.user.is_authenticated:
            return failures.forbidden(request, PermissionError())
        read_once(request.user)
        permission = _permission(request, decision) if decision is not None else None
        if permission is None:
            if request.path != FIRST:
                return _refused(request)
            # Whoever signs in comes here first, whatever their role: to the first of these that
            # they may look at, or to what they may do.
            routes = (name for name in ("today", "scrutiny") if may_go(request.user, name))
            return redirect(next(routes, "own_access"))
        look_as(partial(bound_of, request.user, permission))
        takes_away = permission == Permission.TAKE_AWAY and request.path != reverse("take_away")
        return _asked_first(request) if takes_away else None


def _lacks_codes(request: HttpRequest) -> bool:
    """Whether a role asks for codes that the account does not have; a provider has its own."""
    user = request.user
    asked = user.has_usable_password() and must_have_codes(user)
    return asked and not has_codes(user)


def may_ask(user: Any, view: Any) -> bool:
    """Whether a person may look at what a view shows, for children in some scope."""
    decision = decision_of(view)
    if decision is None:
        return False
    open_ = decision.anyone or decision.signed_in
    return open_ or any(allowed(user, permission) for permission in decision.any_of)


def may_go(user: Any, route: str) -> bool:
    """Whether a person may look at a page whose address has no parts, by the name of its route."""
    return may_ask(user, view_at(reverse(route), settings.ROOT_URLCONF))


@lru_cache(maxsize=256)
def view_at(address: str, urls: str) -> Any:
    """The view that an urlconf has at an address: each page asks it of every place it leads to."""
    return resolve(address, urls).func


def _asked_first(request: HttpRequest) -> HttpResponse | None:
    """What is asked before a list is taken away: who one is, and for whom it is."""
    if not proved_lately(request):
        return ask_for_proof(request)
    whom, said = request.session.get(FOR_WHOM, ("", 0))
    if time() - said > LASTS:
        here = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('take_away')}?{here}")
    take_away_for(whom)
    return None


def _permission(request: HttpRequest, decision: AccessDecision) -> Permission | None:
    """The permission by which the request goes on; None where it may not.

    A form that is sent is bounded by the permission to change, where there is one.
    """
    looks = next((one for one in decision.any_of if allowed(request.user, one)), None)
    changes = request.method not in ("GET", "HEAD", "OPTIONS")
    if looks is None or not changes or decision.to_change is None:
        return looks
    return decision.to_change if allowed(request.user, decision.to_change) else None


def _refused(request: HttpRequest) -> HttpResponse:
    match = request.resolver_match
    page = match.view_name if match else ""
    record_refusal(by=request.user.get_username(), page=page, detail="no role allows it")
    return failures.forbidden(request, PermissionError())

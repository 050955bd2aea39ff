"""Turns what went wrong in a page into a page that says so."""

from collections.abc import Callable

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse

from holdfast.errors import BadRules, Busy, HoldfastError, NoSnapshot, NotFound
from holdfast.faults import note
from holdfast.query.scope import OutOfScope
from holdfast.web.actions.viewing import record_refusal
from holdfast.web.asked import NoSuchDay
from holdfast.web.looking import WithheldChild
from holdfast.web.pages import failures
from holdfast.web.pages.due import TooLong

# Django has handlers of its own for these, and they lead to our pages: see urls.py.
DJANGO_ANSWERS = (Http404, PermissionDenied, SuspiciousOperation, BadRequest)
STATUSES: dict[type[HoldfastError], int] = {
    Busy: 503,
    BadRules: 503,
    NoSuchDay: 400,
    NotFound: 404,
    OutOfScope: 404,
    WithheldChild: 404,
    TooLong: 400,
}


class PlainFailures:
    """Shows our own errors in their own words, and any other as a fault with a reference."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for ``error``; none where Django leads to ours by itself."""
        if isinstance(error, DJANGO_ANSWERS):
            return None
        if isinstance(error, NoSnapshot):
            return failures.no_data(request, error)
        if isinstance(error, WithheldChild):
            page = request.resolver_match.view_name if request.resolver_match else ""
            record_refusal(by=request.user.get_username(), page=page, child=error.child)
        if isinstance(error, HoldfastError):
            return failures.told(request, error, STATUSES.get(type(error), 500))
        return failures.fault(error, note(error, "A page failed"))

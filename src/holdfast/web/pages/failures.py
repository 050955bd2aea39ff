"""The pages shown when something is wrong: what happened, and what to do next."""

import sys
from dataclasses import asdict, dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from holdfast.errors import BadRules, HoldfastError, NoSnapshot
from holdfast.faults import is_disk_full, is_of_the_database, note
from holdfast.web.people.assignments import allowed
from holdfast.web.people.permission import Permission

TEMPLATE = "errors/failure.html"
WHO_MAY_CORRECT = "Whoever looks after Holdfast in your council can correct it."
# What the address of a page about a child's record, or about an audit of it, carries.
OF_A_RECORD = {"handle", "one", "number"}


@dataclass(frozen=True)
class Failure:
    """What a failure page says. ``reference`` leads support to the line in the log."""

    status: int
    heading: str
    what: str
    next_step: str
    reference: str = ""


NOT_FOUND = Failure(
    404,
    "Page not found",
    "There is no page at this address.",
    "If you typed it, check it. If you followed a link, the child or the clock may no longer be "
    "in the data: start again from the first page.",
)
FORBIDDEN = Failure(
    403,
    "You may not see this page",
    "Your account does not reach this page or record.",
    "If your work needs it, ask the person who looks after accounts in your council.",
)
FORM_REFUSED = Failure(
    403,
    "The form could not be accepted",
    "Your session ended, or the form was opened before you signed in.",
    "Go back, load the page again, and send the form once more.",
)
BAD_REQUEST = Failure(
    400,
    "The request could not be understood",
    "Something in the address or the form has a shape that Holdfast cannot read.",
    "Start again from the first page.",
)
TOO_LONG = Failure(
    413,
    "What was sent is not taken in here",
    "It is longer than a form, and this page takes no file from you.",
    "If your session ended meanwhile, sign in, load the page again, and send the file once more.",
)
FAULT = Failure(
    500,
    "Sorry, there is a problem with Holdfast",
    "The fault has been noted. What you saved before is not lost.",
    "Try again in a few minutes. If it goes on, give your support team the reference.",
)
DISK_FULL = Failure(
    507,
    "Holdfast cannot write",
    "The disk of the machine that Holdfast runs on is full. What was saved before is not lost.",
    "Give your support team the reference, and ask them to make room; then try again.",
)


def no_data(request: HttpRequest, error: NoSnapshot) -> HttpResponse:
    """503: nothing has been imported yet, and how to import."""
    return render(request, "errors/no_data.html", {"error": error}, status=503)


def told(request: HttpRequest, error: HoldfastError, status: int) -> HttpResponse:
    """An error in its own words."""
    words = asdict(Failure(status, _heading(error, status), error.what, _next_step(error)))
    may_open = status == 404 and _seeks_a_record(request) and _may_break_glass(request)
    return render(request, TEMPLATE, words | {"may_break_glass": may_open}, status=status)


def _heading(error: HoldfastError, status: int) -> str:
    if isinstance(error, BadRules):
        return "A file of your council cannot be used"
    return "Not found" if status == 404 else "This page cannot be shown"


def _next_step(error: HoldfastError) -> str:
    """What to do next; who can, where that is seldom whoever looks at a page."""
    if isinstance(error, BadRules):
        return f"{error.next_step} {WHO_MAY_CORRECT}".strip()
    return error.next_step


def _seeks_a_record(request: HttpRequest) -> bool:
    """Of the address alone: the same of a child who is withheld and of one whom nobody knows."""
    page = request.resolver_match
    return page is not None and (page.view_name == "children" or bool(OF_A_RECORD & {*page.kwargs}))


def _may_break_glass(request: HttpRequest) -> bool:
    return request.user.is_authenticated and allowed(request.user, Permission.BREAK_GLASS)


def shown(request: HttpRequest, failure: Failure) -> HttpResponse:
    """A failure in words of its own."""
    return _page(request, failure)


def fault(error: BaseException | None, reference: str) -> HttpResponse:
    """500, or 507 when the disk is full. Drawn without the request: its parts may have failed."""
    kind = DISK_FULL if error is not None and is_disk_full(error) else FAULT
    failure = replace(kind, reference=reference)
    return HttpResponse(render_to_string(TEMPLATE, asdict(failure)), status=failure.status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page."""
    return _page(request, NOT_FOUND)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not for this."""
    return _page(request, FORBIDDEN)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came without its token, mostly because the session ended meanwhile."""
    return _page(request, FORM_REFUSED)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: an address or a form that makes no sense; a fault where the session was not kept."""
    # Django calls it a bad request too when the session could not be written to the disk.
    if is_of_the_database(exception):
        return fault(exception, note(exception, "A session was not kept"))
    return _page(request, BAD_REQUEST)


def too_long(request: HttpRequest) -> HttpResponse:
    """413: a file for a page that takes none, or from someone not signed in."""
    return _page(request, TOO_LONG)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, when the fault lies outside any page."""
    error = sys.exception()
    return fault(error, note(error, "A page failed") if error else "")


def _page(request: HttpRequest, failure: Failure) -> HttpResponse:
    return render(request, TEMPLATE, asdict(failure), status=failure.status)

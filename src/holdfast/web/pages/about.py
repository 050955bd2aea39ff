"""Pages about Holdfast itself: the accessibility statement, the cookies."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdfast.web.people.deciding import for_anyone


@for_anyone
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement that the 2018 regulations ask for."""
    return render(request, "pages/accessibility.html")


@for_anyone
@login_not_required
def cookies(request: HttpRequest) -> HttpResponse:
    """The two cookies that Holdfast sets, both needed to work."""
    return render(request, "pages/cookies.html")

"""Finding a child by a number that goes into no address."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from holdfast.errors import NotFound
from holdfast.web import data
from holdfast.web.actions.viewing import record_refusal
from holdfast.web.asked import Asked, on_day
from holdfast.web.children import find
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

LONGEST = 100


@needs(Permission.SEE_CHILD)
@require_http_methods(["GET", "POST"])
@on_day
def children(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Asks for a child's number and leads to the child; the number goes into no address."""
    number = request.POST.get("number", "").strip()[:LONGEST]
    problem = ""
    if request.method == "POST":
        if not number:
            problem = "Enter the child’s number"
        else:
            try:
                child_id = find(asked.outlook, number)
                return HttpResponseRedirect(asked.link("child", data.handle(child_id)))
            except NotFound as error:
                _note_withheld(request, number)
                problem = f"{error.what}. {error.next_step}."
    words = {"asked": asked, "number": number, "problem": problem}
    return render(request, "pages/children.html", words)


def _note_withheld(request: HttpRequest, number: str) -> None:
    """Write down that somebody looked for a child of whom they may not know: it is not told."""
    try:
        child = find(data.whole(), number)
    except NotFound:
        return
    record_refusal(by=request.user.get_username(), page="children", child=child)

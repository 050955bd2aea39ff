"""Break-glass: a record out of scope is opened with a reason, for a time, and reviewed after."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from holdfast.errors import BadSetting, NotFound
from holdfast.web import data
from holdfast.web.accounts.proof import ask_for_proof, proved_lately
from holdfast.web.actions.access import open_record, review_opened
from holdfast.web.actions.viewing import record_refusal
from holdfast.web.children import find
from holdfast.web.options import BREAK_GLASS_HOURS
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.people.restricted import OpenedRecord
from holdfast.web.people.withheld import to_review

LONGEST_NUMBER = 100


@needs(Permission.BREAK_GLASS)
@require_http_methods(["GET", "POST"])
def break_glass(request: HttpRequest) -> HttpResponse:
    """The form that asks for a child's number and a reason, and leads to the child."""
    if not proved_lately(request):
        return ask_for_proof(request)
    number = request.POST.get("number", "").strip()[:LONGEST_NUMBER]
    reason, problem = request.POST.get("reason", ""), ""
    if request.method == "POST":
        try:
            child = find(data.whole(), number)
            handle = data.handle(child)
            who = request.user.get_username()
            open_record(by=who, user=request.user, child=child, handle=handle, reason=reason)
            return HttpResponseRedirect(reverse("child", args=[handle]))
        except NotFound as error:
            who = request.user.get_username()
            record_refusal(by=who, page="break_glass", detail="no child of that number")
            problem = f"{error.what}. {error.next_step}."
        except BadSetting as error:
            problem = f"{error.what} {error.next_step}"
    words = {
        "number": number,
        "reason": reason,
        "problem": problem,
        "hours": BREAK_GLASS_HOURS.whole(),
    }
    return render(request, "people/break_glass.html", words)


@needs(Permission.REVIEW_ACCESS)
@require_http_methods(["GET", "POST"])
def opened(request: HttpRequest) -> HttpResponse:
    """The records that were opened and that nobody has reviewed, and the form that reviews one."""
    problem = ""
    if request.method == "POST":
        one = get_object_or_404(OpenedRecord, pk=request.POST.get("opened") or 0)
        try:
            review_opened(
                by=request.user.get_username(),
                child=number_of(one.child),
                opened=one,
                justified=request.POST.get("justified") == "yes",
                words=request.POST.get("words", ""),
            )
            return HttpResponseRedirect(reverse("opened_records"))
        except BadSetting as error:
            problem = f"{error.what} {error.next_step}"
    rows = [{"one": one, "child": number_of(one.child)} for one in to_review()]
    return render(request, "people/opened.html", {"rows": rows, "problem": problem})


def number_of(handle: str) -> str:
    """The child's number in the data; the id in the register where it has the child no more."""
    return data.addresses().child(handle) or handle

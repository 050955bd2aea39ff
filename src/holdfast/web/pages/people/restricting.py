"""The records that are restricted: by whom, why, until when unreviewed, and who may see them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from holdfast.errors import BadSetting, NoSnapshot, NotFound
from holdfast.web import data
from holdfast.web.accounts.local import account
from holdfast.web.accounts.models import User
from holdfast.web.actions import access
from holdfast.web.children import find
from holdfast.web.pages.people.opening import LONGEST_NUMBER, number_of
from holdfast.web.people.bounds import adopted
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.people.restricted import RestrictedRecord, RestrictionKind
from holdfast.web.people.withheld import ADOPTED, restricted_now


@needs(Permission.RESTRICT)
@require_http_methods(["GET", "POST"])
def restricted_records(request: HttpRequest) -> HttpResponse:
    """The list, by the day of review, and the forms that restrict, keep, lift and make exceptions.

    Nothing of a record is shown but the child's number.
    """
    problem = ""
    if request.method == "POST":
        try:
            _ACTS.get(request.POST.get("act", ""), _restrict)(request)
            return HttpResponseRedirect(reverse("restricted_records"))
        except (BadSetting, NotFound) as error:
            problem = f"{error.what} {error.next_step}"
    now, chosen = restricted_now(), request.GET.get("record", "")
    words = {
        "rows": [_row(one) for one in now if one.why != ADOPTED or str(one.pk) == chosen],
        "by_rule": [_row(one) for one in now if one.why == ADOPTED],
        "open_again": _open_again(),
        "kinds": RestrictionKind.choices,
        "posted": request.POST,
        "problem": problem,
    }
    return render(request, "people/restricted.html", words)


def _open_again() -> list[str]:
    """The numbers of adopted children with a case open under the number of before."""
    try:
        return sorted(adopted().open_again)
    except NoSnapshot:
        return []


def _row(one: RestrictedRecord) -> dict[str, Any]:
    return {
        "one": one,
        "child": number_of(one.child),
        "late": one.review_on < timezone.localdate(),
        "may_see": [each.user.get_username() for each in one.exceptions.select_related("user")],
    }


def _restrict(request: HttpRequest) -> None:
    child = find(data.whole(), request.POST.get("number", "").strip()[:LONGEST_NUMBER])
    kind = request.POST.get("kind", "")
    if kind not in RestrictionKind.values:
        raise BadSetting("Choose why the record is restricted.", "Then send the form again.")
    access.restrict_record(
        by=request.user.get_username(),
        child=child,
        handle=data.handle(child),
        kind=RestrictionKind(kind),
        why=request.POST.get("why", ""),
        reviewer=_user(request, "reviewer"),
    )


def _relative(request: HttpRequest) -> None:
    child = find(data.whole(), request.POST.get("number", "").strip()[:LONGEST_NUMBER])
    access.name_relative(
        by=request.user.get_username(),
        child=child,
        handle=data.handle(child),
        user=_user(request, "name"),
    )


def _let_see(request: HttpRequest) -> None:
    by, record = request.user.get_username(), _chosen(request)
    access.let_see(by=by, child=number_of(record.child), record=record, user=_user(request, "name"))


def _keep(request: HttpRequest) -> None:
    by, record, why = request.user.get_username(), _chosen(request), request.POST.get("why", "")
    access.keep_restricted(by=by, child=number_of(record.child), record=record, why=why)


def _lift(request: HttpRequest) -> None:
    by, record, why = request.user.get_username(), _chosen(request), request.POST.get("why", "")
    access.lift_restriction(by=by, child=number_of(record.child), record=record, why=why)


_ACTS = {"see": _let_see, "keep": _keep, "lift": _lift, "relative": _relative}


def _chosen(request: HttpRequest) -> RestrictedRecord:
    return get_object_or_404(RestrictedRecord, pk=request.POST.get("record") or 0, lifted_at=None)


def _user(request: HttpRequest, box: str) -> User:
    return account(request.POST.get(box, "").strip())

"""One round: its cases, who audits each, and how far they are."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.web import data
from holdfast.web.actions.viewing import record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.case_audits.models import AuditedCase, GradedBy
from holdfast.web.case_audits.standing import find_round, latest_gradings
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@needs(Permission.AUDIT_CASES)
@require_safe
@on_day
def one_round(request: HttpRequest, asked: Asked, number: int) -> HttpResponse:
    """The cases of a round. Raises NotFound."""
    found = find_round(number)
    cases = found.cases.prefetch_related("gradings")
    people = PeopleShown.on(asked)
    detail = f"round {found.pk}; {len(cases)} children shown"
    numbers = (data.child_of(case.child) for case in cases)
    record_list(by=request.user.get_username(), page="audits", detail=detail, children=numbers)
    words = {
        "asked": asked,
        "round": found,
        "team": people.team(found.team),
        "cases": [_row(people, case) for case in cases],
        "graded": sum(GradedBy.AUDITOR in latest_gradings(case) for case in cases),
    }
    return render(request, "pages/case_audit_round.html", words)


def _row(people: PeopleShown, case: AuditedCase) -> dict[str, Any]:
    graded = latest_gradings(case)
    if GradedBy.AUDITOR not in graded:
        state = "waiting for the auditor" if case.auditor else "waiting for somebody to audit it"
    elif case.graded_twice and GradedBy.SECOND not in graded:
        state = "waiting for the second auditor"
    else:
        state = "graded"
    return {
        "case": case,
        "name": people.family([data.child_of(case.child)]),
        "team": people.team(case.team),
        "on": case.stratum.rpartition(", ")[2],
        "state": state,
    }

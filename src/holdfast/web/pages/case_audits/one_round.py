"""One round: its cases, who audits each, and how far they are."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.errors import NotFound
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
    known = [(_known(case), case) for case in found.cases.prefetch_related("gradings")]
    cases = [(child, case) for child, case in known if child is not None]
    people = PeopleShown.on(asked)
    detail = f"round {found.pk}; {len(cases)} children shown"
    numbers = (child for child, _ in cases)
    record_list(by=request.user.get_username(), page="audits", detail=detail, children=numbers)
    words = {
        "asked": asked,
        "round": found,
        "team": people.team(found.team),
        "cases": [_row(people, child, case) for child, case in cases],
        "graded": sum(GradedBy.AUDITOR in latest_gradings(case) for _, case in cases),
    }
    return render(request, "pages/case_audit_round.html", words)


def _known(case: AuditedCase) -> str | None:
    """The child of a case; None for one whom the data lacks, or of whom one may not know."""
    try:
        return data.child_of(case.child)
    except NotFound:
        return None


def _row(people: PeopleShown, child: str, case: AuditedCase) -> dict[str, Any]:
    graded = latest_gradings(case)
    if GradedBy.AUDITOR not in graded:
        state = "waiting for the auditor" if case.auditor else "waiting for somebody to audit it"
    elif case.graded_twice and GradedBy.SECOND not in graded:
        state = "waiting for the second auditor"
    else:
        state = "graded"
    return {
        "case": case,
        "name": people.family([child]),
        "team": people.team(case.team),
        "on": case.stratum.rpartition(", ")[2],
        "state": state,
    }

"""One audited case: the grades, and the form on which the person who has it grades.

Nobody sees what others graded before they have graded themselves: the second auditor would
otherwise agree with the first, and the agreement would say nothing.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from holdfast.case_audits.form import AuditForm, Grade, read_form
from holdfast.challenge.deficit import DeficitSource
from holdfast.errors import BadSetting, HoldfastError
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.actions.case_audits import LONGEST, give_case, grade_case
from holdfast.web.actions.viewing import record_view
from holdfast.web.asked import Asked, on_day
from holdfast.web.case_audits.auditors import auditor_of, auditors, person
from holdfast.web.case_audits.models import AuditedCase, CaseGrading, GradedBy
from holdfast.web.case_audits.standing import find_case, latest_gradings
from holdfast.web.oversight.models import RaisedEntry
from holdfast.web.oversight.raised import raised_at
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.people.assignments import allowed, scopes_of
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@needs(Permission.AUDIT_CASES, Permission.DIRECT)
@require_http_methods(["GET", "POST"])
@on_day
def one_case(request: HttpRequest, asked: Asked, number: int) -> HttpResponse:
    """A case, its grades as far as the viewer may see them, and the forms. Raises NotFound."""
    case = find_case(number)
    child, form = data.child_of(case.child), read_form(HOME.path())
    role = _role_of(request.user, asked, case, child)
    problem: HoldfastError | None = None
    if request.method == "POST":
        try:
            _take(request, asked, case, child, form, role)
            return HttpResponseRedirect(reverse("case_audit_case", args=[case.pk]))
        except BadSetting as refused:
            problem = refused
    record_view(by=request.user.get_username(), page="audits", child=child)
    graded = latest_gradings(case)
    may_see = role is None or role in graded
    words = {
        "asked": asked,
        "case": case,
        "name": PeopleShown.on(asked).family([child]),
        "role": GradedBy(role).label if role else "",
        "graded": [_as_told(form, one) for one in graded.values()] if may_see else [],
        "hidden": bool(graded) and not may_see,
        "domains": [
            (domain, request.POST.get(f"domain-{domain.key}", "")) for domain in form.domains
        ],
        "grades": list(Grade),
        "overall": request.POST.get("overall", ""),
        "words": request.POST.get("words", ""),
        "longest": LONGEST,
        "may_give": allowed(request.user, Permission.MODERATE_AUDITS),
        "auditors": [one.name for one in auditors(asked.outlook) if case.team not in one.teams],
        "raised": [_raised_row(asked, case.child, one) for one in raised_at(request.path)],
        "raise_url": _raise_url(request, asked, case, may_see),
        "problem": problem.what if problem else "",
        "next_step": problem.next_step if problem else "",
    }
    return render(request, "pages/case_audit_case.html", words)


def _raise_url(request: HttpRequest, asked: Asked, case: AuditedCase, may_see: bool) -> str:
    """Where a finding of the audit is raised, by whoever graded it; empty for others."""
    if not may_see or request.user.username not in (case.auditor, case.second):
        return ""
    told = {"source": DeficitSource.AUDIT.value, "address": request.path}
    return asked.link("raise_finding", case.child, **told)


def _raised_row(asked: Asked, handle: str, one: RaisedEntry) -> dict[str, str]:
    where = (handle, one.mark, one.on.isoformat(), "1")
    return {"title": one.title, "url": asked.link("deficit", *where)}


def _role_of(user: User, asked: Asked, case: AuditedCase, child: str) -> GradedBy | None:
    """As whom somebody may grade a case; None where they may only look."""
    if user.username == case.auditor:
        return GradedBy.AUDITOR
    if user.username == case.second:
        return GradedBy.SECOND
    scopes = scopes_of(user, Permission.DIRECT)
    own = case.team in auditor_of(user, asked.outlook).teams
    if own and any(scope.holds(asked.outlook, child) for scope in scopes):
        return GradedBy.TEAM
    return None


def _take(
    request: HttpRequest,
    asked: Asked,
    case: AuditedCase,
    child: str,
    form: AuditForm,
    role: GradedBy | None,
) -> None:
    """Do what the form that was sent asks for. Raises BadSetting."""
    by, name = request.user.get_username(), request.POST.get("auditor", "")
    if name:
        found = person(name)
        if found is None or not allowed(request.user, Permission.MODERATE_AUDITS):
            raise BadSetting("The case cannot be given to that person.", "Choose from the list.")
        second = request.POST.get("as") == GradedBy.SECOND
        auditor = auditor_of(found, asked.outlook)
        give_case(by=by, child=child, case=case, auditor=auditor, second=second)
        return
    if role is None:
        raise BadSetting("This case is with somebody else.", "Ask for it to be given to you.")
    domains = {
        domain.key: grade
        for domain in form.domains
        if (grade := _grade(request.POST.get(f"domain-{domain.key}", "")))
    }
    overall = _grade(request.POST.get("overall", ""))
    if overall is None:
        raise BadSetting("Grade the whole.", "Choose one of the four grades.")
    grade_case(
        by=by,
        child=child,
        case=case,
        form=form,
        role=role,
        domains=domains,
        overall=overall,
        words=request.POST.get("words", ""),
        on=asked.day,
    )


def _grade(text: str) -> Grade | None:
    return Grade(int(text)) if text in {str(grade.value) for grade in Grade} else None


def _as_told(form: AuditForm, grading: CaseGrading) -> dict[str, Any]:
    """A grading with its domains by the title they have, or had when it was given."""
    then = dict(grading.case.round.domains)
    titled = [
        (domain.title if (domain := form.domain(key)) else then.get(key, key), Grade(grade))
        for key, grade in grading.domains.items()
    ]
    return {"grading": grading, "overall": Grade(grading.overall), "domains": titled}

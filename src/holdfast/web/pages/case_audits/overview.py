"""What the audits of a year say of the service, the rounds, and the form that draws another."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from holdfast.case_audits.agreement import FEWEST, GradeAgreement
from holdfast.case_audits.findings import RoundFindings, ShareOfGrade, due_again, round_findings
from holdfast.case_audits.form import AuditForm, read_form
from holdfast.case_audits.frame import audit_frame
from holdfast.days import add_months
from holdfast.errors import BadSetting, HoldfastError
from holdfast.query.scope import Scope
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.actions.case_audits import MOST_CASES, DrawnFrom, draw_round
from holdfast.web.actions.viewing import record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.case_audits.auditors import auditors
from holdfast.web.case_audits.models import AuditRound
from holdfast.web.case_audits.standing import case_grades, cases_between, rounds_until
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.parts.intervals import ShareInterval, interval_chart
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import titles

MONTHS = 12
USUAL_SIZE = 12


@needs(Permission.AUDIT_CASES, to_change=Permission.MODERATE_AUDITS)
@require_http_methods(["GET", "POST"])
@on_day
def overview(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The findings of rounds of the twelve months to the day; a post draws a new round."""
    form = read_form(HOME.path())
    size, team = request.POST.get("size", str(USUAL_SIZE)).strip(), request.POST.get("team", "")
    problem: HoldfastError | None = None
    if request.method == "POST":
        try:
            drawn = _draw(request.user.get_username(), asked, form, size, team)
            return HttpResponseRedirect(reverse("case_audit_round", args=[drawn.pk]))
        except BadSetting as refused:
            problem = refused
    cases = cases_between(add_months(asked.day, -MONTHS), asked.day)
    found = round_findings(form, case_grades(cases))
    again = due_again(form, case_grades(cases), asked.day)
    people = PeopleShown.on(asked)
    record_list(
        by=request.user.get_username(),
        page="audits",
        detail=f"as at {asked.day.isoformat()}; {len(again)} children shown",
        children=(data.child_of(handle) for handle, _ in again),
    )
    words = {
        "asked": asked,
        "form": form,
        "months": MONTHS,
        "found": found,
        "overall": _chart("overall", "Grades of cases drawn at random", found.overall),
        "domains": [
            (domain, found.domains[domain.key]) for domain in form.domains if found.overall
        ],
        "moderation": _agreement(found.moderation, "the auditor", "the second auditor"),
        "self_gap": _agreement(found.self_gap, "the team itself", "the audit"),
        "teams": _teams(asked, found),
        "again": [(people.family([data.child_of(handle)]), day) for handle, day in again],
        "rounds": rounds_until(asked.day),
        "team_choices": titles(asked.outlook).items(),
        "size": size,
        "team": team,
        "most": MOST_CASES,
        "problem": problem.what if problem else "",
        "next_step": problem.next_step if problem else "",
    }
    return render(request, "pages/case_audits.html", words)


def _draw(by: str, asked: Asked, form: AuditForm, size: str, team: str) -> AuditRound:
    """Draw a round as the form asks. Raises BadSetting."""
    if not (size.isascii() and size.isdigit()):
        raise BadSetting("Give the number of cases in digits.", "Write 12 for twelve cases.")
    frame = audit_frame(asked.outlook, Scope(team=team))
    return draw_round(
        by=by,
        drawn_from=DrawnFrom(
            asked.day,
            asked.outlook.snapshot.id,
            team,
            frame,
            {case.child: data.handle(case.child) for case in frame},
        ),
        size=int(size[:6]),
        form=form,
        auditors=auditors(asked.outlook),
    )


def _chart(key: str, title: str, shares: Sequence[ShareOfGrade]) -> Any:
    rows = [
        ShareInterval(one.grade.in_words.capitalize(), one.count / one.of, one.low, one.high)
        for one in shares
        if one.of
    ]
    return interval_chart(key, title, title, rows, None) if rows else None


def _agreement(found: GradeAgreement, first: str, second: str) -> str:
    """How far two people agree, in a sentence; empty where nobody graded twice."""
    if not found.pairs:
        return ""
    words = (
        f"Of {found.pairs} cases graded by both, {found.same} have the same grade; {first} graded "
        f"{found.first_higher} higher than {second}, and {found.second_higher} lower."
    )
    if found.by_two:
        words += f" {found.by_two} are apart by two grades or more."
    if found.kappa is None:
        return f"{words} Below {FEWEST} cases no measure of agreement is given."
    return f"{words} GradeAgreement beyond chance (weighted kappa): {found.kappa:.2f}; 1 is full."


def _teams(asked: Asked, found: RoundFindings) -> list[tuple[str, Any, str]]:
    named = titles(asked.outlook)
    outside = {
        "": "within what chance gives",
        "warning": "beyond what chance gives in 19 of 20 teams",
        "alarm": "beyond what chance gives in 499 of 500 teams",
    }
    return [
        (
            named.get(one.team, one.team),
            one,
            (("below, " if one.below else "above, ") if one.outside else "") + outside[one.outside],
        )
        for one in found.teams
    ]

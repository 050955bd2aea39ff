"""The staff survey: answering a round, opening and closing one, and what closed rounds tell."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from holdfast.errors import BadSetting, HoldfastError
from holdfast.improvement.checking import BadEntry
from holdfast.improvement.pulse import ANSWERS, LEAST, PulseResult
from holdfast.web.actions.pulse import answer_round, close_round, open_round
from holdfast.web.asked import Asked, on_day
from holdfast.web.improvement.models import PulseRound
from holdfast.web.improvement.staff_survey import (
    closed_rounds,
    has_answered,
    open_round_now,
    result_of,
)
from holdfast.web.pages.improvement.known import not_there
from holdfast.web.pages.improvement.overview import links
from holdfast.web.people.assignments import allowed
from holdfast.web.people.deciding import for_everyone_signed_in, needs
from holdfast.web.people.permission import Permission


@needs(Permission.SEE_FIGURES, to_change=Permission.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
@on_day
def survey(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What closed rounds tell; a form to open a round, and to close the one that is open."""
    problem: HoldfastError | None = None
    if request.method == "POST":
        try:
            _take(request)
            return HttpResponseRedirect(reverse("survey_of_staff"))
        except BadSetting as refused:
            problem = refused
    now = open_round_now()
    words: dict[str, Any] = {
        "asked": asked,
        "rounds": [_told(one, result_of(one)) for one in closed_rounds(asked.day)],
        "now": now,
        "least": LEAST,
        "problem": problem,
        "at": problem.field if isinstance(problem, BadEntry) else "title",
        "typed": {name: request.POST.get(name, "") for name in ("title", "questions", "groups")},
        "may_write": allowed(request.user, Permission.WRITE_PLAN),
        **links(asked, request.user),
    }
    return render(request, "improvement/survey.html", words)


def _take(request: HttpRequest) -> None:
    """Open a round or close the one that is open. Raises BadSetting."""
    by, today = request.user.get_username(), timezone.localdate()
    close = request.POST.get("close", "")
    if close:
        close_round(by=by, number=int(close) if close.isdecimal() else 0, on=today)
        return
    open_round(
        by=by,
        title=request.POST.get("title", ""),
        questions=request.POST.get("questions", "").splitlines(),
        groups=request.POST.get("groups", "").splitlines(),
        on=today,
    )


def _told(one: PulseRound, result: PulseResult) -> dict[str, Any]:
    """A closed round as a table: a row for each question, a column for everybody and each group."""
    columns = [*([result.everybody] if result.everybody else []), *result.groups]
    return {
        "round": one,
        "result": result,
        "columns": columns,
        "rows": [
            (question, [column.agree[n].in_words for column in columns])
            for n, question in enumerate(one.questions)
        ],
    }


@for_everyone_signed_in
@require_http_methods(["GET", "POST"])
def answer_survey(request: HttpRequest) -> HttpResponse:
    """The form that everybody answers once. Raises NotFound while no round is open."""
    now = open_round_now()
    if now is None:
        raise not_there("No staff survey is open.")
    by = request.user.get_username()
    problem: HoldfastError | None = None
    if request.method == "POST":
        given = [request.POST.get(f"question-{n}", "") for n in range(len(now.questions))]
        answers = [int(one) if one in ("0", "1", "2", "3", "4") else -1 for one in given]
        try:
            group = request.POST.get("group", "")
            answer_round(by=by, number=now.pk, group=group, answers=answers)
            return HttpResponseRedirect(reverse("answer_survey"))
        except BadSetting as refused:
            problem = refused
    words = {
        "round": now,
        "answered": has_answered(now, by),
        "least": LEAST,
        "group": request.POST.get("group", ""),
        "questions": [
            (n, question, request.POST.get(f"question-{n}", ""))
            for n, question in enumerate(now.questions)
        ],
        "answers": [(str(n), words) for n, words in enumerate(ANSWERS)],
        "problem": problem,
        "at": problem.field if isinstance(problem, BadEntry) else "group",
    }
    return render(request, "improvement/answer_survey.html", words)

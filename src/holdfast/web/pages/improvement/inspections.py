"""The register of inspections, visits and letters; one letter with what it says and rates."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.errors import BadSetting, HoldfastError
from holdfast.improvement.findings import rated
from holdfast.improvement.plan import InspectionLetter, LetterFinding
from holdfast.improvement.published import LICENCE, PublishedInspection, kept_inspections
from holdfast.improvement.statutory import duties_after
from holdfast.improvement.words import InspectorGrade, JudgementArea, Rating
from holdfast.measures.benchmarks.own_council import own_council
from holdfast.measures.benchmarks.published import published_table
from holdfast.settings import HOME
from holdfast.web.actions.improvement import (
    RatingToSave,
    SavedMeanwhile,
    rate_findings,
)
from holdfast.web.asked import Asked, on_day
from holdfast.web.improvement.standing import rating_versions
from holdfast.web.pages.improvement.known import SeenPlan
from holdfast.web.pages.improvement.overview import finding_rows, links
from holdfast.web.people.assignments import allowed
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def inspections(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every letter, the duties that follow, and the latest published of this council and others."""
    seen = SeenPlan.on(asked)
    words: dict[str, Any] = {
        "asked": asked,
        "letters": [
            {
                "one": one,
                "url": asked.link("inspection", one.key),
                "said": sum(each.letter == one.key for each in seen.plan.findings),
                "ratings": [
                    (rating, n) for rating, n in rated(seen.findings, one.key).items() if n
                ],
            }
            for one in reversed(seen.plan.letters)
        ],
        "duties": seen.duties,
        "published": _published(),
        "licence": LICENCE,
        "areas": list(JudgementArea),
        "may_write": allowed(request.user, Permission.WRITE_PLAN),
        **links(asked, request.user),
    }
    return render(request, "improvement/inspections.html", words)


def _published() -> dict[str, Any]:
    """The council's own latest published inspection and its neighbours'; the grades of all."""
    try:
        kept = kept_inspections(HOME.path())
        code = own_council(published_table(HOME.path()))
    except HoldfastError as damaged:
        return {"problem": damaged.what}
    own = next((one for one in kept if one.code == code), None) if code else None
    near = [one for one in kept if own and one.code in own.neighbours]
    return {
        "rows": [_grades(one) for one in ([own] if own else []) + near],
        "all": [
            (grade, [sum(one.grades.get(area) is grade for one in kept) for area in JudgementArea])
            for grade in InspectorGrade
        ],
        "councils": len(kept),
        "own": own is not None,
    }


def _grades(one: PublishedInspection) -> dict[str, Any]:
    return {"one": one, "grades": [one.grades.get(area, "") for area in JudgementArea]}


@needs(Permission.SEE_FIGURES, to_change=Permission.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
@on_day
def inspection(request: HttpRequest, asked: Asked, entry: str) -> HttpResponse:
    """One letter: what it says, how it rates what was said before, what the law asks next."""
    seen = SeenPlan.on(asked)
    letter = seen.plan.letter(entry)
    before = [one for one in seen.plan.findings if one.said_on < letter.dated]
    problem: HoldfastError | None = None
    if request.method == "POST":
        try:
            _rate(request, letter, before)
            return HttpResponseRedirect(asked.link("inspection", entry))
        except (BadSetting, SavedMeanwhile) as refused:
            problem = refused
    rows = finding_rows(seen)
    words: dict[str, Any] = {
        "asked": asked,
        "letter": letter,
        "duties": duties_after(letter, asked.day),
        "findings": [row for row in rows if row["one"].finding.letter == entry],
        "rated": [(row, _rating_by(row, entry)) for row in rows if _rating_by(row, entry)],
        "to_rate": _to_rate(request, letter, before),
        "ratings": list(Rating),
        "problem": problem,
        "may_write": allowed(request.user, Permission.WRITE_PLAN),
        **links(asked, request.user),
    }
    return render(request, "improvement/inspection.html", words)


def _rating_by(row: dict[str, Any], letter: str) -> Any:
    return next((one for one in row["one"].ratings if one.letter == letter), None)


def _to_rate(
    request: HttpRequest, letter: InspectionLetter, before: list[LetterFinding]
) -> list[dict[str, Any]]:
    """The findings of earlier letters, each with what is chosen; as typed where it was refused."""
    versions, found = rating_versions(letter.key), []
    for number, one in enumerate(before):
        last = next((each for each in one.ratings if each.letter == letter.key), None)
        typed = request.POST if request.method == "POST" else None
        found.append(
            {
                "number": number,
                "finding": one,
                "version": versions.get(one.key, 0),
                "chosen": typed.get(f"rating-{number}", "") if typed else last and last.rating,
                "words": typed.get(f"words-{number}", "") if typed else last.words if last else "",
            }
        )
    return found


def _rate(request: HttpRequest, letter: InspectionLetter, before: list[LetterFinding]) -> None:
    """Keep what was chosen and is new. Raises BadSetting, SavedMeanwhile."""
    new = []
    for number, one in enumerate(before):
        chosen, words = (request.POST.get(f"{name}-{number}", "") for name in ("rating", "words"))
        last = next((each for each in one.ratings if each.letter == letter.key), None)
        if chosen not in list(Rating) or (last and (last.rating, last.words) == (chosen, words)):
            continue
        version = request.POST.get(f"version-{number}", "")
        read = int(version) if version.isdigit() else 0
        new.append(RatingToSave(one.key, Rating(chosen), words, read))
    if not new:
        raise BadSetting("Nothing new was chosen.", "Choose a rating, and send it again.")
    rate_findings(by=request.user.get_username(), letter=letter.key, ratings=new)

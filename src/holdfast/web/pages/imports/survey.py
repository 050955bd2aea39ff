"""Looks through data that is sent to the page, as an import would read it, and imports nothing."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from holdfast.days import answerable
from holdfast.errors import BadSetting, BeyondCalendar, Busy, CannotRead
from holdfast.importing.survey.surveying import survey
from holdfast.importing.survey.told import Survey
from holdfast.settings import HOME
from holdfast.sources.importers import Kinds
from holdfast.web import data, uploads
from holdfast.web.actions.files import record_survey
from holdfast.web.options import UPLOAD_MB
from holdfast.web.pages.imports.survey_parts import NO_ANSWER, parts, places
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.unpacking import unpacked

KINDS = {
    Kinds.SSD: "The Standard Safeguarding Dataset",
    Kinds.ANNEX_A: "Annex A",
    Kinds.CIN_CENSUS: "Children in need censuses",
    Kinds.SSDA903: "Looked-after returns (SSDA903)",
}


@needs(Permission.IMPORT)
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Asks for data, and shows what an import of it would make."""
    problem, next_step = "", ""
    if request.method == "POST":
        try:
            return _shown(request, _surveyed(request))
        except (CannotRead, BadSetting, Busy, BeyondCalendar) as error:
            problem, next_step = error.what, error.next_step
    words = {
        "problem": problem,
        "next_step": next_step,
        "kinds": [(kind.value, title) for kind, title in KINDS.items()],
        "chosen": request.POST.get("kind", ""),
        "as_at": request.POST.get("as-at", ""),
        "most": UPLOAD_MB.whole(),
        "accepted": ",".join(uploads.PAGES["survey"]),
    }
    return render(request, "pages/survey.html", words)


def _shown(request: HttpRequest, found: Survey) -> HttpResponse:
    refused = sum(row["refused"] for row in found.tables)
    what = f"{found.source}: {found.persons} persons, {refused} rows refused"
    record_survey(by=request.user.get_username(), detail=what)
    words = {
        "found": found,
        "source": KINDS[Kinds(found.source)],
        "as_at": date.fromisoformat(found.as_at),
        "answer": sum(one["answers"] != NO_ANSWER for one in found.clocks),
        "places": places(found),
        "parts": parts(found),
    }
    return render(request, "pages/surveyed.html", words)


def _surveyed(request: HttpRequest) -> Survey:
    """Survey what was sent; the file is gone afterwards. Raises CannotRead, BadSetting, Busy."""
    kind, day, file = _kind(request), _day(request), _sent(request)
    made_at = timezone.localtime().replace(tzinfo=None).isoformat(timespec="seconds")
    try:
        with unpacked(Path(file.temporary_file_path())) as paths:
            return survey(HOME.path(), kind, paths, day, made_at, data.book(), _unwatched)
    finally:
        file.close()  # and with that it is deleted


def _kind(request: HttpRequest) -> Kinds:
    try:
        return Kinds(request.POST.get("kind", ""))
    except ValueError:
        raise BadSetting("Choose what kind of data it is", "") from None


def _day(request: HttpRequest) -> date | None:
    text = request.POST.get("as-at", "").strip()
    try:
        return answerable(date.fromisoformat(text)) if text else None
    except ValueError:
        raise BadSetting(
            "The day of the data must be written as year-month-day", "Such as 2018-01-31."
        ) from None


def _sent(request: HttpRequest) -> Any:
    uploads.refuse_lost(request)
    if uploads.is_too_large(request):
        raise CannotRead(
            f"The file is larger than {UPLOAD_MB.whole()} MB, the most that is looked at here.",
            "Look at it on the machine itself with holdfast survey, or ask whoever looks after "
            f"Holdfast to set {UPLOAD_MB.name} higher.",
        )
    file: UploadedFile | None = request.FILES.get(uploads.FIELD)
    if file is None:
        raise CannotRead("Choose a file", "One workbook, one file of a table, or a zip of them.")
    return file


def _unwatched(_what: str, _done: int, _of: int) -> None:
    """A page waits for the whole."""

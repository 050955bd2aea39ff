"""Checks a file of a return that is sent to the page, and says what was found."""

from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.core.files.uploadedfile import UploadedFile
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from holdfast.errors import CannotRead, NoSnapshot, NotFound
from holdfast.returns.form import Form
from holdfast.returns.outcome import Outcome, span
from holdfast.returns.register import Return
from holdfast.returns.report import Report
from holdfast.returns.workbook import write_workbook
from holdfast.returns.worklist import worklist
from holdfast.web import data, returns, uploads
from holdfast.web.actions.files import record_check
from holdfast.web.actions.viewing import record_download
from holdfast.web.options import UPLOAD_MB
from holdfast.web.pages.returns import listing as lists
from holdfast.web.pages.returns.answer import answer_page
from holdfast.web.pages.returns.findings import list_page, words_of
from holdfast.web.pages.returns.listing import ListedCheck
from holdfast.web.pages.returns.overview import facts, numbers
from holdfast.web.parts.filtering import Choice, Filter
from holdfast.web.parts.paging import paging
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.uploaded_checks import CHECKS, HeldCheck

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# One file at a time: a check of a county takes both the processor and the memory it can get.
PATIENCE = 60
_CHECKING = Lock()


@needs(Permission.ANSWER_RETURNS)
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, which: Return) -> HttpResponse:
    """Asks for a file, checks it, and leads to what was found."""
    problem, next_step = "", ""
    if request.method == "POST":
        try:
            ticket = _checked(request, which)
            return HttpResponseRedirect(reverse("returns_checked", args=[which.form.name, ticket]))
        except (CannotRead, NotFound) as error:
            problem, next_step = error.what, error.next_step
    words = {
        "problem": problem,
        "next_step": next_step,
        "form": which.form,
        "sent_as": which.sent_as[:1].upper() + which.sent_as[1:],
        "endings": ",".join(which.endings),
        "filter": _years(which.form),
        "chosen": (request.POST.get("year", ""),),
        "most": UPLOAD_MB.whole(),
    }
    return render(request, "pages/returns_check.html", words)


@needs(Permission.ANSWER_RETURNS)
@require_safe
def checked(request: HttpRequest, which: Return, ticket: str) -> HttpResponse:
    """What was found in a file: as a whole, by team and by rule, and what could not be read."""
    held, listed = _held(request, which, ticket)
    outcome = held.worklist.outcome
    page = paging(request.GET, len(outcome.refused))
    words = (
        words_of(listed)
        | numbers(listed)
        | {
            "made": held.made,
            "clean": outcome.clean,
            "facts": facts(listed),
            "notes": outcome.notes,
            "paging": page,
            "refused": outcome.refused[page.offset : page.offset + page.limit],
        }
    )
    return render(request, "pages/returns_checked.html", words)


@needs(Permission.ANSWER_RETURNS)
@require_safe
def findings(request: HttpRequest, which: Return, ticket: str) -> HttpResponse:
    """The findings of a file, fifty a page."""
    _, listed = _held(request, which, ticket)
    page = f"findings in a {which.form.noun} file"
    return list_page(request, listed, page, "pages/returns_findings.html")


@needs(Permission.ANSWER_RETURNS)
@require_http_methods(["GET", "POST"])
def finding(request: HttpRequest, which: Return, ticket: str, handle: str) -> HttpResponse:
    """A query that a file gives rise to: to look at, and to answer."""
    return answer_page(request, _held(request, which, ticket)[1], handle)


@needs(Permission.ANSWER_RETURNS)
@require_safe
def findings_file(request: HttpRequest, which: Return, ticket: str) -> HttpResponse:
    """The findings of a file as CSV. Raises TooLong."""
    held, listed = _held(request, which, ticket)
    narrowed = lists.narrow(request.GET, listed)
    rows = lists.file_rows(narrowed, held.worklist)
    told = lists.view_in_words(narrowed.in_words, rows)
    page = f"findings in a {which.form.noun} file"
    record_download(
        by=request.user.get_username(),
        page=page,
        detail=told,
        children=(row["child"] for row in rows),
    )
    return csv_file(_name(held, "csv"), lists.FILE_COLUMNS, rows)


@needs(Permission.ANSWER_RETURNS)
@require_safe
def workbook(request: HttpRequest, which: Return, ticket: str) -> HttpResponse:
    """The whole check of a file as a workbook."""
    held, _ = _held(request, which, ticket)
    report, page = Report(held.worklist), f"workbook of a {which.form.noun} file"
    told = lists.view_in_words("All", list(report.findings))
    record_download(
        by=request.user.get_username(),
        page=page,
        detail=told,
        children=(row["child"] for row in report.findings),
    )
    with TemporaryDirectory(dir=uploads.folder()) as folder:
        path = Path(folder) / "check.xlsx"
        write_workbook(report, path)
        answer = HttpResponse(path.read_bytes(), content_type=EXCEL)
    answer["Content-Disposition"] = f'attachment; filename="{_name(held, "xlsx")}"'
    return answer


@needs(Permission.ANSWER_RETURNS)
@require_POST
def forget(request: HttpRequest, which: Return, ticket: str) -> HttpResponse:
    """Lets a check go before its time."""
    CHECKS.drop(_owner(request), ticket)
    return HttpResponseRedirect(reverse("returns_check", args=[which.form.name]))


@receiver(user_logged_out)
def let_go(request: HttpRequest, **_: Any) -> None:
    """Signing out lets go every check of the session."""
    CHECKS.drop_all(_owner(request))


def _checked(request: HttpRequest, which: Return) -> str:
    """Check the file that was sent and give the ticket. Raises CannotRead, NotFound."""
    file, noun = _sent(request, which), which.form.noun
    year = next((one for one in which.form.years if str(one) == request.POST.get("year")), None)
    try:
        outcome = _one_at_a_time(which, file, year)
    finally:
        file.close()  # and with that it is deleted
    what = (
        f"{noun} of {outcome.year}: {outcome.children} children, "
        f"{outcome.findings.num_rows} findings, {len(outcome.refused)} refusals"
    )
    record_check(by=request.user.get_username(), page=f"{noun} file", detail=what)
    return CHECKS.keep(_made(request, outcome))


def _sent(request: HttpRequest, which: Return) -> UploadedFile:
    uploads.refuse_lost(request)
    if uploads.is_too_large(request):
        raise CannotRead(
            f"The file is larger than {UPLOAD_MB.whole()} MB, the most that is checked here.",
            "Check it on the machine itself with holdfast check, or ask whoever looks after "
            f"Holdfast to set {UPLOAD_MB.name} higher.",
        )
    file = request.FILES.get(uploads.FIELD)
    if file is None:
        raise CannotRead(f"Choose a {which.form.noun} file", f"It is {which.sent_as}.")
    return file


def _one_at_a_time(which: Return, file: Any, year: int | None) -> Outcome:
    if not _CHECKING.acquire(timeout=PATIENCE):
        raise CannotRead(
            "Another file is being checked just now.", "Send yours again in a few minutes."
        )
    try:
        return which.check_file(Path(file.temporary_file_path()), year)
    finally:
        _CHECKING.release()


def _made(request: HttpRequest, outcome: Outcome) -> HeldCheck:
    """The check with what the record knows of its children; a file can be checked without one."""
    try:
        seen = data.outlook()
        held, known = returns.held_by(seen), returns.known(seen)
    except NoSnapshot:
        held, known = {}, {}
    now = timezone.localtime()
    made = f"{plain_day(now.date())} at {now:%H:%M}"
    return HeldCheck(_owner(request), worklist(outcome, held, {}), known, made)


def _held(request: HttpRequest, which: Return, ticket: str) -> tuple[HeldCheck, ListedCheck]:
    held = CHECKS.get(_owner(request), ticket)
    listed = ListedCheck(
        held.worklist.with_answers(returns.answers(which.form)), held.known, ticket
    )
    return held, listed


def _owner(request: HttpRequest) -> str:
    return f"{request.user.get_username()}/{request.session.session_key}"


def _name(held: HeldCheck, kind: str) -> str:
    outcome = held.worklist.outcome
    return f"{outcome.form.noun}-{outcome.year}-check.{kind}"


def _years(form: Form) -> Filter:
    choices = tuple(Choice(str(year), span(year)) for year in reversed(form.years))
    return Filter("year", f"{form.noun_at_start} year", choices, "one")

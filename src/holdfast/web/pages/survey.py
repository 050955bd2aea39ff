"""Looks through data that is sent to the page, as an import would read it, and imports nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from holdfast.errors import BadSetting, Busy, CannotRead
from holdfast.measures.survey.headings import MISSING
from holdfast.measures.survey.surveying import survey
from holdfast.measures.survey.told import Row, Survey
from holdfast.settings import HOME
from holdfast.sources.importers import Kinds
from holdfast.web import data, uploads
from holdfast.web.audit.log import record_act
from holdfast.web.options import UPLOAD_MB
from holdfast.web.unpacking import unpacked

KINDS = {
    Kinds.SSD: "The Standard Safeguarding Dataset",
    Kinds.ANNEX_A: "Annex A",
    Kinds.CIN_CENSUS: "Children in need censuses",
}
# So many rows of a table are shown; the command line tells all.
SHOWN = 50


@dataclass(frozen=True)
class Part:
    """A table of the page: its caption, its columns by name, and whether each holds numbers."""

    caption: str
    columns: tuple[tuple[str, str, bool], ...]
    rows: Sequence[Row]
    words: str = ""

    @property
    def lines(self) -> list[list[tuple[Any, bool]]]:
        """The cells of the rows that are shown, each with whether it is a number."""
        return [
            [(row[name], number) for name, _, number in self.columns] for row in self.rows[:SHOWN]
        ]

    @property
    def more(self) -> int:
        """How many rows are not shown."""
        return max(0, len(self.rows) - SHOWN)


_FIRST = (
    ("what", "What", False),
    ("where", "Where", False),
    ("cells", "Rows", True),
    ("children", "Children", True),
    ("clocks", "Clocks", True),
    ("duties", "Duties", True),
    ("next_step", "What to do", False),
)
_TABLES = (
    ("table", "Table", False),
    ("state", "State", False),
    ("given", "Given", True),
    ("read", "Read", True),
    ("refused", "Refused", True),
)
_HEADINGS = (("table", "Table", False), ("heading", "Heading", False), ("state", "State", False))
_DAYS = (
    ("table", "Table", False),
    ("heading", "Heading", False),
    ("order", "What comes first", False),
    ("filled", "Cells filled", True),
    ("day_only", "Only day first", True),
    ("month_only", "Only month first", True),
    ("either", "Either way", True),
)
_COUNTED = (("where", "Where", False), ("what", "What", False), ("count", "Count", True))
_WORDS = (
    ("table", "Table", False),
    ("column", "Column", False),
    ("word", "Word", False),
    ("count", "Count", True),
)
_CLOCKS = (
    ("title", "Clock", False),
    ("answers", "Answers", False),
    ("duties", "Duties", True),
    ("cannot_tell", "Cannot be determined", True),
    ("why", "Why", False),
)
_ABSENT = (("what", "What", False), ("clocks", "Clocks", True), ("next_step", "What to do", False))


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Asks for data, and shows what an import of it would make."""
    problem, next_step = "", ""
    if request.method == "POST":
        try:
            return _shown(request, _surveyed(request))
        except (CannotRead, BadSetting, Busy) as error:
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
    record_act(request.user.get_username(), "survey", "data to import", reason=what)
    words = {
        "found": found,
        "source": KINDS[Kinds(found.source)],
        "as_at": date.fromisoformat(found.as_at),
        "answer": sum(one["answers"] != "cannot tell" for one in found.clocks),
        "first": Part("What to correct first", _FIRST, found.first),
        "parts": [part for part in _parts(found) if part.rows],
    }
    return render(request, "pages/surveyed.html", words)


def _parts(found: Survey) -> list[Part]:
    given = [one for one in found.tables if one["state"] != MISSING]
    missing = ", ".join(one["table"] for one in found.tables if one["state"] == MISSING)
    return [
        Part("Tables", _TABLES, given, f"Not given: {missing}." if missing else ""),
        Part("Headings missing, not known or never filled", _HEADINGS, found.headings),
        Part("Which of day and month comes first", _DAYS, found.days),
        Part("Other things about days", _COUNTED, found.days_told),
        Part("Words that nobody knows the meaning of", _WORDS, found.words),
        Part("Identifiers, and children left out", _COUNTED, found.identifiers),
        Part("What each clock will be able to answer", _CLOCKS, found.clocks),
        Part("Not given at all", _ABSENT, found.absent),
    ]


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
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadSetting(
            "The day of the data must be written as year-month-day", "Such as 2018-01-31."
        ) from None


def _sent(request: HttpRequest) -> Any:
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

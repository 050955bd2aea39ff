"""What was imported, what was refused, and what it lets each clock answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from holdfast.clocks.rules.answers import Answered, answers
from holdfast.errors import Damaged, NoSnapshot
from holdfast.importing.changes_kept import kept_changes
from holdfast.importing.health_numbers import health_numbers
from holdfast.query.doubted import doubts_counted
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.record.store.waiting import Waiting, waiting_of
from holdfast.settings import HOME
from holdfast.web import data, source
from holdfast.web.actions.imports import record_verification
from holdfast.web.pages.changes import of_import
from holdfast.web.pages.imports import account
from holdfast.web.parts.paging import paging
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@needs(Permission.IMPORT)
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """Every snapshot, the latest first."""
    current = _current()
    store = _store()
    held = [account.line(one, one.id == current, _waiting(one, current)) for one in store.all()]
    return render(request, "pages/imports.html", {"held": held, "lost": store.unreadable()})


@needs(Permission.IMPORT)
@require_safe
def one(request: HttpRequest, identifier: str) -> HttpResponse:
    """One import: what was given, read and refused, and what the reader did."""
    snapshot = _store().get(identifier)
    return _account(request, snapshot, _kept_beside(snapshot))


@needs(Permission.IMPORT)
@require_POST
def verify(request: HttpRequest, identifier: str) -> HttpResponse:
    """The same page, having checked every file against its checksum."""
    snapshot = _store().get(identifier)
    record_verification(by=request.user.get_username(), snapshot=snapshot.id)
    try:
        snapshot.verify()
    except Damaged as error:
        return _account(request, snapshot, {"damaged": error})
    found = _kept_beside(snapshot) | {"whole": len(snapshot.manifest.checksums)}
    return _account(request, snapshot, found)


@needs(Permission.IMPORT)
@require_safe
def refusals(request: HttpRequest, identifier: str) -> HttpResponse:
    """The rows that were refused: where each lies, why, and what to do; never what it held."""
    snapshot = _store().get(identifier)
    page = paging(request.GET, account.refused(snapshot))
    words = {
        "import": account.line(snapshot, snapshot.id == _current()),
        "paging": page,
        "rows": account.refusals(snapshot, page.offset, page.limit),
    }
    return render(request, "pages/import_refusals.html", words)


@needs(Permission.IMPORT)
@require_safe
def answered(request: HttpRequest, identifier: str) -> HttpResponse:
    """What each clock can answer from this import, and why no more."""
    snapshot = _store().get(identifier)
    found = _answered(snapshot)
    words = {
        "import": account.line(snapshot, snapshot.id == _current()),
        "source": source.about(snapshot.manifest, found),
        "groups": account.by_answer(found),
    }
    return render(request, "pages/import_answers.html", words)


def _account(request: HttpRequest, snapshot: Snapshot, further: dict[str, object]) -> HttpResponse:
    current = _current()
    words = {
        "import": account.line(snapshot, snapshot.id == current),
        "counts": account.counts(snapshot),
        "total": account.total(snapshot),
        "waiting": _waiting(snapshot, current),
        "notes": snapshot.manifest.notes,
        "source": source.about(snapshot.manifest, _answered(snapshot)),
    }
    return render(request, "pages/import.html", words | further)


def _kept_beside(snapshot: Snapshot) -> dict[str, object]:
    """What lies in files beside the tables, and is not asked of a damaged import."""
    return {
        "refused": account.refused(snapshot),
        "unreadable": account.unreadable(snapshot),
        "doubts": account.doubts(doubts_counted(data.outlook_of(snapshot))),
        "words": account.words(snapshot),
        "nhs_numbers": health_numbers(snapshot).words,
        "changed": _changed(snapshot),
    }


def _changed(snapshot: Snapshot) -> dict[str, object] | None:
    """Why the lists changed with it, as it was told when it became current; else None."""
    found = kept_changes(_store(), snapshot, data.book())
    return of_import(snapshot, found) if found else None


def _answered(snapshot: Snapshot) -> list[Answered]:
    return answers(data.book().clocks, snapshot.manifest.feeds)


def _current() -> str:
    """The id of the current snapshot; empty before the first import."""
    try:
        return data.current().id
    except NoSnapshot:
        return ""


def _waiting(snapshot: Snapshot, current: str) -> Waiting | None:
    """Why an import waits; what is shown does not."""
    if snapshot.id in (current, _store().pointed()):
        return None
    return waiting_of(HOME.path(), snapshot.id)


def _store() -> Store:
    return Store(HOME.path())

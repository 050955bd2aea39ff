"""The edition for members on a page of ours: totals alone, the same for everybody who looks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from holdfast.errors import NotFound
from holdfast.evidence.keeping import KeptPack, kept_packs
from holdfast.evidence.kinds import PackKind
from holdfast.evidence.making import PAGE
from holdfast.settings import HOME
from holdfast.web.actions.packs import record_pack_taken
from holdfast.web.actions.viewing import record_list
from holdfast.web.pages.packs.overview import as_file
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

PRINTED = "scrutiny.pdf"


@needs(Permission.SEE_AGGREGATES, Permission.SEE_FIGURES)
@require_safe
def edition(request: HttpRequest, pack: str = "") -> HttpResponse:
    """The latest edition, or an earlier one. Raises NotFound, Damaged."""
    out = editions_out()
    shown = _the(out, pack)
    # It is of our own making, and was found to be as it was made: text in it is escaped.
    page = mark_safe(shown.read(PAGE).decode())
    detail = f"edition of {shown.day.isoformat()}; no child"
    record_list(by=request.user.get_username(), page="scrutiny pack", detail=detail)
    words = {
        "shown": shown,
        "page": page,
        "others": [one for one in out if one is not shown],
        "printed": any(one.name == PRINTED for one in shown.files),
    }
    return render(request, "packs/edition.html", words)


@needs(Permission.SEE_AGGREGATES, Permission.SEE_FIGURES)
@require_safe
def edition_file(request: HttpRequest, pack: str) -> HttpResponse:
    """An edition as PDF. Raises NotFound, Damaged."""
    held = _the(editions_out(), pack)
    content = held.read(PRINTED)
    record_pack_taken(by=request.user.get_username(), pack=held, what=PRINTED)
    return as_file(content, f"{held.identifier}.pdf", PRINTED)


def editions_out() -> list[KeptPack]:
    """The editions for members, that of the latest day first."""
    out = [one for one in kept_packs(HOME.path()) if one.kind is PackKind.SCRUTINY]
    return sorted(out, key=lambda one: (one.day, one.at), reverse=True)


def _the(out: list[KeptPack], pack: str) -> KeptPack:
    found = next((one for one in out if pack in ("", one.identifier)), None)
    if found is None:
        raise NotFound(
            "There is no edition for members here yet.",
            "It comes with the next scrutiny pack that the council makes.",
        )
    return found

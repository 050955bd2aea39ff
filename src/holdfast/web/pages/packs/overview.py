"""The four packs with a button each, every pack that is kept, and one of them with its files."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.errors import HoldfastError, NotFound
from holdfast.evidence.keeping import KeptPack, kept_pack, kept_packs
from holdfast.evidence.kinds import PackKind
from holdfast.query.need_to_know import NeedToKnow
from holdfast.settings import HOME
from holdfast.web.accounts.proof import ask_for_proof, proved_lately
from holdfast.web.actions.packs import record_pack_taken, remove_kept_pack
from holdfast.web.looking import may_know
from holdfast.web.packs.making import MAKING
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.people.assignments import allowed
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

SHOWN = 12
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WORDS = {
    "annex_a_2019.xlsx": "Annex A in the layout of 2019",
    "annex_a_2024.xlsx": "Annex A in the layout of 2024",
    "board": "Report to the improvement board",
    "case_sample": "Case sample: children’s numbers",
    "contingency.html": "Contingency pack, encrypted: opens in a browser with its passphrase",
    "figures.json": "Every number of the edition, for machines",
    "page.html": "The edition as part of a page",
    "scrutiny": "Edition for members",
    "self_evaluation": "Self-evaluation by the three questions",
}


@needs(Permission.MAKE_PACKS)
@require_safe
def packs(request: HttpRequest) -> HttpResponse:
    """What each pack holds and its button; below, the packs that are kept."""
    every = bool(request.GET.get("all"))
    kept = kept_packs(HOME.path())
    words: dict[str, Any] = {
        "kinds": list(PackKind),
        "now": MAKING.now,
        "kept": kept if every else kept[:SHOWN],
        "more": 0 if every else max(0, len(kept) - SHOWN),
        "members": any(one.kind is PackKind.SCRUTINY for one in kept),
    }
    return render(request, "packs/overview.html", words)


@needs(Permission.MAKE_PACKS)
@require_http_methods(["GET", "POST"])
def one_pack(request: HttpRequest, pack: str) -> HttpResponse:
    """A kept pack: what it rests on, its checksum, its files; a post removes it."""
    held, problem = kept_pack(HOME.path(), pack), None
    if request.method == "POST":
        if not proved_lately(request):
            return ask_for_proof(request)
        try:
            remove_kept_pack(by=request.user.get_username(), pack=held)
            return HttpResponseRedirect(reverse("packs"))
        except HoldfastError as error:
            problem = error
    bound = may_know()
    words = {
        "pack": held,
        "facts": _facts(held),
        "files": [(one, words_of(one.name), _size(one.size)) for one in held.files],
        "may_have": may_have(held, bound),
        "may_take": allowed(request.user, Permission.TAKE_AWAY),
        "is_edition": held.kind is PackKind.SCRUTINY,
        "problem": problem.what if problem else "",
        "next_step": problem.next_step if problem else "",
    }
    return render(request, "packs/one.html", words)


@needs(Permission.TAKE_AWAY)
@require_safe
def pack_file(request: HttpRequest, pack: str, name: str) -> HttpResponse:
    """One file of a kept pack, to be saved. Raises NotFound, Damaged."""
    held = kept_pack(HOME.path(), pack)
    if not may_have(held, may_know()):
        raise NotFound(
            "You may not have this pack: it tells of children of whom you may not know.",
            "Make one of your own: it leaves them out, and says how many.",
        )
    content = held.read(name)
    children = held.children_in(name)
    record_pack_taken(by=request.user.get_username(), pack=held, what=name, children=children)
    return as_file(content, f"{held.identifier}-{name}", name)


def as_file(content: bytes, saved_as: str, name: str) -> HttpResponse:
    """A file to be saved, never shown in place: what is in it is not a page of ours."""
    ending = name[name.rfind(".") :]
    answer = HttpResponse(content, content_type=TYPES.get(ending, "application/octet-stream"))
    answer["Content-Disposition"] = f'attachment; filename="{saved_as}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def may_have(pack: KeptPack, bound: NeedToKnow | None) -> bool:
    """Whether a pack tells of nobody whom somebody may not know.

    Totals for everybody are everybody's; figures of the council, small ones among them, are for
    those who may know of the whole council.
    """
    if bound is None or pack.kind is PackKind.SCRUTINY:
        return True
    if pack.kind is PackKind.BOARD:
        return bound.children is None
    return all(child in bound for child in pack.children)


def words_of(name: str) -> str:
    """What a file of a pack is."""
    stem, _, ending = name.partition(".")
    return _WORDS.get(name) or f"{_WORDS.get(stem, stem)} ({ending.upper()})"


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size >= 1_000_000 else f"{-(-size // 1000):,} kB"


def _facts(pack: KeptPack) -> list[Fact]:
    options = pack.options
    told = [
        Fact("Figures as at", plain_day(pack.day)),
        Fact("Snapshot", pack.snapshot, reverse("import", args=[pack.snapshot])),
        Fact("Checksum", pack.checksum),
        Fact("Made", f"{pack.at.replace('T', ' at ')} by {pack.by}"),
    ]
    if pack.kind.names_children:
        told.append(Fact("Children named", f"{len(pack.children):,}"))
    if options.get("seed"):
        told.append(Fact("Cases", f"{options['cases']}, drawn by the seed {options['seed']}"))
    if options.get("team"):
        told.append(Fact("Team", str(options["team"])))
    return told

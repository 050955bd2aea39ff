"""The four packs with a button each, every pack that is kept, and one of them with its files."""

import shlex
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.errors import HoldfastError, NotFound
from holdfast.evidence.keeping import KeptPack, kept_pack, kept_packs
from holdfast.evidence.kinds import PackKind
from holdfast.query.need_to_know import NeedToKnow
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.accounts.proof import ask_for_proof, proved_lately
from holdfast.web.actions.packs import record_pack_taken, remove_kept_pack
from holdfast.web.looking import may_know
from holdfast.web.packs.making import being_made
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.templatetags.words import plain_day, short_day
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
        "now": being_made(),
        "kept": [
            (one, moment_words(one.at, short=True), moment_words(one.entered_until, short=True))
            for one in (kept if every else kept[:SHOWN])
        ],
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
    again = _again(held, bound)
    words = {
        "pack": held,
        "facts": _facts(held),
        "files": [(one, words_of(one.name), _size(one.size)) for one in held.files],
        "may_have": may_have(held, bound),
        "may_take": allowed(request.user, Permission.TAKE_AWAY),
        "is_edition": held.kind is PackKind.SCRUTINY,
        "again": again,
        "again_query": urlencode(again),
        "command": _command(held) if again else "",
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


def _again(pack: KeptPack, bound: NeedToKnow | None) -> dict[str, Any]:
    """What the pack is asked for with again; nothing where only the command can make it again.

    Of whom one may know is told of the children of the current data: of another snapshot's it is
    known only of those who may know of everybody.
    """
    if not pack.entered_until or (bound is not None and pack.snapshot != data.current().id):
        return {}
    asked = {"snapshot": pack.snapshot, "entered_until": pack.entered_until}
    if pack.kind is not PackKind.INSPECTION:
        asked["day"] = pack.day.isoformat()
    return asked | {name: str(value) for name, value in pack.options.items()}


def _command(pack: KeptPack) -> str:
    """The command that makes a pack again."""
    words = ["holdfast", "pack", pack.kind.value, "--snapshot", pack.snapshot]
    if pack.kind is not PackKind.INSPECTION:
        words += ["--as-at", pack.day.isoformat()]
    for name, value in pack.options.items():
        words += [f"--{name}", str(value)] if value else []
    return shlex.join([*words, "--entered-until", pack.entered_until])


def moment_words(text: str, short: bool = False) -> str:
    """A moment of a kept pack for people, by the clock of the council; empty for none."""
    if not text:
        return ""
    told = datetime.fromisoformat(text)
    moment = timezone.localtime(told) if timezone.is_aware(told) else told
    if short:
        return f"{short_day(moment.date())}, {moment:%H:%M}"
    return f"{plain_day(moment.date())}, {moment:%H:%M:%S}"


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size >= 1_000_000 else f"{-(-size // 1000):,} kB"


def _facts(pack: KeptPack) -> list[Fact]:
    options = pack.options
    told = [
        Fact("Figures as at", plain_day(pack.day)),
        Fact("Snapshot", pack.snapshot, reverse("import", args=[pack.snapshot])),
        Fact("Checksum", pack.checksum),
        Fact("Made", f"{moment_words(pack.at)}, by {pack.by}"),
    ]
    if pack.entered_until:
        told.insert(2, Fact("Entries taken until", moment_words(pack.entered_until)))
    if pack.kind.names_children:
        told.append(Fact("Children named", f"{len(pack.children):,}"))
    if options.get("seed"):
        told.append(Fact("Cases", f"{options['cases']}, drawn by the seed {options['seed']}"))
    if options.get("team"):
        told.append(Fact("Team", str(options["team"])))
    return told

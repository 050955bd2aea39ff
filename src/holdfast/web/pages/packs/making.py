"""Asks for what a pack is made with, begins to make it, and shows how far it is."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.days import read_day
from holdfast.errors import BadSetting, HoldfastError
from holdfast.evidence.documents.locked import SHORTEST
from holdfast.evidence.kinds import MOST_CASES, USUAL_CASES, PackKind, PackWanted
from holdfast.query.need_to_know import NeedToKnow
from holdfast.record.store.snapshots import Store
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.accounts.proof import ask_for_proof, proved_lately
from holdfast.web.looking import may_know
from holdfast.web.packs import making
from holdfast.web.packs.making import PackOrder
from holdfast.web.packs.source import read_moment_until
from holdfast.web.pages.packs.overview import moment_words
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import titles

# How often the page looks again, in seconds.
AGAIN = 4
# What a pack that is made again is asked for with besides.
AGAIN_OF = ("snapshot", "entered_until")


@needs(Permission.MAKE_PACKS)
@require_http_methods(["GET", "POST"])
def make_pack(request: HttpRequest, kind: str) -> HttpResponse:
    """The form of one pack; a post begins to make it and leads to how far it is."""
    if kind not in list(PackKind):
        raise Http404
    if not proved_lately(request):
        return ask_for_proof(request)
    of, problem = PackKind(kind), None
    if request.method == "POST":
        try:
            making.begin(_order(request, of))
            return HttpResponseRedirect(reverse("pack_making"))
        except HoldfastError as error:
            problem = error
    seen, asked = data.outlook(), request.POST or request.GET
    words: dict[str, Any] = {
        "kind": of,
        "as_at": seen.snapshot.manifest.as_at,
        "snapshot_id": asked.get("snapshot") or seen.snapshot.id,
        "teams": titles(seen).items() if of is PackKind.CONTINGENCY else (),
        "typed": {name: asked.get(name, "") for name in ("day", "seed", "cases", "team")},
        "again": {name: asked.get(name, "") for name in AGAIN_OF if asked.get(name)},
        "until": _until_words(asked.get("entered_until", "")),
        "usual": USUAL_CASES,
        "most": MOST_CASES,
        "shortest": SHORTEST,
        "problem": problem.what if problem else "",
        "next_step": problem.next_step if problem else "",
    }
    return render(request, "packs/make.html", words)


@needs(Permission.MAKE_PACKS)
@require_safe
def pack_making(request: HttpRequest) -> HttpResponse:
    """How far the pack is that is being made; once it is done, the pack itself."""
    now = making.being_made()
    if now is None:
        return HttpResponseRedirect(reverse("packs"))
    if now.identifier:
        making.forget()
        return HttpResponseRedirect(reverse("pack", args=[now.identifier]))
    if now.problem is not None:
        making.forget()
    answer = render(request, "packs/making.html", {"now": now})
    if now.running:
        answer["Refresh"] = str(AGAIN)
    return answer


def _until_words(text: str) -> str:
    """Until when entries are taken, for people; what cannot be read as it was typed."""
    try:
        return moment_words(text)
    except ValueError:
        return text


def _order(request: HttpRequest, kind: PackKind) -> PackOrder:
    """What the form asks for. Raises BadSetting, NotFound, and what opening data does."""
    typed, seen = request.POST, data.outlook()
    if typed.get("passphrase", "") != typed.get("again", ""):
        raise BadSetting("The two passphrases differ.", "Type the same one twice.")
    team = typed.get("team", "").strip()
    if team and team not in titles(seen):
        raise BadSetting("The data has no team of that number.", "Choose one from the list.")
    cases = typed.get("cases", "").strip() or str(USUAL_CASES)
    if not (cases.isascii() and cases.isdigit() and len(cases) < 6):
        raise BadSetting("Give the number of cases in digits.", f"Write from 1 to {MOST_CASES}.")
    wanted = PackWanted(
        kind, typed.get("seed", "").strip(), int(cases), team, typed.get("passphrase", "")
    )
    day = read_day(typed.get("day", "").strip(), "the day")
    if day is not None:
        data.outlook(day)  # a day that cannot be told is refused here and now
    bound, snapshot = _bound(kind, may_know()), typed.get("snapshot", "") or seen.snapshot.id
    if snapshot != seen.snapshot.id:
        Store(HOME.path()).get(snapshot)
        if bound is not None:
            raise BadSetting(
                "Of an earlier snapshot only those who may know of everybody can make a pack.",
                "Make one of the current snapshot, or ask whoever may know of every child.",
            )
    until = read_moment_until(typed.get("entered_until", ""))
    return PackOrder(wanted, snapshot, day, bound, request.user.get_username(), until)


def _bound(kind: PackKind, bound: NeedToKnow | None) -> NeedToKnow | None:
    """Of whom the pack may tell: totals and figures of the council are the same for everybody."""
    if kind.names_children:
        return bound
    if bound is not None and bound.children is not None:
        raise BadSetting(
            f"The {kind.heading.lower()} is of the whole council, and your role is not.",
            "Ask somebody who may know of every child.",
        )
    return None

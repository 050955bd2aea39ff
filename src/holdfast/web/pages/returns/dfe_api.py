"""DfE's social care API: what it would be sent now, what it refused, and what was sent.

The page sends nothing. To draw the payloads takes seconds, so that it reads what was worked out
last, and says where that is of before the data or the last send.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from holdfast.count_words import count_of
from holdfast.dfe_api.changed import PayloadChange
from holdfast.dfe_api.declared import VERSION
from holdfast.dfe_api.dry_run import DryRun, keep, kept, work_out
from holdfast.dfe_api.ledger import HeldState, LedgerSeen, PastSend, seen
from holdfast.dfe_api.sending import Became
from holdfast.errors import Damaged, NoSnapshot
from holdfast.record.store.snapshot import Snapshot
from holdfast.settings import HOME
from holdfast.web import data, returns
from holdfast.web.actions.files import record_dry_run
from holdfast.web.actions.viewing import record_list
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.paging import paging
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

SENDS, CHILDREN = 10, 20
# One at a time: to draw a county takes both the processor and the memory it can get.
PATIENCE = 60
_WORKING = Lock()
_MEANING = {
    PayloadChange.NEW: "DfE was sent nothing of them, or took everything back.",
    PayloadChange.UPDATED: "What would be said is not what DfE gave its last receipt for.",
    PayloadChange.DELETED: "They are not in the data any more: DfE is asked to take them back.",
    PayloadChange.UNCHANGED: "Nothing is sent of them.",
}


@dataclass(frozen=True)
class NotSent:
    """A child who is not sent as it is: by whose word, and why."""

    child: str
    who: str
    why: str
    url: str


@needs(Permission.ANSWER_RETURNS)
@require_http_methods(["GET", "POST"])
def dfe_api(request: HttpRequest) -> HttpResponse:
    """What DfE would be sent; asked to, works it out anew."""
    try:
        snapshot = data.current()
    except NoSnapshot as error:
        return render(request, "pages/dfe_api.html", {"error": error})
    problem: Damaged | None = None
    try:
        if request.method == "POST":
            _work_out(request, snapshot)
            return HttpResponseRedirect(reverse("dfe_api"))
        ledger = seen(HOME.path())
        made = kept(HOME.path())
    except Damaged as error:
        problem, ledger, made = error, None, None
    return render(request, "pages/dfe_api.html", _words(request, snapshot, made, ledger, problem))


def _work_out(request: HttpRequest, snapshot: Snapshot) -> None:
    """Draw the payloads and keep what would be sent. Raises Damaged."""
    if not _WORKING.acquire(timeout=PATIENCE):
        raise Damaged("It is being worked out just now.", "Look again in a minute.")
    try:
        made_at = timezone.localtime().replace(tzinfo=None).isoformat(timespec="seconds")
        made = work_out(snapshot, seen(HOME.path()) or LedgerSeen({}, ()), made_at)
        told = ", ".join(f"{count:,} {change}" for change, count in made.counts.items())
        record_dry_run(by=request.user.get_username(), detail=f"worked out: {told}")
        keep(HOME.path(), made)
    finally:
        _WORKING.release()


def _words(
    request: HttpRequest,
    snapshot: Snapshot,
    made: DryRun | None,
    ledger: LedgerSeen | None,
    problem: Damaged | None,
) -> dict[str, Any]:
    ledger = ledger or LedgerSeen({}, ())
    children, hidden = _children(made, ledger)
    page = paging(request.GET, len(children), CHILDREN)
    shown = children[page.offset : page.offset + page.limit]
    if shown:
        record_list(
            by=request.user.get_username(),
            page="children DfE is not sent",
            detail=f"{count_of(len(shown), 'child,children')} shown",
            children=(one.child for one in shown),
        )
    states = Counter(one.state for one in ledger.held.values())
    return {
        "made": made,
        "problem": problem,
        "stale": made is not None and _stale(made, snapshot, ledger),
        "facts": _facts(made, states),
        "rows": [
            {"what": change.value, "children": made.counts[change], "means": _MEANING[change]}
            for change in PayloadChange
        ]
        if made
        else [],
        "reasons": _counted(made.reasons if made else {}),
        "refusals": _counted(
            Counter(one.why for one in ledger.held.values() if one.state is HeldState.REFUSED)
        ),
        "left_out": _counted(made.left_out if made else {}),
        "children": shown,
        "hidden": hidden,
        "paging": page,
        "sends": [_send(one) for one in ledger.sends[:SENDS]],
        "earlier_sends": len(ledger.sends[SENDS:]),
    }


def _stale(made: DryRun, snapshot: Snapshot, ledger: LedgerSeen) -> str:
    """Why what was worked out does not hold any more; empty where it does."""
    if made.snapshot != snapshot.id:
        return "The data was imported anew since this was worked out."
    return "Something was sent since this was worked out." if made.send != ledger.last else ""


def _facts(made: DryRun | None, states: Mapping[HeldState, int]) -> list[Fact]:
    facts = [
        Fact("DfE gave a receipt for", count_of(states[HeldState.SENT], "child,children")),
        Fact("In doubt whether DfE has", count_of(states[HeldState.IN_DOUBT], "child,children")),
        Fact("DfE's description", f"Version {VERSION}"),
    ]
    if made is None:
        return facts
    return [
        Fact("Worked out", _moment(made.made_at)),
        Fact("From snapshot", made.snapshot, reverse("import", args=[made.snapshot])),
        *facts,
    ]


def _children(made: DryRun | None, ledger: LedgerSeen) -> tuple[list[NotSent], int]:
    """The children who are not sent as they are, and how many more may not be known here."""
    told = [
        (one.child, "Holdfast", reason)
        for one in (made.unsendable if made else ())
        for reason in one.reasons
    ]
    told += [
        (child, "DfE", one.why)
        for child, one in sorted(ledger.held.items())
        if one.state is HeldState.REFUSED
    ]
    may_know = set(returns.known(data.outlook()).values())
    shown = [
        NotSent(child, who, why, reverse("child", args=[data.handle(child)]))
        for child, who, why in told
        if child in may_know
    ]
    return shown, len({child for child, _, _ in told} - may_know)


def _counted(found: Mapping[str, int]) -> list[dict[str, Any]]:
    """Words with how many of each, the most first."""
    pairs: Iterable[tuple[str, int]] = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [{"words": words, "count": count} for words, count in pairs]


def _send(one: PastSend) -> dict[str, Any]:
    return {
        "began": _moment(one.began),
        "counts": [one.counts.get(what.value, 0) for what in Became] if one.ended else [],
        "end": one.stopped or ("To its end" if one.ended else "Broken off: it did not end"),
    }


def _moment(told: str) -> str:
    """A moment as people write it: 31 January 2018 at 08:30."""
    at = datetime.fromisoformat(told)
    return f"{plain_day(at.date())} at {at:%H:%M}"

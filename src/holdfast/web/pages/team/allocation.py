"""Who of a team could take on the children whom nobody holds: a proposal for a manager."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.allocating.proposal import AllocationProposal, Candidate, WaitingFamily
from holdfast.allocating.proposing import propose
from holdfast.web import data
from holdfast.web.actions.viewing import record_download, record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.concerns.families import LONG_TRUE
from holdfast.web.pages.team.known import TeamKnownOnADay, team_known
from holdfast.web.pages.team.my_team import points_in_words
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import NAME as TEAM

COLUMNS = (
    "family", "children", "due", "proposed", "worker", "full_name", "possible", "points", "room",
    "reasons", "doubts", "why_not", "traded", "why_unplaced",
)  # fmt: skip


@needs(Permission.SEE_WORKLOADS)
@require_safe
@on_day
def allocation(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The proposal for a team, every candidate with the reasons; the view is noted in the log."""
    known = team_known(request, asked)
    if not known.scope:
        return HttpResponseRedirect(asked.link("team"))
    found = _proposal(known)
    families = [*(one.waiting for one in found.placed), *(one.waiting for one in found.unplaced)]
    number = sum(len(one.children) for one in families)
    detail = f"team {known.scope.team}; as at {asked.day.isoformat()}; {number} children shown"
    record_list(
        by=request.user.get_username(),
        page="team allocation",
        detail=detail,
        children=(each.child for one in families for each in one.children),
    )
    unplaced = [
        _family(known, one.waiting, one.candidates) | {"why": one.why} for one in found.unplaced
    ]
    words = {
        "asked": asked,
        "known": known,
        "found": found,
        "placed": [
            _family(known, one.waiting, one.candidates[1:])
            | {"proposed": one.proposed, "traded": one.traded}
            for one in found.placed
        ],
        "unplaced": [row for row in unplaced if row["days"] <= LONG_TRUE],
        "unplaced_long": [row for row in unplaced if row["days"] > LONG_TRUE],
        "not_ready": [
            {"one": one, "name": PeopleShown.on(asked).family([one.child])}
            for one in found.not_ready
        ],
        "children": number,
        "proposed_children": sum(len(one.waiting.children) for one in found.placed),
        "points_in_words": points_in_words(known),
        "back": asked.link("team", **{TEAM: known.scope.team}),
        "file": reverse("team_allocation_file") + with_query(request.GET, {}),
    }
    return render(request, "pages/team_allocation.html", words)


@needs(Permission.TAKE_AWAY)
@require_safe
@on_day
def allocation_file(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every candidate of every family as a CSV file: nothing of the proposal is hidden."""
    known = team_known(request, asked)
    if not known.scope:
        return HttpResponseRedirect(asked.link("team"))
    found = _proposal(known)
    rows = [
        _in_file(one.waiting, each, each is one.proposed, one.traded, "")
        for one in found.placed
        for each in one.candidates
    ]
    rows += [
        _in_file(one.waiting, each, False, "", one.why)
        for one in found.unplaced
        for each in one.candidates
    ]
    waiting = [*(one.waiting for one in found.placed), *(one.waiting for one in found.unplaced)]
    detail = f"team {known.scope.team}; as at {asked.day.isoformat()}; {len(rows)} rows"
    record_download(
        by=request.user.get_username(),
        page="team allocation file",
        detail=detail,
        children=(each.child for one in waiting for each in one.children),
    )
    about = {"as_at": asked.day, "snapshot": asked.outlook.snapshot.id, "proposal": "not written"}
    return csv_file(f"allocation-{asked.day.isoformat()}.csv", COLUMNS, rows, about)


def _proposal(known: TeamKnownOnADay) -> AllocationProposal:
    seen, team, scheme = known.asked.outlook, known.scope.team, known.scheme
    found: AllocationProposal = data.remember(
        seen, ("allocation", team, repr(scheme)), lambda: propose(seen, team, scheme)
    )
    return found


def _family(
    known: TeamKnownOnADay, waiting: WaitingFamily, others: Iterable[Candidate]
) -> dict[str, Any]:
    listed = list(others)
    return {
        "waiting": waiting,
        "on": ", ".join(dict.fromkeys(one.status.in_words for one in waiting.children)),
        "children": [{"one": one} for one in waiting.children],
        "days": min(one.days for one in waiting.children),
        "name": PeopleShown.on(known.asked).family(waiting.numbers),
        "could": [one for one in listed if one.possible],
        "could_not": [one for one in listed if not one.possible],
    }


def _in_file(
    waiting: WaitingFamily, one: Candidate, proposed: bool, traded: str, why: str
) -> dict[str, Any]:
    return {
        "family": waiting.family,
        "children": " ".join(waiting.numbers),
        "due": waiting.due,
        "proposed": "yes" if proposed else "no",
        "worker": one.worker,
        "full_name": one.full_name,
        "possible": "yes" if one.possible else "no",
        "points": one.points,
        "room": one.room,
        "reasons": "; ".join(one.reasons),
        "doubts": "; ".join(one.doubts),
        "why_not": one.why_not,
        "traded": traded if proposed else "",
        "why_unplaced": why,
    }

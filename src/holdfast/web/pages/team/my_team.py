"""My team: who holds what, how it is spread, who has room, who came and went, whom nobody holds.

Without a team the page lists the teams. Children are shown by number, so that each view is noted in
the audit log.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.query.caseload.held import held_children
from holdfast.query.caseload.loads import WorkerLoad, points_by_child
from holdfast.query.caseload.spread import spread_of
from holdfast.query.caseload.unallocated import UnallocatedChild, WhyUnallocated
from holdfast.query.concerns import ConcernTrueOf
from holdfast.web.actions.viewing import record_download, record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.concerns.families import LONG_TRUE
from holdfast.web.pages.team.drawings import GROUPS, grouped, held_bar, spread_chart, staff_lanes
from holdfast.web.pages.team.known import TeamKnownOnADay, team_known
from holdfast.web.pages.team.support import (
    allocations_of,
    shown_children,
    support_groups,
    support_lacking,
)
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import titles

WORKER = "worker"
COLUMNS = (
    "worker", "full_name", "team", "kind", "agency", "newly_qualified", "full_time_equivalent",
    "months_in_post", "left", "away_since", "children", "families", "points", "capacity", "room",
    "new", "overdue", "due_soon", "due_ahead", "oversight_overdue", "oversight_ahead",
)  # fmt: skip


@needs(Permission.SEE_WORKLOADS)
@require_safe
@on_day
def team(request: HttpRequest, asked: Asked) -> HttpResponse:
    """One team, or the list of teams where none is asked for."""
    known = team_known(request, asked)
    if not known.scope:
        return render(request, "pages/teams.html", _teams(known))
    worker = _chosen(request, known)
    shown = [] if worker is None else _held_by(known, worker)
    nobody = _nobody(known)
    long_unheld = [group for group in nobody if group["days"] > LONG_TRUE]
    found = allocations_of(asked, known.scope)
    _note(request, known, worker, shown, nobody, found)
    words = {
        "asked": asked,
        "known": known,
        "filtering": known.filtering,
        "groups": [(words, kind) for words, kind, _ in GROUPS],
        "rows": [_row(request, known, one) for one in known.in_post],
        "all": _all(known.in_post),
        "left": [one for one in known.loads if one.left],
        "spread": known.spread,
        "service": spread_of(known.everybody),
        "chart": spread_chart(known.in_post, known.everybody),
        "lanes": staff_lanes(list(known.people.values()), asked.day),
        "changes": known.changes,
        "workers_most": max((number for _, number in known.changes.by_workers), default=1),
        "support": support_groups(asked, PeopleShown.on(asked), found, known.scope.team),
        "support_lacking": support_lacking(asked),
        "nobody": [group for group in nobody if group["days"] <= LONG_TRUE],
        "nobody_long": long_unheld,
        "nobody_long_children": sum(len(group["children"]) for group in long_unheld),
        "nobody_count": len(known.nobody),
        "of_no_team": len(known.of_no_team),
        "chosen": worker,
        "chosen_children": shown,
        "points_in_words": points_in_words(known),
        "agency": sum(bool(one.agency) for one in known.in_post),
        "file": reverse("team_file") + with_query(request.GET, {WORKER: None}),
        "allocation": asked.link("team_allocation", **{TEAM: known.scope.team}),
        "unlink": with_query(request.GET, {WORKER: None}) + "#who",
    }
    return render(request, "pages/team.html", words)


@needs(Permission.TAKE_AWAY)
@require_safe
@on_day
def team_file(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The loads of the team's workers as a CSV file: numbers of children, and no child."""
    known = team_known(request, asked)
    rows = [{name: getattr(one, name) for name in COLUMNS} for one in known.loads]
    detail = f"{_whose(known)}; {len(rows)} workers"
    record_download(by=request.user.get_username(), page="team file", detail=detail)
    about = {
        "as_at": asked.day,
        "snapshot": asked.outlook.snapshot.id,
        "scheme": known.scheme.name,
    }
    return csv_file(f"caseload-{asked.day.isoformat()}.csv", COLUMNS, rows, about)


def points_in_words(known: TeamKnownOnADay) -> str:
    """The scheme in a sentence: what each status counts for, and the room of a worker."""
    scheme = known.scheme
    told = ", ".join(f"{one.in_words} {points:g}" for one, points in scheme.status.items())
    more = ", ".join(
        f"{one.value.replace('_', ' ')} {points:g} more" for one, points in scheme.more.items()
    )
    return (
        f"{told}; {more}; brothers and sisters after the first {scheme.sibling_share:.0%}. "
        f"Room: {scheme.full_time:g} for a full-time worker, {scheme.first_months_share:.0%} of it "
        f"in the first {scheme.first_months} months and {scheme.newly_qualified_share:.0%} in the "
        "first year in practice"
    )


def _teams(known: TeamKnownOnADay) -> dict[str, Any]:
    """The list of teams: each with its workers, their children, and the most that one holds."""
    by_team: dict[str, list[WorkerLoad]] = {}
    for one in known.everybody:
        if one.team:
            by_team.setdefault(one.team, []).append(one)
    waiting: dict[str | None, int] = {}
    for child in known.nobody:
        waiting[child.team] = waiting.get(child.team, 0) + 1
    rows = [
        {
            "title": title,
            "url": known.asked.link("team", **{TEAM: identifier}),
            "spread": spread_of(by_team[identifier]),
            "nobody": waiting.get(identifier, 0),
        }
        for identifier, title in titles(known.asked.outlook).items()
        if identifier in by_team and spread_of(by_team[identifier]).children
    ]
    return {
        "asked": known.asked,
        "known": known,
        "rows": rows,
        "service": spread_of(known.everybody),
        "of_no_team": waiting.get(None, 0),
        "points_in_words": points_in_words(known),
    }


def _chosen(request: HttpRequest, known: TeamKnownOnADay) -> WorkerLoad | None:
    wanted = request.GET.get(WORKER, "")
    return next((one for one in known.loads if one.worker == wanted), None)


def _held_by(known: TeamKnownOnADay, worker: WorkerLoad) -> list[dict[str, Any]]:
    """The children of one worker, by what they are on, brothers and sisters together."""
    held = [one for one in held_children(known.asked.outlook) if one.worker == worker.worker]
    points = points_by_child(held, known.scheme)
    order = {one: place for place, one in enumerate(known.scheme.status)}
    firsts: dict[str, tuple[int, str]] = {}
    for one in held:
        place = (order[one.status], one.child)
        firsts[one.family] = min(firsts.get(one.family, place), place)
    held.sort(key=lambda one: (firsts[one.family], order[one.status], one.child))
    people = PeopleShown.on(known.asked)
    return [
        {
            "held": one,
            "name": people.family([one.child]),
            "waits": people.waits([one.child]),
            "also": ", ".join(sorted(also.value.replace("_", " ") for also in one.also)),
            "points": f"{points[one.child]:g}",
        }
        for one in held
    ]


def _row(request: HttpRequest, known: TeamKnownOnADay, one: WorkerLoad) -> dict[str, Any]:
    most = max((each.children for each in known.in_post), default=1)
    counts = grouped(one)
    return {
        "load": one,
        "bar": held_bar(one, most),
        "counts": counts,
        "points": f"{one.points:g}",
        "room": room_in_words(one),
        "over": one.capacity != 0 and one.room is not None and one.room < 0,
        "about": about_worker(one),
        "url": with_query(request.GET, {WORKER: one.worker}) + "#held",
    }


def room_in_words(one: WorkerLoad) -> str:
    """The room that the scheme leaves a worker."""
    if one.room is None:
        return "not known"
    if one.capacity == 0:
        return "none"
    return f"{-one.room:g} over" if one.room < 0 else f"{one.room:g}"


def about_worker(one: WorkerLoad) -> str:
    """What a worker is, in a few words below the name."""
    told = [
        "manager" if one.kind == "manager" else "",
        "agency" if one.agency else "",
        "first year in practice" if one.newly_qualified else "",
        in_post_in_words(one.months_in_post),
        f"{one.full_time_equivalent:.0%} of full time"
        if one.full_time_equivalent is not None and one.full_time_equivalent != 1
        else "",
        f"away since {one.away_since.day} {one.away_since:%b}" if one.away_since else "",
    ]
    return ", ".join(word for word in told if word)


def in_post_in_words(months: int | None) -> str:
    """Months in post as years and months."""
    if months is None:
        return "not recorded since when"
    years, rest = divmod(months, 12)
    parts = [f"{years} year{'s' * (years != 1)}"] if years else []
    if rest or not years:
        parts.append(f"{rest} month{'s' * (rest != 1)}")
    return f"{' '.join(parts)} in post"


def _all(loads: Sequence[WorkerLoad]) -> dict[str, Any]:
    return {
        "children": sum(one.children for one in loads),
        "families": sum(one.families for one in loads),
        "counts": [sum(column) for column in zip(*map(grouped, loads), strict=True)],
        "new": sum(one.new for one in loads),
        "overdue": sum(one.overdue for one in loads),
        "due_soon": sum(one.due_soon for one in loads),
        "due_ahead": sum(one.due_ahead for one in loads),
    }


def _nobody(known: TeamKnownOnADay) -> list[dict[str, Any]]:
    """Whom nobody holds, by reason and by who held them last: families of children."""
    people = PeopleShown.on(known.asked)
    groups: dict[tuple[str, str], list[UnallocatedChild]] = {}
    for one in known.nobody:
        last = one.last_worker if one.why is WhyUnallocated.LEFT else None
        groups.setdefault((one.why.value, people.worker(last)), []).append(one)
    return [
        {
            "why": why,
            "who": who,
            "days": max(one.days for one in children),
            "children": [{"one": one, "name": people.family([one.child])} for one in children],
        }
        for (why, who), children in groups.items()
    ]


def _whose(known: TeamKnownOnADay) -> str:
    whose = f"team {known.scope.team}" if known.scope else "every team"
    return f"{whose}; as at {known.asked.day.isoformat()}"


def _note(
    request: HttpRequest,
    known: TeamKnownOnADay,
    worker: WorkerLoad | None,
    shown: list[dict[str, Any]],
    nobody: list[dict[str, Any]],
    found: Sequence[ConcernTrueOf],
) -> None:
    children = [row["held"].child for row in shown]
    children += [row["one"].child for group in nobody for row in group["children"]]
    children += shown_children(found)
    held = f"; held by {worker.worker}" if worker else ""
    detail = f"{_whose(known)}{held}; {len(children)} children shown"
    record_list(by=request.user.get_username(), page="team", detail=detail, children=children)

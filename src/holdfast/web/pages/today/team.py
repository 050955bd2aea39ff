"""What needs a team manager today: the morning page, and every team's counts beside one another."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from holdfast.concerns.workforce_allocation import TOO_MANY
from holdfast.query.scope import Scope
from holdfast.query.today.asks import Ask
from holdfast.query.today.parts import (
    CappedRows,
    backlog_kinds,
    nobody_shown,
    not_seen_shown,
    steps_are_backlog,
    steps_shown,
)
from holdfast.query.today.team_day import NotListed, TeamDay, WorkerLine
from holdfast.query.today.told import parts_lacking
from holdfast.web import data
from holdfast.web.actions.viewing import record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.today.chosen import choices, day_for, days_of_teams
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.pages.today.row_words import RowWords
from holdfast.web.pages.today.worker import worker_page
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Filtering
from holdfast.web.people.assignments import scope_of
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import team_filter, team_in_words, titles

# Which part is shown whole, and which parts there are.
WHOLE = "whole"
NOBODY, UNSEEN, STEPS, WORKERS = "nobody", "unseen", "steps", "workers"
# Of a service with more workers than these its teams are shown, and the workers on theirs.
MOST_WORKERS = 20
MOST_KINDS = 8  # of steps in a backlog, before the rest are folded


@needs(Permission.SEE_LISTS)
@require_safe
@on_day
def today(request: HttpRequest, asked: Asked) -> HttpResponse:
    """A worker's day, a team's, or every team's counts where none is chosen."""
    own = scope_of(request.user, Permission.SEE_LISTS) if not request.GET else None
    worker = request.GET.get("worker", "")
    if own:
        whose = {"worker": own.worker} if own.worker else {TEAM: own.team}
        return redirect(asked.link("today", **whose))
    if worker:
        return worker_page(request, asked, Scope(worker=worker))
    filtering = Filtering(request.GET, [team_filter(asked.outlook)])
    scope = Scope(filtering.value(TEAM))
    return _one_team(request, asked, scope) if scope else _every_team(request, asked)


def _one_team(request: HttpRequest, asked: Asked, scope: Scope) -> HttpResponse:
    day = day_for(asked, scope)
    whole = request.GET.get(WHOLE, "")
    nobody = nobody_shown(day, whole == NOBODY)
    unseen = not_seen_shown(day, whole == UNSEEN)
    steps = steps_shown(day, whole == STEPS)
    children = {
        child
        for part in (*unseen, steps)
        for row in (*part.rows, *part.new)
        for child in row.children
    } | {child.child for name in (*nobody.rows, *nobody.new) for child in name.children}
    title = team_in_words(asked.outlook, scope)
    record_list(
        by=request.user.get_username(),
        page="today",
        detail=f"Team: {title}; as at {asked.day.isoformat()}; {len(children)} children shown",
        children=children,
    )
    words = RowWords(asked, PeopleShown.on(asked))
    about = {
        "asked": asked,
        "day": day,
        "title": title,
        "strip": _strip(asked, day, scope),
        "untold": lacking_parts(asked),
        "nobody": _named(request, words, nobody, scope),
        "unseen": [_families(request, words, group, UNSEEN) for group in unseen],
        "unseen_families": len({row.family for row in day.not_seen}),
        "steps": _families(request, words, steps, STEPS),
        "steps_in_both": len(day.steps) - len(day.steps_apart),
        "left": [(why.value, len(day.left[why])) for why in NotListed if day.left[why]],
        "left_url": asked.link("left_undone", **{TEAM: scope.team}),
        "paper_families": len({one.family for one in day.on_paper}),
        "choices": choices(),
        "every_team": asked.link("today"),
        "concern_url": asked.link("concern", "unassessed_risk", **{TEAM: scope.team}),
        "too_many": sum(one.strand == TOO_MANY.key for one in day.allocations),
        "unsupported": sum(one.strand != TOO_MANY.key for one in day.allocations),
        "support_url": asked.link("team", **{TEAM: scope.team}) + "#support",
        "unclear_url": asked.link("due", **{TEAM: scope.team, "status": "cannot-tell"}),
    }
    about |= _backlog(asked, day, whole == STEPS)
    about |= _owing(request, words, day, scope, whole == WORKERS)
    return render(request, "pages/today.html", about)


def _backlog(asked: Asked, day: TeamDay, whole: bool) -> dict[str, Any]:
    """The steps by kind where they are too many for a list: the most frequent, and the rest."""
    kinds = backlog_kinds(day) if steps_are_backlog(day) and not whole else []
    told = [(asked.outlook.clock(key).title, number) for key, number in kinds]
    rest = told[MOST_KINDS:]
    return {
        "backlog": told[:MOST_KINDS],
        "backlog_rest": rest,
        "backlog_rest_families": sum(number for _, number in rest),
    }


def _owing(
    request: HttpRequest, words: RowWords, day: TeamDay, scope: Scope, whole: bool
) -> dict[str, Any]:
    """Part 4: the workers by name; of a service with many, its teams, and where the workers are."""
    asked = words.asked
    below = scope.teams(asked.outlook)
    by_team = not whole and len(day.workers) > MOST_WORKERS and len(below) > 1
    rows = _teams(asked, below) if by_team else _workers(asked, words.people, day)
    return {
        "owing": rows,
        "by": "team" if by_team else "worker",
        "by_caption": f"By {'team' if by_team else 'worker'}: overdue, due in five working days, "
        "and yours to answer",
        "workers": sum(line.worker is not None for line in day.workers),
        "workers_url": with_query(request.GET, {WHOLE: WORKERS}) if by_team else "",
        "totals": _totals(None, day.workers),
    }


def _every_team(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Counts by team; no child is on the page."""
    named = titles(asked.outlook)
    rows = [
        {
            "title": named.get(team, team) if team else "No team is recorded",
            "url": asked.link("today", **{TEAM: team}) if team and team in named else "",
            "day": day,
            "steps": len({row.family for row in day.steps_apart}),
            "unseen": len({row.family for row in day.not_seen}),
            "supervise": sum(line.supervise for line in day.workers),
        }
        for team, day in days_of_teams(asked).items()
    ]
    whole = day_for(asked, Scope())
    about = {
        "asked": asked,
        "rows": sorted(rows, key=lambda row: (not row["url"], str(row["title"]))),
        "strip": _strip(asked, whole, Scope()),
        "untold": lacking_parts(asked),
        "day": whole,
    }
    return render(request, "pages/today_teams.html", about)


def lacking_parts(asked: Asked) -> Mapping[str, str]:
    """Why nothing of a part can be determined from this data, by part; worked out once."""
    found: Mapping[str, str] = data.remember(
        asked.outlook, ("today", "lacking"), lambda: parts_lacking(asked.outlook)
    )
    return found


def _strip(asked: Asked, day: TeamDay, scope: Scope) -> list[tuple[int | None, str, str]]:
    """The counts at the head of the page, each with its words and where it leads.

    None for a number of which the source tells nothing.
    """
    unassessed = asked.link("concern", "unassessed_risk", **({TEAM: scope.team} if scope else {}))
    soon = [one for one in day.week_duties if one.ask in (Ask.SEE, Ask.STEP)]
    steps = len({row.family for row in day.steps_apart})
    supervise = sum(line.supervise for line in day.workers)
    unseen = len({row.family for row in day.not_seen})
    parts = (
        ("nobody", day.unheld, "families nobody can act for", "#nobody"),
        ("unseen", unseen, "families not seen when due", "#unseen"),
        ("steps", steps, "more with a step overdue", "#steps"),
        ("supervise", supervise, "children to supervise", "#workers"),
        ("", len(soon), "duties due in five days", "#workers"),
        ("unassessed", len(day.unassessed), "children in unassessed risk", unassessed),
    )
    untold = lacking_parts(asked)
    # Of every team the parts are not on the page, and their counts lead nowhere.
    return [
        (None if part in untold else number, words, place if scope or place[0] != "#" else "")
        for part, number, words, place in parts
    ]


def _named(
    request: HttpRequest, words: RowWords, part: CappedRows[Any], scope: Scope
) -> dict[str, Any]:
    whose = {TEAM: scope.team}
    return {
        "rows": [
            words.name(name)
            | {"url": words.asked.link("concern", "nobody_can_act", fact=name.strand, **whose)}
            for name in part.rows
        ],
        "new": [family["name"] for name in part.new for family in words.name(name)["families"]],
        "more": part.more,
        "url": with_query(request.GET, {WHOLE: NOBODY}),
    }


def _families(
    request: HttpRequest, words: RowWords, part: CappedRows[Any], key: str
) -> dict[str, Any]:
    return {
        "title": part.title,
        "count": part.count,
        "rows": [words.family(row) for row in part.rows],
        "new": [words.people.family(row.children) for row in part.new],
        "more": part.more,
        "url": with_query(request.GET, {WHOLE: key}),
    }


def _workers(asked: Asked, people: PeopleShown, day: TeamDay) -> list[dict[str, Any]]:
    """By name: it is no order of people."""
    lines = [_worker(asked, people, line) for line in day.workers]
    return sorted(lines, key=lambda line: (not line["url"], str(line["name"])))


def _worker(asked: Asked, people: PeopleShown, line: WorkerLine) -> dict[str, Any]:
    """A worker's line, each count with the list that it leads to."""
    name = people.worker(line.worker) or "Nobody is recorded"
    return _line(asked, line, name, "held by ", {"worker": line.worker} if line.worker else {})


def _teams(asked: Asked, teams: Sequence[str]) -> list[dict[str, Any]]:
    """The lines of teams that have any, by name, each of its own without those below it."""
    named, days = titles(asked.outlook), days_of_teams(asked)
    lines = [
        _line(asked, _totals(team, days[team].workers), named.get(team, team), "", {TEAM: team})
        for team in teams
        if team in days and days[team].workers
    ]
    return sorted(lines, key=lambda line: str(line["name"]))


def _line(
    asked: Asked, line: WorkerLine, name: str, held: str, whose: Mapping[str, str]
) -> dict[str, Any]:
    """The line of a worker or a team; ``whose`` names it in addresses, empty for nobody."""

    def owed(clock: str) -> str:
        return asked.link("due", **whose, clock=clock, status="overdue") if whose else ""

    return {
        "line": line,
        "name": name,
        "held": f"{held}{name}",
        "url": asked.link("today", **whose) if whose else "",
        "supervise": owed("supervision_case"),
        "decide": owed("mgmt_oversight"),
        "check": owed("action_due"),
    }


def _totals(of: str | None, lines: Sequence[WorkerLine]) -> WorkerLine:
    """All lines together."""
    return WorkerLine(
        of,
        sum(line.overdue for line in lines),
        tuple(sum(counts) for counts in zip(*(line.due for line in lines), strict=True)),
        sum(line.supervise for line in lines),
        sum(line.decide for line in lines),
        sum(line.check for line in lines),
    )

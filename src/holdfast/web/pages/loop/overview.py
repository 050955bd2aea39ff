"""Are deficits followed through: the loop of a team, a service or the council."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.challenge.choices import LEVEL_WORDS
from holdfast.challenge.escalation import EscalatedDeficit
from holdfast.challenge.figures import LoopFigures
from holdfast.challenge.standing import StandingLoop
from holdfast.challenge.states import STAGES, LoopState
from holdfast.count_words import count_of
from holdfast.errors import NotFound
from holdfast.query.scope import Scope
from holdfast.web.actions.viewing import record_download, record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.due import LONGEST_FILE, TooLong
from holdfast.web.pages.loop.challenging import does_it_challenge
from holdfast.web.pages.loop.deficit_words import IN_FILE, DeficitWords
from holdfast.web.pages.loop.known import choices_of, findings_of_teams, standing_loop
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.parts.filtering import Filtering
from holdfast.web.parts.paging import paging
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.people.assignments import allowed
from holdfast.web.people.deciding import needs
from holdfast.web.people.guarding import may_go
from holdfast.web.people.permission import Permission
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import team_filter, team_in_words, titles

WORKER = "worker"
SHOWN = 3
# Of more teams than these, the few that most is past the limit of are shown, and the rest folded.
MOST_TEAMS, WORST = 8, 6
# The columns of the picture: width of the whole, of a bar, its height, and where it stands.
_WIDTH, _BAR, _HEIGHT, _FOOT = 146, 104, 122, 148
_UNDER = {
    LoopState.DETECTED: ("overdue beyond the", "days allowed, or so"),
    LoopState.SEEN: ("discussed while", "it was open"),
    LoopState.CHALLENGED: ("the work was", "questioned"),
    LoopState.DIRECTED: ("an action", "was set"),
    LoopState.EVIDENCED: ("the event is", "in the record"),
    LoopState.VERIFIED: ("checked by", "someone else"),
    LoopState.HELD: ("verified, and", "not again"),
}


# The lists of the page: the word in the address, the title, and what is on it or what ends it.
LIST_WORDS: Mapping[str, tuple[str, str]] = {
    "silent": (
        "Silent",
        "Supervision took place, and neither challenge nor action is recorded. It ends when"
        " something is said, or the event comes.",
    ),
    "paper": (
        "Closed on paper",
        "The case, plan or placement ended, and no event shows it done.",
    ),
    "recurred": (
        "Recurred",
        "It was done, and the same was found again for the child within the weeks set.",
    ),
    "unverified": (
        "To be verified",
        "A direction was followed by its event, and nobody else has looked yet.",
    ),
    "open": ("Open", "Each that is open, as lists stand."),
    "settled": ("Settled", "Settled with others as gaps of the record. They stay counted."),
}


@require_safe
@needs(Permission.SEE_FIGURES)
@on_day
def loop(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The figures, the picture, the teams by name, and the first of each list."""
    filtering = Filtering(request.GET, [team_filter(asked.outlook)])
    scope = _scope(request, filtering)
    standing, choices = standing_loop(asked, scope), choices_of(asked)
    figures = standing.figures()
    words = DeficitWords(asked, PeopleShown.on(asked))
    lists = [
        _shown(asked, scope, name, standing, words) for name in ("silent", "paper", "recurred")
    ]
    children = {row["path"].key.child for each in lists for row in each["rows"]}
    title = _title(asked, words, scope)
    teams = _teams(standing, words, asked)
    record_list(
        by=request.user.get_username(),
        page="the loop",
        detail=f"{title}; as at {asked.day.isoformat()}; {len(children)} children shown",
        children=children,
    )
    about = {
        "asked": asked,
        "title": title,
        "filtering": filtering,
        "figures": figures,
        "no_supervision": "supervisions" not in asked.outlook.overlay.feeds,
        "choices": choices,
        "teams": teams,
        "worst": _worst(teams),
        "of_worker": bool(scope.worker),
        "past": len(standing.escalated()),
        "lists": lists,
        "others": [
            {
                "title": LIST_WORDS[name][0],
                "count": standing.count(name),
                "url": _url(asked, scope, name),
            }
            for name in ("open", "unverified", "settled")
        ],
        "levels": _levels(standing.escalated()),
        "stages": STAGES.values(),
    }
    if not scope:
        about["challenging"] = does_it_challenge(asked)
    about |= _how_far(figures) | _leads(request, asked, scope, words)
    return render(request, "loop/overview.html", about)


def _how_far(figures: LoopFigures) -> dict[str, Any]:
    """How far deficits came, as the picture and the table of days draw it."""
    return {
        "reached": {state.value: figures.reached[state] for state in LoopState},
        "columns": _columns(figures),
        "steps": [
            {
                "step": step,
                "words": f"from {step.start.value} to {step.end.value}",
                "median": step.median,
            }
            for step in figures.steps
        ],
        "direction": next(s for s in figures.steps if s.end is LoopState.DIRECTED),
    }


def _leads(request: HttpRequest, asked: Asked, scope: Scope, words: DeficitWords) -> dict[str, Any]:
    """Where the page leads, as far as the person may go, and the findings about their teams."""
    may_raise = allowed(request.user, Permission.DIRECT)
    return {
        "findings": [words.row(path) for path in findings_of_teams(asked, request.user)[:SHOWN]],
        "raise_url": asked.link("raise_of_team") if may_raise else "",
        "audits": asked.link("case_audits") if may_go(request.user, "case_audits") else "",
        "challenged": asked.link("measure", "supervisions_challenged"),
        "actions": asked.link("actions", **_whose(scope)),
        "settling": asked.link("settling", **_whose(scope)),
        "escalated_url": _url(asked, scope, "escalated"),
    }


@require_safe
@needs(Permission.SEE_LISTS)
@on_day
def deficit_list(request: HttpRequest, asked: Asked, which: str) -> HttpResponse:
    """One list of deficits, a page at a time. ``which`` is of ``LISTS``, or "escalated"."""
    filtering = Filtering(request.GET, [team_filter(asked.outlook)])
    scope = _scope(request, filtering)
    standing, words = standing_loop(asked, scope), DeficitWords(asked, PeopleShown.on(asked))
    over = {one.path.key: one for one in standing.escalated()} if which == "escalated" else {}
    if which != "escalated" and which not in LIST_WORDS:
        raise NotFound("There is no list of that name.", "Go back to the loop and choose one.")
    title, why = LIST_WORDS.get(
        which, ("Escalated", "In one state for longer than the council allows.")
    )
    total = len(over) if which == "escalated" else standing.count(which)
    page = paging(request.GET, total)
    if which == "escalated":
        shown = [one.path for one in over.values()][page.offset : page.offset + page.limit]
    else:
        shown = standing.listed(which, page.offset, page.limit)
    rows = [words.row(path) | {"level": _level(over.get(path.key))} for path in shown]
    record_list(
        by=request.user.get_username(),
        page=f"deficits: {which}",
        detail=f"{_title(asked, words, scope)}; as at "
        f"{asked.day.isoformat()}; {len({row['path'].key.child for row in rows})} children shown",
        children=(row["path"].key.child for row in rows),
    )
    about = {
        "asked": asked,
        "title": title,
        "why": why,
        "whose": _title(asked, words, scope),
        "filtering": filtering,
        "rows": rows,
        "total": total,
        "paging": page,
        "back": asked.link("loop", **_whose(scope)),
        "file": (
            asked.link("deficits_file", which, **_whose(scope))
            if allowed(request.user, Permission.TAKE_AWAY)
            else ""
        ),
    }
    return render(request, "loop/list.html", about)


@require_safe
@needs(Permission.TAKE_AWAY)
@on_day
def deficit_file(request: HttpRequest, asked: Asked, which: str) -> HttpResponse:
    """The same list, whole, as a CSV file. Raises NotFound for no list, TooLong."""
    scope = _scope(request, Filtering(request.GET, [team_filter(asked.outlook)]))
    standing, words = standing_loop(asked, scope), DeficitWords(asked, PeopleShown.on(asked))
    if which == "escalated":
        paths = [one.path for one in standing.escalated()]
    elif which in LIST_WORDS:
        paths = standing.listed(which)
    else:
        raise NotFound("There is no list of that name.", "Go back to the loop and choose one.")
    if len(paths) > LONGEST_FILE:
        raise TooLong(
            f"The list has {len(paths):,} deficits; a file may hold {LONGEST_FILE:,}.",
            "Go back, choose one team, and ask again.",
        )
    record_download(
        by=request.user.get_username(),
        page=f"deficits file: {which}",
        detail=f"{_title(asked, words, scope)}; as at "
        f"{asked.day.isoformat()}; {len({path.key.child for path in paths})} children",
        children=(path.key.child for path in paths),
    )
    rows = [words.in_file(path) for path in paths]
    about = {"as_at": asked.day, "snapshot": asked.outlook.snapshot.id}
    return csv_file(f"deficits-{which}-{asked.day.isoformat()}.csv", IN_FILE, rows, about)


def _scope(request: HttpRequest, filtering: Filtering) -> Scope:
    """The team, the worker, or both, that the address names."""
    return Scope(filtering.value(TEAM), request.GET.get(WORKER, "")[:200])


def _whose(scope: Scope) -> dict[str, str]:
    """The same as an address names it."""
    named = {TEAM: scope.team, WORKER: scope.worker}
    return {name: value for name, value in named.items() if value}


def _title(asked: Asked, words: DeficitWords, scope: Scope) -> str:
    """Whose children the page is about."""
    if scope.worker:
        return f"The children whom {words.people.worker(scope.worker)} holds"
    return team_in_words(asked.outlook, scope) or "Every team"


def _shown(
    asked: Asked, scope: Scope, name: str, standing: StandingLoop, words: DeficitWords
) -> dict[str, Any]:
    title, why = LIST_WORDS[name]
    return {
        "name": name,
        "title": title,
        "why": why,
        "count": standing.count(name),
        "rows": [words.row(path) for path in standing.listed(name, 0, SHOWN)],
        "url": _url(asked, scope, name),
    }


def _level(over: EscalatedDeficit | None) -> str:
    """To whom it is escalated, and since how many days it is in its state."""
    if over is None:
        return ""
    return (
        f"{LEVEL_WORDS[over.level]}: {over.state.value} for {over.days} days, {over.limit} allowed"
    )


def _url(asked: Asked, scope: Scope, which: str) -> str:
    return asked.link("deficits", which, **_whose(scope))


def _levels(over: Sequence[EscalatedDeficit]) -> list[dict[str, Any]]:
    counts = Counter(one.level for one in over)
    return [{"level": LEVEL_WORDS[one], "count": counts[one]} for one in counts]


def _columns(figures: LoopFigures) -> list[dict[str, Any]]:
    """The picture: a column for each state, as high as the share that came into it."""
    found = []
    after = {step.end: step.median for step in figures.steps if step.start is LoopState.DETECTED}
    for place, state in enumerate(LoopState):
        days = after.get(state)
        number, of = figures.reached[state], figures.deficits
        height = round(_HEIGHT * number / of, 1) if of else 0
        left = 16 + place * _WIDTH
        inside = height > 44
        found.append(
            {
                "state": state.value.capitalize(),
                "number": number,
                "share": f"{100 * number / of:.0f}%" if of else "",
                "x": left,
                "middle": left + _BAR / 2,
                "y": _FOOT - height,
                "height": height,
                "inside": inside,
                "number_y": _FOOT - height + 18 if inside else _FOOT - height - 20,
                "share_y": _FOOT - height + 34 if inside else _FOOT - height - 6,
                "under": _UNDER[state],
                "after": "" if days is None else f"median {count_of(days, 'day')}",
                "none": number == 0 and state in (LoopState.VERIFIED, LoopState.HELD),
            }
        )
    return found


def _worst(teams: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of many teams the few with the most past the limit; none where they are few."""
    if len(teams) <= MOST_TEAMS:
        return []
    return sorted(teams, key=lambda row: (-row["past"], row["title"]))[:WORST]


def _teams(standing: StandingLoop, words: DeficitWords, asked: Asked) -> list[dict[str, Any]]:
    """The teams by name, each with how many of its open deficits are past their limit."""
    past = Counter(one.path.team for one in standing.escalated())
    names = titles(asked.outlook)
    rows = [
        {
            "title": words.people.team(team) or "no team recorded",
            "url": asked.link("loop", **{TEAM: team}) if team and team in names else "",
            "past": past[team],
            "figures": own,
            "direction": next(s for s in own.steps if s.end is LoopState.DIRECTED).median,
            "open_in": {state.value: own.open_in[state] for state in LoopState},
        }
        for team, own in standing.by_team().items()
    ]
    return sorted(rows, key=lambda row: str(row["title"]))

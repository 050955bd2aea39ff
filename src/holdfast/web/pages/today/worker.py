"""A worker's families, and what is due: overdue first, then the week, then the others."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdfast.query.scope import Scope
from holdfast.query.today.day_facts import OpenDuty
from holdfast.query.today.worker_day import HeldFamily, WorkerDay, worker_day
from holdfast.web.actions.viewing import record_list
from holdfast.web.asked import Asked
from holdfast.web.pages.team.support import support_groups
from holdfast.web.pages.today.chosen import aside_on
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.pages.today.row_words import RowWords
from holdfast.web.people.guarding import may_go


def worker_page(request: HttpRequest, asked: Asked, scope: Scope) -> HttpResponse:
    """Every family that a worker holds. Raises NotFound for one whom the record does not know."""
    day = worker_day(asked.outlook, scope, aside_on(asked))
    families = (*day.overdue, *day.due, *day.quiet)
    children = {child for family in families for child in family.children}
    record_list(
        by=request.user.get_username(),
        page="today of a worker",
        detail=f"as at {asked.day.isoformat()}; {len(children)} children shown",
        children=children,
    )
    words = RowWords(asked, PeopleShown.on(asked))
    duties, journeys = day.visits
    groups = (
        ("Overdue", "the longest first", day.overdue),
        (f"Due by {_weekday(day.week[-1] if day.week else day.day)}", "the soonest first", day.due),
        ("Nothing due by then", "", day.quiet),
    )
    about = {
        "asked": asked,
        "day": day,
        "name": words.people.worker(scope.worker),
        "strip": _strip(day, len(children), len(families)),
        "to_see": duties,
        "journeys": journeys,
        "groups": [
            {"title": title, "order": order, "rows": [_family(words, one) for one in found]}
            for title, order, found in groups
            if found
        ],
        "week": _week(words, day),
        "due_url": asked.link("due", worker=scope.worker),
        "supervise_url": (
            asked.link("sitting", worker=scope.worker) if may_go(request.user, "sitting") else ""
        ),
        "actions_url": (
            asked.link("actions", worker=scope.worker) if may_go(request.user, "actions") else ""
        ),
        "support": support_groups(asked, words.people, day.allocations),
    }
    return render(request, "pages/today_worker.html", about)


def _strip(day: WorkerDay, children: int, families: int) -> list[tuple[int, str, str]]:
    overdue = sum(len(family.overdue) for family in day.overdue)
    soon = sum(len(family.due) for family in (*day.overdue, *day.due))
    last = day.week[-1] if day.week else day.day
    of = "1 family" if families == 1 else f"{families} families"
    unseen = sum(any(one.ask == "see" for one in family.overdue) for family in day.overdue)
    return [
        (children, f"children of {of}", "#all"),
        (unseen, "families not seen when due", "#all"),
        (overdue, "duties overdue", "#all"),
        (soon, f"due by {last.day} {last:%B}", "#week"),
    ]


def _family(words: RowWords, family: HeldFamily) -> dict[str, Any]:
    return {
        "name": words.people.family(family.children),
        "standing": family.standing.value,
        "waits": words.people.waits(family.children),
        "overdue": [_overdue(words, one) for one in _once(family.overdue)],
        "due": [_due(words, one) for one in _once(family.due)],
        "next": "" if family.overdue or family.due else _next(words, family),
        "unclear": family.unclear,
        "seen": _seen(words, family),
        "visits": family.to_see,
    }


def _once(duties: tuple[OpenDuty, ...]) -> list[OpenDuty]:
    """Duties of brothers and sisters under one clock and due on one day are one line."""
    return list({(one.clock, one.due): one for one in reversed(duties)}.values())[::-1]


def _overdue(words: RowWords, duty: OpenDuty) -> dict[str, Any]:
    return {"days": duty.days_over, "what": words.title(duty), "due": duty.due}


def _due(words: RowWords, duty: OpenDuty) -> dict[str, Any]:
    assert duty.due is not None, "only what has a day falls due"
    return {"day": _weekday(duty.due), "what": words.title(duty)}


def _next(words: RowWords, family: HeldFamily) -> str:
    """What comes first; where nothing is certain to, whether that is known or cannot be."""
    if family.next_due:
        return f"Next: {words.due(family.next_due)}"
    if family.unclear:
        return "Whether anything is due cannot be determined"
    return "No day is set: no clock runs for the child by this record"


def _seen(words: RowWords, family: HeldFamily) -> str:
    seen = family.last_seen
    if seen is None:
        return "no visit recorded" if len(family.children) == 1 else "not all seen by the record"
    days = (words.day - seen).days
    ago = "today" if not days else f"{days:,} day{'' if days == 1 else 's'} ago"
    return f"{words.short(seen)}, {ago}"


def _week(words: RowWords, day: WorkerDay) -> list[dict[str, Any]]:
    """The five working days, and what falls due on each, family by family."""
    by_day: dict[date, list[tuple[str, HeldFamily]]] = defaultdict(list)
    for family in (*day.overdue, *day.due):
        for duty in _once(family.due):
            if duty.due is not None:
                due = max((one for one in day.week if one <= duty.due), default=day.day)
                by_day[due].append((words.title(duty), family))
    return [
        {
            "day": _weekday(one),
            "is_today": one == day.day,
            "duties": [
                {"what": title, "name": words.people.family(family.children)}
                for title, family in by_day[one]
            ],
        }
        for one in day.week
    ]


def _weekday(day: date) -> str:
    return f"{day:%A} {day.day} {day:%b}"

"""What is overdue and not asked for today: in groups that a manager settles together.

Nothing is deleted, and nothing becomes done without an event in the record: a group that is set
aside stays counted, with who did so and why, and comes back by itself.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from holdfast.errors import NotFound
from holdfast.query.concerns import ChildIsOn, ConcernTrueOf
from holdfast.query.scope import Scope
from holdfast.query.today.asks import Ask
from holdfast.query.today.day_facts import OpenDuty, day_facts
from holdfast.query.today.team_day import NotListed, TeamDay
from holdfast.web import data
from holdfast.web.actions.setting_aside import (
    LONGEST,
    MOST_AT_ONCE,
    MOST_DAYS,
    set_aside,
    take_back,
)
from holdfast.web.actions.viewing import record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.oversight.loop_said import SettledGap, settled_between
from holdfast.web.oversight.models import AsideReason, SetAside
from holdfast.web.oversight.set_aside import in_force_on
from holdfast.web.pages.today.chosen import day_for
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.pages.today.row_words import RowWords
from holdfast.web.pages.today.setting_aside import to_set_aside
from holdfast.web.parts.filtering import Filtering
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import team_filter, team_in_words

KEPT, AGAIN = "kept", "again"
# Of what is one by one, and of what is set aside, so many are listed.
MOST_LISTED = 50
# Steps for a child, and whatever is of children for whom nobody can act, are looked at one by one.
ONE_BY_ONE = (NotListed.UNHELD, NotListed.STATISTICS)
WHY = {
    NotListed.OVERTAKEN: "A later run of the same clock has begun for the child.",
    NotListed.OLDER: "For the latest run nothing is recorded.",
    NotListed.RECORD: "Visits to write up, and chronologies to bring up to date.",
    NotListed.UNHELD: "These end when the child is allocated, or the case is closed.",
    NotListed.STATISTICS: "Nobody is asked to do these.",
}


@dataclass(frozen=True)
class LeftGroup:
    """Overdue duties that stand on no page of the day for one reason.

    ``clock`` is the one that all of them are of; empty where the reason is all that they share.
    """

    why: NotListed
    clock: str
    duties: tuple[OpenDuty, ...]

    @property
    def key(self) -> str:
        """What the form sends for the group."""
        return f"{self.why.name} {self.clock}"

    @property
    def in_bulk(self) -> bool:
        """Whether it may be settled together: a step for a child is looked at by itself."""
        return self.why not in ONE_BY_ONE and self.duties[0].ask not in (Ask.STEP, Ask.SEE)

    def aged(self, least: int, most: int) -> int:
        """How many are overdue for more than so many days and up to so many."""
        return sum(least < one.days_over <= most for one in self.duties)


@needs(Permission.SEE_LISTS, to_change=Permission.SET_ASIDE)
@require_http_methods(["GET", "POST"])
@on_day
def left_undone(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The groups of a team, or of every team, and the form on which some are set aside together."""
    filtering = Filtering(request.GET, [team_filter(asked.outlook)])
    scope = Scope(filtering.value(TEAM))
    day = day_for(asked, scope)
    settled = settled_between(data.addresses().child, date.min, asked.day)
    groups = groups_of(day, settled)
    if request.method == "POST" and AGAIN in request.POST:
        return _ask_again(request, asked, scope)
    why, words = request.POST.get("why", ""), request.POST.get("words", "").strip()
    chosen = [group for group in groups if group.key in request.POST.getlist("group")]
    duties = [one for group in chosen if group.in_bulk for one in group.duties]
    problem = _problem(why, words, duties) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        set_aside(
            by=request.user.get_username(),
            duties=to_set_aside(duties),
            reason=AsideReason(why),
            on=asked.day,
            days=MOST_DAYS,
            words=words,
        )
        return HttpResponseRedirect(_here(asked, scope, KEPT, str(len(duties))))
    about = _about(request, asked, scope, day, groups)
    aside = len(day.left[NotListed.SET_ASIDE])
    listed = sum(len(group.duties) for group in groups) + aside
    about |= {
        "not_asked": listed,
        "settled": day.not_asked - listed,
        "settling": asked.link("settling", **({TEAM: scope.team} if scope else {})),
        "filtering": filtering,
        "chosen": {group.key for group in chosen},
        "why": why,
        "words": words,
        "problem": problem,
        "kept": request.GET.get(KEPT, ""),
    }
    return render(request, "pages/today_left.html", about)


def groups_of(day: TeamDay, settled: frozenset[SettledGap] = frozenset()) -> list[LeftGroup]:
    """What a day leaves out, by reason and clock; the largest first within a reason.

    What was settled as a gap of the record is left for good, and not among it.
    """
    found: list[LeftGroup] = []
    for why, duties in day.left.items():
        if why is NotListed.SET_ASIDE:
            continue
        by_clock: dict[str, list[OpenDuty]] = defaultdict(list)
        for duty in duties:
            if (duty.child, duty.clock, duty.started) in settled:
                continue
            by_clock["" if why in ONE_BY_ONE else duty.clock].append(duty)
        own = [LeftGroup(why, clock, tuple(each)) for clock, each in by_clock.items()]
        found += sorted(own, key=lambda group: (-len(group.duties), group.clock))
    return found


def _about(
    request: HttpRequest, asked: Asked, scope: Scope, day: TeamDay, groups: Sequence[LeftGroup]
) -> dict[str, Any]:
    singly = [
        one
        for group in groups
        for one in group.duties
        if group.why is NotListed.OLDER and group.duties[0].ask in (Ask.STEP, Ask.SEE)
    ][:MOST_LISTED]
    paper, aside = day.on_paper[:MOST_LISTED], _aside(asked, day)
    children = {one.child for one in singly} | {one.child for one in paper}
    children |= {child for child, _ in aside}
    title = team_in_words(asked.outlook, scope) or "Every team"
    record_list(
        by=request.user.get_username(),
        page="left undone",
        detail=f"{title}; as at {asked.day.isoformat()}; {len(children)} children shown",
        children=children,
    )
    words = RowWords(asked, PeopleShown.on(asked))
    facts = day_facts(asked.outlook)
    return {
        "asked": asked,
        "day": day,
        "title": title,
        "back": asked.link("today", **({TEAM: scope.team} if scope else {})),
        "groups": [_group(asked, scope, group, facts.standing) for group in groups],
        "singly": [_single(words, one) for one in singly],
        "paper": [_on_paper(words, one, facts.quiet) for one in paper],
        "paper_count": len(day.on_paper),
        "aside": [_set_aside(words, child, row) for child, row in aside[:MOST_LISTED]],
        "aside_count": len(day.left[NotListed.SET_ASIDE]),
        "reasons": AsideReason.choices,
        "longest": LONGEST,
        "days": MOST_DAYS,
        "comes_back": asked.day + timedelta(days=MOST_DAYS),
    }


def _group(
    asked: Asked, scope: Scope, group: LeftGroup, standing: Mapping[str, ChildIsOn]
) -> dict[str, Any]:
    children = {one.child for one in group.duties}
    clock = {"clock": group.clock} if group.clock else {}
    query = {"status": "overdue"} | clock | ({TEAM: scope.team} if scope else {})
    return {
        "group": group,
        "title": asked.outlook.clock(group.clock).title if group.clock else "",
        "why": WHY[group.why],
        "duties": len(group.duties),
        "children": len(children),
        "on_plan": sum(standing.get(child) is ChildIsOn.PLAN for child in children),
        "to_quarter": group.aged(0, 91),
        "to_year": group.aged(91, 365),
        "longer": group.aged(365, 100_000),
        "oldest": min((one.due for one in group.duties if one.due), default=None),
        "url": asked.link("due", **query),
    }


def _single(words: RowWords, duty: OpenDuty) -> dict[str, Any]:
    handle = words.people.handle(duty.child)
    aside = words.asked.link("set_aside", handle, clock=duty.clock) if handle else ""
    return {
        "name": words.people.family([duty.child]),
        "worker": words.people.worker(duty.worker) or "no worker recorded",
        "what": words.title(duty),
        "due": duty.due,
        "days": duty.days_over,
        "url": aside,
    }


def _on_paper(words: RowWords, one: ConcernTrueOf, quiet: Mapping[str, date]) -> dict[str, Any]:
    return {
        "name": words.people.family([one.child]),
        "worker": words.people.worker(one.worker),
        "since": one.since,
        "quiet": quiet.get(one.child),
        "seen": one.last_seen,
    }


def _aside(asked: Asked, day: TeamDay) -> list[tuple[str, SetAside]]:
    """What is set aside of the team's, with the child, that which comes back first first."""
    own = {(one.child, one.clock, one.started) for one in day.left[NotListed.SET_ASIDE]}
    found = [(data.addresses().child(row.child), row) for row in in_force_on(asked.day)]
    held = [
        (child, row) for child, row in found if child and (child, row.clock, row.started) in own
    ]
    return sorted(held, key=lambda one: (one[1].until, one[1].pk))


def _set_aside(words: RowWords, child: str, row: SetAside) -> dict[str, Any]:
    title = words.asked.outlook.clock(row.clock).title
    return {"row": row, "name": words.people.family([child]), "what": title}


def _ask_again(request: HttpRequest, asked: Asked, scope: Scope) -> HttpResponse:
    """Take one duty back from those set aside. Raises NotFound where it is not among them."""
    number = request.POST.get(AGAIN, "")
    row = next((one for one in in_force_on(asked.day) if str(one.pk) == number), None)
    child = data.addresses().child(row.child) if row else None
    if row is None or child is None:
        raise NotFound("It is not set aside any more.", "Go back to the list and look again.")
    take_back(by=request.user.get_username(), child=child, row=row, on=asked.day)
    return HttpResponseRedirect(_here(asked, scope))


def _here(asked: Asked, scope: Scope, *more: str) -> str:
    query = {TEAM: scope.team} if scope else {}
    return asked.link("left_undone", **query, **({more[0]: more[1]} if more else {}))


def _problem(why: str, words: str, duties: Sequence[OpenDuty]) -> str:
    if not duties:
        return "Tick at least one group"
    if len(duties) > MOST_AT_ONCE:
        return f"Tick groups of {MOST_AT_ONCE} duties or fewer together, or choose one team"
    if why not in AsideReason.values:
        return "Choose why they are set aside"
    if len(words) > LONGEST or "\0" in words:
        return f"What you add must be text of {LONGEST} characters or fewer"
    return ""

"""How *Due and overdue* opens: what is asked for today, what the law sets first, by family.

What is long undone is folded into one line that says how much it is and leads to where it is
settled. The whole list, as it can be narrowed and sorted, is one link away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from holdfast.law import Tier
from holdfast.query.scope import Scope
from holdfast.query.today.asks import Ask
from holdfast.query.today.day_facts import day_facts
from holdfast.query.today.family_rows import OverdueFamily, family_rows
from holdfast.query.today.team_day import NotListed
from holdfast.web.actions.viewing import record_list
from holdfast.web.asked import NAME as AS_AT
from holdfast.web.asked import Asked
from holdfast.web.pages.today.chosen import day_for
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.pages.today.row_words import RowWords
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.paging import paging
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import children_in, team_filter, team_in_words

SET_BY = "set_by"
SHOWN = 10
TITLES = {
    Tier.STATUTE: "Set by law",
    Tier.GUIDANCE: "Set by statutory guidance",
    Tier.LOCAL: "Set by the council",
}
# An address that asks for nothing else opens on what is asked for today.
_OF_THIS_PAGE = {TEAM, SET_BY, AS_AT, "page"}


@dataclass(frozen=True)
class TierFamilies:
    """Families whose first duty was set by one of law, guidance and council; ``count`` in all."""

    tier: Tier
    shown: tuple[OverdueFamily, ...]
    count: int


def opens_on_today(query: QueryDict) -> bool:
    """Whether an address asks for no list of its own."""
    return set(query) <= _OF_THIS_PAGE and ("page" not in query or SET_BY in query)


def due_opening(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Families with something overdue that is asked for today, by who set the day."""
    chosen = [Choice(tier.value, title) for tier, title in TITLES.items()]
    filtering = Filtering(
        request.GET, [team_filter(asked.outlook), Filter(SET_BY, "Who set the day", tuple(chosen))]
    )
    scope, tiers = Scope(filtering.value(TEAM)), filtering.values(SET_BY)
    day = day_for(asked, scope)
    duties = [duty for row in (*day.not_seen, *day.steps) for duty in row.duties]
    rows = family_rows(day_facts(asked.outlook), duties, law_first=True)
    wanted = [row for row in rows if not tiers or row.first.tier.value in tiers]
    page = paging(request.GET, len(wanted)) if tiers else None
    groups = _groups(wanted, wanted[page.offset : page.offset + page.limit] if page else None)
    children = {child for group in groups for row in group.shown for child in row.children}
    team = team_in_words(asked.outlook, scope)
    record_list(
        by=request.user.get_username(),
        page="due",
        detail=f"Asked for today; {team or 'every team'}; as at {asked.day.isoformat()}; "
        f"{len(children)} children shown",
        children=children,
    )
    words = RowWords(asked, PeopleShown.on(asked))
    whose = {TEAM: scope.team} if scope else {}
    about = {
        "asked": asked,
        "filtering": filtering,
        "team": team,
        "children": children_in(asked.outlook, scope),
        "day": day,
        "families": len(wanted),
        "asked_for": len(duties),
        "groups": [_group(request, words, group, page is None) for group in groups],
        "paging": page,
        "left": [(why.value, len(day.left[why])) for why in NotListed if day.left[why]],
        "of_managers": sum(line.supervise + line.decide + line.check for line in day.workers),
        "soon": sum(one.ask in (Ask.SEE, Ask.STEP) for one in day.week_duties),
        "left_url": asked.link("left_undone", **whose),
        "all_url": asked.link("due", status="overdue", **whose),
        "soon_url": asked.link("due", status="due-soon", **whose),
        "unclear_url": asked.link("due", status="cannot-tell", **whose),
    }
    return render(request, "pages/due_opening.html", about)


def _group(
    request: HttpRequest, words: RowWords, group: TierFamilies, capped: bool
) -> dict[str, Any]:
    return {
        "title": TITLES[group.tier],
        "count": group.count,
        "rows": [
            {**words.family(row), "step": words.people.step(row.children)} for row in group.shown
        ],
        "more": group.count - len(group.shown) if capped else 0,
        "url": with_query(request.GET, {SET_BY: group.tier.value, "page": None}),
    }


def _groups(
    wanted: Sequence[OverdueFamily], shown: Sequence[OverdueFamily] | None
) -> list[TierFamilies]:
    """The families by who set the day: those of the page, or the first of each."""
    found = []
    for tier in TITLES:
        own = [row for row in wanted if row.first.tier is tier]
        part = own[:SHOWN] if shown is None else [row for row in shown if row.first.tier is tier]
        if part:
            found.append(TierFamilies(tier, tuple(part), len(own)))
    return found
